"""`fairgate bounce`: a mail server hands over what came back, and the letter is owed again."""

import argparse
import os
import sys
from typing import Any

DONE, NOT_OURS, UNREADABLE = 0, 1, 2


def add_parser(subparsers: Any) -> None:
    """Add `bounce` to the command line."""
    parser = subparsers.add_parser(
        "bounce",
        help="take in a mail that came back",
        description="Reads a delivery report from standard input, as a mail server pipes it. If it is about a letter "
        "of ours that will never arrive, the case is told: the letter is owed again. "
        "Exit 0: taken in, or only delayed. 1: not about a letter of ours. 2: the database cannot be read.",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Take in one report; says nothing of whom it was about."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairgate.project.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    from fairgate.delivery.bounce import LARGEST, read_bounce

    bounce = read_bounce(sys.stdin.buffer.read(LARGEST + 1))
    if bounce is None:
        print("This is not about a letter of ours.")
        return NOT_OURS
    try:
        django.setup()
        from django.conf import settings

        from fairgate.actions.sending import came_back

        if bounce.for_good and not came_back(bounce.reference, bounce.status, now=settings.FAIRGATE_CLOCK()):
            print("This is not about a letter of ours, or it is known already.")
            return NOT_OURS
    except ImproperlyConfigured as error:
        return _cannot(str(error))
    except DatabaseError as error:
        return _cannot(f"the database cannot be read ({str(error).strip()}). Is it there, and migrated?")
    print("Taken in." if bounce.for_good else "Delayed: nothing has to be done yet.")
    return DONE


def _cannot(why: str) -> int:
    print(f"fairgate bounce: {why}", file=sys.stderr)
    return UNREADABLE
