"""The shape of a ledger entry: one fact of one case, in the past tense, with who, when and why.

An entry is also what an act proposes. `decide` answers a proposed entry with the entry as it may stand in the
ledger, its worked-out dates filled in, or with a refusal. Each act's own entries live beside it in `acts/`.
"""

from datetime import date

from msgspec import Struct

from fairgate.engine.words import Decision

SUBJECT = "subject"
"""The office of an `Actor` who holds none: the person whom the case is about."""


class Actor(Struct, frozen=True, gc=False):
    """Who acted, and in which office. `person` identifies one human being; the engine only ever compares it."""

    office: str
    person: str


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What every entry has: its own reference within the case, its day, and who made it."""

    ref: str
    on: date
    by: Actor


class StepTaken(Entry, frozen=True, kw_only=True):
    """What every step taken has: which step of the pack, why, in what words, and when an answer is due.

    `under` holds the paragraphs that opened it and name its office: filled in by the engine, so that a letter years
    later cites what let it be done that day.
    """

    step: str
    reasons: str = ""
    text: str = ""
    reply_by: date | None = None
    under: tuple[str, ...] = ()


class MeasureImposed(StepTaken, frozen=True, kw_only=True):
    """A step that imposes something for a time. `until` is the last day on which it holds.

    `rests_on` refers to the breaches it was imposed for; `arrangements` says how the child is brought, collected
    and reported on meanwhile (law.md 8).
    """

    until: date | None = None
    sites: tuple[str, ...] = ()
    contact: str = ""
    exceptions: tuple[str, ...] = ()
    arrangements: str = ""
    rests_on: tuple[str, ...] = ()


class MeasureDecided(Entry, frozen=True, kw_only=True, tag="measure_decided"):
    """An office decided about the measure `of`. `weighed` refers to the representations before it (law.md I27)."""

    of: str
    decision: Decision
    reasons: str = ""
    until: date | None = None
    review_on: date | None = None
    sites: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    weighed: tuple[str, ...] = ()
