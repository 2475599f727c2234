"""A case: the file on one person's conduct at one school. What it has come to is folded from its ledger."""

import secrets

from django.db import models

from fairgate.records.models.person import Person
from fairgate.records.models.school import School
from fairgate.records.models.trust import Trust

REFERENCE_ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""No 0 or O, no 1, I or L, and no vowel to make a word with: it is read out over the telephone."""
REFERENCE_LENGTH = 8


def new_reference() -> str:
    """A case reference drawn at random, such as K7PQ2MVR: it tells nothing and leads to no other."""
    return "".join(secrets.choice(REFERENCE_ALPHABET) for _ in range(REFERENCE_LENGTH))


class Case(models.Model):
    """Whom, where, and under which pack. No status: the ledger gives it."""

    trust = models.ForeignKey(Trust, models.PROTECT, related_name="cases")
    school = models.ForeignKey(School, models.PROTECT, related_name="cases")
    subject = models.ForeignKey(Person, models.PROTECT, related_name="cases")
    reference = models.CharField(max_length=REFERENCE_LENGTH, unique=True, default=new_reference, editable=False)
    pack = models.SlugField(max_length=40)
    opened_at = models.DateTimeField()

    class Meta:
        ordering = ("-opened_at",)
        # A page of the list is read from its beginning, without putting every case of the trust in order first.
        indexes = (models.Index(fields=("trust", "-opened_at", "-id"), name="case_newest"),)

    def __str__(self) -> str:
        return self.reference
