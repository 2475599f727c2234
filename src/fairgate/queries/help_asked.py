"""Calls for help from a desk: what whoever stands there sees, what whoever is called sees, and who is to be called."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

from fairgate.engine import phrases
from fairgate.engine.acts.override import may_override
from fairgate.engine.code import Code, Paragraph
from fairgate.engine.words import Kind
from fairgate.policy.pack import edition_on, editions
from fairgate.queries.reader import Reader
from fairgate.records import door, phones
from fairgate.records.models import (
    Case,
    DeskCall,
    DeskContact,
    HelpAsked,
    HelpWhy,
    Holding,
    IncidentDraft,
    Reached,
    School,
    User,
)
from fairgate.records.standing import standing


@dataclass(frozen=True)
class Called:
    """Somebody who was called. `coming` None: they have not answered; `trouble` says what did not reach them."""

    name: str
    coming: bool | None
    answered_at: datetime | None
    trouble: str


@dataclass(frozen=True)
class Answers:
    """Whom an alert reached, those who come first; `coming`: anybody is."""

    called: tuple[Called, ...]

    @property
    def coming(self) -> bool:
        """Whether anybody is on their way."""
        return any(one.coming for one in self.called)

    @property
    def unreached(self) -> bool:
        """Whether nobody has answered and every message that was sent has failed."""
        return not any(one.coming is not None for one in self.called) and all(one.trouble for one in self.called)


@dataclass(frozen=True)
class DeskPage:
    """What is shown at the desk: no reason, and no more of the person than the gate has said. `draft` is the key of the
    reader's own report, while it is not sent; `says` the paragraphs that the code has for reception."""

    number: int
    school: str
    phone: str
    name: str
    is_barred: bool
    raised_at: datetime
    raised_by: str
    answers: Answers
    says: tuple[Paragraph, ...]
    draft: UUID | None

    @property
    def dial(self) -> str:
        """The school's telephone as a link dials it; empty where it is no number."""
        number = phones.normalised(self.phone)
        return f"+{number}" if number else ""


@dataclass(frozen=True)
class Waiting:
    """A call that its reader has not answered: where and when, and nothing else, since it stands on every page."""

    number: int
    school: str
    at: datetime


@dataclass(frozen=True)
class Leave:
    """The way to let the person in today: the bar's reference in the case."""

    ref: str
    words: str


@dataclass(frozen=True)
class CallPage:
    """What whoever is called sees. `reference` is the case where they may open it, else ''."""

    number: int
    coming: bool | None
    school: str
    name: str
    is_barred: bool
    raised_at: datetime
    raised_by: str
    answers: Answers
    reference: str
    leaves: tuple[Leave, ...]


@dataclass(frozen=True)
class Contact:
    """Somebody who can be called from a desk, and as what they are known there."""

    number: int
    name: str
    offices: str
    chosen: bool
    mobile: str


@dataclass(frozen=True)
class ContactsPage:
    """Who can be called from a school's desk; `any_chosen`: somebody has chosen."""

    school: School
    people: tuple[Contact, ...]
    any_chosen: bool


@dataclass(frozen=True)
class Attempt:
    """That the person of a case came to a desk while barred. `report` is its reference, once it is sent."""

    at: datetime
    school: str
    raised_by: str
    report: str


def desk_page(user: User, number: int, *, now: datetime) -> DeskPage:
    """The alert of that number, for whoever stands at that desk today; or Hidden. Noted."""
    alert = door.open_help_asked(user, number, now=now)
    own = alert.raised_by_id == user.pk and alert.incident_id is None
    begun = own and IncidentDraft.objects.filter(user=user, key=alert.draft).exists()
    code = _code(alert.school, timezone.localdate(now))
    return DeskPage(
        number=alert.pk,
        school=alert.school.name,
        phone=alert.school.phone,
        name=alert.person.kept.name if alert.person else "",
        is_barred=alert.why == HelpWhy.BARRED,
        raised_at=alert.raised_at,
        raised_by=alert.caller,
        answers=_answers(alert),
        says=tuple(code.paragraphs[ref] for ref in code.at_the_desk) if code else (),
        draft=alert.draft if begun else None,
    )


