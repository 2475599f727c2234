"""The bar review: on its date a measure is extended, with new reasons, or ended; it never just goes on.

The same checks serve the review of every kind of measure.
"""

from datetime import date

from fairgate.engine import phrases
from fairgate.engine.acts.imposing import require_length
from fairgate.engine.acts.taking import not_before
from fairgate.engine.calendar import BeyondCalendar
from fairgate.engine.case import Case, CaseMeasure
from fairgate.engine.entry import MeasureDecided
from fairgate.engine.refusal import refuse
from fairgate.engine.words import MeasureState


def extend(case: Case, measure: CaseMeasure, proposed: MeasureDecided, paragraphs: tuple[str, ...]) -> None:
    """Check an extension: in force, confirmed, found, longer than now, within the code's length (law.md 20, I22)."""
    name = phrases.lowered(measure.rule.name)
    if not measure.is_current(case.on, case.calendar):
        raise refuse(
            f"This {name} ended on {phrases.day(measure.until)}: what has ended cannot be extended.",
            paragraphs,
            "If the conduct has happened again, a new step can be taken for it.",
        )
    if measure.rests_on_nothing:
        raise refuse(
            "Every breach that this rests on has been struck: a measure needs a breach that counts.",
            paragraphs,
            "End it.",
        )
    if measure.state(case.on, case.calendar) is MeasureState.PROVISIONAL:
        raise refuse(
            f"This {name} is provisional: it must be decided on before it can be extended.",
            tuple(dict.fromkeys((*measure.measure.decision.paragraphs, *paragraphs))),
            phrases.upper(f"{phrases.offices(case.code, measure.measure.decision.owners)} decides first."),
        )
    if proposed.until is None or proposed.until <= measure.until:
        raise refuse(
            f"An extension must give a last day after {phrases.day(measure.until)}.",
            paragraphs,
            "Give the new last day.",
        )
    require_length(case, measure.measure.later, measure.since, proposed.until, proposed.reasons, name)
    require_dates(case, measure, proposed.until, proposed.review_on, proposed.on, paragraphs)


def end(case: Case, measure: CaseMeasure, proposed: MeasureDecided, paragraphs: tuple[str, ...]) -> None:
    """Check an ending: it has not been ended before, and is in force or still owes an answer."""
    name = phrases.lowered(measure.rule.name)
    if measure.lifted_on is not None or measure.ended_on is not None:
        raise refuse(f"This {name} has been ended already.", paragraphs, "Nothing more is needed.")
    if not measure.is_current(case.on, case.calendar) and not is_owed(case, measure):
        raise refuse(f"This {name} lapsed on {phrases.day(measure.until)}.", paragraphs, "Nothing more is needed.")


def require_dates(
    case: Case,
    measure: CaseMeasure,
    until: date | None,
    review_on: date | None,
    on: date,
    paragraphs: tuple[str, ...],
) -> None:
    """Refuse dates that cannot be: an end before the decision, or a review that is not between the two."""
    review = measure.measure.review
    cited = tuple(dict.fromkeys((*paragraphs, *(review.paragraphs if review else ()))))
    if until is not None:
        not_before(until, on, "The last day", cited)
    if review_on is None:
        return
    not_before(review_on, on, "The review date", cited)
    last = until or measure.until
    if review_on > last:
        raise refuse(
            f"The review date, {phrases.day(review_on)}, is after the last day, {phrases.day(last)}.",
            cited,
            f"Give a review date not after {phrases.day(last)}.",
        )


def is_owed(case: Case, measure: CaseMeasure) -> bool:
    """Whether a measure that has lapsed still owes its review, its decision or an answer to representations."""
    decision, review = measure.measure.decision, measure.measure.review
    if measure.lifted_on is not None or measure.ended_on is not None:
        return False
    if measure.pending:
        return True
    if decision.opens == "imposed" and measure.confirmed is None:
        return True
    if review is None or not review.outlives or review.if_missed == "ends":
        return False
    try:
        return measure.review_due(review, case.calendar) is not None
    except BeyondCalendar:  # owed, on a day that cannot be said
        return True
