"""Drafts of reports: what somebody has typed, kept for them alone until they send it or throw it away."""

from datetime import datetime, timedelta
from uuid import UUID

from fairgate.records.models import IncidentDraft, User

KEPT_FOR = timedelta(days=30)
"""A draft that nobody has touched for so long is thrown away: what was never sent is no record."""

LONGEST = 60


def save_draft(user: User, key: UUID, path: str, fields: str, begins: str, *, now: datetime) -> IncidentDraft:
    """Keep what was typed on the page of that address, instead of what was kept under the key before.

    Raises ValueError for a key of somebody else's draft.
    """
    IncidentDraft.objects.filter(saved_at__lt=now - KEPT_FOR).delete()
    if IncidentDraft.objects.filter(key=key).exclude(user=user).exists():
        raise ValueError("that draft is somebody else's")
    kept, _ = IncidentDraft.objects.update_or_create(
        user=user,
        key=key,
        defaults={
            "path": path,
            "fields": fields,
            "begins": " ".join(begins.split())[:LONGEST],
            "saved_at": now,
        },
    )
    return kept


def drop_draft(user: User, key: UUID) -> None:
    """Throw a draft of one's own away, if there is one."""
    IncidentDraft.objects.filter(user=user, key=key).delete()
