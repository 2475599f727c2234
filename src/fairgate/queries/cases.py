"""The list of cases that somebody may see, a page at a time: narrowed, and in the order that is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from fairgate.queries.cases_matching import CHANGED, CLOSED, MEASURES, NO_MEASURE, SOONEST, Filters, Look
from fairgate.queries.code import code_of
from fairgate.queries.holdings import holdings
from fairgate.queries.review import PLACES
from fairgate.queries.stands import Stands, where_it_stands
from fairgate.records.closed import is_closed
from fairgate.records.door import cases_for, schools_of
from fairgate.records.models import Case, LedgerEntry, School, User
from fairgate.records.one_query import part
from fairgate.records.standing import standings_and

PER_PAGE = 25

Choices = tuple[tuple[str, str], ...]
"""What can be chosen from, each as (value, words)."""


@dataclass(frozen=True)
class Row:
    """One case of the list. `due` is the day of what is owed next in it, `owed` what that is; both may be nothing."""

    reference: str
    person: str
    school: str
    opened: date
    last: date | None
    stands: Stands
    due: date | None
    owed: str
    is_late: bool


@dataclass(frozen=True)
class CasesPage:
    """One page of the list. `schools`, `steps`, `measures` and `settings` are what can be chosen from."""

    rows: tuple[Row, ...]
    number: int
    pages: int
    total: int
    schools: Choices
    steps: Choices
    measures: Choices
    settings: Choices


def cases_page(user: User, on: date, filters: Filters, number: int = 1) -> CasesPage:
    """That page of the cases that the filters leave; a number past the end gives the last page.

    Five queries at most. Without a filter that needs the fold, only the cases of the page itself are read; with one,
    those that could match by what the database can tell.
    """
    visible = cases_for(user, on)
    wanted = _narrowed(visible, filters, on)
    # Who only sits on a council or panel has no school: those of the cases that were put before it.
    theirs = School.objects.filter(Q(pk__in=schools_of(user, on)) | Q(pk__in=visible.order_by().values("school")))
    choices = part(theirs, "slug", "name")
    if filters.needs_fold:
        every, rows = standings_and(list(wanted), on, schools=choices)
        held = holdings(user, on)
        matching = [look for look in (Look(one, user, held) for one in every) if look.matches(filters)]
        if filters.sort == SOONEST:
            matching.sort(key=lambda look: look.due or date.max)
        total = len(matching)
        number, place = _part(number, total)
        looks = matching[place]
    else:
        total = wanted.count()
        number, place = _part(number, total)
        every, rows = standings_and(list(wanted[place]), on, schools=choices)
        looks = [Look(one) for one in every]
    names = {row["slug"]: row["name"] for row in sorted(rows["schools"], key=lambda row: row["name"])}
    code = code_of(user, on)
    steps = list(code.steps.values()) if code is not None else []
    return CasesPage(
        rows=tuple(_row(look, names) for look in looks),
        number=number,
        pages=_pages(total),
        total=total,
        schools=tuple(names.items()),
        steps=tuple((step.id, step.name) for step in steps),
        measures=tuple((step.id, step.name) for step in steps if step.kind.is_measure),
        settings=tuple((setting.value, words) for setting, words in PLACES.items()),
    )


def _narrowed(visible: QuerySet[Case], filters: Filters, on: date) -> QuerySet[Case]:
    """What the database can tell of it: all there is to tell, or, of what needs the fold, which cases could match."""
    found = visible
    if filters.school:
        found = found.filter(school__slug=filters.school)
    if filters.state or filters.due or filters.whose:
        # Nothing is owed in a closed case.
        found = found.filter(is_closed(on) if filters.state == CLOSED else ~is_closed(on))
    entries = LedgerEntry.objects.filter(case=OuterRef("pk"))
    for key in ("step", "setting"):
        value = getattr(filters, key)
        if value:
            # A quotation mark within a text is written with a stroke before it: this stands for the field alone.
            found = found.filter(Exists(entries.filter(payload__contains=f'"{key}":"{value}"')))
    if filters.measure and filters.measure != NO_MEASURE:
        found = found.filter(Exists(entries.filter(type__in=MEASURES)))
    if filters.sort == CHANGED:
        last = entries.order_by("-seq").values("recorded_at")[:1]
        return found.annotate(changed=Subquery(last)).order_by("-changed", "-pk")
    return found.order_by("-opened_at", "-pk")


def _pages(total: int) -> int:
    return max(1, -(-total // PER_PAGE))


def _part(number: int, total: int) -> tuple[int, slice]:
    number = min(max(1, number), _pages(total))
    return number, slice((number - 1) * PER_PAGE, number * PER_PAGE)


def _row(look: Look, names: Mapping[str, str]) -> Row:
    stands, record = look.stands, look.stands.record
    return Row(
        reference=record.reference,
        person=record.subject.kept.name,
        school=record.school.name,
        opened=timezone.localdate(record.opened_at),
        last=stands.entries[-1].on if stands.entries else None,
        stands=where_it_stands(stands, names),
        due=look.due,
        owed=look.owed,
        is_late=look.due is not None and look.due < stands.on,
    )
