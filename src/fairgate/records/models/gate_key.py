"""Keys by which other systems ask at a school's gate, and each time that one of them was used."""

from django.db import models
from django.db.models import Q

from fairgate.records.models.school import School
from fairgate.records.models.user import User


class GateKey(models.Model):
    """A key of one school for one system, such as its visitor book. Of the key itself only its hash is kept.

    `ends_with` are its last characters, by which it is told from another. Revoked it stays, so that what it asked
    stays told.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="gate_keys")
    name = models.CharField(max_length=80, help_text="Which system it is for.")
    sha256 = models.CharField(max_length=64, unique=True)
    ends_with = models.CharField(max_length=4)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("school", "made_at")
        constraints = (
            models.UniqueConstraint(
                fields=("school", "name"), condition=Q(revoked_at__isnull=True), name="gate_key_once_of_a_name"
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} at {self.school}"


class GateKeyUse(models.Model):
    """One look-up by a key. Append-only. Neither the name that was asked about nor the answer is kept."""

    key = models.ForeignKey(GateKey, models.PROTECT, related_name="uses")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-id")
        indexes = (models.Index(fields=("key", "-at"), name="gate_key_use_newest"),)

    def __str__(self) -> str:
        return f"{self.key_id} at {self.at:%Y-%m-%d %H:%M}"
