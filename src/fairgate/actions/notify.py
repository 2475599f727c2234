"""Telling somebody by e-mail that something of theirs is due: once a day at most, and only who wants it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from fairgate.delivery.mail import NotSent, Unsure, due_mail
from fairgate.records.door import RECEPTION
from fairgate.records.models import Holding, Notification, NotificationChoice, Often, User

Send = Callable[..., None]


@dataclass(frozen=True)
class Due:
    """How much a user's own offices owe: what is due today, and what is overdue."""

    today: int
    overdue: int


class Told(StrEnum):
    """What came of it."""

    SENT = "sent"
    NOTHING = "nothing was due"
    ALREADY = "told already that day"
    REFUSED = "refused by the mail server"
    UNSURE = "broken off"


def to_be_asked_about(on: date) -> list[User]:
    """Everybody who wants to be told and has not been, that day: active, in an office other than reception's."""
    held = Holding.objects.on(on).filter(user=OuterRef("pk"), trust=OuterRef("trust")).exclude(office=RECEPTION)
    told = Notification.objects.filter(user=OuterRef("pk"), day=on)
    off = NotificationChoice.objects.filter(user=OuterRef("pk"), often=Often.OFF)
    users = User.objects.filter(Exists(held), ~Exists(told), ~Exists(off), is_active=True)
    return list(users.select_related("trust").order_by("pk"))


def notify(user: User, due: Due, *, on: date, now: datetime, send: Callable[..., None]) -> Told:
    """Send the user's mail of that day, if anything is due. `send` takes the message.

    The day is taken first, and given back only when the server refused the mail: a second mail is never sent, whoever
    else runs this at the same time and wherever it breaks off.
    """
    if not due.today and not due.overdue:
        return Told.NOTHING
    try:
        with transaction.atomic():
            row = Notification.objects.create(user=user, day=on)
    except IntegrityError:
        return Told.ALREADY
    try:
        send(due_mail(user.email, today=due.today, overdue=due.overdue, now=now))
    except NotSent:
        row.delete()
        return Told.REFUSED
    except Unsure:
        return Told.UNSURE
    row.sent_at = now
    row.save(update_fields=["sent_at"])
    return Told.SENT


def choose(user: User, often: Often) -> None:
    """Keep what the user chose."""
    NotificationChoice.objects.update_or_create(user=user, defaults={"often": often})
