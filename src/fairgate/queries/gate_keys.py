"""The keys of a trust by which other systems ask at its gates: whose, and when each was used last."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q
from django.utils import timezone

from fairgate.records import door
from fairgate.records.models import GateKey, School, User

LATELY = timedelta(days=30)


@dataclass(frozen=True)
class KeyLine:
    """One key. `used` is when it asked last, None if it never did; `lately` how often within thirty days."""

    number: int
    school: str
    name: str
    ends_with: str
    made_by: str
    made_at: datetime
    used: datetime | None
    lately: int
    revoked_by: str
    revoked_at: datetime | None


@dataclass(frozen=True)
class KeysPage:
    """The keys that open a gate, and those that did; and the schools for which one can be made."""

    live: tuple[KeyLine, ...]
    revoked: tuple[KeyLine, ...]
    schools: tuple[School, ...]


def keys_page(user: User, *, now: datetime) -> KeysPage:
    """The keys of the user's trust, for its data lead; or Hidden. Two queries."""
    lines = _lines(user, now)
    return KeysPage(
        live=tuple(line for line in lines if line.revoked_at is None),
        revoked=tuple(line for line in lines if line.revoked_at is not None),
        schools=tuple(School.objects.filter(trust=user.trust_id)),
    )


def key_line(user: User, number: int, *, now: datetime) -> KeyLine:
    """That key, for the data lead of its trust; or Hidden."""
    found = next((line for line in _lines(user, now) if line.number == number), None)
    if found is None:
        raise door.Hidden("there is no such key")
    return found


def _lines(user: User, now: datetime) -> list[KeyLine]:
    door.insist_on_data_lead(user, timezone.localdate(now))
    rows = GateKey.objects.filter(school__trust=user.trust_id).select_related("school", "made_by", "revoked_by")
    counted = rows.annotate(used=Max("uses__at"), lately=Count("uses", filter=Q(uses__at__gt=now - LATELY)))
    return [
        KeyLine(
            number=row.pk,
            school=row.school.name,
            name=row.name,
            ends_with=row.ends_with,
            made_by=row.made_by.name,
            made_at=row.made_at,
            used=row.used,
            lately=row.lately,
            revoked_by=row.revoked_by.name if row.revoked_by else "",
            revoked_at=row.revoked_at,
        )
        for row in counted.order_by("school__name", "name", "pk")
    ]
