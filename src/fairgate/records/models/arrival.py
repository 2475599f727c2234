"""Who has signed in as a visitor, at which desk or tablet, and until when it is kept.

What a visitor signs is kept for as long as the trust says, and their photograph for as long as they are there.
"""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from fairgate.records.models.school import School
from fairgate.records.models.trust import Trust
from fairgate.records.models.user import User


class Tablet(models.Model):
    """A tablet at which visitors sign in, locked to that one page. The database knows the hashes of its secrets alone.

    `code_sha256` is of the code by which it is set up: it counts once, until `code_until`. `token_sha256` is of what
    the tablet shows from then on, in a cookie.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="tablets")
    name = models.CharField(max_length=60)
    set_up_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_up_at = models.DateTimeField()
    code_sha256 = models.CharField(max_length=64, blank=True)
    code_until = models.DateTimeField()
    # Null, not "": many have none yet, and each has its own.
    token_sha256 = models.CharField(max_length=64, null=True, unique=True)  # noqa: DJ001 (as said)
    paired_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class ArrivalQuerySet(models.QuerySet["Arrival"]):
    """Arrivals, by school and day."""

    def today(self, school: School, on: date) -> "ArrivalQuerySet":
        """Those of that school on that day, the latest first."""
        return self.filter(school=school, on=on).order_by("-at", "-pk")

    def still_here(self) -> "ArrivalQuerySet":
        """Those who have not signed out."""
        return self.filter(left_at=None)

    def overdue(self, trust: Trust, on: date) -> "ArrivalQuerySet":
        """Those of a trust that have been kept for as long as it keeps them."""
        return self.filter(school__trust=trust, on__lt=on - timedelta(days=trust.visitors_kept_days))


class Arrival(models.Model):
    """A visitor who signed in: what they wrote, and what they said to the code that they were shown.

    `badge` is the number by which they sign out. `accepted`: they said they would keep to that edition of the code, as
    it was shown in that language, at `at`; no: they did not, and spoke to reception. `by` signed them in at the desk;
    without, they did it themselves at the tablet. `regular`: they come often, and need not write it all again.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="arrivals")
    on = models.DateField()
    at = models.DateTimeField()
    name = models.CharField(max_length=120)
    visiting = models.CharField(max_length=120, blank=True)
    vehicle = models.CharField(max_length=20, blank=True)
    badge = models.CharField(max_length=4)
    edition = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=2, blank=True)
    accepted = models.BooleanField()
    regular = models.BooleanField(default=False)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    tablet = models.ForeignKey(Tablet, models.PROTECT, null=True, related_name="+")
    left_at = models.DateTimeField(null=True)
    operation_key = models.CharField(max_length=36)
    picture_key = models.CharField(max_length=32, blank=True)
    picture_sha256 = models.CharField(max_length=64, blank=True)
    picture_type = models.CharField(max_length=20, blank=True)

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("school", "on"), name="arrival_of_day"),)
        constraints = (
            models.UniqueConstraint(fields=("school", "operation_key"), name="arrival_once"),
            models.UniqueConstraint(
                fields=("school", "on", "badge"), condition=Q(left_at=None), name="arrival_badge_once"
            ),
        )

    def __str__(self) -> str:
        return f"arrival {self.pk}"


class Alerted(models.TextChoices):
    """What the gate answered when somebody signed in, where it was not that they are clear."""

    BARRED = "barred", "Barred here"
    CHECK = "check", "Check"


class DeskAlert(models.Model):
    """The desk was told that the gate does not answer 'not barred here' of somebody who has signed in.

    What it answers is asked anew when the desk looks. `vehicle`: it was the vehicle that is on record.
    """

    arrival = models.OneToOneField(Arrival, models.CASCADE, related_name="alert")
    word = models.CharField(max_length=10, choices=Alerted)
    vehicle = models.BooleanField(default=False)
    at = models.DateTimeField()
    seen_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"alert of {self.arrival_id}"


class ArrivalsDeleted(models.Model):
    """How many arrivals of a trust were deleted, and after how many days they are: nothing of whose they were."""

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    count = models.PositiveIntegerField()
    kept_days = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.count} deleted"
