"""Copies of case files that somebody asked for, while they are made and for as long as they can be fetched.

A row tells of the work. That a copy was made, by whom, for whom and with which SHA-256 is in the case's ledger.
"""

from django.db import models
from django.db.models import Q

from fairgate.engine.acts.bundle import Audience
from fairgate.records.models.case import Case
from fairgate.records.models.user import User


class BundleEnd(models.TextChoices):
    """What became of it. Blank: it is being made, or waits to be."""

    MADE = "made", "Ready"
    FAILED = "failed", "Not made"
    GONE = "gone", "No longer kept"


class BundleQuerySet(models.QuerySet["Bundle"]):
    """Copies."""

    def waiting(self) -> "BundleQuerySet":
        """What is still to be made."""
        return self.filter(became="")


class Bundle(models.Model):
    """One copy, asked for once. `reference` is the operation that asked; `done` of `total` pages are prepared.

    `sha256` names its file in the store, until `kept_until`; then the file is deleted and the row says so.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="bundles")
    audience = models.CharField(max_length=10, choices=[(one.value, one.called) for one in Audience])
    confirmed = models.JSONField(default=list, help_text="References of entries found fit to be given.")
    reference = models.UUIDField(unique=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="bundles")
    asked_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, help_text="A worker has it until then; one that died loses it.")
    tries = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    became = models.CharField(max_length=10, choices=BundleEnd, blank=True)
    became_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True, help_text="In words without a name.")
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    pages = models.PositiveIntegerField(default=0)
    kept_until = models.DateTimeField(null=True)

    objects = BundleQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_at", "-pk")
        indexes = (models.Index(fields=("asked_at",), condition=Q(became=""), name="bundle_waiting"),)
        constraints = (
            models.UniqueConstraint(
                fields=("case", "audience"), condition=Q(became=""), name="bundle_waits_once_for_each"
            ),
        )

    def __str__(self) -> str:
        return f"{self.audience} {self.reference}"
