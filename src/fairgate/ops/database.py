"""`fairgate database grant ROLE`: the role that the application signs in as on PostgreSQL."""

import argparse
import os
import sys
from typing import Any


def add_parser(subparsers: Any) -> None:
    """Add `database` and its commands to the command line."""
    parser = subparsers.add_parser("database", help="the database's own guards")
    commands = parser.add_subparsers(dest="database_command", required=True, metavar="COMMAND")
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
    """Grant, say what was done, and answer 0; or say why not, and answer 2."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairgate.project.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, connection

    from fairgate.records.guards.grants import GrantRefused, grant

    try:
        django.setup()
        made = grant(connection, args.role)
    except (GrantRefused, ImproperlyConfigured, DatabaseError) as error:
        print(f"fairgate database grant: {str(error).strip()}", file=sys.stderr)
        return 2
    if made:
        print(f"The role {args.role} is made. Give it a password: psql -c '\\password {args.role}'")
    print(f"The role {args.role} may add to the ledger and read it, and cannot change it.")
    return 0
