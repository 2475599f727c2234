"""Who looked at what, when, and why they said they did."""

from django.db import models
from django.db.models import Q

from fairgate.records.models.school import School
from fairgate.records.models.user import User


class AccessKind(models.TextChoices):
    """What was asked for."""

    CASE = "case", "a case"
    PERSON = "person", "a person"
    LETTER = "letter", "a letter"
    EVIDENCE = "evidence", "evidence"
    INCIDENT = "incident", "an incident"
    GATE = "gate", "the gate"
    BODY = "body", "a body"
    SEARCH = "search", "a search"
    READS = "reads", "the page of reads"
    VISITORS = "visitors", "who has signed in"


class AccessLog(models.Model):
    """One knock at the door. Append-only. `asked` is a reference or number, never a name nor words searched for."""

    user = models.ForeignKey(User, models.PROTECT, related_name="accesses")
    kind = models.CharField(max_length=10, choices=AccessKind)
    asked = models.CharField(max_length=80)
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    opened = models.BooleanField(help_text="No: it was not theirs to see, and they were told there is no such thing.")
    at = models.DateTimeField()
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("-at", "-id")
        indexes = (
            models.Index(fields=("kind", "asked"), name="access_by_object"),
            models.Index(fields=("-at", "-id"), name="access_newest"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.asked} at {self.at:%Y-%m-%d %H:%M}"


class WhyAsked(models.Model):
    """The data lead asked somebody why they looked at something; `answer` is empty until they have said, once."""

    read = models.OneToOneField(AccessLog, models.PROTECT, related_name="why_asked")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="why_asked_answered_at",
            ),
        )

    def __str__(self) -> str:
        return f"why: {self.read}"
