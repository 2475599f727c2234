"""Standing aside: a member of staff says that somebody is a relative, or a leader records it; a leader undoes it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fairgate.actions.acting import NotAllowed
from fairgate.engine import phrases
from fairgate.engine.refusal import Reason, Refusal
from fairgate.records import door
from fairgate.records.door import Hidden
from fairgate.records.models import Person, Recusal, User
from fairgate.records.recusing import colleagues, leads


def stand_aside(number: int, *, why: str, until: date | None, by: User, now: datetime) -> Recusal:
    """Say of oneself that one stands aside from that person: from now on one sees nothing of them.

    Raises Hidden for somebody whom one may not see.
    """
    person = door.open_person(by, number, now=now, why="stands aside")
    return _entered(person, by, why, until, by, now)


def record_recusal(number: int, user: int, *, why: str, until: date | None, by: User, now: datetime) -> Recusal:
    """Record that a colleague stands aside from that person.

    Raises:
        Hidden: there is no such person, or no such colleague, for them.
        NotAllowed: they do not lead where the person is known, or the colleague stands aside already.
    """
    person = door.open_person(by, number, now=now, why=f"user {user} stands aside")
    on = timezone.localdate(now)
    _insist(by, person, on)
    colleague = colleagues(by, on).filter(pk=user).first()
    if colleague is None:
        raise Hidden("there is no such colleague")
    return _entered(person, colleague, why, until, by, now)


def undo_recusal(number: int, why: str, *, by: User, now: datetime) -> Recusal:
    """Let somebody see again from whom they stood aside; what was entered stays, with who undid it and why.

    Raises:
        Hidden: there is no such recusal, or it is of somebody whom they may not see: their own, first of all.
        NotAllowed: they do not lead there, or it was undone already.
    """
    recusal = Recusal.objects.select_related("person", "user").filter(pk=number).first()
    if recusal is None:
        raise Hidden("there is no such recusal")
    person = door.open_person(by, recusal.person_id, now=now, why=f"user {recusal.user_id} stands aside no longer")
    if recusal.user_id == by.pk:
        raise Hidden("nobody undoes their own")
    _insist(by, person, timezone.localdate(now))
    undone = Recusal.objects.filter(pk=number, undone_at__isnull=True)
    if not undone.update(undone_by=by, undone_at=now, undone_why=why):
        raise NotAllowed(_because("It was undone already.", "Nothing more is needed."))
    recusal.refresh_from_db()
    return recusal


def _insist(by: User, person: Person, on: date) -> None:
    if not leads(by, person, on):
        raise NotAllowed(
            _because(
                "Only a leader of a school that knows this person says so of a colleague.",
                "Ask a senior leader; for yourself you can say it on the same page.",
            )
        )


def _entered(person: Person, user: User, why: str, until: date | None, by: User, now: datetime) -> Recusal:
    on = timezone.localdate(now)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # one at a time: sent twice, it is entered once
        same = Person.objects.same_as(person).values("pk")
        there = Recusal.objects.on(on).filter(user=user, person__in=same).first()
        if there is not None and by.pk != user.pk:
            text = f"{user.name} stands aside from {person.name} already, since {phrases.day(there.since)}."
            raise NotAllowed(_because(text, "Nothing more is needed."))
        return there or Recusal.objects.create(
            user=user, person=person, since=on, until=until, why=why, entered_by=by, entered_at=now
        )


def _because(text: str, change: str) -> Refusal:
    return Refusal((Reason(text, (), change),))
