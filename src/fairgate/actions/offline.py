"""Asking for a list that holds when the line fails, agreeing to it, revoking it, and copying it."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from fairgate.delivery.offline_copy import new_word
from fairgate.records import desk, sealed
from fairgate.records.door import Hidden
from fairgate.records.models import AccessKind, AccessLog, OfflineDevice, OfflineKind, User

LOOKS_AT_MOST = 500


def ask_for_copy(school_slug: str, name: str, *, by: User, now: datetime) -> str:
    """Ask that this device may keep a copy; what the device shows from then on. Raises Hidden."""
    school = desk.open_desk(by, school_slug, now=now, why="asking for a copy on a device")
    token = secrets.token_urlsafe(32)
    OfflineDevice.objects.create(
        school=school,
        kind=OfflineKind.COPY,
        name=name,
        asked_by=by,
        asked_at=now,
        token_sha256=desk.hashed(token),
        word_sealed=sealed.seal(new_word()),
    )
    return token


def ask_for_paper(school_slug: str, *, by: User, now: datetime) -> None:
    """Ask that this school may print its list. Raises Hidden."""
    school = desk.open_desk(by, school_slug, now=now, why="asking for a printed list")
    OfflineDevice.objects.create(school=school, kind=OfflineKind.PAPER, name="Printed list", asked_by=by, asked_at=now)


def agree(number: int, *, by: User, now: datetime) -> None:
    """The data lead agrees. Raises Hidden."""
    _one(number, by, now, agreed_at=None).update(agreed_by=by, agreed_at=now)


def revoke(number: int, *, by: User, now: datetime) -> None:
    """The data lead does not, or no longer. A device wipes its copy when it next reaches us. Raises Hidden."""
    _one(number, by, now).update(revoked_by=by, revoked_at=now)


def _one(number: int, by: User, now: datetime, **more: None) -> QuerySet[OfflineDevice]:
    trust = desk.open_keeping(by, now=now)
    rows = OfflineDevice.objects.filter(pk=number, school__trust=trust, revoked_at=None, **more)
    if not rows.exists():
        raise Hidden("there is no such device")
    return rows


def note_copy(device: OfflineDevice, looks: Sequence[str], *, by: User, now: datetime) -> None:
    """Note that the list was copied to that device, and each look-up that its copy answered meanwhile, by its time."""
    slug, school = device.school.slug, device.school
    told = [f"answered by the copy on {device.name}, {look}" for look in looks[:LOOKS_AT_MOST]]
    AccessLog.objects.bulk_create(
        AccessLog(user=by, kind=AccessKind.GATE, asked=slug, school=school, opened=True, at=now, why=why[:200])
        for why in (f"the list was copied to {device.name}", *told)
    )
    OfflineDevice.objects.filter(pk=device.pk).update(copied_at=now)
