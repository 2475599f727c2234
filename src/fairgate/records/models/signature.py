"""The picture of a signature: of its owner alone, and printed where they themselves issue a letter."""

from django.db import models

from fairgate.records.models.user import User


class Signature(models.Model):
    """A small PNG, painted anew from what its owner handed in; the file itself is not kept."""

    user = models.OneToOneField(User, models.CASCADE, related_name="signature")
    png = models.BinaryField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"signature of {self.user_id}"
