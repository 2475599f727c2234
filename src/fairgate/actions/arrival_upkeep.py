"""What a visitor signed is deleted when the trust has kept it for as long as it said; a photograph with the day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from fairgate.actions.arrival import arrivals_store, forget_pictures
from fairgate.records import desk, erasing
from fairgate.records.models import Arrival, ArrivalsDeleted, Trust, User

SHORTEST, LONGEST = 1, 3650
"""Days for which arrivals can be kept."""


@dataclass(frozen=True)
class Swept:
    """How many arrivals and photographs were deleted."""

    arrivals: int
    pictures: int


def keep_visitors(days: int, *, by: User, now: datetime) -> None:
    """Keep what visitors of the trust sign for that many days, 1 to 3650. Raises Hidden, ValueError."""
    trust = desk.open_keeping(by, now=now)
    if not SHORTEST <= days <= LONGEST:
        raise ValueError(f"{SHORTEST} to {LONGEST} days")
    Trust.objects.filter(pk=trust.pk).update(visitors_kept_days=days)


def sweep(*, now: datetime) -> Swept:
    """Delete, of every trust, what is overdue; its count alone is kept. And every photograph of an earlier day."""
    on, arrivals, pictures = timezone.localdate(now), 0, 0
    for trust in Trust.objects.all():
        with transaction.atomic():
            pictures += forget_pictures(
                list(Arrival.objects.filter(school__trust=trust, on__lt=on).exclude(picture_key=""))
            )
            count = Arrival.objects.overdue(trust, on).delete()[1].get("records.Arrival", 0)
            if count:
                ArrivalsDeleted.objects.create(trust=trust, at=now, count=count, kept_days=trust.visitors_kept_days)
            arrivals += count
    known = set(Arrival.objects.exclude(picture_key="").values_list("picture_sha256", "picture_key"))
    store = arrivals_store()
    for item in set(store.items()) - known:
        if store.since(*item) < now - timedelta(hours=1):  # of a sign-in that broke off, not of one on its way
            store.remove(*item)
    erasing.settle()
    return Swept(arrivals, pictures)
