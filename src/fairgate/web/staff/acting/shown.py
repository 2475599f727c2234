"""The letter of an act while it is written: its words as they will read, and what still keeps it from being made.

It is made from what stands in the form at that moment, and kept nowhere. What is still to be written has a place in it
in square brackets, so that whoever begins sees the fixed words around it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict

from fairgate.actions.acting import NotAllowed
from fairgate.actions.letter import sketch
from fairgate.delivery.drafts import Sketch, cells, pieces
from fairgate.delivery.letter import LetterRefused
from fairgate.delivery.reading import Block, Listed, Paragraph, plain, words
from fairgate.delivery.reading_age import Measured, measured
from fairgate.engine.entries import AnyEntry
from fairgate.queries.acting import Asked
from fairgate.queries.letter import reads_all
from fairgate.queries.reader import Reader
from fairgate.records.append import LedgerMoved
from fairgate.web.shared.forms import ActForm, Date, LongText, Text
from fairgate.web.staff.acting.calm import notes
from fairgate.web.staff.acting.unfit import put_on_fields

_TRIED = (14, 28, 7, 56, 100)
"""Days from now that stand in for one that is not given yet: the first with which the code lets the act be done."""


@dataclass(frozen=True)
class Shown:
    """The letter, or why there is none to show. `needed` and `problems` are {text, href}.

    `needed` is what is still to be filled in; `problems` stands against what was. `own` measures what was written for
    the letter, `whole` all of it. `restricted`: it quotes what is marked safeguarding, which this reader does not
    read.
    """

    title: str = ""
    blocks: Sequence[Block] = ()
    pdf: bytes = b""
    pages: int = 0
    needed: Sequence[Mapping[str, str]] = ()
    problems: Sequence[Mapping[str, str]] = ()
    own: Measured | None = None
    whole: Measured | None = None
    notes: Sequence[str] = ()
    restricted: bool = False

    @property
    def is_ready(self) -> bool:
        """Whether it could be issued as it stands."""
        return bool(self.blocks) and not self.needed and not self.problems


def told(drawn: Sketch, asked: Asked, **more: Any) -> Shown:
    """A letter that was set, measured; its words kept back from whoever does not read all that it quotes."""
    if not reads_all(asked.stands, asked.stands.entries, Reader.of(asked.by, asked.held, asked.code)):
        return Shown(restricted=True, pages=drawn.pages, **more)
    free = ([one.text for one in pieces(cell) if one.free or one.text == "\n"] for cell in cells(drawn.reading))
    written = ("".join(texts) for texts in free)
    own = "\n\n".join(text.strip() for text in written if text.strip())
    prose = "\n\n".join(
        text
        for block in drawn.reading.blocks
        if isinstance(block, Listed) or (isinstance(block, Paragraph) and block.role in ("", "lead-in"))
        for text in (words(block) if isinstance(block, Listed) else (plain(block.runs),))
    )
    mine = "\n".join(line for line in own.splitlines() if not line.startswith("["))
    return Shown(
        title=drawn.reading.title,
        blocks=drawn.reading.blocks,
        pdf=drawn.pdf,
        pages=drawn.pages,
        own=measured(mine),
        whole=measured(prose),
        notes=notes(mine),
        **more,
    )


def shown(
    checked: Callable[[ActForm], tuple[AnyEntry, ...]],
    make: Callable[..., ActForm],
    asked: Asked,
    posted: QueryDict,
    initial: Mapping[str, Any],
) -> Shown:
    """The letter of what was typed, as far as that goes."""
    form = make(posted, initial=initial)
    form.is_valid()
    needed = form.problems
    for days in _TRIED:
        later = asked.on + timedelta(days=days)
        # A Sunday: no day that the code works out falls on the same, and would be left open with it.
        filled, blanks = _filled(form, posted, later + timedelta(days=6 - later.weekday()))
        whole = make(filled, initial=initial)
        if not whole.is_valid():
            return Shown(needed=needed)
        try:
            entries = checked(whole)
            drawn = sketch(asked.stands.after(entries), entries, by=asked.by, blanks=blanks)
        except NotAllowed as refused:
            if blanks:
                continue
            return Shown(needed=needed, problems=[{"text": str(refused), "href": ""}])
        except LetterRefused as refused:
            return Shown(needed=needed, problems=put_on_fields(whole, refused))
        except LedgerMoved:
            break
        return told(drawn, asked, needed=needed) if drawn else Shown(needed=needed)
    return Shown(needed=needed)


def _filled(form: ActForm, posted: QueryDict, day: date) -> tuple[QueryDict, Iterable[date]]:
    """What was posted, with something in the place of each answer that is still missing; and the days among that."""
    filled = posted.copy()
    blanks = []
    for name in form.errors:
        field = form.fields.get(name)
        empty = not any(posted.get(one, "").strip() for one in (name, *(f"{name}-{part}" for part in _PARTS)))
        if not empty:
            continue
        if isinstance(field, Date):
            blanks.append(day)
            for part in _PARTS:
                filled[f"{name}-{part}"] = str(getattr(day, part))
        elif isinstance(field, LongText | Text):
            filled[name] = f"[{field.label}]"
        elif field is not None and isinstance(field.initial, str):
            filled[name] = field.initial
    return filled, blanks


_PARTS = ("day", "month", "year")
