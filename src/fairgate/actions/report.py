"""Reporting what happened: an incident is kept as it is told, and waits for somebody to read it.

Nothing follows from it, and no case is opened, until a leader takes it into one (actions/review.py).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from fairgate.actions.acting import NotAllowed
from fairgate.engine.refusal import Reason, Refusal
from fairgate.engine.words import Setting
from fairgate.records import door
from fairgate.records.models import (
    Became,
    Case,
    HelpAsked,
    Incident,
    IncidentDraft,
    IncidentEntry,
    IncidentPerson,
    Person,
    Procedure,
    Role,
    School,
    User,
)
from fairgate.records.search.keep import keep_incident

LONGEST_NAME = 120
WAITING = (None, Became.ADDED)
"""The last entry of an incident that waits for a leader; None where it has no entry yet."""
OPEN = (*WAITING, Became.RETURNED)
"""The last entry of an incident of which nobody has said yet what becomes of it."""


@dataclass(frozen=True)
class Somebody:
    """One person in a role: `person` is the primary key of somebody known; else a name, or a description."""

    role: Role
    person: int | None = None
    name: str = ""
    description: str = ""
    vehicle: str = ""


@dataclass(frozen=True)
class Telling:
    """What somebody who works at the school tells. `case` is the reference of the case in which they tell it."""

    school: School
    text: str
    setting: Setting
    happened_on: date
    people: tuple[Somebody, ...]
    happened_at: time | None = None
    place: str = ""
    child_at_risk: bool = False
    is_note: bool = False
    behalf_of: str = ""
    behalf_why: str = ""
    case: str = ""


class IncidentMoved(Exception):
    """Somebody did something with the incident after it was looked at; nothing was written."""


def send_report(
    telling: Telling, *, by: User, now: datetime, operation_key: str, draft: UUID | None = None
) -> Incident:
    """Keep what is told; sent twice, it is kept once. Its draft is deleted.

    Raises:
        Hidden: they hold no office at the school, or may not name that person or that case.
    """
    if not door.works_at(by, telling.school, timezone.localdate(now)):
        raise door.Hidden("there is no such school")
    case = door.open_case(by, telling.case, now=now) if telling.case else None
    with transaction.atomic():
        # The same report sent twice at once waits here; SQLite has one writer anyway, and does not know the clause.
        User.objects.select_for_update().get(pk=by.pk)
        done = Incident.objects.filter(by=by, operation_key=operation_key).first()
        if done is not None:
            return done
        for one in telling.people:
            known = case.subject_id if case is not None else None
            if one.person is not None and one.person != known:
                door.open_subject(by, one.person, telling.school, now=now)
        if draft is not None:
            IncidentDraft.objects.filter(user=by, key=draft).delete()
        incident = kept(telling, by=by, now=now, operation_key=operation_key, case=case)
        if draft is not None:
            HelpAsked.objects.filter(raised_by=by, draft=draft).update(incident=incident)
        return incident


def kept(telling: Telling, *, by: User, now: datetime, operation_key: str, case: Case | None = None) -> Incident:
    """The rows of what is told; in the caller's transaction, who has looked that it may be told there."""
    incident = Incident.objects.create(
        trust=telling.school.trust,
        school=telling.school,
        by=by,
        at=now,
        happened_on=telling.happened_on,
        happened_at=telling.happened_at,
        setting=telling.setting,
        place=telling.place,
        text=telling.text,
        child_at_risk=telling.child_at_risk,
        is_note=telling.is_note,
        behalf_of=telling.behalf_of,
        behalf_why=telling.behalf_why,
        case=case,
        operation_key=operation_key,
    )
    rows = [
        IncidentPerson(
            incident=incident,
            role=one.role,
            person=Person.objects.get(pk=one.person) if one.person is not None else None,
            name=one.name,
            description=one.description,
            vehicle=one.vehicle,
        )
        for one in telling.people
    ]
    if telling.behalf_of:
        rows.append(IncidentPerson(incident=incident, role=Role.REPORTER, name=telling.behalf_of))
    else:
        rows.append(IncidentPerson(incident=incident, role=Role.REPORTER, user=by))
    for row in rows:
        row.save(force_insert=True)
    keep_incident(incident)
    return incident


def named(role: Role, text: str) -> tuple[Somebody, ...]:
    """The people of a list of names: one to a line, or with a comma or a semicolon between."""
    names = text.replace("\n", ",").replace(";", ",").split(",")
    return tuple(Somebody(role, name=" ".join(name.split())[:LONGEST_NAME]) for name in names if name.strip())


def add_to_report(reference: str, text: str, *, by: User, now: datetime, seen: int) -> IncidentEntry:
    """Add to one's own report, while nobody has said what becomes of it.

    Raises:
        Hidden: there is no such report, or it is somebody else's.
        NotAllowed: it is settled.
        IncidentMoved: somebody did something with it after the entry number `seen`.
    """
    incident = door.open_incident(by, reference, now=now)
    if incident.by_id != by.pk:
        raise door.Hidden("there is no such report of theirs")
    return enter(incident, Became.ADDED, by=by, now=now, seen=seen, text=text)


def enter(
    incident: Incident,
    became: Became,
    *,
    by: User,
    now: datetime,
    seen: int,
    text: str = "",
    procedure: Procedure | None = None,
    case: Case | None = None,
) -> IncidentEntry:
    """Say what was done with an incident, after the entry number `seen` (0: none yet); of two at once one wins."""
    last = IncidentEntry.objects.filter(incident=incident).order_by("-seq").first()
    if (last.seq if last else 0) != seen:
        raise IncidentMoved(incident.reference)
    if became not in may_follow(Became(last.became) if last else None):
        raise NotAllowed(Refusal((_SETTLED,)))
    try:
        with transaction.atomic():
            entered = IncidentEntry.objects.create(
                incident=incident,
                seq=seen + 1,
                became=became,
                by=by,
                at=now,
                text=text,
                procedure=procedure or "",
                case=case,
            )
            if became is Became.ADDED:
                keep_incident(incident)
            return entered
    except IntegrityError:
        raise IncidentMoved(incident.reference) from None


_SETTLED = Reason(
    "It has been read, and somebody said what becomes of it.", (), "Report what is new as an incident of its own."
)


def may_follow(last: Became | None) -> Collection[Became]:
    """What may become of an incident after its last entry.

    What was kept as a note or handed over can still be decided otherwise; what was taken into a case can be taken
    into another, about somebody else who was part of it.
    """
    if last in OPEN:
        return tuple(Became)
    if last is Became.ACCEPTED:
        return (Became.ACCEPTED,)
    return (Became.ACCEPTED, Became.NOTED, Became.HANDED_OVER)
