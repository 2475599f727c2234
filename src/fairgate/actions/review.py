"""A leader reads an incident and says what becomes of it: into a case, back, a note, or another procedure."""

from datetime import datetime

from django.utils import timezone

from fairgate.actions.acting import NotAllowed, person
from fairgate.actions.incident import Report, into_case
from fairgate.actions.report import enter
from fairgate.engine.authority import office_for, why_not_competent
from fairgate.engine.entry import Actor
from fairgate.engine.refusal import Refusal
from fairgate.policy.pack import edition_on
from fairgate.records import door
from fairgate.records.models import Became, Incident, IncidentEntry, LedgerEntry, Procedure, User


def return_incident(reference: str, comment: str, *, by: User, now: datetime, seen: int) -> IncidentEntry:
    """Ask its reporter for more. Raises as `note_incident`."""
    incident = _opened(reference, by, now)
    return enter(incident, Became.RETURNED, by=by, now=now, seen=seen, text=comment)


def note_incident(reference: str, why: str, *, by: User, now: datetime, seen: int) -> IncidentEntry:
    """Keep it as a note that counts for nothing.

    Raises:
        Hidden: there is no such incident for this person.
        NotAllowed: they hold no office that reviews incidents there, or it is in a case already.
        IncidentMoved: somebody did something with it after the entry number `seen`.
    """
    incident = _opened(reference, by, now)
    return enter(incident, Became.NOTED, by=by, now=now, seen=seen, text=why)


def hand_over(reference: str, procedure: Procedure, why: str, *, by: User, now: datetime, seen: int) -> IncidentEntry:
    """Hand it to another procedure, which keeps its own records. Raises as `note_incident`."""
    incident = _opened(reference, by, now)
    return enter(incident, Became.HANDED_OVER, by=by, now=now, seen=seen, text=why, procedure=procedure)


def accept_incident(
    reference: str, report: Report, *, by: User, now: datetime, operation_key: str, seen: int
) -> LedgerEntry:
    """Take it into a case about one person, open or new: the breach and what became of the incident, both or neither.

    Raises as `note_incident`, and NotAllowed where the code does not reach what was reported.
    """
    incident = _opened(reference, by, now)
    return into_case(report, by=by, now=now, operation_key=operation_key, incident=incident, seen=seen)


def _opened(reference: str, by: User, now: datetime) -> Incident:
    incident = door.open_incident(by, reference, now=now)
    on = timezone.localdate(now)
    code = edition_on(incident.trust.slug, on).code
    held = door.offices_of(by, incident.school, on)
    actor = Actor(office_for(code, held, code.findings.offices), person(by))
    reason = why_not_competent(code, actor, code.findings, "say what becomes of a report")
    if reason:
        raise NotAllowed(Refusal((reason,)))
    return incident
