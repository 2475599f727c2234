"""Calls for help from a school's desk: who raised one, whom it reached, who is coming; and who is to be called."""

from django.db import models

from fairgate.records.models.case import Case
from fairgate.records.models.incident import Incident
from fairgate.records.models.person import Person
from fairgate.records.models.school import School
from fairgate.records.models.user import User


class HelpWhy(models.TextChoices):
    """What somebody at the desk needs help with."""

    BARRED = "barred", "Somebody who is barred is here"
    COLLECTOR = "collector", "Somebody who came for a child may not be fit to take them"


class HelpAsked(models.Model):
    """One call for help. Of somebody barred, `person` is who, as they are shown, and `case` the one of the bar.

    `draft` is the key of the report that was begun for whoever raised it; `incident` is that report, once it is sent.
    `raised_by` is None where nobody did: they signed in at a tablet for visitors.
    That somebody came is no finding: nobody has said yet that they did anything.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="help_asked")
    why = models.CharField(max_length=10, choices=HelpWhy)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="help_asked")
    raised_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    raised_at = models.DateTimeField()
    draft = models.UUIDField()
    incident = models.ForeignKey(Incident, models.PROTECT, null=True, related_name="+")
    operation_key = models.CharField(max_length=64)

    class Meta:
        ordering = ("-raised_at", "-id")
        constraints = (models.UniqueConstraint(fields=("raised_by", "operation_key"), name="help_asked_once"),)

    def __str__(self) -> str:
        return f"{self.why} at {self.school_id}"

    @property
    def caller(self) -> str:
        """Who called, in words."""
        return self.raised_by.name if self.raised_by is not None else "The tablet for visitors"


class Reached(models.TextChoices):
    """What became of a message to somebody who is called."""

    NOT_ASKED = "", "Not sent"
    WAITING = "waiting", "On its way"
    SENT = "sent", "Sent"
    FAILED = "failed", "Could not be sent"


class DeskCall(models.Model):
    """Somebody who was called by an alert: how they were told, and what they answered. `coming` None: not yet."""

    alert = models.ForeignKey(HelpAsked, models.CASCADE, related_name="calls")
    user = models.ForeignKey(User, models.PROTECT, related_name="desk_calls")
    mail = models.CharField(max_length=10, choices=Reached, default=Reached.WAITING)
    text = models.CharField(max_length=10, choices=Reached, default=Reached.NOT_ASKED, blank=True)
    coming = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("alert", "id")
        constraints = (models.UniqueConstraint(fields=("alert", "user"), name="desk_call_once"),)

    def __str__(self) -> str:
        return f"user {self.user_id}, alert {self.alert_id}"


class DeskContact(models.Model):
    """Somebody whom a leader chose to be called from a school's desk. `mobile` is what a text message goes to."""

    school = models.ForeignKey(School, models.CASCADE, related_name="desk_contacts")
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    mobile = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering = ("school", "id")
        constraints = (models.UniqueConstraint(fields=("school", "user"), name="desk_contact_once"),)

    def __str__(self) -> str:
        return f"user {self.user_id} at {self.school_id}"
