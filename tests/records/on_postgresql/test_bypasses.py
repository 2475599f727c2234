"""Each way round the append-only tables on PostgreSQL is tried, and refused; and shown to work once its guard is gone.

Three sign-ins try: the application's role (`fairgate database grant`), the owner of the tables, and a superuser.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from django.db import connection, connections
from psycopg import sql

from fairgate.records import door
from fairgate.records.guards.grants import GrantRefused, grant
from fairgate.records.guards.standing import can_rewrite, missing_guards
from fairgate.records.guards.tables import NAMES
from fairgate.records.models import AccessLog, LedgerEntry, Person
from tests.house import NOW, House, add, talk
from tests.postgres import ADMIN, OWNER
from tests.records.test_door import letter_of

pytestmark = pytest.mark.django_db(transaction=True)

APP = "fairgate_app"
TABLES = ("records_ledgerentry", "records_issuedletter", "records_accesslog")
LEDGER = TABLES[0]
COLUMNS = ", ".join(f'"{field.column}"' for field in LedgerEntry._meta.concrete_fields if field.column != "id")
COPIED = COLUMNS.replace('"seq"', "seq + 1", 1)

CHANGES = [
    *(f"UPDATE {table} SET id = id" for table in TABLES),
    *(f"DELETE FROM {table}" for table in TABLES),
    *(f"TRUNCATE {table} CASCADE" for table in TABLES),
    f"""INSERT INTO {LEDGER} ({COLUMNS}) SELECT {COLUMNS} FROM {LEDGER}
    ON CONFLICT (case_id, seq) DO UPDATE SET payload = 'forged'""",
    f"MERGE INTO {LEDGER} USING (SELECT 1) AS one ON true WHEN MATCHED THEN UPDATE SET payload = 'forged'",
    f"MERGE INTO {LEDGER} USING (SELECT 1) AS one ON true WHEN MATCHED THEN DELETE",
]
"""What changes or removes a row."""

NOT_NEXT = [
    f"INSERT INTO {LEDGER} ({COLUMNS}) SELECT {COLUMNS.replace(chr(34) + 'seq' + chr(34), 'seq + 7', 1)} FROM {LEDGER}",
    f"INSERT INTO {LEDGER} ({COLUMNS}) SELECT {COPIED} FROM {LEDGER} ORDER BY seq LIMIT 1",
]
"""Entries that do not follow the last one: a number too high; the right number, the wrong chain."""

UNDERMINING = [
    "SET session_replication_role = replica",
    f"ALTER TABLE {LEDGER} DISABLE TRIGGER USER",
    f"ALTER TABLE {LEDGER} DISABLE TRIGGER {LEDGER}_no_change",
    f"DROP TRIGGER {LEDGER}_no_change ON {LEDGER}",
    f"DROP TABLE {LEDGER} CASCADE",
    f"ALTER TABLE {LEDGER} RENAME TO gone",
    f"ALTER TABLE {LEDGER} OWNER TO {APP}",
    f"CREATE OR REPLACE FUNCTION {LEDGER}_refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
    f"CREATE TRIGGER quiet BEFORE INSERT ON {LEDGER} FOR EACH ROW EXECUTE FUNCTION {LEDGER}_refuse()",
    f"CREATE RULE quiet AS ON INSERT TO {LEDGER} DO INSTEAD NOTHING",
    f"CREATE TEMP TABLE {LEDGER} (id integer)",
    "CREATE TABLE public.of_our_own (id integer)",
    f"SET ROLE {OWNER}",
    f"SET SESSION AUTHORIZATION {OWNER}",
    f"GRANT {OWNER} TO {APP}",
    f"ALTER ROLE {APP} SUPERUSER",
    "CREATE ROLE another",
    f"SELECT id FROM {LEDGER} FOR UPDATE",
    f"DO 'BEGIN LOCK TABLE {LEDGER} IN ACCESS EXCLUSIVE MODE; END'",
    f"COPY {LEDGER} FROM PROGRAM 'true'",
]
"""What would take a guard away, or hide the table behind another."""


@pytest.fixture
def rows(house: House) -> None:
    """A ledger of two entries, a letter and a note, committed, and the application's role."""
    case = house.case_with(1)
    letter_of(case)
    add(case, talk("e2"), seq=1)
    AccessLog.objects.create(user=house.user(), kind="gate", asked="prestfield", opened=True, at=NOW)
    grant(connection, APP)


