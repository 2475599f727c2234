"""`fairgate database`: puts the ledger's guards back, and makes the role that the application signs in as."""

import argparse
import os
import sys
from typing import Any


def add_parser(subparsers: Any) -> None:
    """Add `database` and its commands to the command line."""
    parser = subparsers.add_parser("database", help="the database's own guards")
    commands = parser.add_subparsers(dest="database_command", required=True, metavar="COMMAND")
    guard = commands.add_parser(
        "guard",
        help="put the guards of the append-only tables back",
        description="Puts every trigger of the append-only tables in place anew, when 'fairgate ledger verify' "
        "misses one. On PostgreSQL to be run as the owner of the tables. Exit 2: refused.",
    )
    guard.set_defaults(run=run, role=None)
    grant = commands.add_parser(
        "grant",
        help="make or renew the PostgreSQL role that the application signs in as",
        description="Run with DATABASE_URL signed in as the owner of the tables, after every migration. The role "
        "may add to the ledger and read it, and can neither change it nor take its guards away. "
        "Exit 2: refused.",
    )
    grant.add_argument("role", metavar="ROLE", help="its name, such as fairgate_app; made when there is none")
    grant.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Guard, or grant `args.role` its privileges; say what was done and answer 0, or why not and answer 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairgate.project.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        django.setup()
        print(_guard() if args.role is None else _grant(args.role))
    except (ImproperlyConfigured, DatabaseError, _refusal()) as error:
        print(f"fairgate database {args.database_command}: {str(error).strip()}", file=sys.stderr)
        return 2
    return 0


def _refusal() -> type[Exception]:
    from fairgate.records.guards.grants import GrantRefused

    return GrantRefused


def _guard() -> str:
    from django.db import connection

    from fairgate.records.guards.standing import missing_guards, put_back

    missing = list(missing_guards(connection))
    put_back(connection)
    return "".join(f"{one}: mended\n" for one in missing) + "The append-only tables are guarded."


def _grant(role: str) -> str:
    from django.db import connection

    from fairgate.records.guards.grants import grant

    made = grant(connection, role)
    told = f"The role {role} may add to the ledger and read it, and cannot change it."
    return f"{told}\nIt is new: give it a password with psql -c '\\password {role}'" if made else told
