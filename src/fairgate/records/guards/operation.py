"""The migration operation that guards a table.

SQLite makes a table anew when a migration alters it, and its triggers go with the old one: a migration that
alters a guarded table ends with this operation again. `fairgate ledger verify` and a test find a guard that
is missing.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation, OperationCategory

from fairgate.records.guards import postgresql, sqlite
from fairgate.records.guards.tables import Guarded


class GuardTable(Operation):
    """Makes `table` append-only in the database: see `Guarded` for the arguments."""

    reversible = True
    category = OperationCategory.SQL

    def __init__(self, table: str, uniques: tuple[tuple[str, ...], ...] = (), chained: bool = False) -> None:
        self.guarded = Guarded(table, uniques, chained)

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Guards change no model."""

    def database_forwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *_: Any) -> None:
        """Put the guards in place."""
        if schema_editor.connection.vendor == "sqlite":
            self._run(schema_editor, sqlite.install(self.guarded))
        else:
            self._run(schema_editor, postgresql.install(self.guarded, _schema(schema_editor)))

    def database_backwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *_: Any) -> None:
        """Take the guards away."""
        if schema_editor.connection.vendor == "sqlite":
            self._run(schema_editor, sqlite.remove(self.guarded))
        else:
            self._run(schema_editor, postgresql.remove(self.guarded, _schema(schema_editor)))

    def describe(self) -> str:
        """What a plan of migrations says."""
        return f"Make {self.guarded.table} append-only"

    @staticmethod
    def _run(schema_editor: BaseDatabaseSchemaEditor, statements: list[str]) -> None:
        for statement in statements:
            # None, not (): without parameters a per cent sign stays one.
            schema_editor.execute(statement, params=None)


def _schema(schema_editor: BaseDatabaseSchemaEditor) -> str:
    if schema_editor.collect_sql:
        return "public"
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        return str(cursor.fetchone()[0])
