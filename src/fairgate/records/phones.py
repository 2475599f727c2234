"""Telephone numbers: when two ways of writing are one number, and whether what somebody typed is one."""

import re

_SIGNS = re.compile(r"[\s().\-–/]+")
_ABROAD = re.compile(r"(?:\+|00)(\d+)")
_SHORTEST = 9
_LONGEST = 15


def normalised(text: str) -> str:
    """The figures of a number with the country's code before them, '447700900123'; '' where it is no such number.

    One without a code is taken as British: 07700 900123, +44 7700 900123 and 0044 (0)7700 900123 are one.
    """
    figures = _SIGNS.sub("", text.replace("(0)", ""))
    abroad = _ABROAD.fullmatch(figures)
    number = abroad[1] if abroad else f"44{figures.removeprefix('0')}"
    if not (number.isascii() and number.isdigit() and _SHORTEST <= len(number) <= _LONGEST):
        return ""
    return f"44{number[2:].removeprefix('0')}" if number.startswith("44") else number
