"""Referrals: a matter is passed to the police, legal advisers, social care or another body; an outcome comes back."""

from fairgate.engine.entry import StepTaken


class Referred(StepTaken, frozen=True, kw_only=True, tag="referred"):
    """The matter was referred; `reference` is the receiving body's own."""

    to: str = ""
    reference: str = ""
