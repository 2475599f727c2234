"""Who holds which office, where, from when until when."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from fairgate.records.models.school import School
from fairgate.records.models.trust import Trust
from fairgate.records.models.user import User


class HoldingQuerySet(models.QuerySet["Holding"]):
    """Holdings, asked for by day and place."""

    def on(self, day: date) -> "HoldingQuerySet":
        """Those in force on `day`; first and last day count."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)

    def at(self, school: School) -> "HoldingQuerySet":
        """Those at `school`, and those held throughout its trust."""
        return self.filter(Q(school=school) | Q(school__isnull=True), trust_id=school.trust_id)


class Holding(models.Model):
    """A user holds an office at a school or, without one, throughout the trust. `until` is the last day."""

    user = models.ForeignKey(User, models.PROTECT, related_name="holdings")
    trust = models.ForeignKey(Trust, models.PROTECT, related_name="holdings")
    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="holdings")
    office = models.CharField(max_length=60, help_text="The office's id in the trust's pack, or 'reception'.")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    objects = HoldingQuerySet.as_manager()

    class Meta:
        ordering = ("office", "since")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="holding_ends_after_it_begins",
            ),
            models.UniqueConstraint(fields=("user", "school", "office", "since"), name="holding_once_at_school"),
            models.UniqueConstraint(
                fields=("user", "trust", "office", "since"),
                condition=Q(school__isnull=True),
                name="holding_once_in_trust",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.office} at {self.school or self.trust}"
