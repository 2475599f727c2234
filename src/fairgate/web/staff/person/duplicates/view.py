"""People who may be on record twice."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairgate.queries.person_duplicates import duplicates_page
from fairgate.web.shared.request import Request


@require_safe
def duplicates(request: Request) -> HttpResponse:
    """The pairs, the likeliest first; for those who read what is restricted."""
    return render(request, "staff/person/duplicates/page.html", {"page": duplicates_page(request.user, request.today)})
