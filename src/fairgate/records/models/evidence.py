"""The files of a case. Their bytes lie in the store of evidence; that they are removed, the ledger says."""

from django.db import models

from fairgate.records.models.case import Case
from fairgate.records.models.ledger import LedgerEntry
from fairgate.records.models.user import User


class Scan(models.TextChoices):
    """What a virus scanner has said. What is held is kept and shown to nobody until it has been scanned."""

    CLEAN = "clean", "scanned, nothing found"
    HELD = "held", "not scanned yet: the scanner does not answer"
    NO_SCANNER = "no_scanner", "not scanned here: no scanner is set up"
    INFECTED = "infected", "removed: the scanner found something"


class Evidence(models.Model):
    """One file, added by one entry. `key` and `sha256` say where in the store it lies; no name does.

    `text` says what it shows. It is no part of the entry, which holds its hash behind the `salt` (records/chain.py), so
    that it can be removed with the file.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="evidence")
    entry = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="evidence")
    key = models.CharField(max_length=32, unique=True)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    given_name = models.CharField(
        max_length=120, blank=True, help_text="The file's own name; emptied when the file is removed."
    )
    text = models.TextField(blank=True, help_text="What it shows; emptied when the file is removed.")
    salt = models.CharField(max_length=32, blank=True)
    pages = models.PositiveSmallIntegerField(default=0, help_text="How many pictures its safe copy has.")
    notes = models.TextField(blank=True, help_text="About the safe copy, a sentence to a line.")
    scan = models.CharField(max_length=10, choices=Scan)
    scanned_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("case", "entry")
        verbose_name_plural = "evidence"
        indexes = (models.Index(fields=("scan",), name="evidence_by_scan"),)

    def __str__(self) -> str:
        return f"{self.media_type} {self.sha256[:8]}"


class InfectedFile(models.Model):
    """A file in which the scanner found something: it is gone, and this is what is known of it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="infected_files")
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="infected_files")
    at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    found = models.CharField(max_length=120, help_text="The scanner's own name for it.")

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.found} {self.sha256[:8]}"
