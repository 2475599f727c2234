"""Incidents as they were reported: those that wait, one's own, and one of them with all that became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from textwrap import shorten
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from fairgate.engine import phrases
from fairgate.engine.code import Code
from fairgate.engine.words import Setting
from fairgate.policy.pack import edition_on
from fairgate.queries.acting import weekday
from fairgate.queries.code import code_of
from fairgate.queries.holdings import Holdings
from fairgate.records import door
from fairgate.records.models import Became, Case, Incident, IncidentDraft, IncidentEntry, IncidentPerson, Role, User
from fairgate.records.one_query import QueryPart, part

PLACES = {
    Setting.PREMISES: "On the school's premises",
    Setting.NEAR_PREMISES: "Near the premises",
    Setting.COMMUNICATION: "In a message or call to the school",
    Setting.ONLINE: "Online",
    Setting.PRIVATE_GROUP: "In a private group online",
    Setting.ELSEWHERE: "Somewhere else",
}
"""Where something happened, in words."""

_WAITING = (None, Became.ADDED)


@dataclass(frozen=True)
class Waiting:
    """An incident on a list. `asks`: a leader's question waits for its reporter, who is the reader."""

    reference: str
    school: str
    who: str
    begins: str
    happened_on: date
    reported_on: date
    child_at_risk: bool = False
    is_note: bool = False
    asks: bool = False
    state: str = ""


@dataclass(frozen=True)
class Fact:
    """One thing that was told, under its heading."""

    heading: str
    text: str


@dataclass(frozen=True)
class Done:
    """One entry: what was done with the incident, by whom, when, and what they wrote. `case`: that the reader sees."""

    what: str
    by: str
    at: datetime
    text: str
    case: str = ""


@dataclass(frozen=True)
class IncidentPage:
    """An incident for one reader. `seen` is the number of its last entry.

    `may_review`: whether the reader says what becomes of it; `asks`: whether a question waits for them.
    """

    incident: Incident
    code: Code
    facts: tuple[Fact, ...]
    done: tuple[Done, ...]
    seen: int
    state: str
    is_own: bool
    may_add: bool
    asks: bool
    may_review: bool
    is_open: bool
    reviewers: str
    people: tuple[IncidentPerson, ...]
    last: Became | None

    @property
    def subjects(self) -> tuple[IncidentPerson, ...]:
        """Whoever did it."""
        return tuple(one for one in self.people if one.role == Role.SUBJECT)


def to_read(user: User, held: Holdings, on: date) -> list[Incident]:
    """The reports that wait for this reader, and their own about which there is a question; a child at risk comes
    first. One query; who they are about is for `who_did_it`.
    """
    code = code_of(user, on)
    if code is None:
        return []
    rows = door.incidents_for(user, on).unsettled().with_last().order_by("-child_at_risk", "at", "pk")
    return [
        row
        for row in rows
        if (
            row.by_id == user.pk
            if row.last == Became.RETURNED
            else any(door.may_review(code, one) for one in held.at(row.school_id))
        )
    ]


def who_did_it(rows: Iterable[Incident]) -> QueryPart:
    """Whom these incidents are about, for `waiting`."""
    people = IncidentPerson.objects.filter(incident__in=[row.pk for row in rows], role=Role.SUBJECT)
    return part(people, "pk", "name", "description", incident="incident_id", person="person__name", user="user__name")


def waiting(rows: Iterable[Incident], subjects: Iterable[dict[str, Any]]) -> tuple[Waiting, ...]:
    """Those reports as lines, with the rows of `who_did_it`."""
    who: dict[int, list[str]] = {}
    for one in sorted(subjects, key=lambda one: one["pk"]):
        name = one["person"] or one["user"] or one["name"] or f"Unknown: {one['description']}"
        who.setdefault(one["incident"], []).append(name)
    return tuple(_line(row, row.last == Became.RETURNED, who.get(row.pk, ())) for row in rows)


def reported_by(user: User, on: date) -> tuple[Waiting, ...]:
    """What this user has reported, the newest first."""
    rows = door.incidents_for(user, on).filter(by=user).listed().order_by("-at", "-pk")
    return tuple(_line(row, row.last == Became.RETURNED, [one.who for one in row.subjects]) for row in rows)


