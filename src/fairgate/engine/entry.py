"""The shape of a ledger entry: one fact of one case, in the past tense, with who, when and why.

An entry is also what an act proposes. `decide` answers a proposed entry with the entry as it may stand in the
ledger, its worked-out dates filled in, or with a refusal. Each act's own entries live beside it in `acts/`.
"""

from datetime import date
from typing import Literal

from msgspec import Struct

from fairgate.engine.words import Decision, Interest

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


class Countersignature(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Somebody else signed the same text, and with that it took effect (`countersigning.py`).

    `digest` is what they signed: the SHA-256 of the act, hexadecimal. `drafted_on` is the day on which it was drafted.
    """

    by: Actor
    digest: str = ""
    drafted_on: date | None = None


class StepTaken(Entry, frozen=True, kw_only=True):
    """What every step taken has: which step of the pack, why, in what words, and when an answer is due.

    `under` holds the paragraphs that opened it and name its office: filled in by the engine, so that a letter years
    later cites what let it be done that day. `instead` says why the office that the code names does not act, where
    another stands in for it.
    """

    step: str
    reasons: str = ""
    text: str = ""
    reply_by: date | None = None
    under: tuple[str, ...] = ()
    instead: str = ""
    countersigned: Countersignature | None = None


class Weighing(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What was weighed before somebody was put, or kept, under a measure (law.md 17; `weighing.py`).

    `alternatives`: what else was considered, and why it would not do; `child`: how it bears on the child; `needs`: what
    is known of the person's vulnerability, and what is adjusted for them ('none known' is an answer).
    """

    alternatives: str = ""
    child: str = ""
    needs: str = ""


class MeasureImposed(StepTaken, frozen=True, kw_only=True):
    """A step that imposes something for a time. `until` is the last day on which it holds.

    `rests_on` refers to the breaches it was imposed for, `weighed` to what the person had said on a notice of intention
    (law.md I27); `arrangements` says how the child is brought, collected and reported on meanwhile (law.md 8).
    """

    until: date | None = None
    sites: tuple[str, ...] = ()
    contact: str = ""
    exceptions: tuple[str, ...] = ()
    arrangements: str = ""
    rests_on: tuple[str, ...] = ()
    weighed: tuple[str, ...] = ()
    weighing: Weighing | None = None


class SteppedOut(Struct, frozen=True, gc=False):
    """A member of a body who was at its meeting and took no part in this decision, and why."""

    member: str
    why: Interest


class BodyMeeting(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The meeting of a council or panel at which it decided, as it stood when the decision was entered.

    `ref` is the records' own name of it; members are identified as an `Actor`'s person is. `quorum` is the trust's own
    number, used where the code gives none. `votes` are (for, against, abstained); None: the decision was unanimous.
    `entered_as` says in which part its clerk or chair entered it. `adjourned_to` is set where it broke off.
    """

    ref: str
    on: date
    present: tuple[str, ...]
    stepped_out: tuple[SteppedOut, ...] = ()
    quorum: int = 0
    votes: tuple[int, int, int] | None = None
    entered_as: Literal["clerk", "chair"] = "clerk"
    adjourned_to: date | None = None


class MeasureDecided(Entry, frozen=True, kw_only=True, tag="measure_decided"):
    """An office decided about the measure `of`. `weighed` refers to the representations before it (law.md I27).

    Where the office is a body, `meeting` says when it met and who decided (see `acts/body.py`); where it stands in for
    the one that the code names, `instead` says why.
    """

    of: str
    decision: Decision
    reasons: str = ""
    until: date | None = None
    review_on: date | None = None
    sites: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    weighed: tuple[str, ...] = ()
    meeting: BodyMeeting | None = None
    instead: str = ""
    weighing: Weighing | None = None
