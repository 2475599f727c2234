"""The children through whom a school knows an adult, what the adult is to each, and what the school saw of it."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from fairgate.records.models.person import Person
from fairgate.records.models.school import School
from fairgate.records.models.user import User


class Child(models.Model):
    """A pupil: named so that an adult can be found through them. Nothing here is about the child."""

    school = models.ForeignKey(School, models.PROTECT, related_name="children")
    name = models.CharField(max_length=120)
    year = models.CharField(max_length=20, blank=True, help_text="Year 4, Reception: as the school says it.")
    adults = models.ManyToManyField(Person, through="Relationship", related_name="children")

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "children"

    def __str__(self) -> str:
        return self.name


class Relationship(models.Model):
    """What an adult is to a child: mother, carer, grandfather, neighbour ... in the school's own word."""

    child = models.ForeignKey(Child, models.PROTECT, related_name="relationships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="relationships")
    relationship = models.CharField(max_length=60)

    class Meta:
        ordering = ("child", "person")
        constraints = (models.UniqueConstraint(fields=("child", "person"), name="relationship_once"),)

    def __str__(self) -> str:
        return f"{self.person}, {self.relationship} of {self.child}"


class Seen(models.TextChoices):
    """What the school saw, by which it knows (law.md 25)."""

    BIRTH_CERTIFICATE = "birth", "Birth certificate"
    ADOPTION = "adoption", "Adoption certificate or order"
    COURT_ORDER = "order", "Court order"
    AGREEMENT = "agreement", "Parental responsibility agreement"
    AUTHORITY = "authority", "Letter from a local authority"
    IDENTITY = "identity", "Identity document"
    ADMISSION = "admission", "Admission form"
    TOLD = "told", "Nothing on paper: the school was told"


NOT_ENDED = Q(ended_at__isnull=True)
"""Of what is `Evidenced`, that which nobody has ended; whether its last day has passed is another matter."""


class Evidenced(models.Model):
    """What the school holds to be so, who entered it, and what was seen of it. Ended with a reason, never taken out."""

    since = models.DateField(null=True, blank=True, help_text="Empty: always.")
    until = models.DateField(null=True, blank=True, help_text="The last day; empty: without an end.")
    seen = models.CharField(max_length=10, choices=Seen)
    seen_note = models.CharField(max_length=200, blank=True, help_text="Its date and number, or who told whom.")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        """Whether it holds on `day`; first and last day count."""
        began, over = self.since is None or self.since <= day, self.until is not None and self.until < day
        return self.ended_at is None and began and not over


class CapacityKind(models.TextChoices):
    """What an adult is to a child in law, or may do."""

    PARENT = "parent", "Is a parent"  # Education Act 1996, s.576
    RESPONSIBILITY = "responsible", "Has parental responsibility"
    CARE = "care", "Has care of the child"
    COLLECTS = "collects", "May collect the child"


class Capacity(Evidenced):
    """That an adult is a parent of a child, has responsibility or care, or may collect: on which days, as seen how.

    A collector for one day has that day as first and last. `agreed_by` is who with responsibility allowed it.
    """

    relationship = models.ForeignKey(Relationship, models.PROTECT, related_name="capacities")
    kind = models.CharField(max_length=11, choices=CapacityKind)
    agreed_by = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("relationship", "kind", "since", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="capacity_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=("relationship", "kind"),
                condition=Q(ended_at__isnull=True) & ~Q(kind="collects"),
                name="capacity_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} ({self.relationship_id})"


class CourtOrder(Evidenced):
    """An order of a court about an adult and a child: for those alone who read what is restricted (law.md 26)."""

    relationship = models.ForeignKey(Relationship, models.PROTECT, related_name="orders")
    says = models.CharField(max_length=500, help_text="What staff must do or not do, in plain words.")

    class Meta:
        ordering = ("relationship", "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(until__isnull=True) | Q(until__gte=F("since")),
                name="court_order_ends_after_it_begins",
            ),
        )

    def __str__(self) -> str:
        return f"order ({self.relationship_id})"


class VisitorKind(models.TextChoices):
    """What brings an adult to a school other than a child."""

    VISITOR = "visitor", "Visitor"
    CONTRACTOR = "contractor", "Contractor"


class Visitor(models.Model):
    """An adult who comes to a school as a visitor or contractor."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="visits")
    school = models.ForeignKey(School, models.PROTECT, related_name="visitors")
    kind = models.CharField(max_length=10, choices=VisitorKind)
    note = models.CharField(max_length=120, blank=True, help_text="The firm, or what they come for.")

    class Meta:
        ordering = ("person", "school")
        constraints = (models.UniqueConstraint(fields=("person", "school", "kind"), name="visitor_once"),)

    def __str__(self) -> str:
        return f"{self.person}, {self.kind} at {self.school}"
