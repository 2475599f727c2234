"""`fairgate evidence`: tidies the store of evidence, and scans again what waits for the virus scanner."""

import argparse
import os
import sys
from typing import Any

DONE, FOUND, UNREADABLE = 0, 1, 2


def add_parser(subparsers: Any) -> None:
    """Add `evidence` and its commands to the command line."""
    parser = subparsers.add_parser("evidence", help="the files of cases")
    commands = parser.add_subparsers(dest="evidence_command", required=True, metavar="COMMAND")
    tidy = commands.add_parser(
        "tidy",
        help="remove files that no case holds",
        description="Removes what was redacted, and what a power cut left behind more than a day ago. To be run daily.",
    )
    rescan = commands.add_parser(
        "rescan",
        help="scan what waits for the virus scanner",
        description="Scans what was added while the scanner did not answer. To be run every few minutes where one is "
        "set up. Exit 0: nothing waits. 1: something still waits, or was infected and is removed. 2: refused.",
    )
    tidy.set_defaults(run=run)
    rescan.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do it, say what was done, and answer 0 (done), 1 (something to look at) or 2 (cannot be done)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairgate.project.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        django.setup()
        return _tidied() if args.evidence_command == "tidy" else _scanned()
    except ImproperlyConfigured as error:
        return _cannot(args.evidence_command, str(error))
    except DatabaseError as error:
        why = f"the database cannot be used ({str(error).strip()}). Is it there, and migrated?"
        return _cannot(args.evidence_command, why)


def _tidied() -> int:
    from django.utils import timezone

    from fairgate.actions.evidence_upkeep import tidy

    count = tidy(now=timezone.now())
    print("Nothing to remove." if count == 0 else f"Removed: {count}.")
    return DONE


def _scanned() -> int:
    from django.utils import timezone

    from fairgate.actions.evidence_upkeep import scan_again

    done = scan_again(now=timezone.now())
    print(f"Scanned, and shown now: {done.clean}. Infected, and removed: {done.infected}. Still waiting: {done.held}.")
    if done.held:
        print("The scanner does not answer: see that it runs, and that FAIRGATE_CLAMAV names it.", file=sys.stderr)
    return FOUND if done.held or done.infected else DONE


def _cannot(command: str, why: str) -> int:
    print(f"fairgate evidence {command}: {why}", file=sys.stderr)
    return UNREADABLE
