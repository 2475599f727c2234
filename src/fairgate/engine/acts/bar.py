"""The bar: a named person must not come onto named premises, in writing, with an end."""

from fairgate.engine.acts.exception import why_not_whole
from fairgate.engine.acts.imposing import begin, impose, measure_of
from fairgate.engine.case import Case, CaseMeasure, CaseStep
from fairgate.engine.code import StepRule
from fairgate.engine.entry import MeasureImposed
from fairgate.engine.exceptions import BarException
from fairgate.engine.refusal import Refused, refuse
from fairgate.engine.words import Field


class BarImposed(MeasureImposed, frozen=True, kw_only=True, tag="bar_imposed"):
    """The person must not come onto `sites` from the day of the entry until `until`, both included.

    `allowed` is what stays open by place, time and purpose; `exceptions`, in words alone, stand beside it.
    """

    allowed: tuple[BarException, ...] = ()


def impose_bar(case: Case, rule: StepRule, proposed: BarImposed) -> BarImposed:
    """The bar as it may stand in the ledger: premises named, an end, what it rests on (law.md 1 to 3, I4)."""
    left_open = (*proposed.exceptions, *proposed.allowed)
    accepted = impose(case, rule, proposed, {Field.SITES: proposed.sites, Field.EXCEPTIONS: left_open})
    if not accepted.sites:
        raise refuse("A bar must name the premises.", rule.paragraphs, "Name the school or schools.")
    measure = CaseMeasure(CaseStep(accepted, case.seq, rule), accepted, measure_of(rule), ())
    for one in accepted.allowed:
        reason = why_not_whole(one, measure, accepted.on, rule.by.paragraphs)
        if reason is not None:
            raise Refused(reason)
    return accepted


def apply(case: Case, entry: BarImposed) -> None:
    """Fold the bar in."""
    begin(case, entry)
