"""The list of cases."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairgate.queries.cases import cases_page
from fairgate.queries.cases_matching import Filters
from fairgate.records.door import Hidden
from fairgate.web.shared.request import Request
from fairgate.web.staff.cases.form import FilterForm

NAMES = ("school", "state", "measure", "due", "whose", "step", "setting")
MORE = ("whose", "step", "setting")
SORT = "sort"
LONGEST_NUMBER = 7


@dataclass(frozen=True)
class Chosen:
    """A filter that is on: its field and what is chosen, in words, and the list's query without it."""

    label: str
    text: str
    without: str


@require_safe
def cases(request: Request) -> HttpResponse:
    """The cases of the user's schools; not for reception, who has none. What narrows them stands in the address."""
    asked = {name: _printable(request.GET.get(name, "")) for name in (*NAMES, SORT)}
    number = request.GET.get("page", "")
    wanted = int(number) if number.isdecimal() and len(number) < LONGEST_NUMBER else 1
    found = cases_page(request.user, request.today, Filters(**asked), wanted)
    if not found.schools:
        raise Hidden("there is no list of cases without an office")
    form = FilterForm(asked, page=found)
    kept = {name: value for name, value in asked.items() if value}
    context = {
        "form": form,
        "page": found,
        "chosen": [
            Chosen(str(form.fields[name].label), form.chosen(name), urlencode(_without(kept, name)))
            for name in NAMES
            if form.chosen(name)
        ],
        "narrowed": any(name in kept for name in NAMES),
        "more_chosen": any(name in kept for name in MORE),
        "order": form.chosen(SORT) or "Newest first",
        "query": urlencode(kept),
        "before": found.number - 1,
        "after": found.number + 1 if found.number < found.pages else 0,
    }
    return render(request, "staff/cases/page.html", context)


def _printable(asked: str) -> str:
    """What no id can hold (PostgreSQL cannot even be asked for a NUL) is asked for as something that there is not."""
    return asked if asked.isprintable() else "?"


def _without(kept: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in kept.items() if key != name}
