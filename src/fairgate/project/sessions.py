"""Sessions in the database, kept alive without being written anew.

Django writes the whole of a session to move its end: two answers at once could each undo what the other had kept in
it, and it takes a transaction. Here its end alone is moved, at most once a minute.
"""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore as Stored
from django.utils import timezone

EVERY = timedelta(minutes=1)


class SessionStore(Stored):
    """Django's own, which also knows when it ends."""

    ends: datetime | None = None

    def _get_session_from_db(self) -> Any:
        row = super()._get_session_from_db()
        self.ends = row.expire_date if row is not None else None
        return row

    def keep_alive(self) -> None:
        """Let the thirty minutes begin again, unless they did within the last one. One query at most.

        Only of a session that was read from the database and stands there still: one that was ended meanwhile, in
        another browser or by leaving, is not brought back.
        """
        until = timezone.now() + timedelta(seconds=self.get_session_cookie_age())
        if self.ends is not None and until - self.ends >= EVERY and self.session_key:
            self.model.objects.filter(session_key=self.session_key).update(expire_date=until)
            self.ends = until
