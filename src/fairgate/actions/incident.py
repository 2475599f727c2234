"""Reporting an incident: into a case that is open, or into a new one about the person."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fairgate.actions.acting import Act, Proposal, Setting, begin, check, perform
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.entries import AnyEntry
from fairgate.engine.words import Setting as Where
from fairgate.records import door
from fairgate.records.models import Case, LedgerEntry, Person, School, User


@dataclass(frozen=True)
class Incident:
    """What happened, as it is reported. `serious` holds the written reasons that make it serious."""

    clauses: tuple[str, ...]
    setting: Where
    text: str
    happened_on: date | None = None
    place: str = ""
    witnesses: str = ""
    serious: str = ""
    safeguarding: bool = False
    defamatory: bool = False
    alleged: bool = True
    made_to: str = ""


def record_incident(act: Act, *, incident: Incident) -> LedgerEntry:
    """Record an incident in a case that is there."""
    return perform(act, _proposal(incident))


def check_incident(act: Act, *, incident: Incident) -> AnyEntry:
    """What the incident would enter; nothing is written."""
    return check(act, _proposal(incident))


def report_incident(
    *,
    school: School,
    subject: Person | None,
    name: str,
    incident: Incident,
    by: User,
    now: datetime,
    operation_key: str,
) -> LedgerEntry:
    """Open a case about a person, known or newly named, and record the incident in it: both or neither.

    The case is open to whoever may see the school's cases; the reporter may be somebody who may not (reception).

    Raises:
        Hidden: the school is not one at which this person holds an office.
        NotAllowed: the code does not reach what was reported.
    """
    if not door.offices_of(by, school, timezone.localdate(now)):
        raise door.Hidden("there is no such school")
    done = LedgerEntry.objects.filter(operation_key=operation_key, by_user=by, seq=1).first()
    if done is not None:
        return done
    with transaction.atomic():
        person = subject or Person.objects.create(trust=school.trust, name=name)
        case = Case.objects.create(
            trust=school.trust, school=school, subject=person, pack=school.trust.slug, opened_at=now
        )
        return begin(case, _proposal(incident), by=by, now=now, operation_key=operation_key)


def _proposal(incident: Incident) -> Proposal:
    def propose(setting: Setting) -> AnyEntry:
        return BreachRecorded(
            ref=setting.ref,
            on=setting.on,
            by=setting.anyone(),
            clauses=incident.clauses,
            setting=incident.setting,
            happened_on=incident.happened_on if incident.happened_on != setting.on else None,
            serious=incident.serious,
            safeguarding=incident.safeguarding,
            defamatory=incident.defamatory,
            alleged=incident.alleged,
            text=incident.text,
            place=incident.place,
            witnesses=incident.witnesses,
            made_to=incident.made_to,
        )

    return propose
