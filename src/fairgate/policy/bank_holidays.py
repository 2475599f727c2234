"""England's bank holidays, as GOV.UK publishes them: read from a package's own file, never fetched.

The package's own reader is not used: it can fetch, and it brings a whole HTTP client into every process.
"""

import json
from datetime import date
from functools import cache
from importlib.resources import files

from msgspec import Struct

_ENGLAND = "england-and-wales"


class BankHolidays(Struct, frozen=True):
    """The days, and the last day up to which they are published (the end of the last year in the list)."""

    days: frozenset[date]
    until: date


@cache
def bank_holidays() -> BankHolidays:
    """Every bank holiday in England that is known. Touches no network.

    A year counts as published once its Boxing Day is in the list, the last holiday of every year.
    """
    published = json.loads((files("govuk_bank_holidays") / "bank-holidays.json").read_text(encoding="utf-8"))
    days = frozenset(date.fromisoformat(event["date"]) for event in published[_ENGLAND]["events"])
    last = max(days)
    complete = last.year if last >= date(last.year, 12, 26) else last.year - 1
    return BankHolidays(days=days, until=date(complete, 12, 31))
