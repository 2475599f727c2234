"""Lengths of time as a pack writes them: '10 school days', '48 weekday hours', '1 half-term'."""

import re

from fairgate.engine.code import Span
from fairgate.engine.words import Unit

PATTERN = r"^[1-9][0-9]{0,3} (weekday hour|hour|calendar day|working day|school day|week|month|half-term)s?$"
_SPAN = re.compile(PATTERN)
_UNITS = {unit.value.removesuffix("s"): unit for unit in Unit}


def read_span(text: str) -> Span:
    """The length that `text` states. ValueError, with what is wrong and how to mend it as its two arguments."""
    found = _SPAN.match(text)
    if found:
        return Span(int(text.split(" ", 1)[0]), _UNITS[found[1]])
    if re.match(r"^\s*\d+\s*days?\s*$", text):
        amount = text.split()[0]
        raise ValueError(
            f"'{text}' does not say which kind of day",
            f"Write '{amount} calendar days', '{amount} working days' or '{amount} school days'",
        )
    known = ", ".join(unit.value for unit in Unit)
    raise ValueError(
        f"'{text}' is not a length of time",
        f"Write a whole number above 0 and one of: {known}; such as '10 school days'",
    )
