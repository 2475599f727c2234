"""The worklist: what is due, whose it is, and by when."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairgate.queries import worklist as queries
from fairgate.queries.worklist_lines import Line
from fairgate.records.door import Hidden, has_schools
from fairgate.web.shared.request import Request
from fairgate.web.staff.worklist.form import WhoseForm

YOURS = "yours"
MOST_LINES = 50


@dataclass(frozen=True)
class Group:
    """A group of lines as the page shows it: the first of them, or, where it is asked for `whole`, all."""

    id: str
    title: str
    tone: str
    lines: list[Line]
    whole: bool = False
    awaited: bool = False

    @property
    def shown(self) -> list[Line]:
        """The lines that are shown."""
        return self.lines if self.whole else self.lines[:MOST_LINES]

    @property
    def rest(self) -> int:
        """How many are not."""
        return len(self.lines) - len(self.shown)


@require_safe
def worklist(request: Request) -> HttpResponse:
    """Everybody's; with `?whose=yours` what the user's own offices owe, with an office's id what that one owes.

    A long group is cut short, but for the one that `?whole=` names. Not for reception.
    """
    if not has_schools(request.user, request.today):
        raise Hidden("there is no worklist without an office")
    whose = request.GET.get("whose", "")
    only_yours = whose == YOURS
    office = "" if only_yours else whose
    found = queries.worklist(request.user, request.today, only_yours=only_yours, office=office, now=request.now)
    named, whole = dict(found.offices), request.GET.get("whole", "")
    groups = [
        Group("overdue", "Overdue", "late", found.overdue, whole=whole == "overdue"),
        Group("today", "Today", "soon", found.today, whole=whole == "today"),
        Group("week", "This week", "soon", found.week, whole=whole == "week"),
        Group("undated", "To do, where the code sets no day", "soon", found.undated, whole=whole == "undated"),
        Group("coming", "Coming", "quiet", found.coming, whole=whole == "coming"),
        Group("waiting", "Waiting for an answer", "quiet", found.waiting, whole=whole == "waiting", awaited=True),
    ]
    context = {
        "page": found,
        "groups": groups,
        "others": Group("others", "Waiting for others", "quiet", found.others, whole=whole == "others"),
        "whose": YOURS if only_yours else office,
        "only_yours": only_yours,
        "office": named.get(office, office),
        "form": WhoseForm(request.GET if office in named else None, offices=found.offices),
    }
    return render(request, "staff/worklist/page.html", context)
