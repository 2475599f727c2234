"""A conversation: the first response, held by whoever the code lets hold it."""

from fairgate.engine.entry import StepTaken


class ConversationHeld(StepTaken, frozen=True, kw_only=True, tag="conversation_held"):
    """A conversation about the conduct was held."""
