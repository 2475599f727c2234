"""Is the name that was typed at a gate the name of this person? Exactly, nearly, or not at all.

A near name never decides anything: it is a question to ask. Surname and first name are compared apart, and both
must agree, so that a common first name alone flags nobody. Whole strings compared at once flag half of the innocent.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from importlib.resources import files
from typing import Any

from rapidfuzz.distance import OSA, JaroWinkler

from fairgate.records.search.written_names import PREFIXES, SUFFIXES, TITLES, Name, fold, keys_of, others, read

__all__ = ["Known", "Match", "Name", "compare", "compare_child", "fold", "known", "known_as", "read", "rules"]

SURNAME_NEAR = 0.90
FIRST_NAME_NEAR = 0.88

_SHORTEST_EDITED = 3


class Match(IntEnum):
    """How a name that was typed agrees with a person's."""

    NONE = 0
    LIKE = 1  # further off than near: likeness.py alone says so
    NEAR = 2
    EXACT = 3


@dataclass(frozen=True)
class Known:
    """The names under which a person is on record: `keys` name them outright, `forms` are what may be near."""

    keys: frozenset[str]
    forms: tuple[Name, ...]


def known(name: str, other_names: Iterable[str] = ()) -> Known:
    """The names on record. A full other name counts as the name itself; one word of it may be either half."""
    return known_as((name,), other_names)


def known_as(names: Iterable[str], other_names: Iterable[str] = ()) -> Known:
    """The same of somebody with several full names, from several rows that are of one person."""
    each = [_known(name, other_names) for name in names]
    forms = dict.fromkeys(form.latin for one in each for form in one.forms)
    return Known(frozenset().union(*(one.keys for one in each)), tuple(forms))


def _known(name: str, other_names: Iterable[str]) -> Known:
    own = read(name)
    if own is None:
        return Known(frozenset(), ())
    forms = [own]
    for other in others(own, other_names):
        forms += [other] if other.is_whole else _halves(own, other)
    return Known(keys_of(name, other_names), tuple(forms))


def compare(typed: Name, person: Known) -> Match:
    """How the typed name agrees with the person's names: EXACT only letter for letter, once both are folded."""
    if typed.key in person.keys:
        return Match.EXACT
    if not typed.is_whole:
        return Match.NONE
    near = any(_near(order, form) for form in person.forms if form.is_whole for order in typed.latin.orders)
    return Match.NEAR if near else Match.NONE


def compare_child(typed: str, child: str) -> Match:
    """How a child's name, the first name alone or with a surname, agrees with one on record."""
    said, own = read(typed), read(child)
    if said is None or own is None:
        return Match.NONE
    if said.is_whole:
        return compare(said, known(child))
    if said.groups[0] == own.groups[0]:
        return Match.EXACT
    first = "".join(said.groups[0])
    return Match.NEAR if _same_first_name(first, "".join(own.groups[0])) else Match.NONE


def _near(one: Name, other: Name) -> bool:
    return first_names_agree(one, other) and surnames_agree(one, other)


def first_names_agree(one: Name, other: Name) -> bool:
    """Whether a first name of the one is that of the other: spelt nearly so, a short form of it, or its initial."""
    return any(_same_first_name(mine, theirs) for mine in one.first_names for theirs in other.first_names)


def surnames_agree(one: Name, other: Name) -> bool:
    """Whether the surnames, or parts of double ones, are the same but for a slip."""
    return (
        _one_edit(one.surname_in_full, other.surname_in_full)
        or _any_similar(one.surname_parts, other.any_surname if len(one.groups) == 2 else {other.surname})
        or _any_similar(other.surname_parts, one.any_surname if len(other.groups) == 2 else {one.surname})
    )


def _any_similar(some: Iterable[str], others: Iterable[str]) -> bool:
    there = tuple(others)
    return any(_similar(mine, theirs) for mine in some for theirs in there)


def _similar(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _SHORTEST_EDITED:
        return one == other
    return JaroWinkler.similarity(one, other) >= SURNAME_NEAR or OSA.distance(one, other, score_cutoff=1) <= 1


def _one_edit(one: str, other: str) -> bool:
    """The same but for one letter: another, one more, one less, or two that have changed places."""
    if min(len(one), len(other)) < _SHORTEST_EDITED:
        return one == other
    return OSA.distance(one, other, score_cutoff=1) <= 1


def _same_first_name(one: str, other: str) -> bool:
    if one == other:
        return True
    if 1 in (len(one), len(other)):
        return one[:1] == other[:1]
    if not _nicknames().get(one, frozenset()).isdisjoint(_nicknames().get(other, frozenset())):
        return True
    return JaroWinkler.similarity(one, other) >= FIRST_NAME_NEAR


def _halves(own: Name, word: Name) -> list[Name]:
    """A single word among the other names: another first name before the surname, or another surname after it."""
    return [Name((*word.groups, own.groups[-1])), Name((own.groups[0], *word.groups))] if own.is_whole else [word]


def nicknames_of(first: str) -> frozenset[str]:
    """The other first names that are a form of this one."""
    lines = _nicknames().get(first, frozenset())
    return frozenset(name for name, theirs in _nicknames().items() if not lines.isdisjoint(theirs)) - {first}


def rules() -> dict[str, Any]:
    """What names are read and compared by, for who does the same elsewhere (web/reception/offline)."""
    return {
        "titles": sorted(TITLES),
        "suffixes": sorted(SUFFIXES),
        "prefixes": sorted(PREFIXES),
        "surname_near": SURNAME_NEAR,
        "first_near": FIRST_NAME_NEAR,
        "shortest_edited": _SHORTEST_EDITED,
    }


@cache
def _nicknames() -> dict[str, frozenset[int]]:
    """Each first name, and the numbers of the lines of nicknames.txt in which it stands."""
    lines = (files("fairgate.queries") / "nicknames.txt").read_text(encoding="utf-8").splitlines()
    found: dict[str, set[int]] = {}
    for number, line in enumerate(lines):
        if not line.startswith("#"):
            for word in fold(line).split():
                found.setdefault(word, set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}
