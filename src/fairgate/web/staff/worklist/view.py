"""The worklist: what is due, whose it is, and by when."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairgate.queries import worklist as queries
from fairgate.records.door import Hidden, schools_of
from fairgate.web.shared.request import Request

YOURS = "yours"


@require_safe
def worklist(request: Request) -> HttpResponse:
    """Everybody's, or with `?whose=yours` what the user's own offices owe; not for reception."""
    if not schools_of(request.user, request.today).exists():
        raise Hidden("there is no worklist without an office")
    only_yours = request.GET.get("whose") == YOURS
    found = queries.worklist(request.user, request.today, only_yours=only_yours)
    return render(request, "staff/worklist/page.html", {"page": found, "only_yours": only_yours})
