"""The SQLite backend of Fairgate: Django's own, with an authorizer on every connection.

A subclass, since the authorizer must be there before the first statement that is not ours; a signal would
come late and could be disconnected. It binds this process's connections only: against another program that
opens the file there are the triggers, the hash chain and the file's own permissions.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.db.backends.sqlite3.base import DatabaseWrapper as DjangoWrapper

from fairgate.records.sqlite.authorizer import authorize
from fairgate.records.sqlite.schema import DatabaseSchemaEditor


class DatabaseWrapper(DjangoWrapper):
    """A connection that will not undo what is append-only."""

    SchemaEditorClass = DatabaseSchemaEditor
    _lowered = 0

    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        """A connection with the pragmas of project/database.py and, after them, the guard."""
        if not self.is_in_memory_db():
            _make_private(Path(str(conn_params["database"])))
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        _guard(connection, lowered=bool(self._lowered))
        return connection

    @contextmanager
    def guard_lowered(self) -> Iterator[None]:
        """For the length of a migration: triggers and guarded tables can be made, altered and dropped."""
        self.ensure_connection()
        self._lowered += 1
        _guard(self.connection, lowered=True)
        try:
            yield
        finally:
            self._lowered -= 1
            if self.connection is not None:
                _guard(self.connection, lowered=bool(self._lowered))


def _make_private(file: Path) -> None:
    """Make the file, readable by whoever runs the server and by nobody else: SQLite's own files follow its mode."""
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file.touch(mode=0o600)


def _guard(connection: sqlite3.Connection, *, lowered: bool) -> None:
    # Setting it makes SQLite prepare every statement anew: none that was let through before is run from a
    # cache.
    connection.set_authorizer(_let_through if lowered else authorize)


def _let_through(*_: object) -> int:
    # Not None: only replacing one authorizer by another makes SQLite ask again about what it has prepared.
    return sqlite3.SQLITE_OK