@contextmanager
def signed_in(role: str) -> Iterator[psycopg.Connection]:
    """A connection of its own as this role, to the database of the tests."""
    parameters = connection.get_connection_params()
    with psycopg.connect(host=parameters["host"], dbname=parameters["dbname"], user=role, autocommit=True) as found:
        yield found


def contents() -> object:
    with connection.cursor() as cursor:
        read = []
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")
            read.append([tuple(bytes(v) if isinstance(v, memoryview) else v for v in row) for row in cursor.fetchall()])
        cursor.execute("SELECT tgname, tgenabled FROM pg_trigger WHERE NOT tgisinternal ORDER BY tgname")
        return read, cursor.fetchall()


def refused(role: str, *statements: str) -> psycopg.Error:
    """What the last of the statements was refused with; nothing may have changed."""
    before = contents()
    with signed_in(role) as session:
        for statement in statements[:-1]:
            session.execute(sql.SQL(statement))  # type: ignore[arg-type]  # constants of this file
        with pytest.raises(psycopg.Error) as error:
            session.execute(sql.SQL(statements[-1]))  # type: ignore[arg-type]
    assert contents() == before
    return error.value


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("statement", CHANGES + UNDERMINING)
def test_the_applications_role_has_not_the_privilege(statement: str) -> None:
    error = refused(APP, statement)
    assert isinstance(error, psycopg.errors.InsufficientPrivilege | psycopg.errors.InvalidGrantOperation), error


@pytest.mark.usefixtures("rows")
def test_the_applications_role_cannot_give_itself_more() -> None:
    """PostgreSQL answers such a GRANT with a warning, and grants nothing."""
    with signed_in(APP) as session:
        session.execute(sql.SQL(f"GRANT UPDATE ON {LEDGER} TO {APP}"))
        assert session.execute("SELECT has_table_privilege(%s, 'UPDATE')", [LEDGER]).fetchone() == (False,)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("statement", NOT_NEXT)
def test_the_applications_role_adds_only_what_follows(statement: str) -> None:
    assert "append-only" in str(refused(APP, statement))


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("statement", CHANGES + NOT_NEXT)
def test_the_owner_is_refused_by_the_triggers(statement: str) -> None:
    assert "append-only" in str(refused(OWNER, statement))


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("statement", CHANGES + NOT_NEXT)
def test_so_is_a_superuser_that_says_it_is_a_replica(statement: str) -> None:
    assert "append-only" in str(refused(ADMIN, "SET session_replication_role = replica", statement))


# --- controls -----------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("statement", CHANGES)
def test_control_the_owner_succeeds_without_the_triggers(statement: str) -> None:
    with signed_in(OWNER) as session, session.transaction(force_rollback=True):
        for table in sorted(NAMES):  # CASCADE comes to those that point here too
            session.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(sql.Identifier(table)))
        touched = session.execute(sql.SQL(statement))  # type: ignore[arg-type]  # constants of this file
        left = session.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(LEDGER))).fetchone()
        assert touched.rowcount > 0 or left == (0,) or "TRUNCATE" in statement


@pytest.mark.usefixtures("rows")
def test_control_the_owner_forges_without_the_insert_trigger() -> None:
    with signed_in(OWNER) as session, session.transaction(force_rollback=True):
        session.execute(sql.SQL(f"ALTER TABLE {LEDGER} DISABLE TRIGGER {LEDGER}_next"))
        forged = COLUMNS.replace('"seq"', "seq + 7", 1).replace('"ref"', "'x'", 1).replace('"operation_key"', "'x'", 1)
        made = session.execute(sql.SQL(f"INSERT INTO {LEDGER} ({COLUMNS}) SELECT {forged} FROM {LEDGER} WHERE seq = 2"))
        assert made.rowcount == 1


