"""The case page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairgate.queries.case import case_page
from fairgate.web.shared.request import Request


@require_safe
def case(request: Request, reference: str) -> HttpResponse:
    """The person, where the case stands, what the code says can be done now, and what happened."""
    page = case_page(request.user, reference, request.now)
    return render(request, "staff/case/page.html", {"page": page, "cites": page.cites})
