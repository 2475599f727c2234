"""Ending sessions: of a browser that was left signed in, or of all but one's own."""

from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet

from fairgate.records.models import User


def end(user: User, number: int) -> bool:
    """End the user's session with this primary key; False when they have no such session."""
    return bool(_ended(UserSession.objects.filter(user=user, pk=number)))


def end_others(user: User, current: str | None) -> int:
    """End every session of the user but the one with this key; how many there were."""
    return _ended(UserSession.objects.filter(user=user).exclude(session_key=current))


def _ended(noted: QuerySet[Any]) -> int:
    with transaction.atomic():
        ended = list(noted.values_list("session_key", flat=True))
        Session.objects.filter(session_key__in=ended).delete()
        UserSession.objects.filter(session_key__in=ended).delete()
    return len(ended)
