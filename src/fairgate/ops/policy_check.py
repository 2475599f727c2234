"""`fairgate policy check PACK [--json] [--on DATE]`: what is wrong with a code of conduct, and how to mend it."""

import argparse
import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from msgspec import to_builtins

from fairgate.policy.check import Findings, check_folder
from fairgate.policy.pack import find
from fairgate.policy.problems import PackError, Problem
from fairgate.policy.sentences import first_up

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def add_parser(subparsers: "Subparsers") -> None:
    """Add this command."""
    parser = subparsers.add_parser(
        "check",
        help="check a code of conduct",
        description="Checks that a code can be carried out. Exit status: 0 good, 1 errors, 2 it cannot be read.",
    )
    parser.add_argument("pack", metavar="PACK", help="a pack's id, or a folder that holds pack.yaml")
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")
    parser.add_argument("--on", metavar="DATE", type=day, help="check as on this date (2026-11-02); otherwise today")
    parser.set_defaults(run=run)


def day(text: str) -> date:
    """A date from the command line."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date; write it like 2026-11-02") from None


def run(args: argparse.Namespace) -> int:
    """Print the findings; 0 without errors, 1 with, 2 when the pack cannot be read."""
    today: date = args.on or date.today()
    try:
        found = check_folder(find(args.pack), today)
    except PackError as error:
        if not args.json:
            raise
        print(_printed({"readable": False, "errors": _rows(error.problems), "warnings": []}))
        return 2
    print(_printed(_answer(found, today)) if args.json else _told(found))
    return 1 if found.errors else 0


def _answer(found: Findings, today: date) -> Mapping[str, Any]:
    code = found.pack.code
    return {
        "readable": True,
        "pack": code.id,
        "edition": code.edition,
        "checked_on": today.isoformat(),
        "complete": found.complete,
        "errors": _rows(found.errors),
        "warnings": _rows(found.warnings),
    }


def _rows(problems: Iterable[Problem]) -> list[Any]:
    return [to_builtins(problem) for problem in problems]


def _printed(answer: Mapping[str, Any]) -> str:
    return json.dumps(answer, indent=2, ensure_ascii=False)


def _told(found: Findings) -> str:
    code = found.pack.code
    lines = [f"{code.title}, {code.trust}, edition {code.edition}"]
    for problem in (*found.errors, *found.warnings):
        cites = f" [{', '.join(dict.fromkeys(problem.paragraphs))}]" if problem.paragraphs else ""
        lines.append(f"{problem.severity}: {problem}{cites}")
    if not found.complete:
        lines.append("The other checks are made once these are mended.")
    errors, warnings = len(found.errors), len(found.warnings)
    lines.append(f"{first_up(_count(errors, 'error'))}, {_count(warnings, 'warning')}.")
    return "\n".join(lines)


def _count(number: int, word: str) -> str:
    return f"{number or 'no'} {word}{'' if number == 1 else 's'}"
