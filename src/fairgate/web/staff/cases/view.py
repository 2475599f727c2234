"""The list of cases, newest first."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairgate.queries.cases import Filters, cases_page
from fairgate.records.door import Hidden
from fairgate.web.shared.request import Request
from fairgate.web.staff.cases.form import FilterForm

NAMES = ("school", "state", "measure")
LONGEST_NUMBER = 7


@require_safe
def cases(request: Request) -> HttpResponse:
    """The cases of the user's schools; not for reception, who has none."""
    asked = {name: request.GET.get(name, "") for name in NAMES}
    number = request.GET.get("page", "")
    wanted = int(number) if number.isdecimal() and len(number) < LONGEST_NUMBER else 1
    found = cases_page(request.user, request.today, Filters(**asked), wanted)
    if not found.schools:
        raise Hidden("there is no list of cases without an office")
    kept = {name: value for name, value in asked.items() if value}
    context = {
        "form": FilterForm(asked, page=found),
        "page": found,
        "narrowed": bool(kept),
        "query": urlencode(kept),
        "before": found.number - 1,
        "after": found.number + 1 if found.number < found.pages else 0,
    }
    return render(request, "staff/cases/page.html", context)
