"""Incidents as they were reported: nobody's fault yet, and no case. Rows are only ever added.

What has become of an incident is read from its entries, in their order: none, or added to by its reporter, and it
waits for a leader; returned, and it waits for its reporter; anything else, and it is settled.
"""

import secrets

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Subquery

from fairgate.engine.words import Setting
from fairgate.records.models.case import REFERENCE_ALPHABET, Case
from fairgate.records.models.person import Person
from fairgate.records.models.school import School
from fairgate.records.models.trust import Trust
from fairgate.records.models.user import User


def new_incident_reference() -> str:
    """An incident's reference drawn at random, such as R-7PQ2MVR: the dash tells it from a case's."""
    return f"R-{''.join(secrets.choice(REFERENCE_ALPHABET) for _ in range(7))}"


class IncidentQuerySet(models.QuerySet["Incident"]):
    """Incidents, for lists."""

    def unsettled(self) -> "IncidentQuerySet":
        """Those of which nobody has said what becomes of them."""
        said = IncidentEntry.objects.filter(incident=OuterRef("pk")).exclude(became__in=_UNSETTLED)
        return self.filter(~Exists(said))

    def with_last(self) -> "IncidentQuerySet":
        """Each with what its last entry says of it."""
        entries = IncidentEntry.objects.filter(incident=OuterRef("pk")).order_by("-seq")
        return self.annotate(last_became=Subquery(entries.values("became")[:1]))

    def listed(self) -> "IncidentQuerySet":
        """Each with that, and with its people: one query more, however many there are."""
        people = IncidentPerson.objects.select_related("person", "user")
        return self.with_last().prefetch_related(Prefetch("people", people))


class Incident(models.Model):
    """Something that happened, as somebody who works at the school told it. Append-only.

    `by` is who entered it, for `behalf_of` where a colleague told them. A `is_note` counts for nothing and asks for
    nothing; a leader reads it all the same.
    """

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="incidents")
    school = models.ForeignKey(School, models.PROTECT, related_name="incidents")
    reference = models.CharField(max_length=9, unique=True, default=new_incident_reference, editable=False)
    by = models.ForeignKey(User, models.PROTECT, related_name="incidents")
    at = models.DateTimeField(help_text="When it was reported.")
    happened_on = models.DateField()
    happened_at = models.TimeField(null=True)
    setting = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Setting])
    place = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    child_at_risk = models.BooleanField(default=False)
    is_note = models.BooleanField(default=False)
    behalf_of = models.CharField(max_length=120, blank=True)
    behalf_why = models.CharField(max_length=300, blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+", help_text="The case it was told in.")
    operation_key = models.CharField(max_length=64)

    objects = IncidentQuerySet.as_manager()

    class Meta:
        ordering = ("-at", "-id")
        constraints = (
            models.UniqueConstraint(fields=("by", "operation_key"), name="incident_operation_once"),
            models.CheckConstraint(
                condition=Q(behalf_of="", behalf_why="") | (~Q(behalf_of="") & ~Q(behalf_why="")),
                name="incident_on_behalf_with_reason",
            ),
        )
        indexes = (models.Index(fields=("school", "at"), name="incident_by_school"),)

    def __str__(self) -> str:
        return self.reference

    @property
    def last(self) -> "Became | None":
        """What its last entry says of it, of an incident asked for `with_last`; None where it has none."""
        became = vars(self)["last_became"]
        return Became(became) if became else None

    @property
    def subjects(self) -> "list[IncidentPerson]":
        """Whoever did it."""
        return [one for one in self.people.all() if one.role == Role.SUBJECT]


class Role(models.TextChoices):
    """What somebody is to an incident."""

    SUBJECT = "subject", "Who did it"
    AFFECTED = "affected", "Who was affected"
    WITNESS = "witness", "Who saw or heard it"
    REPORTER = "reporter", "Who reported it"


class IncidentPerson(models.Model):
    """Somebody in a role: a person known to the school, a user, a name, or nobody knows who but for a description."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="people")
    role = models.CharField(max_length=10, choices=Role)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    description = models.CharField(max_length=200, blank=True)
    vehicle = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("incident", "id")
        verbose_name_plural = "incident people"
        constraints = (
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(user__isnull=False) | ~Q(name="") | ~Q(description=""),
                name="incident_person_is_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.who

    @property
    def who(self) -> str:
        """The name, or what is known instead of one."""
        if self.person is not None:
            return self.person.name
        if self.user is not None:
            return self.user.name
        return self.name or f"Unknown: {self.description}"


class Became(models.TextChoices):
    """What one entry says of an incident."""

    RETURNED = "returned", "Returned with a question"
    ADDED = "added", "Added to by its reporter"
    ACCEPTED = "accepted", "Taken into a case"
    NOTED = "noted", "Kept as a note that counts for nothing"
    HANDED_OVER = "handed_over", "Handed to another procedure"


_UNSETTLED = (Became.RETURNED, Became.ADDED)


class Procedure(models.TextChoices):
    """Where an incident belongs that is not for the code."""

    BEHAVIOUR = "behaviour", "A pupil's conduct: the Behaviour Policy"
    STAFF = "staff", "A member of staff's conduct: the staff code and its procedures"
    COMPLAINT = "complaint", "A complaint: the Complaints Policy"
    SAFEGUARDING = "safeguarding", "A child at risk: the Safeguarding Policy"


class IncidentEntry(models.Model):
    """What somebody did with an incident, one after another: append-only, and of two at once one wins."""

    incident = models.ForeignKey(Incident, models.PROTECT, related_name="entries")
    seq = models.PositiveSmallIntegerField()
    became = models.CharField(max_length=12, choices=Became)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(blank=True)
    procedure = models.CharField(max_length=12, choices=Procedure, blank=True)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="accepted")

    class Meta:
        ordering = ("incident", "seq")
        verbose_name_plural = "incident entries"
        constraints = (
            models.UniqueConstraint(fields=("incident", "seq"), name="incident_entry_seq_once"),
            models.CheckConstraint(
                condition=(Q(became="accepted", case__isnull=False) | (~Q(became="accepted") & Q(case__isnull=True)))
                & (Q(became="handed_over") & ~Q(procedure="") | (~Q(became="handed_over") & Q(procedure=""))),
                name="incident_entry_says_where_to",
            ),
        )

    def __str__(self) -> str:
        return f"{self.incident} {self.became}"


class IncidentDraft(models.Model):
    """A report that somebody has begun and not sent: what they typed. Deleted when it is sent or thrown away."""

    user = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    key = models.UUIDField()
    fields = models.TextField(help_text="What was typed, as a form posts it.")
    path = models.CharField(max_length=60, help_text="The address of the page on which they began it.")
    begins = models.CharField(max_length=60, help_text="The first words, to know it by.")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ("-saved_at",)
        constraints = (models.UniqueConstraint(fields=("user", "key"), name="incident_draft_once"),)

    def __str__(self) -> str:
        return f"draft of {self.user_id}"
