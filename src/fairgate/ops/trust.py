"""`fairgate trust logo`: the picture that a trust's letters carry in place of its name."""

import argparse
import os
import sys
from pathlib import Path
from typing import Any

DONE, REFUSED, UNREADABLE = 0, 1, 2


def add_parser(subparsers: Any) -> None:
    """Add `trust` and its command to the command line."""
    parser = subparsers.add_parser("trust", help="the logo on a trust's letters")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    logo = commands.add_parser(
        "logo",
        help="put a logo on the letters that are made from now on, or take it off",
        description="Puts a picture (PNG, JPEG or WebP, at most 5 MB) where the trust's name stands on its letters. It "
        "is painted anew by the process that looks at evidence, and made to fit. Letters that were issued stay as they "
        "are. Exit 0: done. 1: the picture is refused, and why is printed. 2: no such trust, or a file that cannot be "
        "read.",
    )
    logo.add_argument("trust", metavar="TRUST", help="the trust's short name, as in its addresses")
    given = logo.add_mutually_exclusive_group(required=True)
    given.add_argument("file", metavar="FILE", nargs="?", help="the picture")
    given.add_argument("--remove", action="store_true", help="print the trust's name again")
    logo.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Do it, say what was done, and answer the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairgate.project.settings")
    import django
    from django.db import DatabaseError

    try:
        django.setup()
        return _done(args)
    except DatabaseError as error:
        why = str(error).strip()
        return _said(f"the database cannot be used ({why}). Is it there, and migrated?", UNREADABLE)


def _done(args: argparse.Namespace) -> int:
    from django.conf import settings

    from fairgate.actions.trust_logo import remove_logo, take_logo
    from fairgate.delivery.evidence.refused import EvidenceRefused
    from fairgate.records.models import Trust

    trust = Trust.objects.filter(slug=args.trust).first()
    if trust is None:
        there = ", ".join(Trust.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
        return _said(f"there is no trust '{args.trust}'. There is: {there}.", UNREADABLE)
    if args.remove:
        print("The name is printed again." if remove_logo(trust=trust) else f"{trust.name} has no logo.")
        return DONE
    path = Path(args.file)
    with path.open("rb") as stream:
        try:
            take_logo(stream, path.name, path.stat().st_size, trust=trust, now=settings.FAIRGATE_CLOCK())
        except EvidenceRefused as refused:
            return _said(f"{refused.text} {refused.change}".strip(), REFUSED)
    print(f"Letters of {trust.name} that are made from now on carry this logo.")
    return DONE


def _said(why: str, status: int) -> int:
    print(f"fairgate trust logo: {why}", file=sys.stderr)
    return status
