"""Lapse: a measure has ended by its date, and the person is told so, in writing (law.md 21).

Nothing is decided: it ended by itself, at that instant, whether or not anybody told them (law.md I17).
"""

from datetime import date, timedelta

from fairgate.engine import phrases
from fairgate.engine.authority import why_not_competent
from fairgate.engine.case import Case, CaseMeasure
from fairgate.engine.code import Competence
from fairgate.engine.entry import Entry
from fairgate.engine.refusal import Reason, Refused, refuse
from fairgate.engine.service import CaseLetter
from fairgate.engine.words import MeasureState


class LapseTold(Entry, frozen=True, kw_only=True, tag="lapse_told"):
    """Somebody wrote to the person that the measure `of` has ended by its date; `text` is what else they say."""

    of: str
    text: str = ""


def tell_lapse(case: Case, proposed: LapseTold) -> LapseTold:
    """The entry as it may stand in the ledger, or every reason against it."""
    measure = case.measures.get(proposed.of)
    if measure is None:
        raise refuse(
            f"This case has no measure called {proposed.of!r}.",
            (),
            f"There are: {', '.join(case.measures) or 'none yet'}.",
        )
    rule = measure.measure.lapse
    name = phrases.lowered(measure.rule.name)
    if rule is None:
        raise refuse(
            f"The code gives no letter for a {name} that ended by its date.",
            measure.rule.paragraphs,
            "Tell them yourself.",
        )
    reasons = [why_not_told(case, measure)]
    reasons.append(
        why_not_competent(
            case.code,
            proposed.by,
            Competence(rule.owners, rule.paragraphs),
            f"tell the person that the {name} has ended",
        )
    )
    found = [reason for reason in reasons if reason is not None]
    if found:
        raise Refused(*found)
    return proposed


def lapsed_on(case: Case, measure: CaseMeasure) -> date | None:
    """The last day on which it held, where it ended by its date or by a review that was missed; else None."""
    if measure.lifted_on is not None or measure.ended_on is not None:
        return None
    if case.state_of(measure) is not MeasureState.ENDED:
        return None
    return measure.missed_review(case.on, case.calendar) or measure.until


def why_not_told(case: Case, measure: CaseMeasure) -> Reason | None:
    """Why the person cannot be told that it has ended, or None where they can, and should."""
    name = phrases.lowered(measure.rule.name)
    paragraphs = measure.measure.lapse.paragraphs if measure.measure.lapse else measure.rule.paragraphs
    last = lapsed_on(case, measure)
    if last is None:
        return Reason(
            f"This {name} has not ended by its date.",
            paragraphs,
            "A decision that ends it has its own letter."
            if measure.lifted_on or measure.ended_on
            else f"It ends after {phrases.day(measure.until)}.",
        )
    if measure.lapse_told_on is not None:
        told = phrases.day(measure.lapse_told_on)
        return Reason(f"The person was told on {told} that it has ended.", paragraphs, "Nothing more is needed.")
    another = next((other for other in case.current_measures() if other.rule.kind is measure.rule.kind), None)
    if another is not None:
        held = f"{phrases.one(another.rule.name)} is in force until {phrases.day(another.until)}"
        return Reason(
            f"{held}, so a letter that says this one has ended would mislead.",
            paragraphs,
            f"Wait until after {phrases.day(another.until + timedelta(days=1))}.",
        )
    return None


def apply(case: Case, entry: LapseTold) -> None:
    """Fold it in."""
    measure = case.measures[entry.of]
    measure.lapse_told_on = entry.on
    rule = measure.measure.lapse
    case.letters[entry.ref] = CaseLetter(
        entry.ref,
        entry.on,
        f"Word that the {phrases.lowered(measure.rule.name)} has ended",
        rule.owners if rule else (),
        rule.paragraphs if rule else (),
    )
