"""A service in a case: what is known of a letter that was sent and has not come back."""

from datetime import date
from typing import NamedTuple


class CaseService(NamedTuple):
    """One service that still counts. `of` is the entry whose letter it was; `seq` its own place in the ledger."""

    of: str
    on: date
    deemed_on: date
    seq: int
