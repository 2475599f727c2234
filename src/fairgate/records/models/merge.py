"""That two people of the records are one and the same, or are not: decided by a person, never by the machine."""

from django.db import models
from django.db.models import F, Q

from fairgate.records.models.person import Person
from fairgate.records.models.user import User


class Merge(models.Model):
    """One decision about `merged`: they are the same as `kept`, or (not `together`) they are not after all.

    Append-only. Nothing else changes with it: cases, relations and names stay with the row that has them, and are
    shown under `kept` while the last decision says so. `turn` counts the decisions about `merged`: two people who
    decide at once have the same turn, and one wins.
    """

    merged = models.ForeignKey(Person, models.PROTECT, related_name="merges")
    kept = models.ForeignKey(Person, models.PROTECT, related_name="merges_into")
    together = models.BooleanField()
    turn = models.PositiveSmallIntegerField()
    why = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        constraints = (
            models.UniqueConstraint(fields=("merged", "turn"), name="merge_one_a_turn"),
            models.CheckConstraint(condition=~Q(merged=F("kept")), name="merge_of_two"),
            models.CheckConstraint(condition=Q(turn__gte=1), name="merge_turn_from_one"),
        )

    def __str__(self) -> str:
        return f"person {self.merged_id} {'is' if self.together else 'is not'} person {self.kept_id}"


class KeptApart(models.Model):
    """Two people who look alike and are not the same: they are not proposed again. `one` has the smaller key."""

    one = models.ForeignKey(Person, models.PROTECT, related_name="+")
    other = models.ForeignKey(Person, models.PROTECT, related_name="+")
    why = models.TextField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "id")
        verbose_name_plural = "people kept apart"
        constraints = (
            models.UniqueConstraint(fields=("one", "other"), name="kept_apart_once"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="kept_apart_in_order"),
        )

    def __str__(self) -> str:
        return f"person {self.one_id} is not person {self.other_id}"
