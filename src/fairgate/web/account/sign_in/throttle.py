"""How often a password may be guessed: ten times in five minutes for one account, whoever tries, from wherever.

Each try takes one of ten slots, and a slot frees itself five minutes later. Taking one is a single row added to
the cache's table, where a key is unique: it counts rightly with several workers and several machines at once.
"""

from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac

TRIES = 10
SECONDS = 5 * 60


def take(email: str) -> str | None:
    """A slot for one try at this account, or None when all are taken. The address itself is not stored."""
    account = salted_hmac("fairgate.sign_in", email.strip().lower(), settings.SECRET_KEY, algorithm="sha256")
    for number in range(TRIES):
        slot = f"sign-in:{account.hexdigest()}:{number}"
        if cache.add(slot, "", timeout=SECONDS):
            return slot
    return None


def give_back(slot: str) -> None:
    """Free the slot of a try that succeeded: who knows the password is not guessing."""
    cache.delete(slot)
