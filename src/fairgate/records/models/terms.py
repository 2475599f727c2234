"""When a school is open: half-terms, and the days within them on which it is closed."""

from django.db import models
from django.db.models import F, Q

from fairgate.records.models.school import School
from fairgate.records.models.trust import Trust


class HalfTerm(models.Model):
    """First and last school day, both included: of a school, or of a trust's schools (in `la`, if named).

    A school's own half-terms stand alone; without any, those of the trust in its local authority do; without
    those, the trust's own (fairgate/records/read.py).
    """

    school = models.ForeignKey(School, models.PROTECT, null=True, blank=True, related_name="half_terms")
    trust = models.ForeignKey(Trust, models.PROTECT, null=True, blank=True, related_name="half_terms")
    la = models.CharField("local authority", max_length=60, blank=True)
    first = models.DateField()
    last = models.DateField()

    class Meta:
        ordering = ("first",)
        constraints = (
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="half_term_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(school__isnull=False, trust__isnull=True, la="")
                | Q(school__isnull=True, trust__isnull=False),
                name="half_term_of_school_or_trust",
            ),
            models.UniqueConstraint(fields=("school", "first"), name="half_term_once_in_school"),
            models.UniqueConstraint(fields=("trust", "la", "first"), name="half_term_once_in_trust"),
        )

    def __str__(self) -> str:
        return f"{self.first} to {self.last}"


class Closure(models.Model):
    """A day within a half-term on which pupils do not come: INSET, snow. Bank holidays need no row."""

    school = models.ForeignKey(School, models.PROTECT, related_name="closures")
    day = models.DateField()
    why = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ("day",)
        constraints = (models.UniqueConstraint(fields=("school", "day"), name="closure_once"),)

    def __str__(self) -> str:
        return f"{self.day} {self.why}".strip()
