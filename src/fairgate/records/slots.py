"""The table by which every process that serves counts tries: Django's cache in the database, with two faults mended.

Django asks whether a key is there and then writes it. On PostgreSQL several callers can be told at once that a key's
time is over, and all of them then have it: measured, up to 29 tries where ten were meant. And when its table is full,
Django takes away what still counts: a flood of made-up addresses would set everybody's tries back to none.
"""

import base64
import pickle
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from typing import Any, ClassVar

from django.core.cache.backends import db
from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.db import DatabaseError, connections, router, transaction
from django.utils.timezone import now as tz_now

SWEPT_EVERY = 200
"""One added key in so many, and the first of a process, takes those away whose time is over."""


class Slots(db.DatabaseCache):
    """`add` is one statement, which either database does for one caller at a time; it culls nothing that counts."""

    _added: ClassVar["count[int]"] = count()

    def add(self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Whether the key was free, because nobody had it or because its time was over; it is now the caller's."""
        named = self.make_and_validate_key(key, version=version)
        ends = self.get_backend_timeout(timeout)
        using = router.db_for_write(self.cache_model_class)
        connection = connections[using]
        adapt = connection.ops.adapt_datetimefield_value
        table = connection.ops.quote_name(self.cache_model_class._meta.db_table)
        now = adapt(tz_now().replace(microsecond=0))
        until = datetime.max if ends is None else datetime.fromtimestamp(ends, tz=UTC)
        kept = base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("latin1")
        with transaction.atomic(using=using), connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s)"  # noqa: S608 (our own table)
                " ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, expires = excluded.expires"
                f" WHERE {table}.expires < %s",
                [named, kept, adapt(until.replace(microsecond=0)), now],
            )
            added = bool(cursor.rowcount == 1)
        if added and next(self._added) % SWEPT_EVERY == 0:
            # Two that sweep at once may get into each other's way: the next one does it.
            with suppress(DatabaseError), transaction.atomic(using=using), connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608 (as above)
        return added
