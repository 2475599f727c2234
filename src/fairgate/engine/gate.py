"""The gate's answer: may this person come in, here, now? No reason, no allegation, no history (law.md 30, I29).

A pure function of the cases' ledgers, the school, the instant and, where it is known, what somebody comes for (I18).
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from msgspec import Struct

from fairgate.engine.acts.channel import ChannelRestricted, ContactCapped
from fairgate.engine.acts.condition import ConditionSet
from fairgate.engine.acts.exception import Agreed, agreed
from fairgate.engine.case import Case, CaseMeasure
from fairgate.engine.exceptions import BarException, words
from fairgate.engine.words import Kind, Occasion


class GateAnswer(Struct, frozen=True):
    """What reception may know. `until` is the last day included; `contact` the office to call; nothing else.

    `now` may be come for at this very instant, and `later` at another; `exceptions`, in the words of the letter,
    whenever somebody comes for just that.
    `today`: for what they may come in on this one day all the same, where somebody gave leave in spite of every bar.
    """

    barred: bool
    until: date | None = None
    contact: str = ""
    exceptions: tuple[str, ...] = ()
    now: tuple[Agreed, ...] = ()
    later: tuple[Agreed, ...] = ()
    today: tuple[str, ...] = ()


class Instructions(Struct, frozen=True):
    """What is to be kept to with a person who may come in or not, without why: `conditions` as the person was told
    them; `contact` the office through which everything goes, '' where there is no such rule."""

    conditions: tuple[str, ...] = ()
    contact: str = ""


def answer(cases: Iterable[Case], school: str, at: datetime, purpose: Occasion | None = None) -> GateAnswer:
    """The answer for one person at one school from all their cases, each folded for the day of `at`.

    `at` is in the time of the school. Where two bars hold, the later end is told; something is open only as far as
    every bar that holds leaves it open. With a `purpose` only what is for that counts as open now.
    """
    bars = [
        measure
        for case in cases
        for measure in case.measures_in_force()
        if measure.rule.kind is Kind.BAR and school in measure.sites
    ]
    if not bars:
        return GateAnswer(barred=False)
    last = max(bars, key=lambda measure: measure.until)
    each = [_left_open(measure, school, at) for measure in (last, *(one for one in bars if one is not last))]
    now: dict[BarException, Agreed] = {}
    later: dict[BarException, Agreed] = {}
    whenever: dict[str, None] = {}
    for place, mine in enumerate(each):
        others = [theirs for other, theirs in enumerate(each) if other != place]
        for one in mine:
            found = one.exception
            alike = [[other.exception for other in theirs if found.is_like(other.exception)] for theirs in others]
            if not all(alike):
                continue
            if not found.is_timed:
                if all(any(not other.is_timed for other in theirs) for theirs in alike):
                    whenever.setdefault(words(found, "your"))
                    if purpose is found.kind:
                        now.setdefault(found, one)
            elif found.holds(at) and all(any(other.holds(at) for other in theirs) for theirs in alike):
                (now if purpose in (None, found.kind) else later).setdefault(found, one)
            else:
                later.setdefault(found, one)
    return GateAnswer(
        barred=True,
        until=last.until,
        contact=last.entry.contact,
        exceptions=tuple(whenever),
        now=tuple(now.values()),
        later=tuple(later.values()),
        today=_leave(bars, school, at.date()),
    )


def _leave(bars: list[CaseMeasure], school: str, on: date) -> tuple[str, ...]:
    """For what somebody was given leave for that day, in spite of every bar that holds."""
    given = [one.terms for bar in bars if (one := bar.overridden(on, school)) is not None]
    return tuple(dict.fromkeys(given)) if len(given) == len(bars) else ()


def _left_open(measure: CaseMeasure, school: str, at: datetime) -> list[Agreed]:
    """What one bar leaves open at that school and is not over yet."""
    return [one for one in agreed(measure) if one.exception.is_at(school) and not one.exception.is_over(at.date())]


def instructions(cases: Iterable[Case], school: str) -> Instructions:
    """What binds a person at that school besides, or instead of, a bar: how they are met, and through whom.

    A condition is told as it was set, for reception cannot keep to what it does not know; of a closed channel only that
    contact goes through one office. Which channel it is, and why, is none of reception's business.
    """
    conditions: dict[str, None] = {}
    contact = ""
    for case in cases:
        for entry in _binding(case, school):
            if isinstance(entry, ConditionSet):
                conditions |= dict.fromkeys(line.strip() for line in entry.conditions.splitlines() if line.strip())
            contact = contact or entry.contact
    return Instructions(tuple(conditions), contact)


def _binding(case: Case, school: str) -> Iterator[ConditionSet | ChannelRestricted | ContactCapped]:
    for measure in case.measures_in_force():
        entry = measure.entry
        here = school in (measure.sites or (school,))
        if here and isinstance(entry, ConditionSet | ChannelRestricted | ContactCapped):
            yield entry