def drafts_of(user: User) -> QuerySet[IncidentDraft]:
    """What this user has begun to report, the newest first."""
    return IncidentDraft.objects.filter(user=user).order_by("-saved_at")


def incident_page(user: User, reference: str, *, now: datetime) -> IncidentPage:
    """The incident with this reference, or Hidden; noted.

    Its reporter, if they may not see cases, is told that it was read, and never whether there is a case.
    """
    incident = door.open_incident(user, reference, now=now)
    on = timezone.localdate(now)
    code = edition_on(incident.trust.slug, on).code
    people = tuple(incident.people.select_related("person", "user"))
    entries = list(incident.entries.select_related("by", "case").order_by("seq"))
    last = Became(entries[-1].became) if entries else None
    reviews = any(door.may_review(code, office) for office in door.offices_of(user, incident.school, on))
    seen_cases = set(
        door.cases_for(user, on).filter(pk__in=[one.case_id for one in entries]).values_list("reference", flat=True)
    )
    sees = door.sees_cases_at(user, incident.school, on)
    is_open = last in (None, Became.ADDED, Became.RETURNED)
    is_own = incident.by_id == user.pk
    return IncidentPage(
        incident=incident,
        code=code,
        facts=tuple(_facts(incident, people)),
        done=tuple(_done(one, seen_cases) for one in entries if sees or one.became in _FOR_REPORTER),
        seen=len(entries),
        state=state(last, sees),
        is_own=is_own,
        may_add=is_own and is_open,
        asks=is_own and last is Became.RETURNED,
        may_review=reviews,
        is_open=is_open,
        reviewers=phrases.offices(code, code.findings.offices),
        people=people,
        last=last,
    )


def state(last: Became | None, sees_cases: bool) -> str:
    """Where an incident stands, in words; for whoever may not see cases, only whether somebody has read it."""
    if last in _WAITING:
        return "Waiting to be read"
    if last == Became.RETURNED:
        return "A question for whoever reported it"
    return str(last.label) if sees_cases else "Read"


_FOR_REPORTER = (Became.RETURNED, Became.ADDED)


def _facts(incident: Incident, people: tuple[IncidentPerson, ...]) -> list[Fact]:
    found = [Fact("What happened", incident.text)]
    at = f" at {incident.happened_at:%H:%M}" if incident.happened_at else ""
    found.append(Fact("When it happened", f"{weekday(incident.happened_on)}{at}"))
    place = f"{PLACES[Setting(incident.setting)]}{': ' if incident.place else ''}{incident.place}"
    found.append(Fact("Where", place))
    for role in (Role.SUBJECT, Role.AFFECTED, Role.WITNESS, Role.REPORTER):
        names = [_named(one) for one in people if one.role == role]
        if names:
            found.append(Fact(str(role.label), "\n".join(names)))
    if incident.behalf_of:
        found.append(Fact("Entered for them by", f"{incident.by.name}: {incident.behalf_why}"))
    return found


def _named(one: IncidentPerson) -> str:
    return f"{one.who} (vehicle: {one.vehicle})" if one.vehicle else one.who


def _done(entry: IncidentEntry, seen_cases: set[str]) -> Done:
    what = Became(entry.became).label
    if entry.procedure:
        what = f"{what}. {entry.get_procedure_display()}"
    case: Case | None = entry.case
    known = case.reference if case is not None and case.reference in seen_cases else ""
    return Done(what, entry.by.name, entry.at, entry.text, known)


def _line(row: Incident, asks: bool, subjects: Iterable[str]) -> Waiting:
    who = phrases.both(dict.fromkeys(subjects)) or "nobody named"
    return Waiting(
        reference=row.reference,
        school=row.school.name,
        who=who,
        begins=shorten(row.text, 120, placeholder=" …"),
        happened_on=row.happened_on,
        reported_on=timezone.localdate(row.at),
        child_at_risk=row.child_at_risk,
        is_note=row.is_note,
        asks=asks,
        state=state(row.last, sees_cases=False),
    )
