"""The clause search: which paragraphs a description of what happened comes near, and by which of its words.

It offers and never chooses. The words of a description are looked for in each breach's own everyday words, in its name
and in its paragraphs; a word counts for more, the fewer breaches have it.
"""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

from fairgate.engine.code import Breach, Code
from fairgate.engine.words import Setting
from fairgate.records.search.words import STOP, as_typed, split, stem, stems

OWN, NAME, PARAGRAPH, OF_PHRASE = 4.0, 3.0, 1.0, 0.5
"""What a word is worth: one of the pack's everyday words, one of the breach's name, of its paragraphs, of a phrase."""
PHRASE = 8.0
"""What a phrase is worth whose words stand together."""
BETWEEN = 3
"""How many other words may stand between those of a phrase."""
LEAST = 2.0
"""What a breach must be worth to be offered."""

_WHOSE = frozenset({"my", "your", "his", "her", "their", "our", "me", "you", "him", "them", "us"})
"""One word in a phrase: who tells it says 'my' where who said it said 'your'."""


@dataclass(frozen=True)
class Nearest:
    """A breach that the description comes near; `because` are its words, as they were typed."""

    breach: Breach
    because: tuple[str, ...]
    worth: float


@dataclass(frozen=True)
class _Known:
    """The words of one breach: what each is worth, and its phrases, each as the stems of its words."""

    breach: Breach
    worth: dict[str, float]
    phrases: tuple[tuple[str, ...], ...]


def nearest(code: Code, description: str, setting: Setting | None = None) -> tuple[Nearest, ...]:
    """The breaches that the description comes near, the nearest first; of a place, only those that reach it."""
    reach = [one for one in code.breaches.values() if setting is None or setting in one.setting.covers]
    known = [_known(one, tuple(code.paragraphs[ref].text for ref in one.paragraphs)) for one in reach]
    shared = Counter(word for one in known for word in one.worth)
    typed = stems(description)
    told = _alike(typed)
    found = []
    for one in known:
        words = {word for word in typed if word in one.worth}
        phrases = [phrase for phrase in one.phrases if _stands(_alike(phrase), told)]
        worth = sum(one.worth[word] * log(1 + len(known) / shared[word]) for word in words) + PHRASE * len(phrases)
        if worth >= LEAST:
            said = words.union(*phrases)
            found.append(Nearest(one.breach, _because(description, said), worth))
    return tuple(sorted(found, key=lambda one: (-one.worth, one.breach.id)))


@lru_cache(maxsize=256)
def _known(breach: Breach, paragraphs: tuple[str, ...]) -> _Known:
    phrases = tuple(tuple(stems(text)) for text in breach.words)
    worth: dict[str, float] = {}
    for value, texts in (
        (OF_PHRASE, [text for text in breach.words if len(split(text)) > 1]),
        (PARAGRAPH, paragraphs),
        (NAME, [breach.name]),
        (OWN, [text for text in breach.words if len(split(text)) == 1]),
    ):
        for text in texts:
            worth.update((stem(word), value) for word in split(text) if word not in STOP)
    return _Known(breach, worth, tuple(phrase for phrase in phrases if len(phrase) > 1))


def _alike(words: Sequence[str]) -> list[str]:
    return ["your" if word in _WHOSE else word for word in words]


def _stands(phrase: Sequence[str], typed: Sequence[str]) -> bool:
    """Whether the words of the phrase stand in the text in their order, with few others between."""
    starts = (place + 1 for place, word in enumerate(typed) if word == phrase[0])
    return any(_follows(phrase[1:], typed[start : start + len(phrase) - 1 + BETWEEN]) for start in starts)


def _follows(rest: Sequence[str], typed: Sequence[str]) -> bool:
    words = iter(typed)
    return all(word in words for word in rest)


def _because(description: str, said: Collection[str]) -> tuple[str, ...]:
    """The words of the description that were found, each once; those that say nothing are left out."""
    typed = ((word.lower(), split(word)) for word in as_typed(description))
    return tuple(
        dict.fromkeys(word for word, (*parts,) in typed if any(p not in STOP and stem(p) in said for p in parts))
    )
