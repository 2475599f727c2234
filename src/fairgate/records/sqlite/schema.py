"""Alterations of the tables: the one place where a connection's guard is lowered."""

from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Self

from django.db.backends.sqlite3.schema import DatabaseSchemaEditor as DjangoSchemaEditor

if TYPE_CHECKING:
    from fairgate.records.sqlite.base import DatabaseWrapper


class DatabaseSchemaEditor(DjangoSchemaEditor):
    """A migration may drop and make triggers and tables; nothing else may."""

    connection: "DatabaseWrapper"

    def __enter__(self) -> Self:
        self._lowered = ExitStack()
        self._lowered.enter_context(self.connection.guard_lowered())
        try:
            return super().__enter__()
        except BaseException:
            self._lowered.close()
            raise

    def __exit__(
        self,
        exc_type: type[BaseException] | None,
        exc_value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with self._lowered:
            super().__exit__(exc_type, exc_value, traceback)
