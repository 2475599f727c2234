"""Takes the guards of the append-only tables away for a while: to clear up after a test, and for its controls."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.db.backends.base.base import BaseDatabaseWrapper

from fairgate.records.guards import postgresql, sqlite
from fairgate.records.guards.tables import GUARDED


@contextmanager
def guards_down(connection: BaseDatabaseWrapper) -> Iterator[None]:
    """Triggers and, on SQLite, the connection's authorizer are away within, and back afterwards."""
    with ExitStack() as lowered:
        if connection.vendor == "sqlite":
            lowered.enter_context(connection.guard_lowered())  # type: ignore[attr-defined]  # our own backend
            down = [statement for guarded in GUARDED for statement in sqlite.remove(guarded)]
            up = [statement for guarded in GUARDED for statement in sqlite.install(guarded)]
        else:
            down = [statement for guarded in GUARDED for statement in postgresql.remove(guarded, "public")]
            up = [statement for guarded in GUARDED for statement in postgresql.install(guarded, "public")]
        _execute(connection, down)
        try:
            yield
        finally:
            _execute(connection, up)


def _execute(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql" and connection.in_atomic_block:
            # A table with checks still to make cannot be altered: make them now.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for statement in statements:
            cursor.execute(statement)
