"""Registrations of vehicles: how one is written, and where one stands in what somebody typed."""

import re

_GREAT_BRITAIN = (
    r"[A-Z]{2}[0-9]{2} ?[A-Z]{3}",  # since 2001: AB12 CDE
    r"[A-Z][0-9]{1,3} ?[A-Z]{3}",  # since 1983: A123 BCD
    r"[A-Z]{3} ?[0-9]{1,3}[A-Z]",  # since 1963: ABC 123D
    r"[A-Z]{3} ?[0-9]{4}",  # Northern Ireland: AIZ 1234
)
_PLATE = re.compile(rf"\b(?:{'|'.join(_GREAT_BRITAIN)})\b")
_LOOK_ALIKE = {"O": "0", "Q": "0", "I": "1"}
_SPARE = " ,;:.-–()"


def normalised(text: str) -> str:
    """A registration as it is kept and compared: capitals and figures alone, 'AB12CDE'."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def as_looked(text: str) -> str:
    """The same with letters that look like figures as figures: O and Q as 0, I as 1. For comparing alone."""
    return normalised(text).translate(str.maketrans("".join(_LOOK_ALIKE), "".join(_LOOK_ALIKE.values())))


def look_alikes() -> tuple[tuple[str, str], ...]:
    """The letters that look like figures, each with its figure."""
    return tuple(_LOOK_ALIKE.items())


def shown(registration: str) -> str:
    """A registration as it is read: with the space before its last three, where it is one of today's form."""
    today = re.fullmatch(r"([A-Z]{2}[0-9]{2})([A-Z]{3})", registration)
    return f"{today[1]} {today[2]}" if today else registration


def parted(text: str) -> tuple[str, str]:
    """The registration in what somebody typed, '' where there is none, and the rest: 'red van, AB12 CDE'."""
    found = _PLATE.search(text.upper()) if len(text.upper()) == len(text) else None
    if found is None:
        return "", text.strip()
    rest = f"{text[: found.start()].strip(_SPARE)} {text[found.end() :].strip(_SPARE)}"
    return normalised(found[0]), rest.strip()
