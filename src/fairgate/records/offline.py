"""The device at the gate that asks, and the paper: whether the data lead agreed. A part of the door."""

from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from fairgate.records import door
from fairgate.records.desk import hashed
from fairgate.records.models import OfflineDevice, OfflineKind, School, User


def device_of(user: User, token: str, *, now: datetime) -> OfflineDevice | None:
    """The device that shows this token, at a school at whose gate `user` may ask; not one that was revoked."""
    if not token:
        return None
    theirs = door.schools_by_name(user, timezone.localdate(now), gate=True)
    found = OfflineDevice.objects.filter(token_sha256=hashed(token), school__in=theirs, revoked_at=None)
    return found.filter(kind=OfflineKind.COPY).select_related("school__trust").first()


def paper_of(school: School) -> OfflineDevice | None:
    """What was asked for the printed list of that school last, unless it was revoked."""
    rows = OfflineDevice.objects.filter(school=school, kind=OfflineKind.PAPER, revoked_at=None)
    return rows.order_by("-agreed_at", "-asked_at").first()


def devices_of_trust(user: User) -> QuerySet[OfflineDevice]:
    """All of the user's trust."""
    rows = OfflineDevice.objects.filter(school__trust=user.trust)
    return rows.select_related("school", "asked_by", "agreed_by", "revoked_by")
