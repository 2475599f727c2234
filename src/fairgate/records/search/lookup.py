"""`words__found=term`: rows that hold a word, asked of each database in its own way."""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.sql.compiler import SQLCompiler

from fairgate.records.search.vendors import INDEX, VECTOR
from fairgate.records.search.words import Term

_Sql = tuple[str, list[Any]]


class Words(models.TextField):  # type: ignore[type-arg]  # Django's fields take no parameters while they run
    """Words with a space between, as `search.words` gives them."""


@Words.register_lookup
class Found(models.Lookup):
    """Whether one of a term's words is there; the field must be `SearchRow.words`."""

    lookup_name = "found"
    prepare_rhs = False
    rhs: Term

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> _Sql:
        """Ask FTS5 for the numbers of the rows."""
        table, _ = self._column(compiler)
        asked = " OR ".join(f'"{word}"{"" if self.rhs.whole else " *"}' for word in self.rhs.starts)
        sql = f'{table}."id" IN (SELECT "rowid" FROM "{INDEX}" WHERE "{INDEX}" MATCH %s)'  # noqa: S608 - constants
        return sql, [asked]

    def as_postgresql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> _Sql:
        """Ask the GIN index. A query given as text and cast goes round the parser, which has ideas of its own."""
        _, column = self._column(compiler)
        asked = " | ".join(f"'{word}'{'' if self.rhs.whole else ':*'}" for word in self.rhs.starts)
        return f"{VECTOR.format(column)} @@ %s::tsquery", [asked]

    def _column(self, compiler: SQLCompiler) -> tuple[str, str]:
        table = compiler.quote_name_unless_alias(self.lhs.alias)
        return table, f'{table}."{self.lhs.target.column}"'
