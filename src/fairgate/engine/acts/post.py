"""Posts: asking for one to be taken down, and reporting one to the platform."""

from fairgate.engine.entry import StepTaken


class RemovalRequested(StepTaken, frozen=True, kw_only=True, tag="removal_requested"):
    """The person was asked to take a post down by `reply_by`."""

    address: str = ""


class PlatformReported(StepTaken, frozen=True, kw_only=True, tag="platform_reported"):
    """The post was reported to the platform; `reference` is the platform's own."""

    address: str = ""
    reference: str = ""
