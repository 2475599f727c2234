"""Leaving an aggressive message unanswered, on purpose and on record."""

from fairgate.engine.entry import StepTaken


class ReplyWithheld(StepTaken, frozen=True, kw_only=True, tag="reply_withheld"):
    """A message was left unanswered."""
