"""Who looked at what, for the trust's data lead: every knock, let in or not, and nothing of what it showed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from fairgate.records.door import open_reads
from fairgate.records.models import AccessKind, AccessLog, Case, Evidence, IssuedLetter, Person, User
from fairgate.records.one_query import Rows, in_one_query, part

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
    """One read, by its number. Where it is not `opened`, they were told that there is no such thing.

    `why` is what was said as it was opened; `answer` what they said when they were asked, `asked` whether they were.
    """

    number: int
    at: datetime
    who: str
    what: str
    school: str
    opened: bool
    why: str
    asked: bool
    answer: str
    may_ask: bool


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
    rows = list(found.select_related("user", "school", "why_asked")[start : start + PER_PAGE + 1])
    named = _named(user, rows)
    return ReadsPage(
        lines=_lines(user, rows[:PER_PAGE], named),
        number=max(1, number),
        has_older=len(rows) > PER_PAGE,
        readers=tuple((row["pk"], row["name"]) for row in sorted(named["readers"], key=lambda row: row["name"])),
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
    cases = Case.objects.filter(trust=user.trust, reference=reference)
    ones = cases.annotate(one=Coalesce("subject__kept_as", "subject")).order_by().values("one")
    found = in_one_query(
        people=part(Person.objects.filter(Q(pk__in=ones) | Q(kept_as__in=ones)), "pk"),
        letters=part(IssuedLetter.objects.filter(case__in=cases.values("pk")), "pk"),
        files=part(Evidence.objects.filter(case__in=cases.values("pk")), "pk"),
    )
    return (
        Q(kind=AccessKind.CASE, asked=reference)
        | Q(kind=AccessKind.PERSON, asked__in=_texts(found["people"]))
        | Q(kind=AccessKind.LETTER, asked__in=_texts(found["letters"]))
        | Q(kind=AccessKind.EVIDENCE, asked__in=_texts(found["files"]))
    )


def _texts(rows: Iterable[dict[str, int]]) -> list[str]:
    return [str(row["pk"]) for row in rows]


def _named(user: User, rows: Sequence[AccessLog]) -> Rows:
    """The cases of the letters and the evidence that were read, and who of the trust could have read: one query."""
    letters = IssuedLetter.objects.filter(case__trust=user.trust, pk__in=_numbers(rows, AccessKind.LETTER))
    files = Evidence.objects.filter(case__trust=user.trust, pk__in=_numbers(rows, AccessKind.EVIDENCE))
    return in_one_query(
        readers=part(User.objects.filter(trust=user.trust), "pk", "name"),
        letters=part(letters, "pk", case="case__reference"),
        files=part(files, "pk", case="case__reference"),
    )


def lines(user: User, rows: Sequence[AccessLog]) -> tuple[Line, ...]:
    """Those reads, in order: one query; each comes with its user, its school and its question."""
    return _lines(user, rows, _named(user, rows))


def _lines(user: User, rows: Sequence[AccessLog], named: Rows) -> tuple[Line, ...]:
    cases = {
        AccessKind.LETTER: {str(row["pk"]): row["case"] for row in named["letters"]},
        AccessKind.EVIDENCE: {str(row["pk"]): row["case"] for row in named["files"]},
    }
    return tuple(
        Line(
            number=row.pk,
            at=row.at,
            who=row.user.name,
            what=_what(row, cases.get(AccessKind(row.kind), {}).get(row.asked, "")),
            school=row.school.name if row.school else "",
            opened=row.opened,
            why=row.why,
            asked=question is not None,
            answer=question.answer if question else "",
            may_ask=row.opened and question is None and row.user_id != user.pk,
        )
        for row in rows
        for question in (getattr(row, "why_asked", None),)
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
