"""`fairgate policy show PACK`: the code as published, with the rules that each paragraph gives under it."""

import argparse
import os
import shutil
import sys
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from fairgate.policy.names import listed
from fairgate.policy.pack import Pack, load_pack
from fairgate.policy.rules import rules_by_paragraph
from fairgate.policy.sentences import joined

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_WIDEST = 100
_BOLD, _FAINT, _GREEN, _YELLOW = "1", "2", "32", "33"


def add_parser(subparsers: "Subparsers") -> None:
    """Add this command."""
    parser = subparsers.add_parser(
        "show",
        help="print a code with the rules that it gives",
        description="Prints a code of conduct; under each paragraph stand the rules that it gives, and the readings.",
    )
    parser.add_argument("pack", metavar="PACK", help="a pack's id, or a folder that holds pack.yaml")
    parser.add_argument("--edition", help="one edition; otherwise the newest")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print the code; coloured on a terminal alone, and never where NO_COLOR is set."""
    coloured = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    width = min(shutil.get_terminal_size().columns, _WIDEST)
    for line in shown(load_pack(args.pack, args.edition), width, coloured):
        print(line)
    return 0


def shown(pack: Pack, width: int = _WIDEST, coloured: bool = False) -> Iterator[str]:
    """The code line by line, at most `width` wide where words allow."""

    def paint(text: str, colour: str) -> str:
        return f"\033[{colour}m{text}\033[0m" if coloured else text

    def wrapped(text: str, first: str, rest: str) -> list[str]:
        return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_long_words=False)

    code = pack.code
    yield paint(code.title, _BOLD)
    yield f"{code.trust}, edition {code.edition}"
    review = f", to be reviewed by {code.review_by.isoformat()}" if code.review_by else ", with no date for its review"
    yield f"In force from {code.in_force_from.isoformat()}{review}; for {joined(code.applies_to)}"
    rules, section = rules_by_paragraph(code), ""
    for ref, paragraph in code.paragraphs.items():
        if paragraph.section != section:
            section = paragraph.section
            yield ""
            yield paint(section, _BOLD)
        yield ""
        yield from wrapped(paragraph.text, f"{ref}  ", " " * (len(ref) + 2))
        for rule in rules.get(ref, ()):
            for line in wrapped(f"{rule.sentence}.".replace("?.", "?"), "    → ", "      "):
                yield paint(line, _GREEN)
        for text in _notes(pack, ref):
            for line in wrapped(text, "    ! ", "      "):
                yield paint(line, _YELLOW)
        if ref in code.waivers:
            for line in wrapped(f"No rule: {code.waivers[ref]}.".replace("..", "."), "    - ", "      "):
                yield paint(line, _FAINT)


def _notes(pack: Pack, ref: str) -> Iterator[str]:
    """Readings and faults that concern a paragraph."""
    taken = {reading.id: reading.taken for reading in pack.code.readings}
    faults = [fault for fault in listed(pack.written.faults) if ref in listed(fault.paragraph)]
    for fault in faults:
        yield f"Fault in the document: {fault.what} Read as: {taken.get(fault.reading, fault.reading)}"
    told = {fault.reading for fault in faults}
    for reading in pack.code.readings:
        if ref in reading.paragraphs and reading.id not in told:
            yield f"Reading: {reading.silent} Read as: {reading.taken} Why: {reading.why}"
