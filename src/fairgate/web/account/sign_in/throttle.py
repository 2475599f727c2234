"""How often a secret may be guessed: ten times in five minutes for one account, whoever tries, from wherever.

Each try takes one of ten slots, and a slot frees itself five minutes later. Taking one is a single statement on the
cache's table (records/slots.py): it counts rightly with several workers and several machines at once.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

TRIES = 10
SECONDS = 5 * 60


@dataclass(frozen=True)
class Limit:
    """So many tries of one kind in so many seconds, for each account by itself."""

    kind: str
    tries: int = TRIES
    seconds: int = SECONDS

    def take(self, account: str) -> str | None:
        """A slot for one try at this account, or None when all are taken. The account's name is not stored."""
        who = salted_hmac("fairgate.sign_in", account.strip().lower(), settings.SECRET_KEY, algorithm="sha256")
        for number in range(self.tries):
            slot = f"{self.kind}:{who.hexdigest()}:{number}"
            if cache.add(slot, "", timeout=self.seconds):
                return slot
        return None


PASSWORD = Limit("sign-in")
CODE = Limit("code")
# Who knows the password could otherwise go on guessing codes for weeks, ten at a time.
CODE_OF_A_DAY = Limit("code-day", tries=30, seconds=24 * 3600)
MAIL = Limit("mail", tries=3)
FIRST = Limit("first")
FIRST_OF_A_DAY = Limit("first-day", tries=30, seconds=24 * 3600)


def take(account: str, *limits: Limit) -> list[str] | None:
    """A slot of each limit for one try, or None when any has none left."""
    slots: list[str] = []
    for limit in limits:
        slot = limit.take(account)
        if slot is None:
            give_back(slots)
            return None
        slots.append(slot)
    return slots


def give_back(slots: list[str]) -> None:
    """Free the slots of a try that succeeded: who knows the secret is not guessing."""
    cache.delete_many(slots)
