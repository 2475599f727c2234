"""The first sign-in through a provider: a code mailed to the account's own address shows that the account is theirs.

That a provider says "this address is mine" is its word alone. The code is asked in the browser in which the sign-in
was begun, and goes to where the account's mail has always gone: neither a provider that is mistaken nor somebody who
reads along in one of the two places can take an account over.
"""

import secrets
import time
from dataclasses import asdict, dataclass
from datetime import date

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from fairgate.delivery import account_mail
from fairgate.records.known import here
from fairgate.records.models import User
from fairgate.web.account.provider.identity import Identity

KEPT = "provider.first"
"""Where in the session it lies."""

MINUTES = 15
SIGNS = "BCDFGHJKLMNPQRSTVWXZ23456789"
"""No vowels, so no words; nothing that is read as something else."""
LENGTH = 8


@dataclass(frozen=True)
class Asked:
    """Whose account (primary key) is to be connected with whom at which provider, and what the code must come to."""

    provider: str
    uid: str
    user: int
    digest: str
    wanted: str
    stepped: bool
    at: float

    def fits(self, typed: str) -> bool:
        """Whether that is the code."""
        return constant_time_compare(self.digest, _digest("".join(typed.split()).upper(), self.user, self.uid))

    def still(self, trust: str, on: date) -> User | None:
        """The user, if they hold an office in that trust on that day as they did when the code was sent."""
        return here(on).filter(pk=self.user, trust__slug=trust).first()


def ask(request: HttpRequest, provider: str, user: User, who: Identity, wanted: str) -> None:
    """Mail a code, and keep in the session what it will be for: the code itself is not kept."""
    code = "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
    digest = _digest(code, user.pk, who.uid)
    asked = Asked(provider, who.uid, user.pk, digest, wanted, who.stepped, time.time())
    request.session[KEPT] = asdict(asked)
    email = user.email
    account_mail.in_background(lambda: account_mail.first_code(email, f"{code[:4]} {code[4:]}", MINUTES))


def asked(request: HttpRequest, provider: str) -> Asked | None:
    """What this browser is asked for, if a code was sent for it and counts still."""
    kept = request.session.get(KEPT)
    if kept is None:
        return None
    found = Asked(**kept)
    return found if found.provider == provider and 0 <= time.time() - found.at < MINUTES * 60 else None


def forget(request: HttpRequest) -> None:
    """It was used: a code counts once."""
    request.session.pop(KEPT, None)


def _digest(code: str, user: int, uid: str) -> str:
    return salted_hmac("fairgate.provider.first", f"{user}:{uid}:{code}", algorithm="sha256").hexdigest()
