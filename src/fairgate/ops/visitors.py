"""`fairgate visitors sweep`: deletes what visitors signed, once it has been kept for as long as the trust says."""

import argparse
import os
import sys
from typing import Any

DONE, UNREADABLE = 0, 2


def add_parser(subparsers: Any) -> None:
    """Add `visitors` to the command line."""
    visitors = subparsers.add_parser("visitors", help="delete what visitors signed when its time is over")
    commands = visitors.add_subparsers(title="commands", metavar="COMMAND", required=True)
    sweep = commands.add_parser(
        "sweep",
        help="delete what is overdue, and every photograph of an earlier day",
        description="Deletes what visitors signed once it has been kept for as many days as their trust says, and "
        "every photograph of a visitor of an earlier day. How many were deleted is kept, and nothing else. Run it "
        "nightly. Exit 0: done. 2: the database cannot be reached.",
    )
    sweep.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Sweep, print how many, and answer the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairgate.project.settings")
    import django
    from django.db import DatabaseError

    try:
        django.setup()
        from django.conf import settings

        from fairgate.actions.arrival_upkeep import sweep

        swept = sweep(now=settings.FAIRGATE_CLOCK())
    except DatabaseError as error:
        why = str(error).strip()
        print(f"fairgate visitors: the database cannot be used ({why}). Is it there, and migrated?", file=sys.stderr)
        return UNREADABLE
    print(f"{swept.arrivals} arrivals and {swept.pictures} photographs deleted.")
    return DONE
