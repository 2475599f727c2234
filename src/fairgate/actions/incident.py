"""Taking an incident into a case, open or new, as a breach that is alleged: for the offices that find.

What anybody else reports waits for one of these (actions/report.py, actions/review.py).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from fairgate.actions.acting import Act, NotAllowed, Proposal, Setting, check, checked, perform, person, written
from fairgate.actions.report import Somebody, Telling, enter, kept, named
from fairgate.engine.acts.account import AccountTaken, Agreed, Part
from fairgate.engine.acts.finding import BreachFound
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.authority import office_for, why_not_competent
from fairgate.engine.entries import AnyEntry
from fairgate.engine.entry import Actor
from fairgate.engine.refusal import Refusal
from fairgate.engine.words import Setting as Where
from fairgate.policy.pack import edition_on
from fairgate.records import door
from fairgate.records.append import written_by
from fairgate.records.models import Became, Case, Incident, IncidentEntry, LedgerEntry, Person, Role, School, User
from fairgate.records.search.keep import keep_person
from fairgate.records.standing import Standing, standing


@dataclass(frozen=True)
class Allegation:
    """What happened, put under paragraphs. `serious` holds the written reasons that make it serious.

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
    affected: str = ""
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
    """What is alleged of whom. `into` is the reference of an open case, '' opens a new one.

    `about` is the primary key of a person whom the school knows, or somebody newly named.
    """

    school: School
    about: int | Named
    allegation: Allegation
    into: str = ""


def record_incident(act: Act, *, allegation: Allegation) -> LedgerEntry:
    """Report an incident and take it into a case that is there. Raises as `perform`."""
    case = door.open_case(act.by, act.reference, now=act.now)
    _insist(act.by, case.school, act.now)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=act.by.pk)
        done = written_by(case, act.operation_key)
        if done:
            return done[0]
        report = Report(case.school, case.subject_id, allegation, case.reference)
        incident = _kept(report, case, by=act.by, now=act.now, operation_key=act.operation_key)
        row = perform(act, *_proposals(allegation, incident, act.by))
        enter(incident, Became.ACCEPTED, by=act.by, now=act.now, seen=0, case=case)
        return row


def check_incident(act: Act, *, allegation: Allegation) -> tuple[AnyEntry, ...]:
    """What the incident would enter; nothing is written."""
    return check(act, *_proposals(allegation))


def report_incident(report: Report, *, by: User, now: datetime, operation_key: str) -> LedgerEntry:
    """Report an incident and take it into a case about a person, known or newly named: all of it or nothing.

    Raises:
        Hidden: this person holds no office at the school, or may not see the case named.
        NotAllowed: the code does not reach what was reported, or they hold no office that finds: theirs is to report.
    """
    return into_case(report, by=by, now=now, operation_key=operation_key)


def into_case(
    report: Report, *, by: User, now: datetime, operation_key: str, incident: Incident | None = None, seen: int = 0
) -> LedgerEntry:
    """Take what was reported into a case: with `incident`, that of somebody who has reported it before.

    What its reporter added to it since is entered beside the breach, as an account of theirs.
    """
    case = _case(report, by, now)
    _insist(by, report.school, now)
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
        if incident is None:
            incident = _kept(report, case, by=by, now=now, operation_key=operation_key)
        added = list(incident.entries.filter(became=Became.ADDED).select_related("by"))
        enter(incident, Became.ACCEPTED, by=by, now=now, seen=seen, case=case)
        act = Act(case.reference, by, now, operation_key, 0)
        return written(case, act, *_proposals(report.allegation, incident, by, added))


def check_report(
    report: Report, *, by: User, now: datetime, incident: Incident | None = None
) -> tuple[Standing, tuple[AnyEntry, ...]]:
    """The case as it stands and what the report would enter in it; nothing is written. Raises as `report_incident`."""
    case = _case(report, by, now)
    _insist(by, report.school, now)
    added = list(incident.entries.filter(became=Became.ADDED).select_related("by")) if incident else []
    entries = checked(case, Act(case.reference, by, now, "", 0), *_proposals(report.allegation, incident, by, added))
    return standing(case, timezone.localdate(now)), entries


