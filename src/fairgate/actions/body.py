"""Bodies: calling a meeting, who was there, who stepped out, breaking it off; and entering its decision.

A decision itself goes through `actions/decision.py`; here is what a body adds to it. Whoever keeps the meetings, its
clerk or its chair, records them. Once a decision has been entered, what it rests on stands in the ledger and stays.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone

from fairgate.actions.acting import NotAllowed, Setting
from fairgate.engine import phrases
from fairgate.engine.acts.body import naming
from fairgate.engine.authority import is_competent, with_substitutes
from fairgate.engine.case import CaseMeasure
from fairgate.engine.code import Code
from fairgate.engine.entry import Actor
from fairgate.engine.entry import BodyMeeting as Sitting
from fairgate.engine.refusal import Reason, Refusal
from fairgate.engine.words import Interest, OfficeKind
from fairgate.records import door
from fairgate.records.door import AtBody
from fairgate.records.interests import Known
from fairgate.records.models import AgendaItem, Body, BodyMeeting, Case, DeclaredInterest, Seat, User
from fairgate.records.sitting import decided_at, items_before, sitting, why_unspoken


@dataclass(frozen=True)
class AtMeeting:
    """At which meeting a body decided, by its number, and how. `votes`: for, against, abstained; None: unanimous."""

    number: int
    votes: tuple[int, int, int] | None = None


# -- entering a decision -------------------------------------------------------------------------------------------


def who_decides(
    setting: Setting,
    measure: CaseMeasure | None,
    owners: Collection[str],
    met: AtMeeting | None,
    instead: str = "",
) -> tuple[Actor, Sitting | None]:
    """Who would decide, of the offices that may: somebody in person, or a body by its clerk or chair, at a meeting.

    With `instead` those that stand in for one of the offices may as well.

    Raises:
        NotAllowed: it is for a body, and it was not at such a meeting; whoever sits on it and does not enter for it.
    """
    code = setting.stands.code
    may = with_substitutes(code, owners) if instead.strip() else tuple(owners)
    bodies = tuple(one for one in may if code.offices[one].kind is OfficeKind.BODY)
    actor = setting.actor(owners)
    if measure is None or is_competent(code, actor.office, tuple(one for one in may if one not in bodies)):
        return actor, None
    at = next((at for one in bodies if (at := door.at_body(setting.by, one, setting.on)) and at.keeps), None)
    if at is None:
        sits = next((one for one in bodies if one in setting.held), None)
        if sits is not None:
            why = "its clerk or its chair enters what it decides"
            raise _refused(code, sits, why, "Ask its clerk to enter it.")
        return actor, None  # the engine says whose it is
    if met is None:
        why = "and which meeting it was is not said"
        raise _refused(code, at.office, why, "Choose the meeting, and say how the members voted.")
    return Actor(at.office, actor.person), _sat(setting, at, measure, met)


def _sat(setting: Setting, at: AtBody, measure: CaseMeasure, met: AtMeeting) -> Sitting:
    """The meeting as the ledger will keep it, once it was one of this case, and somebody has said who was there."""
    item = items_before(at, setting.stands.record).filter(meeting=met.number).first()
    if item is None:
        why = "and this case was not before that one"
        raise _refused(at.code, at.office, why, "Put it before a meeting, then choose that one.")
    if item.meeting.attendance_at is None:
        why = f"and nobody has said who was at the one on {phrases.day(item.meeting.on)}"
        raise _refused(at.code, at.office, why, "Record with the meeting who was there.")
    against = why_unspoken(setting.stands, at, item, Known.of([setting.stands]))
    if against:
        raise NotAllowed(Refusal(against))
    return sitting(at, item, met.votes)


def _refused(code: Code, office: str, why: str, change: str) -> NotAllowed:
    name = phrases.upper(phrases.office(code, office))
    return NotAllowed(Refusal((Reason(f"{name} decides in a meeting, {why}.", naming(code, office), change),)))


# -- meetings ------------------------------------------------------------------------------------------------------


def call_meeting(office: str, *, on: date, at: time | None, place: str, by: User, now: datetime) -> BodyMeeting:
    """Call a meeting of the body for that day; where one is called for it already, that one.

    Raises:
        Hidden: there is no such body for this user.
        NotAllowed: they do not keep its meetings.
    """
    at_body = _kept(office, by, now)
    made = {"at": at, "place": place, "called_by": by, "called_at": now}
    return BodyMeeting.objects.get_or_create(body=stored(at_body), on=on, defaults=made)[0]


def set_agenda(office: str, number: int, *, references: Collection[str], by: User, now: datetime) -> BodyMeeting:
    """Put exactly these cases before the meeting: from now on its members may see them.

    A case on which a decision was entered stays, and so does one that the user may not see.
    """
    at, meeting = kept_meeting(office, number, by, now)
    _require_open(at, meeting)
    with transaction.atomic():
        meeting = _locked(meeting)
        seen = dict(door.cases_for(by, timezone.localdate(now)).values_list("reference", "pk"))
        wanted = {pk for reference, pk in seen.items() if reference in references}
        kept = set(decided_at(meeting, Case.objects.filter(agenda__meeting=meeting)))
        meeting.agenda.filter(case__in=set(seen.values()) - wanted - kept).delete()
        for case in sorted(wanted):
            AgendaItem.objects.get_or_create(meeting=meeting, case_id=case)
    return meeting


def record_attendance(office: str, number: int, *, present: Collection[int], by: User, now: datetime) -> BodyMeeting:
    """Who of the members was there, by the primary keys of their seats.

    Raises:
        NotAllowed: its day has not come, a decision rests on what was recorded, or somebody had no seat that day.
    """
    at, meeting = kept_meeting(office, number, by, now)
    on = phrases.day(meeting.on)
    if meeting.on > timezone.localdate(now):
        raise not_open(at, f"The meeting is on {on}, which has not come yet.", "Record who was there on that day.")
    with transaction.atomic():
        meeting = _locked(meeting)
        _require_undecided(at, meeting, "who was there")
        seats = list(Seat.objects.on(meeting.on).filter(body=meeting.body, pk__in=present))
        if len(seats) != len(set(present)):
            raise not_open(
                at, f"Somebody named here had no seat on {on}.", "Choose among the members of that day; open it again."
            )
        meeting.attended.set(seats)
        meeting.attendance_by, meeting.attendance_at = by, now
        meeting.save(update_fields=["attendance_by", "attendance_at"])
    return meeting


def declare_interests(
    office: str,
    number: int,
    reference: str,
    *,
    interests: Mapping[int, tuple[Interest, str]],
    by: User,
    now: datetime,
) -> BodyMeeting:
    """Who steps out for that case of the meeting, by the primary key of a seat: why, and a note. Nobody else does."""
    at, meeting = kept_meeting(office, number, by, now)
    with transaction.atomic():
        meeting = _locked(meeting)
        item = meeting.agenda.filter(case__reference=reference).select_related("case").first()
        if item is None:
            raise door.Hidden("there is no such case on the agenda")
        if decided_at(meeting, [item.case]):
            raise _decided(at, "who stepped out")
        seats = Seat.objects.on(meeting.on).filter(body=meeting.body, pk__in=interests)
        item.interests.all().delete()
        for seat in seats:
            why, note = interests[seat.pk]
            DeclaredInterest.objects.create(item=item, seat=seat, why=why.value, note=note)
    return meeting


def adjourn(office: str, number: int, *, to: date, why: str, by: User, now: datetime) -> BodyMeeting:
    """Break the meeting off; the meeting of the day to which it is adjourned, with the cases that were not decided.

    Raises:
        NotAllowed: it was adjourned already, to another day, or that day does not lie ahead of it.
    """
    at, meeting = kept_meeting(office, number, by, now)
    with transaction.atomic():
        meeting = _locked(meeting)
        if meeting.adjourned_to != to:
            _require_open(at, meeting)
        if to <= meeting.on:
            raise not_open(
                at, f"It met on {phrases.day(meeting.on)}, so it cannot go on then.", "Give a day after the meeting."
            )
        meeting.adjourned_to, meeting.adjourned_why = to, why
        meeting.save(update_fields=["adjourned_to", "adjourned_why"])
        made = {"at": meeting.at, "place": meeting.place, "called_by": by, "called_at": now}
        later = BodyMeeting.objects.get_or_create(body=meeting.body, on=to, defaults=made)[0]
        items = list(meeting.agenda.select_related("case").prefetch_related("interests"))
        done = decided_at(meeting, [item.case for item in items])
        for item in items:
            if item.case_id not in done:
                _carry_over(item, later)
    return later


def _carry_over(item: AgendaItem, later: BodyMeeting) -> None:
    """The case comes before the later meeting; who had an interest in it has one still."""
    carried = AgendaItem.objects.get_or_create(meeting=later, case_id=item.case_id)[0]
    for one in item.interests.all():
        kept = {"why": one.why, "note": one.note}
        DeclaredInterest.objects.get_or_create(item=carried, seat_id=one.seat_id, defaults=kept)


def stored(at: AtBody) -> Body:
    """The row of the body, made when the first thing is kept of it."""
    return at.body or Body.objects.get_or_create(trust_id=at.trust_id, office=at.office)[0]


def not_open(at: AtBody, why: str, change: str) -> NotAllowed:
    """The refusal of something that a body's keeper would do, under the paragraph that names the body."""
    return NotAllowed(Refusal((Reason(why, naming(at.code, at.office), change),)))


