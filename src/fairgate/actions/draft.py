"""Drafts of reports: what somebody has typed, kept for them alone until they send it or throw it away."""

from datetime import datetime, timedelta
from uuid import UUID

from fairgate.records.models import IncidentDraft, User

KEPT_FOR = timedelta(days=30)
"""A draft that nobody has touched for so long is thrown away: what was never sent is no record."""

LONGEST = 60


def save_draft(user: User, key: UUID, path: str, fields: str, begins: str, *, now: datetime) -> IncidentDraft:
    """Keep what was typed on the page of that address, instead of what this user kept under the key before."""
    IncidentDraft.objects.filter(saved_at__lt=now - KEPT_FOR).delete()
    kept, _ = IncidentDraft.objects.update_or_create(
        user=user,
        key=key,
        defaults={
            "path": path,
            "fields": fields,
            "begins": _first_words(begins),
            "saved_at": now,
        },
    )
    return kept


def _first_words(text: str) -> str:
    # PostgreSQL cannot store a NUL, which no browser sends and anybody can.
    return "".join(sign for sign in " ".join(text.split()) if sign.isprintable())[:LONGEST]


def drop_draft(user: User, key: UUID) -> None:
    """Throw a draft of one's own away, if there is one."""
    IncidentDraft.objects.filter(user=user, key=key).delete()
