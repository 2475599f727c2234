"""What an entry of a case says beside its sentence: what was typed, part by part, each under a heading."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from fairgate.engine import phrases
from fairgate.engine.acts.account import AccountTaken, Agreed, Part
from fairgate.engine.acts.closing import CaseClosed
from fairgate.engine.acts.condition import ConditionSet
from fairgate.engine.acts.correction import BreachStruck
from fairgate.engine.acts.finding import BreachFound
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.acts.meeting import MediationOffered, MeetingCalled
from fairgate.engine.acts.override import BarOverridden, OverrideReviewed
from fairgate.engine.acts.post import PlatformReported, RemovalRequested
from fairgate.engine.acts.referral import Referred
from fairgate.engine.acts.representations import RepresentationsMade
from fairgate.engine.acts.returned import LetterReturned
from fairgate.engine.entries import AnyEntry
from fairgate.engine.entry import MeasureDecided, MeasureImposed, StepTaken, Weighing
from fairgate.engine.exceptions import words
from fairgate.engine.words import Prompt


@dataclass(frozen=True)
class Words:
    """Some of the entry's own text, under its heading, as it was typed."""

    heading: str
    text: str


def words_of(entry: AnyEntry, person: str) -> Iterator[Words]:
    """What the entry says, part by part; nothing where nothing was given."""
    return (Words(heading, text) for heading, text in _told(entry, person) if text.strip())


def _told(entry: AnyEntry, person: str) -> Iterator[tuple[str, str]]:
    if isinstance(entry, BreachRecorded):
        yield from _incident(entry)
    elif isinstance(entry, AccountTaken):
        yield f"What {person if entry.part is Part.SUBJECT else entry.teller} tells", entry.text
        yield "Taken down by", entry.taken_by
        yield "Agreed", _AGREED[entry.agreed]
    elif isinstance(entry, RepresentationsMade):
        yield f"What {person} says", entry.text
    elif isinstance(entry, StepTaken):
        yield from _step(entry)
    elif isinstance(entry, BreachFound | BreachStruck | MeasureDecided | CaseClosed):
        yield "Reasons", entry.reasons
        if isinstance(entry, BreachFound | MeasureDecided):
            yield _INSTEAD, entry.instead
        if isinstance(entry, MeasureDecided):
            yield from _weighed(entry.weighing)
    elif isinstance(entry, BarOverridden):
        yield "What they might come in for", entry.terms
        yield "Reasons", entry.reasons
    elif isinstance(entry, OverrideReviewed):
        yield "What was found", entry.reasons
    elif isinstance(entry, LetterReturned):
        yield "What came back", entry.text
    else:
        yield "Reasons", getattr(entry, "reasons", "")
        yield "Note", getattr(entry, "text", "")


_INSTEAD = "Why the office that the code names did not act"
_AGREED = {
    Agreed.YES: "Yes: it is written down as it was told",
    Agreed.NO: "No: they say that it is not what they told",
    Agreed.NOT_ASKED: "Not asked yet",
}


def _incident(entry: BreachRecorded) -> Iterator[tuple[str, str]]:
    yield "What was reported", entry.text
    if entry.happened_at is not None:
        yield "When", _at(entry.happened, entry.happened_at)
    yield "Told by", f"{entry.behalf_of}; somebody else wrote it down" if entry.behalf_of else ""
    yield "Where", entry.place
    yield "Who was affected", entry.affected
    yield "Who saw or heard it", entry.witnesses
    yield "Why it is serious", entry.serious
    answers = dict(entry.answers)
    yield "The vehicle", answers.get(Prompt.VEHICLE.value, "")
    yield "What it would cost to put right", answers.get(Prompt.COST.value, "")


def _step(entry: StepTaken) -> Iterator[tuple[str, str]]:
    if isinstance(entry, MeetingCalled):
        yield "The meeting that is offered", _meeting(entry)
    if isinstance(entry, MediationOffered):
        yield "Who would mediate", entry.mediator
    if isinstance(entry, Referred):
        yield "To", entry.to
    if isinstance(entry, RemovalRequested | PlatformReported):
        yield "The post", entry.address
    if isinstance(entry, Referred | PlatformReported):
        yield "Their reference", entry.reference
    yield "Reasons", entry.reasons
    yield _INSTEAD, entry.instead
    yield "Note", entry.text
    if isinstance(entry, ConditionSet):
        yield "Conditions", entry.conditions
    if isinstance(entry, MeasureImposed):
        open_to = (*entry.exceptions, *(words(one, "their") for one in getattr(entry, "allowed", ())))
        yield "What stays allowed", "\n".join(f"– {one}" for one in open_to)
        yield "For the child meanwhile", entry.arrangements
        yield from _weighed(entry.weighing)


def _weighed(weighing: Weighing | None) -> Iterator[tuple[str, str]]:
    if weighing is not None:
        yield "What else was considered", weighing.alternatives
        yield "How it bears on the child", weighing.child
        yield "Needs that are known, and what is adjusted", weighing.needs


def _meeting(entry: MeetingCalled) -> str:
    when = _at(entry.meet_on, entry.meet_at) if entry.meet_on is not None else ""
    return ", ".join(part for part in (when, entry.where) if part)


def _at(on: date, at: time | None) -> str:
    """'16 November 2026 at 15:20', as both were given."""
    return f"{phrases.day(on)} at {at:%H:%M}" if at is not None else phrases.day(on)
