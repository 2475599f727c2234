"""Asking a person to leave the premises, at once, for now: no length, no letter, no bar."""

from fairgate.engine.entry import StepTaken


class AskedToLeave(StepTaken, frozen=True, kw_only=True, tag="asked_to_leave"):
    """The person was asked to leave the premises."""
