"""Like cases: what else the trust did where the same paragraph was broken, as counts and nothing but counts.

The cases that a reader may open and those that they may not are counted apart, and each count stands alone: there is no
total, and no number below `SMALL` is ever said, so that none can be worked out from what is (law.md 30, data
minimisation). A count of nothing is not told from a small one.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import msgspec

from fairgate.engine import phrases
from fairgate.engine.acts.correction import BreachStruck
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.code import Code
from fairgate.engine.entries import STEP_ENTRIES
from fairgate.engine.words import Kind

SMALL = 5
"""Fewer than these are said as 'fewer than 5'."""

REACH = (
    Kind.CONVERSATION,
    Kind.MEETING,
    Kind.MEDIATION,
    Kind.ASK_TO_LEAVE,
    Kind.REMOVAL_REQUEST,
    Kind.WARNING,
    Kind.INTENTION,
    Kind.CONDITION,
    Kind.CONTACT_CAP,
    Kind.CHANNEL_RESTRICTION,
    Kind.BAR,
)
"""How far a response went, the least first. What is passed on or only noted is beside it."""


RECORDED, STRUCK = (str(one.__struct_config__.tag) for one in (BreachRecorded, BreachStruck))
STEPS = {str(STEP_ENTRIES[kind].__struct_config__.tag): kind for kind in REACH}
COUNTED = (RECORDED, STRUCK, *STEPS)
"""The types of entries from which a case's outcome is read."""


class Outline(msgspec.Struct, frozen=True):
    """What is read of one entry of a like case: what was broken or struck, or which step was taken. No words."""

    ref: str = ""
    of: str = ""
    clauses: tuple[str, ...] = ()
    step: str = ""


_outline = msgspec.json.Decoder(Outline)


@dataclass(frozen=True)
class LikeCase:
    """A case, as (type, payload) of its counted entries in order; `opens`: the reader may open it."""

    opens: bool
    entries: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Counted:
    """So many cases, never fewer than `SMALL`, that went as far as this."""

    outcome: str
    number: int


@dataclass(frozen=True)
class Like:
    """The like cases of one breach. `yours` are those that the reader may open, `elsewhere` the trust's others.

    What is not counted in them is small or nothing.
    """

    breach: str
    paragraphs: tuple[str, ...]
    yours: tuple[Counted, ...]
    elsewhere: tuple[Counted, ...]


NOTHING = "No step of the response"


def like_cases(code: Code, clauses: Iterable[str], cases: Iterable[LikeCase]) -> tuple[Like, ...]:
    """For each of the breaches, how far the cases went in which it is alleged or was found, and was not struck."""
    counts: dict[tuple[str, bool], Counter[str]] = {}
    for case in cases:
        live, outcome = _read(code, case)
        for clause in live:
            counts.setdefault((clause, case.opens), Counter())[outcome] += 1
    return tuple(
        Like(
            code.breaches[clause].name,
            code.breaches[clause].paragraphs,
            _said(counts.get((clause, True), Counter())),
            _said(counts.get((clause, False), Counter())),
        )
        for clause in clauses
        if clause in code.breaches
    )


def _read(code: Code, case: LikeCase) -> tuple[set[str], str]:
    """The breaches of a case that are live, and how far the response went."""
    broken: dict[str, tuple[str, ...]] = {}
    furthest, outcome = -1, NOTHING
    order = list(code.steps)
    for kind_of, payload in case.entries:
        if kind_of not in COUNTED:
            continue
        entry = _outline.decode(payload)
        if kind_of == RECORDED:
            broken[entry.ref] = entry.clauses
        elif kind_of == STRUCK:
            broken.pop(entry.of, None)
        else:
            place = REACH.index(STEPS[kind_of]) * 1000 + (order.index(entry.step) if entry.step in order else 0)
            if place > furthest:
                furthest, outcome = place, _name(code, entry.step)
    return {clause for clauses in broken.values() for clause in clauses}, outcome


def _name(code: Code, step: str) -> str:
    rule = code.steps.get(step)  # an earlier edition may have had steps that this one has not
    return rule.name if rule else phrases.upper(step.replace("_", " "))


def _said(counted: Counter[str]) -> tuple[Counted, ...]:
    return tuple(Counted(outcome, number) for outcome, number in counted.most_common() if number >= SMALL)
