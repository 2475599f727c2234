"""The bar: a named person must not come onto named premises, in writing, with an end."""

from fairgate.engine.acts.imposing import begin, impose
from fairgate.engine.case import Case
from fairgate.engine.code import StepRule
from fairgate.engine.entry import MeasureImposed
from fairgate.engine.refusal import refuse
from fairgate.engine.words import Field


class BarImposed(MeasureImposed, frozen=True, kw_only=True, tag="bar_imposed"):
    """The person must not come onto `sites` from the day of the entry until `until`, both included."""


def impose_bar(case: Case, rule: StepRule, proposed: BarImposed) -> BarImposed:
    """The bar as it may stand in the ledger: premises named, an end, what it rests on (law.md 1 to 3, I4)."""
    accepted = impose(case, rule, proposed, {Field.SITES: proposed.sites, Field.EXCEPTIONS: proposed.exceptions})
    if not accepted.sites:
        raise refuse("A bar must name the premises.", rule.paragraphs, "Name the school or schools.")
    return accepted


def apply(case: Case, entry: BarImposed) -> None:
    """Fold the bar in."""
    begin(case, entry)
