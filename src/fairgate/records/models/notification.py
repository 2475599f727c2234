"""Mails that say that something is due: who wants them, and who has had one on which day."""

from django.db import models

from fairgate.records.models.user import User


class Often(models.TextChoices):
    """How often somebody wants to be told by e-mail. Who has not chosen is told daily."""

    DAILY = "daily", "On each day on which something of mine is due or overdue"
    OFF = "off", "Never: I look at the worklist myself"


class NotificationChoice(models.Model):
    """What a user chose."""

    user = models.OneToOneField(User, models.CASCADE, related_name="notification_choice")
    often = models.CharField(max_length=10, choices=Often, default=Often.DAILY)

    def __str__(self) -> str:
        return f"user {self.user_id}: {self.often}"


class Notification(models.Model):
    """A user's one mail of a day. The row is there before the mail leaves, so that no second one ever does.

    `sent_at` is empty where nobody can tell whether it left: the server broke off, or we did.
    """

    user = models.ForeignKey(User, models.CASCADE, related_name="notifications")
    day = models.DateField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("day", "user")
        constraints = (models.UniqueConstraint(fields=("user", "day"), name="notification_once_a_day"),)

    def __str__(self) -> str:
        return f"user {self.user_id} on {self.day}"
