"""A consequence that is only put on record: nothing is imposed."""

from fairgate.engine.entry import StepTaken


class ConsequenceRecorded(StepTaken, frozen=True, kw_only=True, tag="consequence_recorded"):
    """The consequence was recorded."""
