"""Letters that belong to a person and to no case: a reply to a concern, the code of conduct sent to a collector."""

from django.db import models

from fairgate.records.models.person import Person
from fairgate.records.models.school import School
from fairgate.records.models.user import User


class PersonLetter(models.Model):
    """A letter as it was issued, never made again (law.md 22). No ledger holds it: it is a fact of its own.

    `code` is the fingerprint whose beginning stands in its foot, and by which anybody can check it.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="letters")
    school = models.ForeignKey(School, models.PROTECT, related_name="+", help_text="The school that writes.")
    purpose = models.CharField(max_length=20)
    letter = models.CharField(max_length=60, help_text="The letter's id in the pack.")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    template_sha256 = models.CharField(max_length=64)
    edition = models.CharField(max_length=20, help_text="The edition of the pack that the letter cites.")
    code = models.CharField(max_length=64, unique=True)
    office = models.CharField(max_length=60, help_text="The office in which it was signed.")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    operation_key = models.CharField(max_length=64)

    class Meta:
        ordering = ("person", "-issued_at")
        constraints = (models.UniqueConstraint(fields=("by", "operation_key"), name="person_letter_once"),)

    def __str__(self) -> str:
        return f"{self.letter} {self.sha256[:8]}"
