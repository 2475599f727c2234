"""The role that the application signs in as on PostgreSQL: it owns nothing, and adds only to the ledger.

Not the owner, so it cannot drop or disable a trigger; no superuser, so it cannot set
session_replication_role; with INSERT and SELECT alone on the guarded tables, so UPDATE, DELETE and TRUNCATE
are refused before any trigger is asked.
"""

from typing import LiteralString

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from fairgate.records.guards.tables import NAMES

LONGEST_NAME = 63
READ_ONLY = frozenset({"django_migrations"})


class GrantRefused(Exception):
    """The role cannot be the application's; the text says why, and what to do."""


def grant(connection: BaseDatabaseWrapper, role: str) -> bool:
    """Give `role` what the application needs and nothing more; True when the role was made here.

    To be run by the owner of the tables, after every migration. Raises GrantRefused for a role that could
    undo the guards.
    """
    if connection.vendor != "postgresql":
        raise GrantRefused("roles are PostgreSQL's: set DATABASE_URL to the database, signed in as its owner")
    if not 0 < len(role.encode()) <= LONGEST_NAME:
        raise GrantRefused(f"the name of a role has 1 to {LONGEST_NAME} characters")
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute("SELECT current_schema(), current_database(), current_user")
        schema, database, owner = cursor.fetchone()
        cursor.execute(
            "SELECT rolsuper, pg_has_role(rolname, %s, 'MEMBER') FROM pg_roles WHERE rolname = %s",
            [owner, role],
        )
        standing = cursor.fetchone()
        if standing and any(standing):
            raise GrantRefused(
                f"the role {role} is the owner of the tables, a member of it, or a superuser: it could take "
                "the guards away. Name another; it is made when there is none"
            )
        tables = set(connection.introspection.table_names(cursor))
        if not tables >= NAMES:
            raise GrantRefused("the tables are not there yet: migrate first, then grant")
        if not standing:
            cursor.execute(_composed("CREATE ROLE {} LOGIN", role))
        for statement in _statements(role, schema, database, tables):
            cursor.execute(statement)
    return not standing


def _statements(role: str, schema: str, database: str, tables: set[str]) -> list[sql.Composed]:
    made = [
        _composed("ALTER ROLE {} NOCREATEDB NOCREATEROLE", role),
        # A temporary table could hide a guarded one from the functions and from the application itself.
        _composed("REVOKE TEMPORARY ON DATABASE {} FROM PUBLIC", database),
        _composed("REVOKE CREATE ON SCHEMA {} FROM PUBLIC", schema),
        _composed("GRANT CONNECT ON DATABASE {} TO {}", database, role),
        _composed("GRANT USAGE ON SCHEMA {} TO {}", schema, role),
        _composed("GRANT USAGE ON ALL SEQUENCES IN SCHEMA {} TO {}", schema, role),
    ]
    for table in sorted(tables):
        made.append(_composed("REVOKE ALL ON {}.{} FROM {}", schema, table, role))
        if table in READ_ONLY:
            made.append(_composed("GRANT SELECT ON {}.{} TO {}", schema, table, role))
        elif table in NAMES:
            made.append(_composed("GRANT SELECT, INSERT ON {}.{} TO {}", schema, table, role))
        else:
            made.append(_composed("GRANT SELECT, INSERT, UPDATE, DELETE ON {}.{} TO {}", schema, table, role))
    return made


def _composed(statement: LiteralString, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*(sql.Identifier(name) for name in names))
