"""Reporting an incident: into a case that is open, or into a new one about the person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from fairgate.actions.acting import Act, Proposal, Setting, check, checked, perform, written
from fairgate.engine.acts.finding import BreachFound
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.entries import AnyEntry
from fairgate.engine.words import Setting as Where
from fairgate.records import door
from fairgate.records.models import Case, LedgerEntry, Person, School, User
from fairgate.records.search.keep import keep_person
from fairgate.records.standing import Standing, standing


@dataclass(frozen=True)
class Incident:
    """What happened, as it is reported. `serious` holds the written reasons that make it serious.

    It is alleged until somebody finds that it happened; `found` holds the reasons of a reporter who may, and does so
    at once. `answers` are (prompt, answer) to what the paragraphs asked.
    """

    clauses: tuple[str, ...]
    setting: Where
    text: str
    happened_on: date | None = None
    happened_at: time | None = None
    place: str = ""
    witnesses: str = ""
    serious: str = ""
    safeguarding: bool = False
    defamatory: bool = False
    found: str = ""
    made_to: str = ""
    answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Named:
    """Somebody who is not known yet, or whose name is not: 'Unknown person: tall, grey coat'."""

    name: str
    address: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True)
class Report:
    """Who reports what about whom. `into` is the reference of an open case, '' opens a new one.

    `about` is the primary key of a person whom the school knows, or somebody newly named.
    `into` None is for a reporter who may not see the school's cases: it goes into the open case about the person, if
    there is one, without their being told.
    """

    school: School
    about: int | Named
    incident: Incident
    into: str | None = None


def record_incident(act: Act, *, incident: Incident) -> LedgerEntry:
    """Record an incident in a case that is there."""
    return perform(act, *_proposals(incident))


def check_incident(act: Act, *, incident: Incident) -> tuple[AnyEntry, ...]:
    """What the incident would enter; nothing is written."""
    return check(act, *_proposals(incident))


def report_incident(report: Report, *, by: User, now: datetime, operation_key: str) -> LedgerEntry:
    """Record an incident about a person, known or newly named, in their case or in a new one: all of it or nothing.

    Raises:
        Hidden: this person holds no office at the school, or may not see the case named.
        NotAllowed: the code does not reach what was reported.
    """
    case = _case(report, by, now)
    with transaction.atomic():
        # The same report sent twice at once waits here; SQLite has one writer anyway, and does not know the clause.
        User.objects.select_for_update().get(pk=by.pk)
        done = LedgerEntry.objects.filter(operation_key=operation_key, by_user=by).first()
        if done is not None:
            return done
        if case.subject.pk is None:
            case.subject.save()
            keep_person(case.subject)
        if case.pk is None:
            case.save()
        return written(case, Act(case.reference, by, now, operation_key, 0), *_proposals(report.incident))


def check_report(report: Report, *, by: User, now: datetime) -> tuple[Standing, tuple[AnyEntry, ...]]:
    """The case as it stands and what the report would enter in it; nothing is written. Raises as `report_incident`."""
    case = _case(report, by, now)
    entries = checked(case, Act(case.reference, by, now, "", 0), *_proposals(report.incident))
    return standing(case, timezone.localdate(now)), entries


def _case(report: Report, by: User, now: datetime) -> Case:
    """The case into which it goes; one that is not stored yet where it goes into a new one."""
    school, on = report.school, timezone.localdate(now)
    if not door.offices_of(by, school, on):
        raise door.Hidden("there is no such school")
    if isinstance(report.about, Named):
        about = report.about
        subject = Person(
            trust=school.trust, name=about.name, address=about.address, email=about.email, phone=about.phone
        )
    else:
        subject = door.open_subject(by, report.about, school, now=now)
        if report.into is None:
            for case in Case.objects.filter(school=school, subject=subject).order_by("-opened_at"):
                if not standing(case, on).folded.is_closed:
                    return case
        elif report.into:
            case = door.open_case(by, report.into, now=now)
            if case.subject_id != subject.pk or case.school_id != school.pk:
                raise door.Hidden("there is no such case")
            return case
    return Case(trust=school.trust, school=school, subject=subject, pack=school.trust.slug, opened_at=now)


def _proposals(incident: Incident) -> Iterator[Proposal]:
    def record(setting: Setting) -> AnyEntry:
        return BreachRecorded(
            ref=setting.ref,
            on=setting.on,
            by=setting.anyone(),
            clauses=incident.clauses,
            setting=incident.setting,
            happened_on=incident.happened_on if incident.happened_on != setting.on else None,
            happened_at=incident.happened_at,
            serious=incident.serious,
            safeguarding=incident.safeguarding,
            defamatory=incident.defamatory,
            alleged=True,
            text=incident.text,
            place=incident.place,
            witnesses=incident.witnesses,
            made_to=incident.made_to,
            answers=incident.answers,
        )

    def find(setting: Setting) -> AnyEntry:
        by = setting.actor(setting.stands.code.findings.offices)
        return BreachFound(ref=setting.ref, on=setting.on, by=by, of=setting.before, reasons=incident.found)

    yield record
    if incident.found:
        yield find
