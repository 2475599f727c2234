"""A name as somebody writes it: its words, which of them are the surname, and what two spellings of it share.

Kept of everybody on record as `NameKey`, so that whoever has just a name is found by an index (queries/gate_rows.py).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from fairgate.records.search.words import bare

TITLES = frozenset({"mr", "mrs", "miss", "ms", "mx", "dr", "prof", "professor", "rev", "revd", "reverend"})
SUFFIXES = frozenset({"jr", "jnr", "junior", "sr", "snr", "senior"})
PREFIXES = frozenset({"o", "mc", "mac"})
"""Written apart or together as their bearers like: Mc Donald, O Brien."""
PARTICLES = frozenset(
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
CALLED = re.compile(r"^(?:nee|formerly|previously|known as|aka|also|was)\s+")


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
        while start > 1 and self.groups[start - 1][0] in PARTICLES:
            start -= 1
        return "".join(word for group in self.groups[start:] for word in group)

    @cached_property
    def surname_parts(self) -> frozenset[str]:
        """The surname, and each part of a double-barrelled one."""
        return frozenset({self.surname}.union(word for word in self.groups[-1] if word not in PARTICLES))

    @cached_property
    def any_surname(self) -> frozenset[str]:
        """The surname, and each word after the first name: of Maria Lopez Garcia, either may be what is given."""
        return self.surname_parts.union(word for group in self.groups[1:] for word in group if word not in PARTICLES)

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
    while len(groups) > 1 and groups[0][0] in TITLES:
        groups.pop(0)
    while len(groups) > 2 and groups[-1][0] in SUFFIXES:
        groups.pop()
    return Name(tuple(_joined(groups))) if groups else None


def others(own: Name, other_names: Iterable[str]) -> Iterator[Name]:
    """The other names of somebody called `own` on record, as they are written there: 'née Hay' is Hay."""
    for text in other_names:
        other = read(CALLED.sub("", fold(text).strip()))
        if other is not None:
            yield other


def keys_of(name: str, other_names: Iterable[str] = ()) -> frozenset[str]:
    """What names somebody outright: the key of their name, and of each other name that is a whole one."""
    own = read(name)
    if own is None:
        return frozenset()
    return frozenset({own.key} | {other.key for other in others(own, other_names) if other.is_whole})


def _joined(groups: Sequence[tuple[str, ...]]) -> Iterable[tuple[str, ...]]:
    """The groups, with Mc and Donald as one word, whether a space or a hyphen stood between them."""
    parts = [(part, place == 0) for group in groups for place, part in enumerate(group)]
    joined: list[list[str]] = []
    prefix, opens = "", False
    for number, (part, first) in enumerate(parts):
        opens = opens or first
        if part in PREFIXES and 0 < number < len(parts) - 1:
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
