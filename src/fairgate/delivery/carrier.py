"""What every way of sending can answer. None of these says to whom, so that all can be logged and shown."""

from datetime import timedelta
from enum import StrEnum

from msgspec import Struct

REMEMBERS = timedelta(days=7)
"""For how long GOV.UK Notify keeps what it was sent, and knows what became of it."""


class NotNow(Exception):
    """It was not taken, and can be tried again later as it is."""


class Never(Exception):
    """It was refused, and will be again: it has to be served another way. The message says why."""


class BrokenOff(Exception):
    """The connection broke while it was being handed over: nobody here can tell whether it was taken."""


class Forgotten(Exception):
    """The carrier knows nothing of it any more: nobody here can tell what became of it."""


class Stage(StrEnum):
    """How far a letter has come with its carrier."""

    TAKEN = "taken"
    POSTED = "posted"
    FAILED = "failed"


class Carried(Struct, frozen=True):
    """What the carrier says of a letter: its own name for it, how far it has come, why it failed if it did."""

    id: str
    stage: Stage
    why: str = ""
