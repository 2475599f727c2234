"""How a step ended: attended or refused, removed or not, and what silence reads as."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from fairgate.engine import phrases
from fairgate.engine.calendar import BeyondCalendar
from fairgate.engine.case import Case, CaseStep
from fairgate.engine.entry import Entry
from fairgate.engine.refusal import refuse
from fairgate.engine.words import Kind


class StepEnded(Entry, frozen=True, kw_only=True, tag="step_ended"):
    """The step `of` ended with one of the outcomes that the code gives it."""

    of: str
    outcome: str
    text: str = ""


def record_outcome(case: Case, proposed: StepEnded) -> StepEnded:
    """The outcome as it may stand in the ledger; a later one replaces what an earlier one meant."""
    step = step_named(case, proposed.of)
    rule = step.rule
    if proposed.outcome not in rule.outcomes and rule.kind is not Kind.REFERRAL:
        expected = phrases.either(repr(one) for one in rule.outcomes)
        raise refuse(
            f"{rule.name} cannot end {proposed.outcome!r}.",
            rule.paragraphs,
            f"It can end {expected}." if expected else "Nothing has to be recorded: the code gives it no outcome.",
        )
    return proposed


def step_named(case: Case, ref: str) -> CaseStep:
    """The step of that reference, or a refusal that lists those there are."""
    if ref not in case.steps:
        raise refuse(
            f"No step called {ref!r} was taken in this case.",
            (),
            f"There are: {', '.join(case.steps) or 'none yet'}.",
        )
    return case.steps[ref]


def apply(case: Case, entry: StepEnded) -> None:
    """Fold the outcome in."""
    step = case.steps[entry.of]
    step.outcome, step.outcome_on, step.outcome_seq = entry.outcome, entry.on, case.seq


def read_silence(case: Case, entries: Sequence[Entry]) -> None:
    """Read a reply date gone by without an answer as the code reads silence, from the day after it.

    It takes its place in the ledger after the last entry of that date.
    """
    for step in case.steps.values():
        if step.rule.silence is None or step.outcome is not None:
            continue
        last = _last_day(case, step)
        if last is not None and last < case.on:
            step.outcome = step.rule.silence
            step.outcome_on = last + timedelta(days=1)
            step.outcome_seq = bisect_right(entries, last, key=lambda entry: entry.on)


def _last_day(case: Case, step: CaseStep) -> date | None:
    """The last day for an answer, or None where none can be said yet.

    A letter that came after the day it names asks nothing; where the code's own time was taken, it runs from the
    day on which the letter was received, never from drafting (law.md I21).
    """
    last, within = step.entry.reply_by, step.rule.reply_within
    if last is None or step.posted_on is None:  # an invitation by word of mouth counts from its own day
        return last
    if step.served_on is None:
        return None
    try:
        if within is not None and case.calendar.after(step.entry.on, within) == last:
            return case.calendar.after(step.served_on, within)
    except BeyondCalendar:
        return None
    return last if step.served_on <= last else None
