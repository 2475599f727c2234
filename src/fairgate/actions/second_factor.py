"""The second step of signing in: an app's codes, passkeys, recovery codes; set up, tried, taken away.

`at` is seconds since 1970 by the machine's own clock, never the site's: apps count by it too.

The people of a demonstration share one secret, published with their password. It counts where FAIRGATE_DEMO is set
and nowhere else, however it came into the database.
"""

import secrets
from base64 import b32encode
from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from allauth.mfa.webauthn.internal.auth import WebAuthn
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils.crypto import salted_hmac

from fairgate.records.known import STEPS
from fairgate.records.models import User
from fairgate.records.sealed import Unreadable, unseal

PERIOD = 30
"""How many seconds a code stands in the app."""
TOLERANCE = 1
"""How many periods early or late a code may come: clocks differ, and typing takes time."""


def new_secret() -> str:
    """A secret for an app: 160 bits, as the standard for such codes asks (RFC 4226), in the letters that apps take."""
    return b32encode(secrets.token_bytes(20)).decode()


def code_of(secret: str, at: float) -> str:
    """The six digits that an app with this secret shows at that instant (RFC 6238)."""
    return str(format_hotp_value(hotp_value(secret, int(at) // PERIOD)))


def published_code(at: float) -> str:
    """The code that everybody in the demonstration can use now."""
    return code_of(settings.FAIRGATE_DEMO_SECRET, at)


def publish(user: User) -> None:
    """Give somebody of the demonstration its published secret, unless they have an app already."""
    if not Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists():
        TOTP.activate(user, settings.FAIRGATE_DEMO_SECRET)


def shown(user: User, at: float) -> str:
    """What the app of somebody of the demonstration shows, for a visitor who has none; nothing anywhere else."""
    if settings.FAIRGATE_DEMO:
        for app in Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP):
            return code_of(unseal(app.data["secret"]), at)
    return ""


def fits(secret: str, code: str, at: float) -> bool:
    """Whether an app with this secret shows that code about now: for setting one up."""
    return _period(secret, code, at) is not None


def tried(user: User, code: str, at: float) -> Authenticator | None:
    """What the code belongs to, the user's app or their recovery codes; None when it is wrong. Each counts once."""
    mine = Authenticator.objects.filter(user=user)
    for app in mine.filter(type=Authenticator.Type.TOTP):
        if _app_shows(app, user, code, at):
            return app
    for codes in mine.filter(type=Authenticator.Type.RECOVERY_CODES):
        try:
            if RecoveryCodes(codes).validate_code(code):
                return codes
        except Unreadable:
            continue
    return None


def add_app(user: User, secret: str) -> tuple[Authenticator, list[str]]:
    """The app whose code was just typed is the user's second step from now on.

    With the first second step come ten recovery codes: they are told here and never again.
    """
    with transaction.atomic():
        added: Authenticator = TOTP.activate(user, secret).instance
        return added, _first_recovery_codes(user)


def add_passkey(user: User, name: str, credential: dict[str, Any]) -> tuple[Authenticator, list[str]]:
    """A passkey whose making the browser has just proved; and recovery codes, as with an app."""
    with transaction.atomic():
        added: Authenticator = WebAuthn.add(user, name, credential).instance
        return added, _first_recovery_codes(user)


def remove(user: User, number: int) -> bool:
    """Take the user's app or passkey with this primary key away; with the last of them their recovery codes go too.

    False when they have no such thing.
    """
    with transaction.atomic():
        gone, _ = Authenticator.objects.filter(user=user, pk=number, type__in=STEPS).delete()
        if not Authenticator.objects.filter(user=user, type__in=STEPS).exists():
            Authenticator.objects.filter(user=user).delete()
    return bool(gone)


def renew_recovery_codes(user: User) -> list[str]:
    """Ten new recovery codes, told here and never again; the old ones count no more."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).delete()
        return _first_recovery_codes(user)


def forget(user: User) -> bool:
    """Take every second step of the user away, for somebody who has lost theirs; False when they had none.

    Whoever calls this has made sure that it is them.
    """
    gone, _ = Authenticator.objects.filter(user=user).delete()
    return bool(gone)


def _first_recovery_codes(user: User) -> list[str]:
    if Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).exists():
        return []
    return list(RecoveryCodes.activate(user).get_unused_codes())


def _app_shows(app: Authenticator, user: User, code: str, at: float) -> bool:
    try:
        secret = unseal(app.data["secret"])
    except Unreadable:
        return False
    published = secret == settings.FAIRGATE_DEMO_SECRET
    if published and not settings.FAIRGATE_DEMO:
        return False
    period = _period(secret, code, at)
    if period is None:
        return False
    if published:
        return True  # everybody knows it: that it counts once would protect nobody, and keep two visitors apart
    kept = (2 * TOLERANCE + 2) * PERIOD
    return bool(cache.add(_used(user, period), "", timeout=kept))


def _period(secret: str, code: str, at: float) -> int | None:
    """The period to which the code belongs. Every one is compared, so that the time taken tells nothing."""
    now = int(at) // PERIOD
    found = None
    for period in range(now - TOLERANCE, now + TOLERANCE + 1):
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, period))):
            found = period
    return found


def _used(user: User, period: int) -> str:
    who = salted_hmac("fairgate.second_factor", str(user.pk), settings.SECRET_KEY, algorithm="sha256").hexdigest()
    return f"code-used:{who}:{period}"
