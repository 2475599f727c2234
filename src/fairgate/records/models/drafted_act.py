"""Acts that are drafted and wait for a second signature: nothing has happened, and the ledger knows nothing of them."""

from django.db import models

from fairgate.records.models.case import Case
from fairgate.records.models.user import User


class DraftedAct(models.Model):
    """A step of a case as one person drafted it, at most one draft of each. It is deleted when it is countersigned.

    `payload` is the entry that it would be, as the ledger would keep it, `digest` what a second person would sign;
    `fields` is what was typed, as a form posts it, so that it can be changed.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="drafted")
    step = models.CharField(max_length=60)
    payload = models.TextField()
    digest = models.CharField(max_length=64)
    fields = models.TextField(blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()

    class Meta:
        ordering = ("drafted_at",)
        constraints = (models.UniqueConstraint(fields=("case", "step"), name="drafted_act_once_in_case"),)

    def __str__(self) -> str:
        return f"draft of {self.step} in {self.case_id}"
