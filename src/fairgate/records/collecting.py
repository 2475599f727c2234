"""Who is what to a child, by name, on a day: what a hand-over, and the naming of a collector, are decided by."""

from collections.abc import Iterable
from datetime import date

from django.conf import settings
from django.utils.crypto import salted_hmac

from fairgate.records.models import Capacity, CapacityKind, CourtOrder, Relationship
from fairgate.records.models.relationship import NOT_ENDED, Evidenced

MAY_COLLECT = (CapacityKind.COLLECTS, CapacityKind.RESPONSIBILITY, CapacityKind.CARE)
"""Who may collect: whoever was named for it, and who has responsibility or care, whom no school may keep a child from
without an order (law.md 25)."""
MAY_NAME = (CapacityKind.RESPONSIBILITY, CapacityKind.CARE)
"""Who may name somebody else."""


def holds(ties: Iterable[Relationship], kinds: Iterable[CapacityKind], on: date) -> bool:
    """Whether one of these facts is held to be so of one of the ties on that day: one query."""
    rows = Capacity.objects.filter(NOT_ENDED, relationship__in=[tie.pk for tie in ties], kind__in=list(kinds))
    return _any_holds(rows, on)


def is_bound(ties: Iterable[Relationship], on: date) -> bool:
    """Whether an order of a court about one of the ties binds on that day: one query. Whoever asks may not be told."""
    return _any_holds(CourtOrder.objects.filter(NOT_ENDED, relationship__in=[tie.pk for tie in ties]), on)


def word_digest(word: str, child: int, day: date) -> str:
    """What is kept of an agreed word: case and spaces do not count."""
    said = "".join(word.casefold().split())
    return salted_hmac(f"fairgate.collecting {child} {day}", said, settings.SECRET_KEY, algorithm="sha256").hexdigest()


def _any_holds(rows: Iterable[Evidenced], on: date) -> bool:
    return any(row.holds_on(on) for row in rows)
