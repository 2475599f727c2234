"""Each way round the append-only tables on SQLite is tried, and refused; and shown to work once its guard is gone."""

import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.db import DatabaseError, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from fairgate.records.guards.standing import missing_guards
from fairgate.records.models import AccessLog, IssuedLetter, LedgerEntry
from tests.guards_down import guards_down
from tests.house import NOW, TODAY, House
from tests.records.test_door import letter_of

pytestmark = pytest.mark.django_db(transaction=True)

TABLES = ("records_ledgerentry", "records_issuedletter", "records_accesslog")
LEDGER = TABLES[0]


def inserting(how: str, **change: str) -> str:
    """An INSERT of a copy of the last entry with other columns; `how` is the verb: 'INSERT OR REPLACE'."""
    columns = [field.column for field in LedgerEntry._meta.concrete_fields]
    plain = {"id": "NULL", "payload": "'forged'"} | change
    values = ", ".join(plain.get(column, f'"{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    return f"{how} INTO {LEDGER} ({names}) SELECT {values} FROM {LEDGER} ORDER BY seq DESC LIMIT 1"


NEXT = {"seq": "seq + 1", "prev_hash": "hash", "hash": "'f'"}
FRESH = {"ref": "'forged'", "operation_key": "'forged'"}


class Bypass(NamedTuple):
    """`tried` are statements; `freed` undo just the guard that stops them when there is no authorizer."""

    name: str
    tried: tuple[str, ...]
    freed: tuple[str, ...] = ()


def no(*triggers: str, of: str = LEDGER) -> tuple[str, ...]:
    return tuple(f"DROP TRIGGER {of}_{trigger}" for trigger in triggers)


OFF = "PRAGMA recursive_triggers=OFF"

BY_TRIGGER = [
    *(Bypass(f"update {table}", (f"UPDATE {table} SET id = id + 100",), no("no_update", of=table)) for table in TABLES),
    *(Bypass(f"delete {table}", (f"DELETE FROM {table}",), no("no_delete", of=table)) for table in TABLES),
    Bypass("upsert", (f"{inserting('INSERT')} WHERE true ON CONFLICT DO UPDATE SET payload = 'forged'",)),
    Bypass("replace by id", (inserting("INSERT OR REPLACE", id="id", **NEXT, **FRESH),), (*no("no_replace"), OFF)),
    Bypass("replace by number", (inserting("REPLACE", **FRESH),), (*no("no_replace", "next"), OFF)),
    Bypass(
        "replace by reference",
        (inserting("INSERT OR REPLACE", **NEXT, operation_key="'forged'"),),
        (*no("no_replace"), OFF),
    ),
    Bypass("replace by operation", (inserting("INSERT OR REPLACE", **NEXT, ref="'forged'"),), (*no("no_replace"), OFF)),
    Bypass(
        "replace a letter",
        (
            """INSERT OR REPLACE INTO records_issuedletter SELECT id + 1, letter, x'00', sha256, template_sha256,
            edition, issued_at, case_id, entry_id FROM records_issuedletter""",
        ),
        (*no("no_replace", of=TABLES[1]), OFF),
    ),
    Bypass("replace a note", ("INSERT OR REPLACE INTO records_accesslog SELECT * FROM records_accesslog",), ()),
    Bypass("a number too high", (inserting("INSERT", **NEXT | FRESH | {"seq": "seq + 2"}),), no("next")),
    Bypass("a number too low", (inserting("INSERT", **NEXT | FRESH | {"seq": "-1"}),), ()),
    Bypass("a false chain", (inserting("INSERT", **NEXT | FRESH | {"prev_hash": "'f'"}),), no("next")),
]

BY_AUTHORIZER = [
    *(Bypass(f"drop trigger {name}", no(name)) for name in ("no_update", "no_delete", "no_replace", "next")),
    Bypass("drop trigger of a letter", no("no_update", of="RECORDS_ISSUEDLETTER")),
    *(Bypass(f"drop {table}", (f"DROP TABLE {table}",)) for table in TABLES),
    Bypass("rename", (f"ALTER TABLE {LEDGER} RENAME TO gone",)),
    Bypass("rename a column", (f"ALTER TABLE {LEDGER} RENAME COLUMN payload TO gone",)),
    Bypass("drop a column", (f"ALTER TABLE {LEDGER} DROP COLUMN recorded_at",)),
    Bypass("write the schema", ("PRAGMA writable_schema=ON", "DELETE FROM sqlite_master WHERE type = 'trigger'")),
    Bypass("write the schema, reset", ("PRAGMA main.Writable_Schema=1",)),
    Bypass("replacing made silent", (OFF,)),
    Bypass("checks off", ("PRAGMA ignore_check_constraints=ON",)),
    Bypass("durability off", ("PRAGMA synchronous=OFF",)),
    Bypass("journal off", ("PRAGMA journal_mode=OFF",)),
    Bypass("remains kept", ("PRAGMA secure_delete=OFF",)),
    Bypass("hidden by a temporary table", (f"CREATE TEMP TABLE {LEDGER} (id INTEGER)",)),
    Bypass("hidden by a virtual table", (f"CREATE VIRTUAL TABLE temp.{LEDGER} USING fts5(a)",)),
    Bypass("hidden by a temporary view", (f"CREATE TEMP VIEW {LEDGER} AS SELECT 1",)),
    Bypass(
        "inserts swallowed",
        (f"CREATE TRIGGER quiet BEFORE INSERT ON {LEDGER} BEGIN SELECT RAISE(IGNORE); END",),
    ),
    Bypass(
        "inserts swallowed for a while",
        (f"CREATE TEMP TRIGGER quiet BEFORE INSERT ON main.{LEDGER} BEGIN SELECT RAISE(IGNORE); END",),
    ),
]


@pytest.fixture
def file(house: House, tmp_path: Path) -> Path:
    """A database like the real one, with an entry, a letter and a note, that a test may spoil."""
    house.case_with(2)
    letter_of(house.case_with(1))
    AccessLog.objects.create(user=house.user(), kind="gate", asked="prestfield", opened=True, at=NOW)
    file = tmp_path / "copy.sqlite3"
    with sqlite3.connect(file) as copy:
        connection.connection.backup(copy)
    copy.close()
    return file


@pytest.fixture
def guarded(file: Path) -> Iterator[BaseDatabaseWrapper]:
    """Our own connection to it."""
    wrapper = connection.copy("copy")
    wrapper.settings_dict["NAME"] = file
    connections["copy"] = wrapper
    yield wrapper
    wrapper.close()
    del connections["copy"]


@pytest.fixture
def bare(file: Path) -> Iterator[sqlite3.Connection]:
    """Anybody's connection to it: the triggers are there, the authorizer is not."""
    found = sqlite3.connect(file, isolation_level=None)
    yield found
    found.close()


def contents(file: Path) -> object:
    """Every row of every guarded table, and everything that the schema says of them."""
    reader = sqlite3.connect(file)
    try:
        schema = reader.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
        return schema, [reader.execute(f"SELECT * FROM {table} ORDER BY id").fetchall() for table in TABLES]
    finally:
        reader.close()


def attempt(run: object, statements: tuple[str, ...]) -> list[Exception]:
    """What each refused statement was refused with."""
    refused: list[Exception] = []
    for statement in statements:
        try:
            run(statement)  # type: ignore[operator]  # a cursor's execute
        except (DatabaseError, sqlite3.Error) as error:
            refused.append(error)
    return refused


@pytest.mark.parametrize("bypass", BY_TRIGGER + BY_AUTHORIZER, ids=lambda bypass: bypass.name)
def test_refused_on_our_connections(bypass: Bypass, guarded: BaseDatabaseWrapper, file: Path) -> None:
    before = contents(file)
    with guarded.cursor() as cursor:
        assert attempt(cursor.execute, bypass.tried)
    guarded.close()
    assert contents(file) == before
    assert list(missing_guards(guarded)) == []


@pytest.mark.parametrize("bypass", BY_TRIGGER, ids=lambda bypass: bypass.name)
def test_refused_by_the_file_itself(bypass: Bypass, bare: sqlite3.Connection, file: Path) -> None:
    before = contents(file)
    bare.execute("PRAGMA recursive_triggers=OFF")
    assert attempt(bare.execute, bypass.tried)
    assert contents(file) == before


@pytest.mark.parametrize("bypass", [one for one in BY_TRIGGER if one.freed], ids=lambda bypass: bypass.name)
def test_control_works_without_its_trigger(bypass: Bypass, bare: sqlite3.Connection, file: Path) -> None:
    assert attempt(bare.execute, bypass.freed) == []
    before = contents(file)
    assert attempt(bare.execute, bypass.tried) == []
    assert contents(file) != before


@pytest.mark.parametrize("bypass", BY_AUTHORIZER, ids=lambda bypass: bypass.name)
def test_control_works_without_the_authorizer(bypass: Bypass, bare: sqlite3.Connection) -> None:
    assert attempt(bare.execute, bypass.tried) == []


def test_one_file_attached_twice_is_guarded_twice(guarded: BaseDatabaseWrapper, file: Path) -> None:
    before = contents(file)
    with guarded.cursor() as cursor:
        cursor.execute("ATTACH DATABASE %s AS again", [str(file)])
        assert attempt(cursor.execute, (f"DROP TRIGGER again.{LEDGER}_no_delete",))
        assert attempt(cursor.execute, (f"DELETE FROM again.{LEDGER}",))
    guarded.close()
    assert contents(file) == before


def test_what_a_migration_was_allowed_is_not_remembered(guarded: BaseDatabaseWrapper) -> None:
    harmless = f"DELETE FROM {LEDGER} WHERE 0"
    with guarded.cursor() as cursor:
        with guarded.guard_lowered():  # type: ignore[attr-defined]  # our own backend
            cursor.execute(harmless)
        with pytest.raises(DatabaseError, match="not authorized"):
            cursor.execute(harmless)


def test_the_guard_is_lowered_for_an_alteration_and_raised_again(guarded: BaseDatabaseWrapper) -> None:
    with guarded.schema_editor() as editor:
        editor.execute(f"DROP TRIGGER {LEDGER}_next", params=None)
    assert list(missing_guards(guarded)) == [f"the trigger {LEDGER}_next is gone"]
    with guarded.cursor() as cursor, pytest.raises(DatabaseError, match="not authorized"):
        cursor.execute(f"DROP TRIGGER {LEDGER}_no_delete")


def test_the_guard_is_raised_again_after_an_alteration_that_failed(guarded: BaseDatabaseWrapper) -> None:
    with pytest.raises(DatabaseError, match="syntax"), guarded.schema_editor() as editor:
        editor.execute("no such statement", params=None)
    with guarded.cursor() as cursor, pytest.raises(DatabaseError, match="not authorized"):
        cursor.execute(f"DROP TRIGGER {LEDGER}_no_delete")


def test_ordinary_work_goes_on(guarded: BaseDatabaseWrapper) -> None:
    """Control of the authorizer: what is not aimed at the guarded tables passes."""
    with guarded.cursor() as cursor:
        cursor.execute("UPDATE records_person SET name = 'Another'")
        cursor.execute("CREATE TEMP TABLE mine (id INTEGER)")
        cursor.execute("DROP TABLE mine")
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute("PRAGMA integrity_check")
        assert cursor.fetchone()[0] == "ok"
        cursor.execute(inserting("INSERT", **NEXT, **FRESH))


def test_the_file_is_for_its_owner_alone(tmp_path: Path) -> None:
    wrapper = connection.copy("copy")
    wrapper.settings_dict["NAME"] = tmp_path / "new" / "fairgate.sqlite3"
    with wrapper.cursor() as cursor:
        cursor.execute("CREATE TABLE kept (id integer)")
        modes = {file.name: stat.filemode(file.stat().st_mode) for file in (tmp_path / "new").iterdir()}
    wrapper.close()
    assert modes == {f"fairgate.sqlite3{end}": "-rw-------" for end in ("", "-wal", "-shm")}
    assert stat.filemode((tmp_path / "new").stat().st_mode) == "drwx------"


def test_models_cannot_change_what_is_there(house: House) -> None:
    case = house.case_with(1)
    letter = letter_of(case)
    row = case.entries.get()
    row.on = TODAY.replace(year=2020)
    for change in (row.save, row.delete, letter.delete, IssuedLetter.objects.all().delete):
        with pytest.raises(DatabaseError):
            change()
    with pytest.raises(DatabaseError):
        LedgerEntry.objects.update(payload="{}")
    with guards_down(connection):
        row.save()
    assert case.entries.get().on.year == 2020
