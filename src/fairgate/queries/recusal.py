"""Who stands aside from whom: the page on which somebody says so, and the list for leaders and for the data lead."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fairgate.records import door
from fairgate.records.door import Hidden
from fairgate.records.models import Person, Recusal, User
from fairgate.records.recusing import colleagues, leads, of_people, open_recusals

MOST = 200
"""How many are listed, the newest first."""


@dataclass(frozen=True)
class RecusalLine:
    """One recusal. `person` is their name, or for the data lead their number alone; `why` is not for the data lead.

    `state`: 'in force', 'over' or 'undone'. `may_undo`: the reader is a leader there, and it is in force.
    """

    number: int
    who: str
    person: str
    person_number: int
    since: date
    until: date | None
    why: str
    entered_by: str
    state: str
    undone_by: str
    undone_at: datetime | None
    undone_why: str
    may_undo: bool


@dataclass(frozen=True)
class AsideAsked:
    """Somebody from whom the reader would stand aside. `colleagues` are (number, name), for a leader alone."""

    number: int
    name: str
    colleagues: tuple[tuple[int, str], ...]
    lines: tuple[RecusalLine, ...]

    @property
    def leads(self) -> bool:
        """Whether the reader may record it of a colleague."""
        return bool(self.colleagues)


@dataclass(frozen=True)
class RecusalsPage:
    """The list. `named`: the reader is a leader and sees whom; else the data lead, who sees numbers."""

    lines: tuple[RecusalLine, ...]
    named: bool


def aside_asked(user: User, number: int, *, now: datetime) -> AsideAsked:
    """The person with this number; or Hidden. Noted."""
    person = door.open_person(user, number, now=now)
    on = timezone.localdate(now)
    if not leads(user, person, on):
        return AsideAsked(person.pk, person.name, (), ())
    rows = of_people(Person.objects.same_as(person))[:MOST]
    others = tuple(colleagues(user, on).values_list("pk", "name"))
    return AsideAsked(person.pk, person.name, others, tuple(_line(row, on, named=True) for row in rows))


def recusals_page(user: User, *, now: datetime) -> RecusalsPage:
    """Every recusal that concerns a leader's people, or the whole trust's for its data lead; or Hidden. Noted."""
    rows, named = open_recusals(user, now=now)
    on = timezone.localdate(now)
    return RecusalsPage(tuple(_line(row, on, named=named) for row in rows[:MOST]), named)


def undo_asked(user: User, number: int, *, now: datetime) -> RecusalLine:
    """The recusal with this number, to be undone by a leader; or Hidden. Noted."""
    rows, named = open_recusals(user, now=now)
    row = rows.filter(pk=number).first()
    if row is None or not named or row.user_id == user.pk:
        raise Hidden("there is no such recusal")
    return _line(row, timezone.localdate(now), named=True)


def _line(row: Recusal, on: date, *, named: bool) -> RecusalLine:
    person = row.person.kept
    holds = row.until is None or row.until >= on
    state = "undone" if row.undone_at is not None else "in force" if holds else "over"
    return RecusalLine(
        number=row.pk,
        who=row.user.name,
        person=person.name if named else f"Person {person.pk}",
        person_number=person.pk,
        since=row.since,
        until=row.until,
        why=row.why if named else "",
        entered_by="" if row.entered_by_id == row.user_id else row.entered_by.name,
        state=state,
        undone_by=row.undone_by.name if row.undone_by else "",
        undone_at=row.undone_at,
        undone_why=row.undone_why if named else "",
        may_undo=named and state == "in force",
    )
