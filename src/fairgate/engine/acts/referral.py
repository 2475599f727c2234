"""Referrals: a matter is passed to the police, legal advisers, social care or another body; an outcome comes back."""

import msgspec

from fairgate.engine import phrases
from fairgate.engine.acts.taking import take
from fairgate.engine.case import Case
from fairgate.engine.code import StepRule
from fairgate.engine.entry import StepTaken
from fairgate.engine.refusal import refuse
from fairgate.engine.words import Agency


class Referred(StepTaken, frozen=True, kw_only=True, tag="referred"):
    """The matter was referred; `reference` is the receiving body's own, `to` its name, `agency` what it is.

    `works_with_children`: somebody has made sure that the person does, which is what a designated officer is for.
    """

    to: str = ""
    reference: str = ""
    agency: Agency | None = None
    works_with_children: bool = False


AGENCIES = {
    Agency.POLICE: "the police",
    Agency.SOCIAL_CARE: "children's social care",
    Agency.LADO: "the local authority's designated officer (LADO)",
    Agency.LEGAL: "the trust's legal advisers",
    Agency.PLATFORM: "the site on which it was posted",
}
"""Each body within a sentence."""


def refer(case: Case, rule: StepRule, proposed: Referred) -> Referred:
    """The referral as it may stand in the ledger: to a body that the code names, the usual one where none is given.

    The designated officer deals with people who work with children, never with a parent as such (law.md 48; trap 6).
    """
    taken = take(case, rule, proposed)
    assert isinstance(taken, Referred)  # noqa: S101 - as it was given
    if not rule.agencies:
        return taken
    agency = taken.agency or rule.agencies[0]
    if agency not in rule.agencies:
        raise refuse(
            f"{phrases.one(rule.name)} does not go to {AGENCIES[agency]}.",
            rule.paragraphs,
            f"It goes to {phrases.either(AGENCIES[one] for one in rule.agencies)}.",
        )
    if agency is Agency.LADO and not taken.works_with_children:
        raise refuse(
            f"{phrases.upper(AGENCIES[agency])} deals with people who work or volunteer with children, "
            "and nobody has said that this person does.",
            rule.paragraphs,
            f"If they do, say so. If they do not, {_other_than_lado(rule)}.",
        )
    return msgspec.structs.replace(taken, agency=agency)


def _other_than_lado(rule: StepRule) -> str:
    others = [AGENCIES[one] for one in rule.agencies if one is not Agency.LADO]
    return f"pass it to {phrases.either(others)}" if others else "speak to the designated safeguarding lead"
