"""Is the name that was typed at a gate the name of this person? Exactly, nearly, or not at all.

A near name never decides anything: it is a question to ask. Surname and first name are compared apart, and both
must agree, so that a common first name alone flags nobody. Whole strings compared at once flag half of the innocent.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from rapidfuzz.distance import OSA, JaroWinkler

from fairgate.records.search.words import bare

SURNAME_NEAR = 0.90
FIRST_NAME_NEAR = 0.88

_TITLES = frozenset({"mr", "mrs", "miss", "ms", "mx", "dr", "prof", "professor", "rev", "revd", "reverend"})
_SUFFIXES = frozenset({"jr", "jnr", "junior", "sr", "snr", "senior"})
_PREFIXES = frozenset({"o", "mc", "mac"})
"""Written apart or together as their bearers like: Mc Donald, O Brien."""
_PARTICLES = frozenset(
    {"al", "el", "ul", "ur", "bin", "ibn", "binti", "bint", "abu", "de", "da", "di", "do", "du", "dos", "das"}
    | {"del", "della", "der", "den", "van", "von", "ter", "ten", "la", "le", "st"}
)
"""They stand before the names of people who have nothing to do with each other."""
# As passports have it, more or less. Both kinds of soft sign are silent.
_LATIN = str.maketrans(
    dict(zip("абвгґдезиіїйклмнопрстуфыэё", "abvggdeziiyiklmnoprstufyee", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "є": "ye", "ю": "yu", "я": "ya"}
    | {"ь": "", "ъ": ""}
)
_CALLED = re.compile(r"^(?:nee|formerly|previously|known as|aka|also|was)\s+")
_SHORTEST_EDITED = 3


class Match(IntEnum):
    """How a name that was typed agrees with a person's."""

    NONE = 0
    LIKE = 1  # further off than near: likeness.py alone says so
    NEAR = 2
    EXACT = 3


@dataclass(frozen=True)
class Name:
    """A name in small plain letters: its words, in groups that a hyphen holds together; the last is the surname."""

    groups: tuple[tuple[str, ...], ...]

    @property
    def is_whole(self) -> bool:
        """Whether there is a first name, or an initial, and a surname."""
        return len(self.groups) > 1

    @cached_property
    def key(self) -> str:
        """What two spellings of one name share. A name said twice is the only name of who has no other."""
        apart = [(word,) for group in self.groups for word in group]
        words = [word for group in _joined(apart) for word in group]
        return " ".join(words[:1] if len(words) == 2 and words[0] == words[1] else words)

    @cached_property
    def first_names(self) -> frozenset[str]:
        """What they may go by: each first or middle name, the parts of a double one too."""
        given = self.groups[:-1]
        return frozenset(["".join(group) for group in given] + [word for group in given for word in group])

    @property
    def surname(self) -> str:
        """The surname as one word."""
        return "".join(self.groups[-1])

    @cached_property
    def surname_in_full(self) -> str:
        """The same with the particles before it: vanderberg."""
        start = len(self.groups) - 1
        while start > 1 and self.groups[start - 1][0] in _PARTICLES:
            start -= 1
        return "".join(word for group in self.groups[start:] for word in group)

    @cached_property
    def surname_parts(self) -> frozenset[str]:
        """The surname, and each part of a double-barrelled one."""
        return frozenset({self.surname}.union(word for word in self.groups[-1] if word not in _PARTICLES))

    @cached_property
    def any_surname(self) -> frozenset[str]:
        """The surname, and each word after the first name: of Maria Lopez Garcia, either may be what is given."""
        return self.surname_parts.union(word for group in self.groups[1:] for word in group if word not in _PARTICLES)

    @cached_property
    def latin(self) -> "Name":
        """The name in Latin letters, where it stands in those of Ukrainian, Russian or Bulgarian."""
        if all(word.isascii() for group in self.groups for word in group):
            return self
        return Name(tuple(tuple(word.translate(_LATIN) or word for word in group) for group in self.groups))

    @cached_property
    def orders(self) -> tuple["Name", ...]:
        """As it stands; with the first word as the surname; and, of three or more, with the last as first name."""
        turned = [Name((*self.groups[1:], self.groups[0]))]
        if len(self.groups) > 2:
            turned.append(Name((self.groups[-1], *self.groups[:-1])))
        return (self, *turned)


@dataclass(frozen=True)
class Known:
    """The names under which a person is on record: `keys` name them outright, `forms` are what may be near."""

    keys: frozenset[str]
    forms: tuple[Name, ...]


def fold(text: str) -> str:
    """The text in small letters without accents; apostrophes and figures gone, other signs but a hyphen a space."""
    return "".join(_plain(letter) for letter in bare(text))


def read(text: str) -> Name | None:
    """The name in what somebody typed; None where there is not one letter in it.

    'Penrose, Jo' is read as Jo Penrose; titles, and junior or senior, are left out.
    """
    folded = fold(text)
    before, comma, after = folded.partition(",")
    words = f"{after} {before}" if comma and after.strip(" ,-") else folded
    groups = [tuple(part for part in word.split("-") if part) for word in words.replace(",", " ").split()]
    groups = [group for group in groups if group]
    while len(groups) > 1 and groups[0][0] in _TITLES:
        groups.pop(0)
    while len(groups) > 2 and groups[-1][0] in _SUFFIXES:
        groups.pop()
    return Name(tuple(_joined(groups))) if groups else None


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
    keys, forms = {own.key}, [own]
    for text in other_names:
        other = read(_CALLED.sub("", fold(text).strip()))
        if other is None:
            continue
        forms += [other] if other.is_whole else _halves(own, other)
        if other.is_whole:
            keys.add(other.key)
    return Known(frozenset(keys), tuple(forms))


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
        "titles": sorted(_TITLES),
        "suffixes": sorted(_SUFFIXES),
        "prefixes": sorted(_PREFIXES),
        "surname_near": SURNAME_NEAR,
        "first_near": FIRST_NAME_NEAR,
        "shortest_edited": _SHORTEST_EDITED,
    }


def _joined(groups: Sequence[tuple[str, ...]]) -> Iterable[tuple[str, ...]]:
    """The groups, with Mc and Donald as one word, whether a space or a hyphen stood between them."""
    parts = [(part, place == 0) for group in groups for place, part in enumerate(group)]
    joined: list[list[str]] = []
    prefix, opens = "", False
    for number, (part, first) in enumerate(parts):
        opens = opens or first
        if part in _PREFIXES and 0 < number < len(parts) - 1:
            prefix += part
            continue
        if opens:
            joined.append([])
        joined[-1].append(prefix + part)
        prefix, opens = "", False
    return [tuple(group) for group in joined]


def _plain(letter: str) -> str:
    if letter.isalpha() or letter == ",":
        return letter
    if letter.isdigit():
        return ""  # a slip on the row above the letters: Wilk8inson
    return "-" if unicodedata.category(letter) == "Pd" else " "


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
