"""What was lawfully taken out of the database is gone from its files too."""

from django.db import connection


def settle() -> None:
    """Let SQLite write what was taken out over its old place, once the transaction has ended; within one, nothing.

    Its log of changes (WAL) keeps the old words until it is copied into the database and emptied. Somebody who reads
    meanwhile can hold that up; `fairgate evidence tidy` does it again. PostgreSQL's rows that were changed are
    overwritten by its own vacuum.
    """
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
