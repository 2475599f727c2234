"""Whoever is signed in, as they stand on a day: asked anew with every request, so that who left is out at once."""

from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, QuerySet

from fairgate.records.door import RECEPTION
from fairgate.records.models import Holding, User

STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second step. Recovery codes stand in for one that is lost; by themselves they are none."""


def here(on: date) -> QuerySet[User]:
    """The users who hold an office in their own trust on that day, and have not been switched off."""
    held = Holding.objects.on(on).filter(user=OuterRef("pk"), trust=OuterRef("trust"))
    return User.objects.filter(Exists(held), is_active=True)


def known(number: int, on: date) -> User | None:
    """The user with this primary key, with their trust; None when they hold nothing on that day, or are switched off.

    One query. `opens_cases` says whether they hold an office other than reception, `has_second_step` whether they
    have set up an app or a passkey.
    """
    open_cases = Holding.objects.on(on).filter(user=OuterRef("pk"), trust=OuterRef("trust")).exclude(office=RECEPTION)
    steps = Authenticator.objects.filter(user=OuterRef("pk"), type__in=STEPS)
    asked = here(on).filter(pk=number).select_related("trust")
    found = asked.annotate(holds_more=Exists(open_cases), steps=Exists(steps)).first()
    if found is not None:
        found.opens_cases, found.has_second_step = found.holds_more, found.steps
    return found


def is_here(number: int, on: date) -> bool:
    """Whether that user still holds an office, and is not switched off: one query."""
    return here(on).filter(pk=number).exists()
