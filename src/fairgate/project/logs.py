"""How faults are written down: where, and of what kind, and nothing that a person typed."""

import logging
import traceback
from types import TracebackType

Fault = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Writes a fault's kind and the lines of code it went through, but not its words.

    A database's complaint quotes the row, a parser's the text it could not read: names and what was said
    about people. The lines of code and the kind of fault are what mends it.
    """

    def formatException(self, ei: Fault) -> str:
        """The lines of code, innermost last, and the kind; the same of each fault that led to it."""
        told = []
        fault = ei[1]
        while fault is not None:
            lines = "".join(traceback.format_tb(fault.__traceback__))
            told.append(f"{lines}{type(fault).__module__}.{type(fault).__qualname__}")
            fault = fault.__cause__ or (None if fault.__suppress_context__ else fault.__context__)
        return "\nwhich led to:\n".join(reversed(told))
