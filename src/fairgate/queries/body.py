"""The pages of a body: who sits on it, when it meets, what waits for it; one meeting; who stepped out of a case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils import timezone

from fairgate.engine import phrases
from fairgate.engine.acts.body import deciding, naming, why_not_at_meeting
from fairgate.engine.case import CaseMeasure
from fairgate.engine.duties import open_duties
from fairgate.engine.entry import Actor, MeasureDecided
from fairgate.engine.refusal import Reason
from fairgate.engine.telling import sentence
from fairgate.engine.words import Decision, Interest
from fairgate.queries.code import code_of
from fairgate.records import door
from fairgate.records.closed import is_closed
from fairgate.records.door import AtBody
from fairgate.records.interests import Known, shares_a_surname
from fairgate.records.models import AgendaItem, BodyMeeting, Part, Seat, User
from fairgate.records.one_query import QueryPart, Rows, instant, part
from fairgate.records.sitting import decided_in, items_before, sitting, why_unspoken, with_members
from fairgate.records.standing import Standing, standings, standings_and

EARLIER = 12
"""How many of the meetings that are over the page of a body shows."""


@dataclass(frozen=True)
class Matter:
    """A measure that the body decides about: what it owes, by when; or, not `owed`, that it may lift it at any time."""

    ref: str
    what: str
    by: date | None
    late: bool
    paragraphs: tuple[str, ...]
    owed: bool


@dataclass(frozen=True)
class Waits:
    """A case with a matter for the body, and the next meeting on whose agenda it stands, as (number, day)."""

    reference: str
    person: str
    school: str
    matter: Matter
    meeting: tuple[int, date] | None

    @property
    def too_late(self) -> bool:
        """Whether the meeting that it stands before comes after the day by which it is owed."""
        return self.matter.by is not None and self.meeting is not None and self.meeting[1] > self.matter.by


@dataclass(frozen=True)
class Called:
    """A meeting of the list, as models/body.py has it."""

    pk: int
    on: date
    at: time | None
    place: str
    adjourned_to: date | None
    attendance_at: datetime | None
    minutes_at: datetime | None


@dataclass(frozen=True)
class BodyPage:
    """`quorum` is how many decide at least, 0 where nobody has said; `by_code`: the code itself says it."""

    at: AtBody
    paragraphs: tuple[str, ...]
    quorum: int
    by_code: bool
    seats: tuple[Seat, ...]
    next: tuple[Called, ...]
    earlier: tuple[Called, ...]
    waits: tuple[Waits, ...]
    may_seat: bool

    @property
    def owed(self) -> tuple[Waits, ...]:
        """What it has to decide or review."""
        return tuple(one for one in self.waits if one.matter.owed)

    @property
    def able(self) -> int:
        """How many sit on it, but for substitutes."""
        return sum(seat.part != Part.SUBSTITUTE for seat in self.seats)


@dataclass(frozen=True)
class Out:
    """A member who steps out of a case, why, and what was noted."""

    name: str
    why: str
    note: str


@dataclass(frozen=True)
class Item:
    """A case of an agenda. `able` could decide it, where somebody has said who was there; `shut`: why they cannot.

    `decided` are the sentences of what was decided at this meeting; `matters` what is still to be.
    """

    reference: str
    person: str
    school: str
    matters: tuple[Matter, ...]
    decided: tuple[str, ...]
    out: tuple[Out, ...]
    able: int
    shut: tuple[Reason, ...]


@dataclass(frozen=True)
class MeetingPage:
    """One meeting. `there` are (member, whether they were there), of all who had a seat on its day.

    `reads_minutes`: whether the reader may see all of its cases; who may not is not shown what was said of them.
    """

    at: AtBody
    meeting: BodyMeeting
    on: date
    quorum: int
    there: tuple[tuple[Seat, bool], ...]
    items: tuple[Item, ...]
    waits: tuple[Waits, ...]
    goes_on: BodyMeeting | None
    paragraphs: tuple[str, ...]
    reads_minutes: bool

    @property
    def present(self) -> int:
        """How many were there."""
        return sum(was for _, was in self.there)

    @property
    def has_come(self) -> bool:
        """Whether its day has come."""
        return self.meeting.on <= self.on

    @property
    def may_change(self) -> bool:
        """Whether the reader keeps its meetings, and it was not adjourned."""
        return bool(self.at.keeps) and self.meeting.adjourned_to is None


@dataclass(frozen=True)
class Asked:
    """A member, before a case: what was entered already, or what the records say, and what to ask them."""

    seat: Seat
    why: str
    note: str
    known: str
    ask: str


@dataclass(frozen=True)
class InterestsPage:
    """Who steps out of one case of a meeting."""

    at: AtBody
    meeting: BodyMeeting
    reference: str
    person: str
    members: tuple[Asked, ...]


KNOWN = {
    Interest.MADE: "By the ledger they imposed it: nobody decides about what they imposed themselves.",
    Interest.REPORTED: "By the ledger or the report they reported what it rests on.",
    Interest.WITNESS: "The report or an account names them among those who saw or heard it.",
    Interest.AFFECTED: "The report or an account names them among those whom it touched.",
    Interest.RELATIVE: "They stand aside from this person.",
}
"""What the records know of a member, before a case."""


def bodies(user: User, on: date) -> tuple[tuple[str, str], ...]:
    """The bodies that open to the user on that day, as (office, name)."""
    return tuple((at.office, at.name) for at in door.at_bodies(user, on, door.bodies_of(user, on)))


def body_page(user: User, office: str, now: datetime) -> BodyPage:
    """The body, for whom it opens; or Hidden."""
    at, on = door.open_body(user, office, now=now), timezone.localdate(now)
    stands, rows = standings_and(
        list(door.cases_for(user, on).filter(~is_closed(on))),
        on,
        meetings=part(BodyMeeting.objects.filter(body=at.body), *_MEETING),
        planned=_planned(at, on),
    )
    meetings = sorted((_called(row) for row in rows["meetings"]), key=lambda one: (one.on, one.pk))
    given = at.code.offices[office].quorum
    return BodyPage(
        at=at,
        paragraphs=naming(at.code, office),
        quorum=_quorum(at),
        by_code=given is not None,
        seats=tuple(_seats(at, on)),
        next=tuple(one for one in meetings if one.on >= on),
        earlier=tuple(sorted((one for one in meetings if one.on < on), key=lambda one: one.on, reverse=True)[:EARLIER]),
        waits=tuple(_waits(at, stands, rows)),
        may_seat=at.is_clerk or at.leads,
    )


_MEETING = ("pk", "on", "at", "place", "adjourned_to", "attendance_at", "minutes_at")


def _called(row: dict[str, Any]) -> Called:
    return Called(
        pk=row["pk"],
        on=date.fromisoformat(row["on"]),
        at=time.fromisoformat(row["at"]) if row["at"] else None,
        place=row["place"],
        adjourned_to=date.fromisoformat(row["adjourned_to"]) if row["adjourned_to"] else None,
        attendance_at=instant(row["attendance_at"]) if row["attendance_at"] else None,
        minutes_at=instant(row["minutes_at"]) if row["minutes_at"] else None,
    )


def users_to_seat(user: User, on: date) -> tuple[User, ...]:
    """The users of the same trust, for whoever gives somebody a seat."""
    return tuple(User.objects.filter(trust=user.trust, is_active=True).order_by("name", "pk"))


def meeting_page(user: User, office: str, number: int, now: datetime) -> MeetingPage:
    """One meeting, with those of its cases that the reader may see; or Hidden."""
    (at, meeting), on = door.open_meeting(user, office, number, now=now), timezone.localdate(now)
    was = {seat.pk for seat in meeting.attended.all()}
    seats = [(seat, seat.pk in was) for seat in _seats(at, meeting.on)]
    visible = door.cases_for(user, on)
    before = meeting.agenda.annotate(is_shown=Exists(visible.filter(pk=OuterRef("case"))))
    every_item = list(with_members(before.select_related("meeting")))
    items = [item for item in every_item if item.is_shown]  # type: ignore[attr-defined]  # annotated above
    # Who keeps the meetings is shown what could be put before this one, too.
    asked = visible if at.keeps else visible.filter(agenda__meeting=meeting)
    every, rows = standings_and(list(asked), on, planned=_planned(at, on))
    agenda = {item.case_id for item in items}
    stands = {one.record.pk: one for one in every if one.record.pk in agenda}
    decided = decided_in(meeting, {pk: one.entries for pk, one in stands.items()})
    known = Known.of(stands.values())
    goes_on = None
    if meeting.adjourned_to is not None:
        goes_on = BodyMeeting.objects.filter(body=meeting.body, on=meeting.adjourned_to).first()
    return MeetingPage(
        at=at,
        meeting=meeting,
        on=on,
        quorum=_quorum(at),
        there=tuple(seats),
        items=tuple(_item(at, item, stands[item.case_id], decided.get(item.case_id, []), known) for item in items),
        waits=tuple(_waits(at, every, rows)) if at.keeps else (),
        goes_on=goes_on,
        paragraphs=naming(at.code, office),
        reads_minutes=len(items) == len(every_item),
    )


def interests_page(user: User, office: str, number: int, reference: str, now: datetime) -> InterestsPage:
    """The members of a meeting before one of its cases; or Hidden."""
    (at, meeting), on = door.open_meeting(user, office, number, now=now), timezone.localdate(now)
    visible = door.cases_for(user, on).filter(reference=reference)
    item = with_members(meeting.agenda.filter(case__in=visible)).first() if reference.isprintable() else None
    if item is None:
        raise door.Hidden("there is no such case on the agenda")
    (stands,) = standings([door.open_case(user, reference, now=now)], on)
    seats = list(_seats(at, meeting.on))
    known = Known.of([stands]).interests(stands, seats)
    entered = {one.seat_id: one for one in item.interests.all()}
    members = []
    for seat in seats:
        kept, why = entered.get(seat.pk), known.get(seat.pk)
        asks = f"They have a surname of {stands.record.subject.kept.name}: ask whether they are related."
        members.append(
            Asked(
                seat=seat,
                why=kept.why if kept else (why.value if why else ""),
                note=kept.note if kept else "",
                known=KNOWN[why] if why else "",
                ask=asks if shares_a_surname(stands, seat) else "",
            )
        )
    return InterestsPage(at, meeting, reference, stands.record.subject.kept.name, tuple(members))


# -- deciding on a case --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class MetBefore:
    """A meeting before which the case was put: how many could decide; `shut`: why it could not be decided there."""

    number: int
    on: date
    at: time | None
    able: int
    shut: tuple[Reason, ...]


@dataclass(frozen=True)
class BodyDecides:
    """A body decides, and the reader enters it. `shut`: why they cannot."""

    office: str
    name: str
    keeps: str
    meetings: tuple[MetBefore, ...]
    shut: tuple[Reason, ...]

    @property
    def open(self) -> tuple[MetBefore, ...]:
        """The meetings at which it could be decided."""
        return tuple(one for one in self.meetings if not one.shut)


def body_decides(
    stands: Standing, user: User, held: Iterable[str], measure: CaseMeasure, owners: Iterable[str]
) -> BodyDecides | None:
    """How a body comes to its decision about a measure, for somebody who enters it or sits on it; None for others."""
    on, of_trust = stands.on, door.bodies_of(user, stands.on)
    for office in owners:
        at = door.at_body(user, office, on) if office in of_trust else None
        if at is not None and at.keeps:
            return _entering(stands, user, at, measure)
    for office in owners:
        if office in of_trust and office in set(held):
            code = stands.code
            name = phrases.upper(phrases.office(code, office))
            why = f"{name} decides in a meeting, and its clerk or its chair enters what it decides."
            reason = Reason(why, naming(code, office), "Ask its clerk to enter it.")
            return BodyDecides(office, code.offices[office].name, "", (), (reason,))
    return None


def _entering(stands: Standing, user: User, at: AtBody, measure: CaseMeasure) -> BodyDecides:
    known, person = Known.of([stands]), f"user {user.pk}"
    met = [
        MetBefore(
            item.meeting_id,
            item.meeting.on,
            item.meeting.at,
            *_could_decide(stands, at, item, measure, person, known),
        )
        for item in items_before(at, stands.record)
    ]
    shut: tuple[Reason, ...] = ()
    if not any(not one.shut for one in met):
        name = phrases.upper(phrases.office(at.code, at.office))
        why = f"{name} decides in a meeting, and there is none yet at which it could decide about this."
        change = "Put the case before a meeting, and when it has met, record who was there."
        shut = (Reason(why, naming(at.code, at.office), change), *(r for one in met for r in one.shut))
    return BodyDecides(at.office, at.name, at.keeps, tuple(met), tuple(dict.fromkeys(shut)))


def _could_decide(
    stands: Standing, at: AtBody, item: AgendaItem, measure: CaseMeasure, person: str, known: Known
) -> tuple[int, tuple[Reason, ...]]:
    """How many of those who were there could decide about a measure, and why they could not."""
    met = sitting(at, item)
    if item.meeting.attendance_at is None:
        day = phrases.day(item.meeting.on)
        why = f"Nobody has said yet who was at the meeting of {phrases.office(at.code, at.office)} on {day}."
        return 0, (Reason(why, naming(at.code, at.office), "Record with the meeting who was there."),)
    proposed = MeasureDecided(
        ref="asked", on=stands.on, by=Actor(at.office, person), of=measure.ref, decision=Decision.LIFT, meeting=met
    )
    paragraphs = measure.measure.decision.paragraphs
    shut = (*why_not_at_meeting(stands.folded, measure, proposed, paragraphs), *why_unspoken(stands, at, item, known))
    return len(deciding(measure, met)), shut


# -- what the pages share ------------------------------------------------------------------------------------------


def _quorum(at: AtBody) -> int:
    return at.code.offices[at.office].quorum or (at.body.quorum if at.body else None) or 0


def _seats(at: AtBody, on: date) -> list[Seat]:
    """Who sits on that day: the chair first, substitutes last."""
    if at.body is None:
        return []
    order = [Part.CHAIR, Part.MEMBER, Part.SUBSTITUTE]
    seats = at.seats if on == at.on else Seat.objects.on(on).filter(body=at.body).select_related("user")
    return sorted(seats, key=lambda seat: (order.index(Part(seat.part)), seat.who.casefold(), seat.pk))


def _matters(stands: Standing, office: str) -> list[Matter]:
    """What a case has for the body: what is owed, or else what it may end before its time (law.md 21)."""
    if stands.folded.is_closed:
        return []
    measures = stands.folded.measures
    owed = [
        Matter(duty.of, duty.name, duty.due, duty.is_overdue(stands.on), duty.paragraphs, True)
        for duty in open_duties(stands.folded)
        if office in duty.owners and duty.of in measures
    ]
    may = [
        Matter(one.ref, f"{one.rule.name}, which it may lift at any time", None, False, _decision(one), False)
        for one in stands.folded.current_measures()
        if office in one.measure.decision.owners and one.ref not in {matter.ref for matter in owed}
    ]
    return owed + may


def _decision(measure: CaseMeasure) -> tuple[str, ...]:
    return measure.measure.decision.paragraphs


def _planned(at: AtBody, on: date) -> QueryPart:
    """The cases that stand on the agenda of a meeting to come."""
    items = AgendaItem.objects.filter(meeting__body=at.body, meeting__on__gte=on, meeting__adjourned_to=None)
    return part(items, case="case_id", meeting="meeting_id", on="meeting__on")


def _waits(at: AtBody, stands: Iterable[Standing], rows: Rows) -> list[Waits]:
    """The matters for the body, in these cases: what is owed soonest first."""
    planned: dict[int, tuple[int, date]] = {}
    for row in sorted(rows["planned"], key=lambda row: row["on"], reverse=True):
        planned[row["case"]] = (row["meeting"], date.fromisoformat(row["on"]))
    found = [
        Waits(
            one.record.reference,
            one.record.subject.kept.name,
            one.record.school.name,
            matter,
            planned.get(one.record.pk),
        )
        for one in stands
        for matter in _matters(one, at.office)
    ]
    return sorted(found, key=lambda one: (not one.matter.owed, one.matter.by or date.max, one.person))


def _item(at: AtBody, item: AgendaItem, stands: Standing, decided: list[MeasureDecided], known: Known) -> Item:
    matters = _matters(stands, at.office)
    able, shut = 0, ()  # type: tuple[int, tuple[Reason, ...]]
    if matters:
        able, shut = _could_decide(stands, at, item, stands.folded.measures[matters[0].ref], "", known)
    return Item(
        reference=stands.record.reference,
        person=stands.record.subject.kept.name,
        school=stands.record.school.name,
        matters=tuple(matters),
        decided=tuple(sentence(stands.folded, entry) for entry in decided),
        out=tuple(Out(one.seat.who, one.why, one.note) for one in item.interests.all()),
        able=able,
        shut=shut,
    )


def known_bodies(
    user: User, on: date, throughout: Iterable[str], anywhere: Iterable[str]
) -> tuple[tuple[str, str], ...]:
    """The bodies for the navigation, as (office, name), by the offices held alone: the door looks closer."""
    code = code_of(user, on)
    if code is None:
        return ()
    leaders = {door.CLERK, code.owner, *code.findings.offices, *code.closing.offices}
    leads, held = bool(leaders & set(throughout)), set(anywhere)
    return tuple(
        (office, code.offices[office].name) for office in sorted(door.bodies_of(user, on)) if leads or office in held
    )
