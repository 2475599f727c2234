"""`fairgate ledger verify`: whether the ledger and the files of cases are what was written and handed in."""

import argparse
import json
import os
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fairgate.queries.evidence_whole import Files
    from fairgate.records.verify import Verdict

INTACT, BROKEN, UNREADABLE = 0, 1, 2


def add_parser(subparsers: Any) -> None:
    """Add `ledger` and its commands to the command line."""
    parser = subparsers.add_parser("ledger", help="the append-only record")
    commands = parser.add_subparsers(dest="ledger_command", required=True, metavar="COMMAND")
    verify = commands.add_parser(
        "verify",
        help="check every entry, letter, file and guard",
        description="Says 'intact' with the count and head of the ledger, or names the first bad entry; and each file "
        "that is gone or changed though nobody removed it. "
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
    from fairgate.queries.evidence_whole import files
    from fairgate.records.models import Case
    from fairgate.records.verify import verify

    try:
        verdict = verify(reference)
    except Case.DoesNotExist:
        return _cannot(f"there is no case {reference}")
    # What a ledger says of files counts only where the ledger itself is what was written.
    found = files(reference) if verdict.fault is None else None
    print(_json(verdict, found) if as_json else _sentence(verdict, found))
    return INTACT if verdict.intact and found is not None and not found.faults else BROKEN


def _json(verdict: "Verdict", found: "Files | None") -> str:
    fault = verdict.fault
    told = {
        "intact": verdict.intact and found is not None and not found.faults,
        "cases": verdict.cases,
        "entries": verdict.entries,
        "head": verdict.head,
        "fault": fault and asdict(fault),
        "files": found and {**asdict(found), "removed": [{**asdict(one), "on": f"{one.on}"} for one in found.removed]},
        "missing_guards": list(verdict.missing_guards),
        "role_can_rewrite": verdict.can_rewrite,
    }
    return json.dumps(told, indent=2)


def _sentence(verdict: "Verdict", found: "Files | None") -> str:
    lines = []
    if verdict.fault:
        lines.append(f"NOT intact: case {verdict.fault.case}, entry {verdict.fault.seq}: {verdict.fault.what}.")
        lines.append("Keep the database as it is, and compare with the newest backup that is intact.")
        lines.append("The files were not looked at: which there should be, only an intact ledger says.")
    elif not verdict.missing_guards and found is not None:
        word = "as written, though its files are not whole" if found.faults else "intact"
        lines.append(f"{word}: {verdict.entries} entries in {verdict.cases} cases, head {verdict.head}")
    lines += _of_files(found) if found is not None else []
    if verdict.missing_guards:
        lines.append("NOT guarded: " + "; ".join(verdict.missing_guards) + ".")
        lines.append("Find out who took a guard away; 'fairgate database guard' puts all of them back.")
    if verdict.can_rewrite:
        lines.append(
            "warning: this sign-in could take the guards away; the application should sign in as a role "
            "made by 'fairgate database grant'"
        )
    return "\n".join(lines)


def _of_files(found: "Files") -> list[str]:
    lines = [f"NOT whole: case {one.case}, entry {one.seq}: {one.what}." for one in found.faults]
    if found.faults:
        lines.append("Keep the folder of evidence as it is, and compare with the newest backup that is whole.")
    elif found.whole:
        lines.append(f"whole: {found.whole} {'file' if found.whole == 1 else 'files'}, each as it was handed in")
    lines += [
        f"removed lawfully: case {one.case}, the file of entry {one.seq}, on {one.on} ({one.basis.replace('_', ' ')})"
        for one in found.removed
    ]
    return lines


def _cannot(why: str) -> int:
    print(f"fairgate ledger verify: {why}", file=sys.stderr)
    return UNREADABLE
