"""Setting up a tablet for visitors: a code for once, and then a token that only the tablet has."""

import secrets
from datetime import datetime, timedelta

from fairgate.records import desk
from fairgate.records.door import Hidden
from fairgate.records.models import Tablet, User

CODE_HOLDS = timedelta(minutes=15)
_SIGNS = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""Without what is misread, and without vowels: no code spells a word."""


def set_up_tablet(school_slug: str, name: str, *, by: User, now: datetime) -> str:
    """A code that sets up one tablet at that school, ten signs, typed into it within fifteen minutes.

    Raises Hidden for who may not.
    """
    school = desk.open_setting_up(by, school_slug, now=now, why="setting up a tablet")
    code = "".join(secrets.choice(_SIGNS) for _ in range(10))
    Tablet.objects.create(
        school=school,
        name=name,
        set_up_by=by,
        set_up_at=now,
        code_sha256=desk.hashed(code),
        code_until=now + CODE_HOLDS,
    )
    return code


def pair_tablet(code: str, *, now: datetime) -> str | None:
    """The token of the tablet into which this code was typed; None where it counts for nothing, or no more."""
    token = secrets.token_urlsafe(32)
    typed = "".join(sign for sign in code.upper() if sign.isalnum())
    waiting = Tablet.objects.filter(
        code_sha256=desk.hashed(typed), code_until__gte=now, token_sha256=None, revoked_at=None
    )
    # One statement: of two who type it at once, one has the tablet.
    return token if waiting.update(code_sha256="", token_sha256=desk.hashed(token), paired_at=now) == 1 else None


def revoke_tablet(school_slug: str, number: int, *, by: User, now: datetime) -> None:
    """End a tablet: from its next touch it is nothing. Raises Hidden."""
    school = desk.open_setting_up(by, school_slug, now=now, why="revoking a tablet")
    rows = Tablet.objects.filter(school=school, pk=number, revoked_at=None)
    if not rows.update(revoked_at=now, revoked_by=by, code_sha256=""):
        raise Hidden("there is no such tablet")
