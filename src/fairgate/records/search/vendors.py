"""The full-text index of the rows' words: an FTS5 table on SQLite, a GIN index on PostgreSQL.

Each follows its table by itself: the triggers of SQLite are the very ones that FTS5 asks for when it indexes a table's
column and keeps no copy of it.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation, OperationCategory

TABLE = "records_searchrow"
INDEX = "records_searchrow_words"

# The words come folded and parted; neither database is to fold or part them once more.
VECTOR = "array_to_tsvector(string_to_array({}, ' '))"

_ADD = f'INSERT INTO "{INDEX}" ("rowid", "words") VALUES (NEW."id", NEW."words");'  # noqa: S608 - constants
_TAKE = f"""INSERT INTO "{INDEX}" ("{INDEX}", "rowid", "words") VALUES ('delete', OLD."id", OLD."words");"""  # noqa: S608

_OPTIONS = "tokenize=\"unicode61 remove_diacritics 0\", prefix='2 3'"
SQLITE = (
    f'CREATE VIRTUAL TABLE "{INDEX}" USING fts5 (words, content="{TABLE}", content_rowid="id", {_OPTIONS})',
    f'CREATE TRIGGER "{INDEX}_added" AFTER INSERT ON "{TABLE}" BEGIN {_ADD} END',
    f'CREATE TRIGGER "{INDEX}_changed" AFTER UPDATE ON "{TABLE}" BEGIN {_TAKE} {_ADD} END',
    f'CREATE TRIGGER "{INDEX}_taken" AFTER DELETE ON "{TABLE}" BEGIN {_TAKE} END',
)
SQLITE_BACK = (
    *(f'DROP TRIGGER IF EXISTS "{INDEX}_{event}"' for event in ("added", "changed", "taken")),
    f'DROP TABLE IF EXISTS "{INDEX}"',
)
POSTGRESQL = (f'CREATE INDEX "{INDEX}" ON "{TABLE}" USING gin ({VECTOR.format("words")})',)
POSTGRESQL_BACK = (f'DROP INDEX IF EXISTS "{INDEX}"',)


class IndexWords(Operation):
    """Makes the index. A later migration that alters the table on SQLite, which makes it anew, ends with this again."""

    reversible = True
    category = OperationCategory.SQL

    def state_forwards(self, app_label: str, state: Any) -> None:
        """An index changes no model."""

    def database_forwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *_: Any) -> None:
        """Make it, of the rows that are there."""
        if schema_editor.connection.vendor == "sqlite":
            self._run(schema_editor, *SQLITE_BACK, *SQLITE)
            self._run(schema_editor, f"""INSERT INTO "{INDEX}" ("{INDEX}") VALUES ('rebuild')""")  # noqa: S608
        else:
            self._run(schema_editor, *POSTGRESQL_BACK, *POSTGRESQL)

    def database_backwards(self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, *_: Any) -> None:
        """Take it away."""
        self._run(schema_editor, *(SQLITE_BACK if schema_editor.connection.vendor == "sqlite" else POSTGRESQL_BACK))

    def describe(self) -> str:
        """What a plan of migrations says."""
        return f"Index the words of {TABLE}"

    @staticmethod
    def _run(schema_editor: BaseDatabaseSchemaEditor, *statements: str) -> None:
        for statement in statements:
            schema_editor.execute(statement, params=None)
