"""Making a key by which another system asks at a school's gate, and revoking it: for the trust's data lead."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from fairgate.records import door
from fairgate.records.gate_keys import digest, new_key
from fairgate.records.models import GateKey, School, User


class NameTaken(Exception):
    """A key of that name is in use at the school."""


def make_gate_key(school: str, name: str, *, by: User, now: datetime) -> str:
    """The new key of that school for the system of that name. It is told here once, and kept nowhere.

    Raises Hidden for anybody but the data lead, and for a school that is not of their trust; and NameTaken.
    """
    at = _school(school, by=by, now=now)
    key = new_key()
    try:
        with transaction.atomic():
            GateKey.objects.create(
                school=at, name=name, sha256=digest(key), ends_with=key[-4:], made_by=by, made_at=now
            )
    except IntegrityError:
        raise NameTaken from None
    return key


def revoke_gate_key(number: int, *, by: User, now: datetime) -> GateKey:
    """From now on the key opens nothing; revoked twice, it was revoked the first time. Raises Hidden."""
    door.insist_on_data_lead(by, timezone.localdate(now))
    found = GateKey.objects.filter(pk=number, school__trust=by.trust_id).select_related("school").first()
    if found is None:
        raise door.Hidden("there is no such key")
    GateKey.objects.filter(pk=found.pk, revoked_at=None).update(revoked_at=now, revoked_by=by)
    return found


def _school(slug: str, *, by: User, now: datetime) -> School:
    door.insist_on_data_lead(by, timezone.localdate(now))
    found = School.objects.filter(trust=by.trust_id, slug=slug).first()
    if found is None:
        raise door.Hidden("there is no such school")
    return found
