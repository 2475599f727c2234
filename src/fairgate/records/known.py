"""Whoever is signed in, as they stand on a day: asked anew with every request, so that who left is out at once."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Exists, F, OuterRef, QuerySet

from fairgate.records.door import RECEPTION
from fairgate.records.held import Held
from fairgate.records.models import DeskCall, Holding, User
from fairgate.records.models.holding import HoldingQuerySet
from fairgate.records.prepared import Prepared

STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second step. Recovery codes stand in for one that is lost; by themselves they are none."""


def here(on: date) -> QuerySet[User]:
    """The users who hold an office in their own trust on that day, and have not been switched off."""
    held = Holding.objects.on(on).filter(user=OuterRef("pk"), trust=OuterRef("trust"))
    return User.objects.filter(Exists(held), is_active=True)


def known(number: int, on: date) -> User | None:
    """The user with this primary key, with their trust; None when they hold nothing on that day, or are switched off.

    One query. `opens_cases` says whether they hold an office other than reception, `has_second_step` whether they
    have set up an app or a passkey, `is_called` whether somebody at a desk waits for their answer; what they hold comes
    with them (records/held.py).
    """
    steps = Authenticator.objects.filter(user=OuterRef("user"), type__in=STEPS)
    calls = DeskCall.objects.filter(user=OuterRef("user"), coming=None)
    asked = {"has_step": Exists(steps), "is_called": Exists(calls)}
    rows = list(_of(number, on).select_related("user__trust", "school").annotate(**asked))
    if not rows:
        return None
    found = rows[0].user
    held = tuple((row.office, row.school_id) for row in rows)
    found.held = (on, held, {row.school.pk: row.school for row in rows if row.school is not None})
    found.opens_cases = any(row.office != RECEPTION for row in rows)
    found.is_called = rows[0].is_called  # type: ignore[attr-defined]  # annotated above
    found.has_second_step = rows[0].has_step  # type: ignore[attr-defined]  # annotated above
    return found


def held_still(number: int, on: date) -> Held:
    """What that user holds, read anew: nothing for who left, or was switched off. One query."""
    return tuple((office, school) for office, school in _STILL(number, on))


_STILL = Prepared(lambda number, on: _of(number, on).order_by().values_list("office", "school_id"), int, date)


def is_here(number: int, on: date) -> bool:
    """Whether that user still holds an office, and is not switched off: one query."""
    return _of(number, on).exists()


def _of(number: int, on: date) -> HoldingQuerySet:
    return Holding.objects.on(on).filter(user=number, user__is_active=True, trust=F("user__trust"))
