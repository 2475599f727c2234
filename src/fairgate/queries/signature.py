"""One's own signature, as it is printed."""

from fairgate.records.models import Signature, User


def signature(user: User) -> bytes | None:
    """The PNG, or None where there is none. Nobody is given another's."""
    kept = Signature.objects.filter(user=user).first()
    return bytes(kept.png) if kept else None
