"""The outbox: letters that somebody asked to be sent, until it is known what became of each.

A row tells of the work, not of the law: whether and when a letter was served is in the ledger alone.
"""

from django.db import models
from django.db.models import Q

from fairgate.records.models.letter import IssuedLetter
from fairgate.records.models.user import User


class SendingWay(models.TextChoices):
    """How a letter is sent without anybody carrying it."""

    EMAIL = "email", "By e-mail"
    POST = "post", "By post, printed by GOV.UK Notify"


class SendingEnd(models.TextChoices):
    """What became of it. Blank: nothing yet."""

    SENT = "sent", "Sent"
    FAILED = "failed", "Not sent"
    UNSURE = "unsure", "Nobody can tell"


class SendingQuerySet(models.QuerySet["Sending"]):
    """The outbox."""

    def waiting(self) -> "SendingQuerySet":
        """What is still to be worked on."""
        return self.filter(became="")


class Sending(models.Model):
    """One letter, asked once to be sent one way, to the address that was on record then.

    `reference` is the operation that asked, and what the carrier is told: by it the carrier is asked, before anything
    is sent a second time. `begun_at` is set before the bytes leave, so that work broken off in between is seen.
    """

    letter = models.ForeignKey(IssuedLetter, models.PROTECT, related_name="sendings")
    way = models.CharField(max_length=10, choices=SendingWay)
    edition = models.CharField(max_length=10, blank=True, help_text="A kind of LetterEdition; blank: the letter.")
    to = models.TextField(help_text="The e-mail address, or the lines of the postal address, when it was asked for.")
    reference = models.UUIDField(unique=True)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="sendings")
    asked_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True, help_text="A worker has it until then; one that died loses it.")
    begun_at = models.DateTimeField(null=True)
    carrier_id = models.CharField(max_length=100, blank=True, help_text="The carrier's own name for it, once taken.")
    became = models.CharField(max_length=10, choices=SendingEnd, blank=True)
    became_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=300, blank=True, help_text="In words without a name or an address.")

    objects = SendingQuerySet.as_manager()

    class Meta:
        ordering = ("asked_at", "pk")
        indexes = (models.Index(fields=("next_try_at",), condition=Q(became=""), name="sending_waiting"),)
        constraints = (
            models.UniqueConstraint(
                fields=("letter", "way"), condition=Q(became=""), name="sending_waits_once_each_way"
            ),
        )

    def __str__(self) -> str:
        return f"{self.way} {self.reference}"


class LetterLink(models.Model):
    """The link in a mail, behind which the letter lies. The database knows its hash alone.

    It opens once, and for an hour after that, for whoever loses the file at once.
    """

    sending = models.OneToOneField(Sending, models.CASCADE, related_name="link")
    token_sha256 = models.CharField(max_length=64, unique=True)
    ends_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"link of sending {self.sending_id}"


class Worker(models.Model):
    """A process that works in the background, and when it was last seen at work."""

    name = models.CharField(max_length=20, unique=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
