"""Who stands aside from whom: a member of staff opens no case about their own relative."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from fairgate.records.models.person import Person
from fairgate.records.models.user import User


class RecusalQuerySet(models.QuerySet["Recusal"]):
    """Recusals, asked for by day."""

    def on(self, day: date) -> "RecusalQuerySet":
        """Those in force on `day`; first and last day count, and none that was undone."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day, undone_at__isnull=True)


class Recusal(models.Model):
    """`user` sees nothing of `person`, nor of a case about them, from a day until a day. `until` is the last day.

    One that a leader has undone stays as it was, with who undid it and why.
    """

    user = models.ForeignKey(User, models.PROTECT, related_name="recusals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="recusals")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    why = models.CharField(
        max_length=200, help_text="What they are to each other: sister, neighbour, business partner."
    )
    entered_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    undone_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_why = models.CharField(max_length=200, blank=True)

    objects = RecusalQuerySet.as_manager()

    class Meta:
        ordering = ("user", "since")
        constraints = (
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="recusal_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=("user", "person", "since"), condition=Q(undone_at__isnull=True), name="recusal_once"
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True, undone_why="")
                | (Q(undone_at__isnull=False, undone_by__isnull=False) & ~Q(undone_why="")),
                name="recusal_undone_with_reason",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user} stands aside from person {self.person_id}"
