"""The file of a meeting's minutes, for whoever may see all of its cases."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from fairgate.delivery.evidence.store import Store
from fairgate.records import door
from fairgate.records.door import Hidden
from fairgate.records.models import User
from fairgate.records.sitting import sees_all_of


def minutes_file(user: User, office: str, number: int, *, now: datetime) -> tuple[Path, str]:
    """Where the file lies, and its own name. Raises Hidden, also where none is kept."""
    why = f"the minutes of meeting {number}"
    _, meeting = door.open_meeting(user, office, number, now=now, why=why)
    if not meeting.minutes_key or not sees_all_of(meeting, user, timezone.localdate(now)):
        raise Hidden("there are no such minutes")
    try:
        path = Store(settings.STATE / "minutes").path(meeting.minutes_sha256, meeting.minutes_key)
    except FileNotFoundError:
        raise Hidden("there are no such minutes") from None
    return path, meeting.minutes_file
