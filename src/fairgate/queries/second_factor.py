"""What somebody has set up to sign in with, for their own page."""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

from fairgate.records.models import User
from fairgate.records.sealed import Unreadable


@dataclass(frozen=True)
class Step:
    """An app or a passkey: its primary key, what its owner called it, since when, when it was last used."""

    number: int
    name: str
    since: datetime
    used: datetime | None


@dataclass(frozen=True)
class Steps:
    """The app (at most one), the passkeys, and how many recovery codes are left: None when there are none at all."""

    app: Step | None
    passkeys: tuple[Step, ...]
    codes_left: int | None

    @property
    def any(self) -> bool:
        """Whether there is a second step at all."""
        return self.app is not None or bool(self.passkeys)

    @property
    def only(self) -> bool:
        """Whether there is exactly one."""
        return (self.app is not None) + len(self.passkeys) == 1


def steps(user: User) -> Steps:
    """All of it in one query."""
    app: Step | None = None
    passkeys: list[Step] = []
    left: int | None = None
    for held in Authenticator.objects.filter(user=user).order_by("created_at"):
        if held.type == Authenticator.Type.TOTP:
            app = Step(held.pk, "", held.created_at, held.last_used_at)
        elif held.type == Authenticator.Type.WEBAUTHN:
            passkeys.append(Step(held.pk, str(held.data.get("name", "")), held.created_at, held.last_used_at))
        else:
            try:
                left = len(RecoveryCodes(held).get_unused_codes())
            except Unreadable:
                left = 0
    return Steps(app, tuple(passkeys), left)
