"""Conditions: a limit short of a bar, such as meeting only with two members of staff present."""

from fairgate.engine.acts.imposing import begin, impose
from fairgate.engine.case import Case
from fairgate.engine.code import StepRule
from fairgate.engine.entry import MeasureImposed
from fairgate.engine.refusal import refuse
from fairgate.engine.words import Field


class ConditionSet(MeasureImposed, frozen=True, kw_only=True, tag="condition_set"):
    """`conditions` bind the person until `until`."""

    conditions: str = ""


def set_condition(case: Case, rule: StepRule, proposed: ConditionSet) -> ConditionSet:
    """The conditions as they may stand in the ledger."""
    accepted = impose(case, rule, proposed, {Field.CONDITIONS: proposed.conditions, Field.SITES: proposed.sites})
    if not accepted.conditions.strip():
        raise refuse("The conditions must be written out.", rule.paragraphs, "Write what the person must do.")
    return accepted


def apply(case: Case, entry: ConditionSet) -> None:
    """Fold the conditions in."""
    begin(case, entry)
