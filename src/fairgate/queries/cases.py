"""The list of cases that somebody may see, newest first, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fairgate.queries.code import code_of
from fairgate.queries.stands import Stands, where_it_stands
from fairgate.records.door import cases_for, schools_by_name
from fairgate.records.models import Case, School, User
from fairgate.records.standing import Standing, standings

PER_PAGE = 25
OPEN, CLOSED = "open", "closed"
ANY_MEASURE, NO_MEASURE = "any", "none"


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to: a school's slug, 'open' or 'closed', a measure of the code, 'any' or 'none'."""

    school: str = ""
    state: str = ""
    measure: str = ""

    @property
    def needs_fold(self) -> bool:
        """Whether only the fold of a ledger can tell if a case belongs here."""
        return bool(self.state or self.measure)


@dataclass(frozen=True)
class Row:
    """One case of the list."""

    reference: str
    person: str
    school: str
    opened: date
    last: date | None
    stands: Stands


@dataclass(frozen=True)
class CasesPage:
    """One page of the list. `schools` and `measures` are what can be chosen from, as (value, words)."""

    rows: tuple[Row, ...]
    number: int
    pages: int
    total: int
    schools: tuple[tuple[str, str], ...]
    measures: tuple[tuple[str, str], ...]


def cases_page(user: User, on: date, filters: Filters, number: int = 1) -> CasesPage:
    """That page of the cases that the filters leave; a number past the end gives the last page.

    Without a filter that needs the fold, only the cases of the page itself are read.
    """
    visible = cases_for(user, on).order_by("-opened_at", "-pk")
    # Who only sits on a council or panel has no school: those of the cases that were put before it.
    schools = tuple(schools_by_name(user, on)) or tuple(School.objects.filter(cases__in=visible).distinct())
    if filters.school:
        visible = visible.filter(school__slug=filters.school)
    if filters.needs_fold:
        matching = [one for one in standings(list(visible), on) if _matches(one, filters)]
        total = len(matching)
        number, part = _part(number, total)
        shown = matching[part]
    else:
        total = visible.count()
        number, part = _part(number, total)
        shown = standings(list(visible[part]), on)
    return CasesPage(
        rows=tuple(_row(one, schools) for one in shown),
        number=number,
        pages=_pages(total),
        total=total,
        schools=tuple((school.slug, school.name) for school in schools),
        measures=_measures(user, on),
    )


def _pages(total: int) -> int:
    return max(1, -(-total // PER_PAGE))


def _part(number: int, total: int) -> tuple[int, slice]:
    number = min(max(1, number), _pages(total))
    return number, slice((number - 1) * PER_PAGE, number * PER_PAGE)


def _matches(stands: Standing, filters: Filters) -> bool:
    case = stands.folded
    if filters.state and filters.state != (CLOSED if case.is_closed else OPEN):
        return False
    in_force = {measure.rule.id for measure in case.measures_in_force()}
    if filters.measure == ANY_MEASURE:
        return bool(in_force)
    if filters.measure == NO_MEASURE:
        return not in_force
    return not filters.measure or filters.measure in in_force


def _row(stands: Standing, schools: Sequence[School]) -> Row:
    record: Case = stands.record
    names = {school.slug: school.name for school in schools}
    return Row(
        reference=record.reference,
        person=record.subject.kept.name,
        school=record.school.name,
        opened=timezone.localdate(record.opened_at),
        last=stands.entries[-1].on if stands.entries else None,
        stands=where_it_stands(stands, names),
    )


def _measures(user: User, on: date) -> tuple[tuple[str, str], ...]:
    code = code_of(user, on)
    return tuple((step.id, step.name) for step in code.steps.values() if step.kind.is_measure) if code else ()