@pytest.mark.usefixtures("rows")
def test_control_a_trigger_that_is_not_always_on_is_passed_by_a_replica() -> None:
    with signed_in(ADMIN) as session, session.transaction(force_rollback=True):
        session.execute(sql.SQL(f"ALTER TABLE {LEDGER} ENABLE TRIGGER {LEDGER}_no_change"))
        session.execute("SET LOCAL session_replication_role = replica")
        assert session.execute(sql.SQL(f"UPDATE {LEDGER} SET payload = 'forged'")).rowcount == 2


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("privilege", ["UPDATE", "DELETE", "TRUNCATE"])
def test_control_a_privilege_too_many_is_seen_and_taken_back(privilege: str) -> None:
    with signed_in(OWNER) as session:
        session.execute(sql.SQL(f"GRANT {privilege} ON {LEDGER} TO {APP}"))
    with signed_in(APP) as session:
        asked = "SELECT has_table_privilege(%s, %s)"
        assert session.execute(asked, [LEDGER, privilege]).fetchone() == (True,)
        grant(connection, APP)
        assert session.execute(asked, [LEDGER, privilege]).fetchone() == (False,)


@pytest.mark.usefixtures("rows")
def test_control_a_member_of_the_owner_could_undermine() -> None:
    with signed_in(ADMIN) as session:
        session.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(OWNER), sql.Identifier(APP)))
        try:
            with signed_in(APP) as member, member.transaction(force_rollback=True):
                member.execute(sql.SQL(f"ALTER TABLE {LEDGER} DISABLE TRIGGER USER"))
            with pytest.raises(GrantRefused, match="member"):
                grant(connection, APP)
        finally:
            session.execute(sql.SQL("REVOKE {} FROM {}").format(sql.Identifier(OWNER), sql.Identifier(APP)))


# --- the role, and what the guards say of themselves ------------------------------------------------------------


@contextmanager
def the_application_as(role: str) -> Iterator[None]:
    """Django's own connection, signed in as this role."""
    owner = connections["default"]
    wrapper = owner.copy()
    wrapper.settings_dict["USER"] = role
    connections["default"] = wrapper
    try:
        yield
    finally:
        wrapper.close()
        connections["default"] = owner


def test_the_application_works_as_its_role(house: House) -> None:
    grant(connection, APP)
    with the_application_as(APP):
        user = house.user("headteacher", house.prestfield)
        case = house.case_with(2)
        letter_of(house.case_with(1))
        assert door.open_case(user, case.reference, now=NOW) == case
        Person.objects.filter(pk=case.subject_id).update(name="Another Name")
        Person.objects.create(trust=house.oak, name="Nobody Yet").delete()
        assert not can_rewrite(connection)
        assert list(missing_guards(connection)) == []
    assert can_rewrite(connection)


@pytest.mark.parametrize("role", [OWNER, ADMIN])
def test_a_role_that_could_undo_the_guards_is_no_role_for_the_application(db: None, role: str) -> None:
    with pytest.raises(GrantRefused, match="could take the guards away"):
        grant(connection, role)


@pytest.mark.parametrize("role", ["", "x" * 64])
def test_a_name_that_cannot_be_is_refused(db: None, role: str) -> None:
    with pytest.raises(GrantRefused, match="63"):
        grant(connection, role)


def test_a_name_is_quoted(db: None) -> None:
    odd = 'x"; DROP TABLE records_case; --'
    assert grant(connection, odd) is True
    assert grant(connection, odd) is False
    with signed_in(ADMIN) as session:
        session.execute(sql.SQL("DROP OWNED BY {}").format(sql.Identifier(odd)))
        session.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(odd)))


def test_a_missing_or_weakened_guard_is_reported(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {LEDGER} ENABLE TRIGGER {LEDGER}_next")
        assert [one.split(" does")[0] for one in missing_guards(connection)] == [f"the trigger {LEDGER}_next"]
        cursor.execute(f"DROP TRIGGER {LEDGER}_next ON {LEDGER}")
        assert list(missing_guards(connection)) == [f"the trigger {LEDGER}_next is gone"]
