"""A service in a case: what is known of a letter that was sent and has not come back."""

from datetime import date
from typing import NamedTuple


class CaseLetter:
    """A letter that neither a step nor a decision sent: an acknowledgement, or word that a measure has ended."""

    __slots__ = ("name", "offices", "on", "paragraphs", "posted_on", "ref", "served_on")

    def __init__(self, ref: str, on: date, name: str, offices: tuple[str, ...], paragraphs: tuple[str, ...]) -> None:
        self.ref = ref
        self.on = on
        self.name = name
        self.offices = offices  # who sees to it that it is served
        self.paragraphs = paragraphs
        self.posted_on: date | None = None
        self.served_on: date | None = None


class CaseService(NamedTuple):
    """One service that still counts. `of` is the entry whose letter it was; `seq` its own place in the ledger."""

    of: str
    on: date
    deemed_on: date
    seq: int
