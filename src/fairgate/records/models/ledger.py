"""The ledger: append-only, one numbered and hashed entry after another. Only records/append.py writes it."""

from django.db import models
from django.db.models import Q

from fairgate.records.models.case import Case
from fairgate.records.models.user import User


class LedgerEntry(models.Model):
    """One fact of one case, as it was recorded. The database itself refuses to change it (guards/)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="entries")
    seq = models.PositiveIntegerField()
    type = models.CharField(max_length=60)
    ref = models.CharField(max_length=60)
    on = models.DateField()
    payload = models.TextField()
    by_user = models.ForeignKey(User, models.PROTECT, null=True, related_name="entries")
    recorded_at = models.DateTimeField()
    # One POST is one operation; when it leaves several entries, they are its parts 0, 1, 2, ...
    operation_key = models.CharField(max_length=64)
    operation_part = models.PositiveSmallIntegerField(default=0)
    prev_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ("case", "seq")
        verbose_name_plural = "ledger entries"
        indexes = (
            models.Index(fields=("hash",), name="ledger_by_hash"),  # records/proof.py
            # Of all entries the gate asks for the bars, and the lists for what closed a case.
            models.Index(fields=("type", "case"), name="ledger_by_type"),
        )
        constraints = (
            models.UniqueConstraint(fields=("case", "seq"), name="ledger_seq_once"),
            models.UniqueConstraint(fields=("case", "ref"), name="ledger_ref_once"),
            models.UniqueConstraint(fields=("case", "operation_key", "operation_part"), name="ledger_operation_once"),
            models.CheckConstraint(condition=Q(seq__gte=1), name="ledger_seq_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.type} {self.on}"