def _insist(by: User, school: School, now: datetime) -> None:
    """Refuse whoever holds no office that finds: what they report is read by one that does."""
    on = timezone.localdate(now)
    code = edition_on(school.trust.slug, on).code
    actor = Actor(office_for(code, door.offices_of(by, school, on), code.findings.offices), person(by))
    reason = why_not_competent(code, actor, code.findings, "take a report into a case")
    if reason:
        raise NotAllowed(Refusal((reason,)))


def _kept(report: Report, case: Case, *, by: User, now: datetime, operation_key: str) -> Incident:
    """The incident that somebody reports who takes it into a case in one go."""
    told = report.allegation
    telling = Telling(
        school=report.school,
        text=told.text,
        setting=told.setting,
        happened_on=told.happened_on or timezone.localdate(now),
        happened_at=told.happened_at,
        place=told.place,
        people=(
            Somebody(Role.SUBJECT, person=case.subject.pk),
            *named(Role.AFFECTED, told.affected),
            *named(Role.WITNESS, told.witnesses),
        ),
        child_at_risk=told.safeguarding,
    )
    return kept(telling, by=by, now=now, operation_key=operation_key)


def _case(report: Report, by: User, now: datetime) -> Case:
    """The case into which it goes; one that is not stored yet where it goes into a new one."""
    school = report.school
    if not door.works_at(by, school, timezone.localdate(now)):
        raise door.Hidden("there is no such school")
    if isinstance(report.about, Named):
        about = report.about
        subject = Person(
            trust=school.trust, name=about.name, address=about.address, email=about.email, phone=about.phone
        )
    else:
        subject = door.open_subject(by, report.about, school, now=now)
        if report.into:
            case = door.open_case(by, report.into, now=now)
            if case.subject.one_pk != subject.one_pk or case.school_id != school.pk:
                raise door.Hidden("there is no such case")
            return case
    return Case(trust=school.trust, school=school, subject=subject, pack=school.trust.slug, opened_at=now)


_NOT_KEPT_YET = "R-"  # stands for the reference of a report that is only checked: its reporter counts as one already


def _proposals(
    told: Allegation, incident: Incident | None = None, by: User | None = None, added: Sequence[IncidentEntry] = ()
) -> Iterator[Proposal]:
    reported_by = person(incident.by) if incident and by and incident.by_id != by.pk else ""

    def record(setting: Setting) -> AnyEntry:
        return BreachRecorded(
            ref=setting.ref,
            on=setting.on,
            by=setting.anyone(),
            clauses=told.clauses,
            setting=told.setting,
            happened_on=told.happened_on if told.happened_on != setting.on else None,
            happened_at=told.happened_at,
            serious=told.serious,
            safeguarding=told.safeguarding,
            defamatory=told.defamatory,
            alleged=True,
            text=told.text,
            place=told.place,
            witnesses=told.witnesses,
            affected=told.affected,
            made_to=told.made_to,
            answers=told.answers,
            incident=incident.reference if incident else _NOT_KEPT_YET,
            reported_by=reported_by,
            behalf_of=incident.behalf_of if incident else "",
        )

    def find(setting: Setting) -> AnyEntry:
        by = setting.actor(setting.stands.code.findings.offices)
        return BreachFound(ref=setting.ref, on=setting.on, by=by, of=setting.before, reasons=told.found)

    yield record
    if told.found:
        yield find
    for one in added:
        yield _account(one)


def _account(added: IncidentEntry) -> Proposal:
    """What the reporter added to the report when they were asked: an account in their own words."""

    def take(setting: Setting) -> AnyEntry:
        on = timezone.localdate(added.at)
        return AccountTaken(
            ref=setting.ref,
            on=setting.on,
            by=setting.anyone(),
            of=added.incident.reference,
            part=Part.REPORTER,
            teller=added.by.name,
            taken_on=on if on != setting.on else None,
            text=added.text,
            agreed=Agreed.YES,
        )

    return take
