"""A school: an establishment of a trust, with its premises."""

from django.core.validators import RegexValidator
from django.db import models

from fairgate.records.models.trust import Trust


class School(models.Model):
    """As the national register (GIAS) names it; `urn` is text, as every id of the register is."""

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="schools")
    urn = models.CharField(
        max_length=6,
        unique=True,
        validators=[RegexValidator(r"^[0-9]{6}\Z", "A school's URN has six digits.")],
    )
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=120)
    phase = models.CharField(max_length=40, blank=True)
    la = models.CharField("local authority", max_length=60, blank=True)
    street = models.CharField(max_length=120, blank=True)
    locality = models.CharField(max_length=120, blank=True)
    town = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(fields=("trust", "slug"), name="school_slug_once_in_trust"),)

    def __str__(self) -> str:
        return self.name

    @property
    def address_lines(self) -> list[str]:
        """The postal address, a line each, the postcode last; lines that are not known are left out."""
        lines = (self.name, self.street, self.locality, self.town, self.postcode)
        return [line for line in lines if line]
