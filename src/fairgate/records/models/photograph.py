"""What a person looks like. The picture lies in a store of files, by its hash; here is where."""

from django.db import models

from fairgate.records.models.person import Person
from fairgate.records.models.user import User


class Photograph(models.Model):
    """One picture of a person, painted anew when it was taken in: the file that was handed in is not kept."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="photograph")
    key = models.CharField(max_length=32, unique=True)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=20)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("person",)

    def __str__(self) -> str:
        return f"photograph {self.sha256[:8]}"
