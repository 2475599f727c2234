"""`fairgate letter`: samples of every letter, the trust's published checkpoint, and a file checked against it."""

import argparse
import hashlib
import os
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

GENUINE, NOT_GENUINE, UNREADABLE = 0, 1, 2

FIRST = "Fairgate checkpoint 1"
_LINE = re.compile(r"([0-9a-f]{64}) (\d{4}-\d\d-\d\d) (current|replaced \d{4}-\d\d-\d\d)")


class Line(Struct, frozen=True):
    """One letter of a checkpoint: its SHA-256, when it was issued, the day it was replaced or None."""

    sha256: str
    issued_on: date
    replaced_on: date | None


class Damaged(Exception):
    """A checkpoint that cannot be relied on. The message says why, and what to do."""


def add_parser(subparsers: Any) -> None:
    """Add `letter` and its commands to the command line."""
    parser = subparsers.add_parser("letter", help="samples of letters, and whether one is genuine")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    samples = commands.add_parser(
        "samples",
        help="write every letter of every pack and language as a PDF",
        description="Writes every letter of every pack, from invented data, for whoever reads the wording: as it is "
        "sent, in large print, and with the courtesy translation into each language.",
    )
    samples.add_argument("folder", metavar="DIR", help="where to write them")
    samples.set_defaults(run=run_samples)

    checkpoint = commands.add_parser(
        "checkpoint",
        help="print what the trust publishes for `letter verify`",
        description="Prints the trust's checkpoint: for each letter the SHA-256 of its bytes, the day of its issue and "
        "whether a later decision replaced it. Publish it where people trust that it is yours. It tells how many "
        "letters there were on each day; it names nobody.",
    )
    checkpoint.add_argument("trust", metavar="TRUST", help="the trust's short name, as in its addresses")
    checkpoint.set_defaults(run=run_checkpoint)

    fits = commands.add_parser(
        "fits",
        help="say whether the sheets of a letter keep to the places of one that is posted",
        description="Looks at a letter that was made or edited elsewhere: A4, ten pages and 2 MB at most, empty where "
        "GOV.UK Notify's plan of a letter is empty, an address in the window, every font in the file. "
        "Exit 0: it fits. 1: it does not, and what is wrong is printed. 2: the file cannot be read.",
    )
    fits.add_argument("file", metavar="FILE", help="a PDF")
    fits.set_defaults(run=run_fits)

    verify = commands.add_parser(
        "verify",
        help="say whether a letter is genuine, with no connection to anything",
        description="Compares a letter's PDF with a checkpoint that the trust published. "
        "Exit 0: genuine. 1: not in the checkpoint. 2: a file cannot be read.",
    )
    verify.add_argument("file", metavar="FILE", help="the letter's PDF, as it was received")
    verify.add_argument("--checkpoint", metavar="FILE", required=True, help="the trust's checkpoint")
    verify.set_defaults(run=run_verify)


def run_samples(args: argparse.Namespace) -> int:
    """Write the samples."""
    from fairgate.delivery.samples.__main__ import main

    return main(args.folder)


def run_fits(args: argparse.Namespace) -> int:
    """Say what keeps a letter from being posted."""
    from fairgate.delivery.evidence.looking import letter
    from fairgate.delivery.evidence.refused import EvidenceRefused

    path = Path(args.file)
    try:
        seen = letter(path)
    except OSError:
        print(f"{path} cannot be read. Check its name.", file=sys.stderr)
        return UNREADABLE
    except EvidenceRefused as refused:
        print(f"{refused.text} {refused.change}".strip(), file=sys.stderr)
        return UNREADABLE
    for fault in seen.faults:
        print(fault)
    if seen.text:
        print("In the window stands:", *(f"  {line}" for line in seen.text.splitlines()), sep="\n")
    return 1 if seen.faults else 0


def run_checkpoint(args: argparse.Namespace) -> int:
    """Print the checkpoint of a trust."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairgate.project.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        django.setup()
        from fairgate.records.models import Trust
        from fairgate.records.proof import printed_by

        trust = Trust.objects.filter(slug=args.trust).first()
        if trust is None:
            known = ", ".join(Trust.objects.order_by("slug").values_list("slug", flat=True)) or "none yet"
            return _cannot(f"there is no trust '{args.trust}'. Known: {known}.")
        letters = [Line(one.sha256, one.proof.issued_on, one.proof.replaced_on) for one in printed_by(trust)]
        print(written(trust.name, letters), end="")
    except ImproperlyConfigured as error:
        return _cannot(str(error))
    except DatabaseError as error:
        return _cannot(f"the database cannot be read ({str(error).strip()}). Is it there, and migrated?")
    return GENUINE


def run_verify(args: argparse.Namespace) -> int:
    """Say whether the file is one of the checkpoint's letters."""
    try:
        trust, letters = read(Path(args.checkpoint).read_text(encoding="utf-8", errors="replace"))
    except Damaged as error:
        return _cannot(str(error))
    found = letters.get(hashlib.sha256(Path(args.file).read_bytes()).hexdigest())
    if found is None:
        print(
            f"Not genuine, or not in this checkpoint: {trust} lists {len(letters)} letters, and none has the bytes of "
            "this file. A file that was saved again or scanned is another file; a letter newer than the checkpoint "
            "is not in it yet."
        )
        return NOT_GENUINE
    print(f"Genuine: issued by {trust} on {found.issued_on:%-d %B %Y}, every byte as issued.")
    if found.replaced_on is None:
        print("No later decision had replaced it when the checkpoint was made.")
    else:
        print(
            f"Replaced by a decision of {found.replaced_on:%-d %B %Y}, or by a copy edited and approved that day: a "
            "later letter says what holds now."
        )
    return GENUINE


def written(trust: str, letters: list[Line]) -> str:
    """A checkpoint as text. Its last line is the SHA-256 of all before it: a cut or altered file is noticed."""
    rows = [FIRST, f"trust: {' '.join(trust.split())}"]
    rows += [
        f"{one.sha256} {one.issued_on} {f'replaced {one.replaced_on}' if one.replaced_on else 'current'}"
        for one in letters
    ]
    body = "\n".join(rows) + "\n"
    return f"{body}whole: {hashlib.sha256(body.encode()).hexdigest()}\n"


def read(text: str) -> tuple[str, dict[str, Line]]:
    """The trust's name and the letters of a checkpoint by SHA-256. Raises Damaged."""
    body, mark, digest = text.rpartition("whole: ")
    if not mark or not body.startswith(f"{FIRST}\ntrust: "):
        raise Damaged("this is no checkpoint, or a part of one. Get it again from where the trust publishes it.")
    if hashlib.sha256(body.encode()).hexdigest() != digest.strip():
        raise Damaged("this checkpoint was altered or damaged. Get it again from where the trust publishes it.")
    head, *rows = body.splitlines()[1:]
    letters: dict[str, Line] = {}
    for row in rows:
        found = _LINE.fullmatch(row)
        if found is None:
            raise Damaged(f"this checkpoint has a line that this version cannot read: {row[:80]!r}. Use a newer one.")
        sha256, issued, state = found.groups()
        later = state.removeprefix("replaced ")
        replaced = date.fromisoformat(later) if later != "current" else None
        letters[sha256] = Line(sha256, date.fromisoformat(issued), replaced)
    return head.removeprefix("trust: "), letters


def _cannot(why: str) -> int:
    print(f"fairgate letter: {why}", file=sys.stderr)
    return UNREADABLE
