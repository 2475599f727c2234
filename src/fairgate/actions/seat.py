"""The members of a body: who sits on it from when until when, and how many decide at least where the code is silent."""

from datetime import date, datetime, timedelta

from django.db import models, transaction

from fairgate.actions.body import not_open, stored
from fairgate.engine import phrases
from fairgate.records import door
from fairgate.records.door import AtBody
from fairgate.records.models import Body, Holding, Part, Seat, User


def seat_member(
    office: str,
    *,
    user: int | None,
    name: str,
    part: Part,
    since: date,
    until: date | None,
    by: User,
    now: datetime,
) -> Seat:
    """Give somebody a seat: the user with that primary key, or, without one, a person of that name.

    A user holds the body's office for the same days, by which they sign in to what comes before it. The same seat
    asked for twice is one.

    Raises:
        Hidden: there is no such body for this user.
        NotAllowed: it is not theirs to do; no such user; a chair is there already; the days are the wrong way round.
    """
    at = _may_seat(office, by, now)
    if until is not None and until < since:
        raise not_open(at, "The last day is before the first.", "Give a last day on or after the first.")
    found = User.objects.filter(pk=user, trust_id=at.trust_id, is_active=True).first() if user is not None else None
    if (user is not None and found is None) or (user is None and not name.strip()):
        raise not_open(at, "Nobody is named who could sit on it.", "Choose a user of your trust, or write a name.")
    with transaction.atomic():
        body = _locked(at)
        taken = body.seats.filter(user=found, name="" if found else name.strip())
        same = taken.filter(since=since).first()
        if same is not None:
            return same
        if _overlap(taken, since, until):
            raise not_open(at, "They have a seat on some of those days.", "End that one first, or give other days.")
        if part == Part.CHAIR and _overlap(body.seats.filter(part=Part.CHAIR), since, until):
            raise not_open(at, "There is a chair on some of those days.", "End that seat first, or give other days.")
        if found is not None:
            _hold(found, at, since, until)
        kept = "" if found else name.strip()
        return Seat.objects.create(body=body, user=found, name=kept, part=part, since=since, until=until)


def end_seat(office: str, number: int, *, until: date, by: User, now: datetime) -> Seat:
    """End a seat on that day, its last; a user's office ends with it.

    Raises:
        Hidden: there is no such body or seat for this user.
        NotAllowed: it is not theirs to do, or the day is before the seat began.
    """
    at = _may_seat(office, by, now)
    with transaction.atomic():
        seat = _locked(at).seats.filter(pk=number).first()
        if seat is None:
            raise door.Hidden("there is no such seat")
        if until < seat.since:
            raise not_open(at, f"The seat began on {phrases.day(seat.since)}.", "Give a last day on or after that.")
        seat.until = until
        seat.save(update_fields=["until"])
        if seat.user is not None:
            Holding.objects.filter(user=seat.user, office=at.office).on(until + timedelta(days=1)).filter(
                since__lte=until
            ).update(until=until)
    return seat


def set_quorum(office: str, *, quorum: int, by: User, now: datetime) -> Body:
    """The trust's own number of members who decide at least, where its code gives none.

    Raises:
        Hidden: there is no such body for this user.
        NotAllowed: it is not theirs to do, the code gives a number itself, or it is less than one.
    """
    at = _may_seat(office, by, now)
    given = at.code.offices[at.office].quorum
    if given is not None:
        raise not_open(at, f"The code itself says that {given} decide at least.", "Change the code, with its owner.")
    if quorum < 1:
        raise not_open(at, "Nobody would decide.", "Give a number from 1.")
    body = stored(at)
    body.quorum = quorum
    body.save(update_fields=["quorum"])
    return body


def _may_seat(office: str, by: User, now: datetime) -> AtBody:
    at = door.open_body(by, office, now=now)
    if not at.is_clerk and not at.leads:
        name = phrases.office(at.code, at.office)
        why = f"Only the clerk and those who lead the trust say who sits on {name}."
        raise not_open(at, why, "Ask one of them to do it.")
    return at


def _locked(at: AtBody) -> Body:
    return Body.objects.select_for_update().get(pk=stored(at).pk)


def _overlap(seats: models.QuerySet[Seat], since: date, until: date | None) -> bool:
    """Whether any of them holds on a day of that time."""
    if until is not None:
        seats = seats.filter(since__lte=until)
    return seats.exclude(until__lt=since).exists()


def _hold(user: User, at: AtBody, since: date, until: date | None) -> None:
    """The user holds the body's office throughout the trust on those days, unless they do already."""
    held = Holding.objects.filter(user=user, trust_id=at.trust_id, school=None, office=at.office)
    if until is not None:
        held = held.filter(since__lte=until)
    if not held.exclude(until__lt=since).exists():
        Holding.objects.create(user=user, trust_id=at.trust_id, office=at.office, since=since, until=until)