def answers(user: User, number: int, *, now: datetime) -> Answers:
    """Who is coming, asked by the page itself every few seconds; or Hidden. Nothing of the person is in it."""
    alert = door.help_asked_at(user, timezone.localdate(now)).filter(pk=number).first()
    if alert is None:
        raise door.Hidden("there is no such alert")
    return _answers(alert)


def waiting(user: User, on: date) -> tuple[Waiting, ...]:
    """The calls that wait for this reader's answer, the newest first: one query, and none for whom none waits."""
    calls = door.desk_calls_of(user, on).filter(coming=None).order_by("-alert__raised_at")
    return tuple(Waiting(one.pk, one.alert.school.name, one.alert.raised_at) for one in calls)


def call_page(user: User, number: int, *, now: datetime) -> CallPage:
    """The call of that number, for whom it is; or Hidden. Noted."""
    call = door.open_desk_call(user, number, now=now)
    alert, on = call.alert, timezone.localdate(now)
    case = door.cases_for(user, on).filter(help_asked=alert).first()
    return CallPage(
        number=call.pk,
        coming=call.coming,
        school=alert.school.name,
        name=alert.person.kept.name if alert.person else "",
        is_barred=alert.why == HelpWhy.BARRED,
        raised_at=alert.raised_at,
        raised_by=alert.caller,
        answers=_answers(alert),
        reference=case.reference if case else "",
        leaves=_leaves(user, case, alert.school, on) if case else (),
    )


def contacts_page(user: User, school: str, people: Iterable[User], *, now: datetime) -> ContactsPage:
    """The people who can be called from that school's desk, those who are chosen marked."""
    on = timezone.localdate(now)
    at = door.leads_desk(user, school, on)
    code = _code(at, on)
    chosen = {row.user_id: row for row in DeskContact.objects.filter(school=at)}
    held: dict[int, list[str]] = {}
    for row in Holding.objects.on(on).at(at):
        known = code.offices.get(row.office) if code else None
        held.setdefault(row.user_id, []).append(known.name if known else row.office.replace("_", " "))
    found = tuple(
        Contact(
            number=one.pk,
            name=one.name,
            offices=phrases.both(dict.fromkeys(held.get(one.pk, ()))),
            chosen=one.pk in chosen,
            mobile=chosen[one.pk].mobile if one.pk in chosen else "",
        )
        for one in people
    )
    return ContactsPage(at, found, any(one.chosen for one in found))


def led(user: User, schools: Iterable[School], on: date) -> tuple[School, ...]:
    """Those of the schools whose desk's contacts this reader chooses."""
    code = door.code_of(user, on)
    if code is None:
        return ()
    return tuple(one for one in schools if any(door.may_review(code, held) for held in door.offices_of(user, one, on)))


def attempts(case: Case) -> tuple[Attempt, ...]:
    """When the person of this case came to a desk while barred, the newest first: one query."""
    rows = HelpAsked.objects.filter(case=case).select_related("school", "raised_by", "incident")
    return tuple(
        Attempt(row.raised_at, row.school.name, row.caller, row.incident.reference if row.incident else "")
        for row in rows
    )


def _answers(alert: HelpAsked) -> Answers:
    rows = DeskCall.objects.filter(alert=alert).select_related("user").order_by("pk")
    found = [Called(row.user.name, row.coming, row.answered_at, _trouble(row)) for row in rows]
    return Answers(tuple(sorted(found, key=lambda one: (not one.coming, one.coming is False))))


def _trouble(call: DeskCall) -> str:
    failed = [word for word, came in (("e-mail", call.mail), ("text", call.text)) if came == Reached.FAILED]
    return f"The {phrases.both(failed)} could not be sent" if failed else ""


def _leaves(user: User, case: Case, school: School, on: date) -> tuple[Leave, ...]:
    """The bars of the case, in spite of which this reader may let the person in at that school today."""
    stands = standing(case, on)
    reader = Reader.of(user, door.offices_of(user, case.school, on), stands.code)
    ways = [
        (measure, reader.way("", "override", measure.ref, may_override(stands.code, measure).offices))
        for measure in stands.folded.measures_in_force()
        if measure.rule.kind is Kind.BAR and school.slug in measure.sites
    ]
    return tuple(Leave(measure.ref, phrases.lowered(measure.rule.name)) for measure, way in ways if way.open)


def _code(school: School, on: date) -> Code | None:
    return edition_on(school.trust.slug, on).code if editions(school.trust.slug) else None
