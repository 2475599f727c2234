"""How the engine's sentences name offices, dates and lists."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from fairgate.engine.code import Code
from fairgate.engine.entry import SUBJECT


def day(on: date) -> str:
    """A date in full: 25 October 2024."""
    return f"{on.day} {on:%B %Y}"


def either(words: Iterable[str]) -> str:
    """'a', 'a or b', 'a, b or c'."""
    return _joined(list(words), "or")


def both(words: Iterable[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    return _joined(list(words), "and")


def _joined(words: list[str], last: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def office(code: Code, office_id: str) -> str:
    """An office's name within a sentence: 'the Headteacher', 'any member of staff'."""
    known = code.offices.get(office_id)
    if office_id == SUBJECT:
        return "the person whom the case is about"
    if known is None:
        return office_id.replace("_", " ")
    if known.name.split(" ")[0].lower() in ("any", "a", "an", "the"):
        return known.name[0].lower() + known.name[1:]
    return f"the {known.name}"


def offices(code: Code, ids: Iterable[str]) -> str:
    """Several offices as alternatives."""
    return either(office(code, one) for one in ids)


def step(code: Code, step_id: str) -> str:
    """A step's name within a sentence, without its article: 'desist letter'."""
    rule = code.steps.get(step_id)
    return lowered(rule.name) if rule else step_id.replace("_", " ")


@lru_cache(maxsize=512)  # the same few names, in every position
def lowered(name: str) -> str:
    """A name within a sentence; names that begin with an abbreviation or a proper name keep their capital."""
    first = name.split(" ")[0]
    if len(first) > 1 and (first.isupper() or first in _PROPER):
        return name
    return name[:1].lower() + name[1:]


_PROPER = frozenset({"Hub", "Trust", "CEO", "Headteacher"})


def a(name: str) -> str:
    """A name with its article: 'a ban', 'an ask-to-leave'."""
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def one(name: str) -> str:
    """One of what a name names, at the head of a sentence: 'A ban', 'An urgent bar'."""
    return upper(a(lowered(name)))


def upper(text: str) -> str:
    """The words at the head of a sentence."""
    return text[:1].upper() + text[1:]
