"""Where a list of who is barred may be kept for when the line fails: a device, or paper. Each is agreed by the data
lead, and off until then."""

from django.db import models

from fairgate.records.models.school import School
from fairgate.records.models.user import User


class OfflineKind(models.TextChoices):
    """What is kept."""

    COPY = "copy", "A copy on one device"
    PAPER = "paper", "A printed list"


class OfflineDevice(models.Model):
    """One device of a school, or its printed list: asked for, agreed, revoked; each by whom and when.

    `token_sha256` is of what the device shows, in a cookie; `word_sealed` is the word by which the copy is unlocked
    when the device was started anew with no line.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="offline_devices")
    kind = models.CharField(max_length=10, choices=OfflineKind)
    name = models.CharField(max_length=60)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    token_sha256 = models.CharField(max_length=64, blank=True)
    word_sealed = models.TextField(blank=True)
    copied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("school", "-asked_at")

    def __str__(self) -> str:
        return self.name
