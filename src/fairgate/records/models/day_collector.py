"""Somebody whom a parent named to collect their child on one day."""

from django.db import models

from fairgate.records.models.person import Person
from fairgate.records.models.relationship import Child
from fairgate.records.models.user import User


class Proved(models.TextChoices):
    """How it was known that the parent was the parent."""

    IN_PERSON = "in_person", "They said so here, in person"
    RANG_BACK = "rang_back", "I rang them back on the number on record"
    WRITTEN = "written", "They wrote from the address on record"
    PASSWORD = "password", "They gave the password that the school has for them"


class DayCollector(models.Model):
    """That `name` may collect the child on `day` alone, as `named_by` told `taken_by`. Taken back, it stays.

    `word_sha256`: of the word that was agreed, behind a salt; whoever comes is asked for it. Empty: none was.
    """

    child = models.ForeignKey(Child, models.PROTECT, related_name="day_collectors")
    name = models.CharField(max_length=120)
    day = models.DateField()
    named_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proved = models.CharField(max_length=10, choices=Proved)
    word_sha256 = models.CharField(max_length=64, blank=True)
    taken_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    taken_back_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("day", "child", "id")
        indexes = (models.Index(fields=("child", "day"), name="day_collector_of_a_day"),)

    def __str__(self) -> str:
        return f"child {self.child_id} on {self.day}"
