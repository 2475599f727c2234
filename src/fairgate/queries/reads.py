"""Who looked at what, for the trust's data lead: every knock, let in or not, and nothing of what it showed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from fairgate.records.door import open_reads
from fairgate.records.models import AccessKind, AccessLog, Case, Evidence, IssuedLetter, Person, User

PER_PAGE = 50


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to: who read, by primary key; the case, by reference; the day, in London."""

    reader: int | None = None
    reference: str = ""
    on: date | None = None

    def __str__(self) -> str:
        told = (
            f"user {self.reader}" if self.reader is not None else "",
            f"case {self.reference}" if self.reference else "",
            f"{self.on}" if self.on else "",
        )
        return ", ".join(part for part in told if part)


@dataclass(frozen=True)
class Line:
    """One read. Where it is not `opened`, they were told that there is no such thing."""

    at: datetime
    who: str
    what: str
    school: str
    opened: bool
    why: str


@dataclass(frozen=True)
class ReadsPage:
    """A page of the list, newest first. `readers` are whom it can be narrowed to, as (primary key, name)."""

    lines: tuple[Line, ...]
    number: int
    has_older: bool
    readers: tuple[tuple[int, str], ...]


def reads_page(user: User, filters: Filters, number: int = 1, *, now: datetime) -> ReadsPage:
    """That page of the reads that the filters leave. Raises Hidden. The number of queries is always the same."""
    found = _narrowed(open_reads(user, str(filters), now=now), user, filters)
    start = (max(1, number) - 1) * PER_PAGE
    rows = list(found.select_related("user", "school")[start : start + PER_PAGE + 1])
    return ReadsPage(
        lines=_lines(user, rows[:PER_PAGE]),
        number=max(1, number),
        has_older=len(rows) > PER_PAGE,
        readers=tuple(User.objects.filter(trust=user.trust).order_by("name").values_list("pk", "name")),
    )


def _narrowed(found: QuerySet[AccessLog], user: User, filters: Filters) -> QuerySet[AccessLog]:
    if filters.reader is not None:
        found = found.filter(user=filters.reader)
    if filters.on is not None:
        begins = timezone.make_aware(datetime.combine(filters.on, time.min))
        ends = timezone.make_aware(datetime.combine(filters.on + timedelta(days=1), time.min))
        found = found.filter(at__gte=begins, at__lt=ends)
    if filters.reference:
        found = found.filter(_of_case(user, filters.reference))
    return found


def _of_case(user: User, reference: str) -> Q:
    """The reads of a case: of itself, its letters, its evidence, and the person whom it is about."""
    asked = Q(kind=AccessKind.CASE, asked=reference)
    case = Case.objects.filter(trust=user.trust, reference=reference).first()
    if case is None:
        return asked
    same = Person.objects.same_as(case.subject).values_list("pk", flat=True)
    letters = IssuedLetter.objects.filter(case=case).values_list("pk", flat=True)
    files = Evidence.objects.filter(case=case).values_list("pk", flat=True)
    return (
        asked
        | Q(kind=AccessKind.PERSON, asked__in=_texts(same))
        | Q(kind=AccessKind.LETTER, asked__in=_texts(letters))
        | Q(kind=AccessKind.EVIDENCE, asked__in=_texts(files))
    )


def _texts(numbers: Iterable[int]) -> list[str]:
    return [str(number) for number in numbers]


def _lines(user: User, rows: Sequence[AccessLog]) -> tuple[Line, ...]:
    letters = IssuedLetter.objects.filter(case__trust=user.trust, pk__in=_numbers(rows, AccessKind.LETTER))
    files = Evidence.objects.filter(case__trust=user.trust, pk__in=_numbers(rows, AccessKind.EVIDENCE))
    cases = {
        AccessKind.LETTER: {str(pk): case for pk, case in letters.values_list("pk", "case__reference")},
        AccessKind.EVIDENCE: {str(pk): case for pk, case in files.values_list("pk", "case__reference")},
    }
    return tuple(
        Line(
            at=row.at,
            who=row.user.name,
            what=_what(row, cases.get(AccessKind(row.kind), {}).get(row.asked, "")),
            school=row.school.name if row.school else "",
            opened=row.opened,
            why=row.why,
        )
        for row in rows
    )


def _numbers(rows: Sequence[AccessLog], kind: AccessKind) -> list[int]:
    return [int(row.asked) for row in rows if row.kind == kind and row.asked.isdecimal() and len(row.asked) < _LONG]


_LONG = 19
"""Digits that no primary key has."""


def _what(row: AccessLog, case: str) -> str:
    """What was asked for, in words that tell nothing of what is in it."""
    match AccessKind(row.kind):
        case AccessKind.CASE:
            return f"Case {row.asked}"
        case AccessKind.PERSON:
            return f"Person {row.asked}"
        case AccessKind.LETTER:
            return f"Letter {row.asked}{f' of case {case}' if case else ''}"
        case AccessKind.EVIDENCE:
            return f"Evidence {row.asked}{f' of case {case}' if case else ''}"
        case AccessKind.GATE:
            return "A look-up at the gate"
        case AccessKind.BODY:
            return row.asked.replace("_", " ").capitalize()
        case AccessKind.SEARCH:
            return f"A search: {row.asked}"
        case AccessKind.READS:
            return f"This list{f': {row.asked}' if row.asked else ''}"
        case kind:
            return f"{kind.label.split()[-1].capitalize()} {row.asked}"
