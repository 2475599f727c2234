"""Who may be signed in: Django asks here whenever it meets a session, and when a password is tried."""

from django.contrib.auth.backends import ModelBackend

from fairgate.project.clock import LONDON, instant
from fairgate.records.known import known
from fairgate.records.models import User


class Backend(ModelBackend):
    """Django's own for passwords. A session holds only as long as its person holds an office."""

    def get_user(self, user_id: int) -> User | None:
        """The user as they stand on the day of the request, or None: the session then counts for nobody."""
        return known(user_id, instant().astimezone(LONDON).date())
