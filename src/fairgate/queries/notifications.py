"""What a user chose about being told by e-mail."""

from fairgate.records.models import NotificationChoice, Often, User


def chosen(user: User) -> Often:
    """Their choice; daily for who has made none."""
    kept = NotificationChoice.objects.filter(user=user).values_list("often", flat=True).first()
    return Often(kept) if kept else Often.DAILY
