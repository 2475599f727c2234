"""The worklist: what is due, whose it is, and by when."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairgate.queries import worklist as queries
from fairgate.records.door import Hidden, has_schools
from fairgate.web.shared.request import Request
from fairgate.web.staff.worklist.form import WhoseForm

YOURS = "yours"


@require_safe
def worklist(request: Request) -> HttpResponse:
    """Everybody's; with `?whose=yours` what the user's own offices owe, with an office's id what that one owes.

    Not for reception.
    """
    if not has_schools(request.user, request.today):
        raise Hidden("there is no worklist without an office")
    whose = request.GET.get("whose", "")
    only_yours = whose == YOURS
    office = "" if only_yours else whose
    found = queries.worklist(request.user, request.today, only_yours=only_yours, office=office)
    named = dict(found.offices)
    context = {
        "page": found,
        "only_yours": only_yours,
        "office": named.get(office, office),
        "form": WhoseForm(request.GET if office in named else None, offices=found.offices),
    }
    return render(request, "staff/worklist/page.html", context)
