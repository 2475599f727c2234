"""The door for other systems: a key opens the gate of its school, and nothing else. Each look-up is noted."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from fairgate.records.door import Gate
from fairgate.records.models import Case, GateKey, GateKeyUse

BEGINS = "fg_"
"""How a key begins, so that a scanner of code finds one that was left lying about."""
MOST, WITHIN = 60, timedelta(minutes=1)
"""So many look-ups by one key in that time: a queue at the desk asks a few, whoever tries lists of names asks many."""


class NoKey(Exception):
    """There is no such key, or it was revoked; from outside the two are the same."""


class TooMany(Exception):
    """The key has asked as often as it may; `wait` is in how many seconds it may again."""

    def __init__(self, wait: int) -> None:
        super().__init__(f"the key may ask again in {wait} seconds")
        self.wait = wait


def new_key() -> str:
    """A key drawn at random: 256 bits."""
    return BEGINS + secrets.token_urlsafe(32)


def digest(key: str) -> str:
    """What is kept of a key: its SHA-256. Nobody guesses what was drawn at random, so it needs no salt nor delay."""
    return hashlib.sha256(key.encode("utf-8", "surrogateescape")).hexdigest()


def gate_by_key(key: str, *, now: datetime) -> Gate:
    """The gate that the key opens, for one look-up, which is noted.

    However many processes serve, no more than `MOST` are let through `WITHIN` that time: the key's row is locked while
    they are counted. Raises NoKey and TooMany.
    """
    asked = digest(key)
    with transaction.atomic():
        rows = GateKey.objects.select_for_update(of=("self",)).select_related("school")
        found = rows.filter(sha256=asked, revoked_at=None).first()
        # Found by its hash, it is compared once more in constant time, as a secret is.
        if not hmac.compare_digest(found.sha256 if found is not None else "0" * len(asked), asked) or found is None:
            raise NoKey
        lately = list(GateKeyUse.objects.filter(key=found, at__gt=now - WITHIN).order_by("-at")[:MOST])
        if len(lately) == MOST:
            raise TooMany(max(1, round((lately[-1].at + WITHIN - now).total_seconds())))
        GateKeyUse.objects.create(key=found, at=now)
    school = found.school
    return Gate(school, Case.objects.filter(trust_id=school.trust_id).select_related("subject__kept_as", "school"))