def _kept(office: str, by: User, now: datetime) -> AtBody:
    at = door.open_body(by, office, now=now)
    if not at.keeps:
        name = phrases.office(at.code, at.office)
        raise not_open(at, f"Only the clerk or the chair of {name} keeps its meetings.", "Ask one of them to do it.")
    return at


def kept_meeting(office: str, number: int, by: User, now: datetime) -> tuple[AtBody, BodyMeeting]:
    """A meeting of the body, for whoever keeps it. Raises Hidden, or NotAllowed for those to whom it opens besides."""
    at, meeting = door.open_meeting(by, office, number, now=now)
    if not at.keeps:
        _kept(office, by, now)
    return at, meeting


def _locked(meeting: BodyMeeting) -> BodyMeeting:
    """The meeting as it is now, held until the transaction ends; SQLite has one writer anyway."""
    return BodyMeeting.objects.select_for_update(of=("self",)).select_related("body").get(pk=meeting.pk)


def _require_open(at: AtBody, meeting: BodyMeeting) -> None:
    if meeting.adjourned_to is not None:
        to = phrases.day(meeting.adjourned_to)
        raise not_open(at, f"This meeting was adjourned to {to}.", f"Go on with the meeting on {to}.")


def _require_undecided(at: AtBody, meeting: BodyMeeting, what: str) -> None:
    if decided_at(meeting, Case.objects.filter(agenda__meeting=meeting)):
        raise _decided(at, what)


def _decided(at: AtBody, what: str) -> NotAllowed:
    return not_open(
        at,
        f"A decision was entered that rests on {what} at this meeting; both stay as they are.",
        "If it was wrong, put the case before another meeting, which can decide again.",
    )
