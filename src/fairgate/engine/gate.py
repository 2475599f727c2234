"""The gate's answer: may this person come in, here, today? No reason, no allegation, no history (law.md 30, I29)."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from fairgate.engine.case import Case
from fairgate.engine.words import Kind


class GateAnswer(Struct, frozen=True):
    """What reception may know. `until` is the last day included; `contact` the office to call; nothing else."""

    barred: bool
    until: date | None = None
    contact: str = ""
    exceptions: tuple[str, ...] = ()


def answer(cases: Iterable[Case], school: str) -> GateAnswer:
    """The answer for one person at one school from all their cases, each folded for the day.

    Where two bars hold, the later end is told; an exception is told only if every bar that holds makes it.
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
    shared = set.intersection(*(set(measure.entry.exceptions) for measure in bars))
    exceptions = tuple(one for one in last.entry.exceptions if one in shared)
    return GateAnswer(True, last.until, last.entry.contact, exceptions)
