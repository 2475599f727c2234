"""The logo of a trust, which its letters carry in place of its name."""

from django.db import models

from fairgate.records.models.trust import Trust


class TrustLogo(models.Model):
    """A small PNG, painted anew from what was handed in; the file itself is not kept."""

    trust = models.OneToOneField(Trust, models.CASCADE, related_name="logo")
    png = models.BinaryField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"logo of {self.trust_id}"
