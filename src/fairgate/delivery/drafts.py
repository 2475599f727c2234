"""A letter while it is written: its sheets, marked as a draft, and its words, with what is written for it marked.

It is set by the template and the facts by which it would be issued; the marks are two signs that no letter can have.
"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from fairgate.delivery.letter import Letter
from fairgate.delivery.pdf import Draft, render
from fairgate.delivery.reading import Reading, Runs, read
from fairgate.delivery.window import pages_of

FREE = ("reasons", "conditions", "exceptions", "arrangements.text", "weighed", "meeting.place")
"""What of a letter is written for it alone; all else is the template's or the record's."""

_BEGIN, _END = "\ue000", "\ue001"  # characters.py refuses them in every value


class Sketch(NamedTuple):
    """A letter that nobody has issued: its words, and its sheets as a PDF."""

    id: str
    reading: Reading
    pdf: bytes
    pages: int


class Piece(NamedTuple):
    """Some words in one look; `free` where they were written for this letter. A line end is a piece of its own."""

    text: str
    strong: bool
    emphasis: bool
    free: bool

    @property
    def is_end(self) -> bool:
        """Whether it is the end of a line."""
        return self.text == "\n"


def sketched(
    letter_path: Path, letter: Letter, *, fixed: Collection[str], blanks: Iterable[date] = (), logo: bytes = b""
) -> Sketch:
    """The letter as it stands. Texts of the fields of FREE are marked, but for `fixed` ones; `blanks` are left open.

    Raises as `pdf.render`.
    """

    def mark(where: str, text: str) -> str:
        plain = "".join(sign for sign in where if sign not in "0123456789[]")
        if not plain.startswith(FREE) or text in fixed:
            return text
        return "\n".join(f"{_BEGIN}{line}{_END}" if line.strip() else line for line in text.split("\n"))

    pdf = render(letter_path, letter, draft=Draft(), logo=logo)
    reading = read(letter_path, letter, draft=Draft(mark, tuple(blanks)))
    return Sketch(letter.id, reading, pdf, pages_of(pdf))


def pieces(runs: Runs) -> Iterator[Piece]:
    """The runs of a block, parted at the marks and at the ends of lines."""
    free = False
    for run in runs:
        text = ""
        for sign in f"{run.text}{_OUT}":
            if sign not in _PARTS:
                text += sign
                continue
            if text:
                yield Piece(text, run.strong, run.emphasis, free)
            text = ""
            free = {_BEGIN: True, _END: False}.get(sign, free)
            if sign == "\n":
                yield Piece(sign, strong=False, emphasis=False, free=False)


_OUT = "\x00"
_PARTS = frozenset({_BEGIN, _END, "\n", _OUT})


def cells(reading: Reading) -> Iterator[Runs]:
    """The runs of every paragraph, item and cell of a letter."""
    for block in reading.blocks:
        for name in ("runs", "head", "items"):
            found = getattr(block, name, ())
            yield from (found,) if name == "runs" else found
        for row in (*getattr(block, "rows", ()), *getattr(block, "pairs", ())):
            yield from row
