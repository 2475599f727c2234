"""What every test may use. DATABASE_URL chooses the database: without it SQLite, in a file of the run's own.

On PostgreSQL: `python -m tests.postgres -- python -m pytest ...`.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.guards_down import guards_down
from tests.house import House
from tests.second_step import _signed_in_with_a_second_step  # noqa: F401 (for every test)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A file, not memory: only a file has the write-ahead log, and locks that two threads can meet at.

    Of tests in several processes each has a database of its own: a folder here, a name on PostgreSQL.
    """
    if connection.vendor == "sqlite":
        name = tmp_path_factory.mktemp("database") / "test.sqlite3"
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = name
        connection.settings_dict["TEST"]["NAME"] = str(name)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Tests with real transactions are cleared away by emptying all tables: the guards stand aside for just that."""
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def flush_unguarded(self: Any, sql_list: Sequence[str]) -> None:
        with guards_down(self.connection):
            flush(self, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", flush_unguarded)
        yield


@pytest.fixture
def house(db: None) -> House:
    """Two trusts with a school or two, and a way to make the rest."""
    return House()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are named by their number: an archive holds the time, and two processes must name its test alike."""
    return argname if isinstance(val, bytes) else None
