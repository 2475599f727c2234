"""A letter that was edited outside and came back: while it waits for a second person, and once it is what is served."""

from django.db import models

from fairgate.records.models.letter import IssuedLetter, LetterEdition
from fairgate.records.models.user import User


class EditedCopy(models.Model):
    """A PDF that somebody would have served in place of a letter. It is nothing yet, and goes when it is approved.

    `seq` is the number of the case's last entry when it was handed in: with a later one it is void.
    """

    letter = models.OneToOneField(IssuedLetter, models.PROTECT, related_name="proposed")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    seq = models.PositiveIntegerField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("at",)

    def __str__(self) -> str:
        return f"copy of {self.letter_id} {self.sha256[:8]}"


class LetterReplaced(models.Model):
    """The letter stays as issued, and its `edition` of the kind `edited` is served: who would have it, who approved it.

    `stated` is what the second person found stated in it, a line each, with the numbers of law.md. Append-only.
    """

    letter = models.OneToOneField(IssuedLetter, models.PROTECT, related_name="replaced")
    edition = models.OneToOneField(LetterEdition, models.PROTECT, related_name="replaces")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    approved_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    approved_in = models.CharField(max_length=60, help_text="The office in which it was approved.")
    approved_at = models.DateTimeField()
    stated = models.TextField()

    class Meta:
        ordering = ("letter",)

    def __str__(self) -> str:
        return f"{self.letter_id} replaced"
