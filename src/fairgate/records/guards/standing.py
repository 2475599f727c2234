"""Whether the guards stand as they were put: read from the database's own catalogue."""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

from fairgate.records.guards import postgresql, sqlite
from fairgate.records.guards.operation import GuardTable
from fairgate.records.guards.tables import GUARDED, NAMES


def missing_guards(connection: BaseDatabaseWrapper) -> Iterator[str]:
    """What is missing or not as it should be, in words; nothing when every guard stands."""
    if connection.vendor == "sqlite":
        yield from _missing_on_sqlite(connection)
    else:
        yield from _missing_on_postgresql(connection)


def put_back(connection: BaseDatabaseWrapper) -> None:
    """Put every guard in place anew, whatever is left of them. On PostgreSQL this takes the owner of the tables."""
    with connection.schema_editor() as editor:
        for guarded in GUARDED:
            GuardTable(*guarded).database_forwards("records", editor)


def can_rewrite(connection: BaseDatabaseWrapper) -> bool:
    """Whether this very connection belongs to a role that could take the guards away (PostgreSQL only).

    True for the owner of the tables and for a superuser: right for migrations, wrong for the application.
    """
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_or(pg_has_role(current_user, relowner, 'MEMBER')) FROM pg_class"
            " WHERE relnamespace = current_schema()::regnamespace AND relname = ANY(%s)",
            [sorted(NAMES)],
        )
        return bool(cursor.fetchone()[0])


def _missing_on_sqlite(connection: BaseDatabaseWrapper) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        standing = dict(cursor.fetchall())
    for guarded in GUARDED:
        for name, sql in sqlite.triggers(guarded).items():
            if name not in standing:
                yield f"the trigger {name} is gone"
            elif standing[name] != sql:
                yield f"the trigger {name} is not the one that was put there"


def _missing_on_postgresql(connection: BaseDatabaseWrapper) -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, tgenabled FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE relnamespace = current_schema()::regnamespace AND NOT tgisinternal AND relname = ANY(%s)",
            [sorted(NAMES)],
        )
        standing = dict(cursor.fetchall())
    for guarded in GUARDED:
        for name in postgresql.triggers(guarded):
            if name not in standing:
                yield f"the trigger {name} is gone"
            elif standing[name] != "A":
                yield f"the trigger {name} does not fire for every session: ENABLE ALWAYS TRIGGER mends it"
