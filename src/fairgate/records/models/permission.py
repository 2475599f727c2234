"""What the school allows somebody that its code forbids without its permission."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from fairgate.records.models.person import Person
from fairgate.records.models.school import School
from fairgate.records.models.user import User


class PermissionKind(models.TextChoices):
    """What is allowed."""

    ANIMAL = "animal", "Bring a dog or another animal"
    PICTURES = "pictures", "Take photographs or film"
    OTHER = "other", "Something else"


class Permission(models.Model):
    """That the person may do something at one school, from the first day until the last, both included.

    `words` follow on from 'May' and are what reception reads: no reason stands there. `office` is the one in which it
    was given. Withdrawn with a reason, never taken out.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="permissions")
    school = models.ForeignKey(School, models.PROTECT, related_name="permissions")
    kind = models.CharField(max_length=10, choices=PermissionKind)
    words = models.CharField(max_length=100)
    since = models.DateField()
    until = models.DateField()
    office = models.CharField(max_length=60, help_text="The office's id in the pack.")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("person", "-since", "id")
        constraints = (
            models.CheckConstraint(condition=Q(until__gte=F("since")), name="permission_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=("person", "school", "words", "since", "until"),
                condition=Q(ended_at__isnull=True),
                name="permission_once",
            ),
        )
        indexes = (models.Index(fields=("school", "until"), name="permission_at_a_gate"),)

    def __str__(self) -> str:
        return f"{self.kind} ({self.person_id})"

    def held_on(self, day: date) -> bool:
        """Whether it stood on `day`, withdrawn since or not; the day on which it was withdrawn does not count."""
        return self.since <= day <= self.until and (self.ended_at is None or day < self.ended_at.date())
