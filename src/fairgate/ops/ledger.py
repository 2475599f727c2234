"""`fairgate ledger verify`: whether the ledger is what was written, or the first entry that is not."""

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fairgate.records.verify import Verdict

INTACT, BROKEN, UNREADABLE = 0, 1, 2


def add_parser(subparsers: Any) -> None:
    """Add `ledger` and its commands to the command line."""
    parser = subparsers.add_parser("ledger", help="the append-only record")
    commands = parser.add_subparsers(dest="ledger_command", required=True, metavar="COMMAND")
    verify = commands.add_parser(
        "verify",
        help="check every entry, letter and guard",
        description="Says 'intact' with the count and head of the ledger, or names the first bad entry. "
        "Exit 0: intact. 1: not. 2: it could not be read.",
    )
    verify.add_argument("--case", metavar="REF", help="only the case with this reference")
    verify.add_argument("--json", action="store_true", help="print the answer as JSON")
    verify.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Verify, print, and answer 0 (intact), 1 (a fault, or a guard is missing) or 2 (cannot be read)."""
    # Django is set up here, so that the commands that need no database start without it.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairgate.project.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        django.setup()
        return _verify(args.case, as_json=args.json)
    except ImproperlyConfigured as error:
        return _cannot(str(error))
    except DatabaseError as error:
        return _cannot(f"the database cannot be read ({str(error).strip()}). Is it there, and migrated?")


def _verify(reference: str | None, *, as_json: bool) -> int:
    from fairgate.records.models import Case
    from fairgate.records.verify import verify

    try:
        verdict = verify(reference)
    except Case.DoesNotExist:
        return _cannot(f"there is no case {reference}")
    print(_json(verdict) if as_json else _sentence(verdict))
    return INTACT if verdict.intact else BROKEN


def _json(verdict: "Verdict") -> str:
    fault = verdict.fault
    return json.dumps(
        {
            "intact": verdict.intact,
            "cases": verdict.cases,
            "entries": verdict.entries,
            "head": verdict.head,
            "fault": fault and {"case": fault.case, "seq": fault.seq, "what": fault.what},
            "missing_guards": list(verdict.missing_guards),
            "role_can_rewrite": verdict.can_rewrite,
        },
        indent=2,
    )


def _sentence(verdict: "Verdict") -> str:
    lines = []
    if verdict.fault:
        lines.append(f"NOT intact: case {verdict.fault.case}, entry {verdict.fault.seq}: {verdict.fault.what}.")
        lines.append("Keep the database as it is, and compare with the newest backup that is intact.")
    elif not verdict.missing_guards:
        lines.append(f"intact: {verdict.entries} entries in {verdict.cases} cases, head {verdict.head}")
    if verdict.missing_guards:
        lines.append("NOT guarded: " + "; ".join(verdict.missing_guards) + ".")
        lines.append("Find out who took a guard away; 'fairgate database guard' puts all of them back.")
    if verdict.can_rewrite:
        lines.append(
            "warning: this sign-in could take the guards away; the application should sign in as a role "
            "made by 'fairgate database grant'"
        )
    return "\n".join(lines)


def _cannot(why: str) -> int:
    print(f"fairgate ledger verify: {why}", file=sys.stderr)
    return UNREADABLE
