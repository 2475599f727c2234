"""Letters as they were issued: the very bytes, kept for good (law.md 22, I20)."""

from django.db import models

from fairgate.records.models.case import Case
from fairgate.records.models.ledger import LedgerEntry


class IssuedLetter(models.Model):
    """A letter that a step or decision sent, never made again; its deliveries are ledger entries."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="letters")
    entry = models.ForeignKey(LedgerEntry, models.PROTECT, related_name="letters")
    letter = models.CharField(max_length=60, help_text="The letter's id in the pack.")
    pdf = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    template_sha256 = models.CharField(max_length=64)
    edition = models.CharField(max_length=20, help_text="The edition of the pack that the letter cites.")
    issued_at = models.DateTimeField()

    class Meta:
        ordering = ("case", "issued_at")
        constraints = (models.UniqueConstraint(fields=("entry", "letter", "sha256"), name="letter_same_bytes_once"),)

    def __str__(self) -> str:
        return f"{self.letter} {self.sha256[:8]}"

    def edited(self) -> "LetterEdition | None":
        """The copy edited outside that is served in its place; None where there is none."""
        return self.editions.filter(kind=LetterEdition.EDITED).first()


class LetterEdition(models.Model):
    """The same letter in another form, made with it and as immutable: large print, its page, a translation beside it.

    `kind` and what `body` then holds: `delivery/editions.py`. Letters that were issued before there were editions have
    none.
    """

    PAGE = "page"  # the one kind that is no PDF
    EDITED = "edited"  # edited outside and approved (LetterReplaced): it is served in the letter's place

    letter = models.ForeignKey(IssuedLetter, models.PROTECT, related_name="editions")
    kind = models.CharField(max_length=10)
    body = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)

    class Meta:
        ordering = ("letter", "id")
        constraints = (models.UniqueConstraint(fields=("letter", "kind"), name="letter_edition_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.sha256[:8]}"
