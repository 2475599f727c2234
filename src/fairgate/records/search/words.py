"""Text as words that can be found: small letters without accents, and without the endings of English words.

The same here for what is kept and for what is asked, on both databases, so that both find the same.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

LONGEST = 40
"""Letters of a word that count; PostgreSQL cannot index a word of thousands."""
MOST_TERMS = 8
_PREFIX_FROM = 3

# Letters that are one letter with a stroke, or two in one, and do not come apart under NFKD.
_FOLDS = str.maketrans(
    dict(zip("łøđðħŧıəɛɔ", "loddhtieeo", strict=True)) | {"þ": "th", "æ": "ae", "œ": "oe", "ŋ": "ng"}
)
_APOSTROPHES = re.compile("['’‘`´ʼʻ′＇]")
_VOWELS = frozenset("aeiouy")
_STOP = """
a about after again all also am an and any are as at be because been before being but by came can come could did do
does doing done down for from get go going got had has have he her here him his how i if in into is it its just like
me more my no not now of off on one or our out over said same say she so some than that the their them then there
they this to told too up us very was we went were what when where which while who will with would you your hes shes
theyre didnt doesnt dont wasnt werent isnt cant couldnt wouldnt ive im id
"""
STOP = frozenset(_STOP.split())
"""Words that say nothing about what is looked for."""


@dataclass(frozen=True)
class Term:
    """One word that was asked for. It finds words that begin with one of `starts`, or, of a short one, are one."""

    starts: tuple[str, ...]
    whole: bool = False

    def finds(self, word: str) -> bool:
        """Whether it finds that word of a text."""
        kept = {kept for one in (*split(word), *split(apart(word))) for kept in (one, stem(one))}
        return bool(kept & set(self.starts)) if self.whole else any(one.startswith(self.starts) for one in kept)


def bare(text: str) -> str:
    """The text in small letters, without accents and apostrophes."""
    # Taken apart twice: what folds to a capital or to two letters (ß, İ) may bring an accent of its own.
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold().translate(_FOLDS))
    letters = "".join(letter for letter in apart if not unicodedata.category(letter).startswith(("M", "Cf")))
    return _APOSTROPHES.sub("", letters)


def apart(text: str) -> str:
    """The text with a space for each apostrophe: D'Souza is found by Souza too."""
    return _APOSTROPHES.sub(" ", text)


def split(text: str) -> list[str]:
    """The words of a text, in order: letters and figures, everything else between them."""
    folded = "".join(letter if letter.isalnum() else " " for letter in bare(text))
    return [word[:LONGEST] for word in folded.split()]


def stem(word: str) -> str:
    """The word without its ending, so that shouts, shouted and shouting are one word."""
    if len(word) <= 3 or not word.isascii() or not word.isalpha():
        return word
    for ending, instead in (("sses", "ss"), ("ies", "y"), ("ied", "y")):
        if word.endswith(ending):
            return _rest(word[: -len(ending)] + instead)
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3 and not _VOWELS.isdisjoint(root):
            return _rest(root[:-1] if root[-1] == root[-2] and root[-1] not in "lsz" else root)
    return _rest(word)


def _rest(word: str) -> str:
    if len(word) > 3 and word[-1] == "e":
        return word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word[-1] == "y" else word


def stems(text: str) -> list[str]:
    """The words of a text without their endings, in order."""
    return [stem(word) for word in split(text)]


def terms(text: str) -> tuple[Term, ...]:
    """What somebody asks for, word by word; words that say nothing only where there are no others."""
    asked = list(dict.fromkeys(split(text)))
    telling = [word for word in asked if word not in STOP and len(word) > 1] or asked
    return tuple(_term(word) for word in telling[:MOST_TERMS])


def _term(word: str) -> Term:
    return Term(tuple(dict.fromkeys((stem(word), word))), whole=len(word) < _PREFIX_FROM)


def beginnings(text: str) -> Term | None:
    """Anything that begins with the same two letters as one of the words; None where there are no words."""
    asked = split(text)
    long = [word for word in asked if len(word) > 1] or asked
    return Term(tuple(dict.fromkeys(word[:2] for word in long[:MOST_TERMS]))) if long else None


_WORD = re.compile(r"\w+(?:['’]\w+)*")


def as_typed(text: str) -> list[str]:
    """The words of a text, in order, as they were typed."""
    return _WORD.findall(text)


def spans(text: str, asked: tuple[Term, ...]) -> Iterator[tuple[int, int]]:
    """Where in the text, as it was typed, a word stands that was asked for: its first letter, and the one after it."""
    for found in _WORD.finditer(text):
        if any(term.finds(found.group()) for term in asked):
            yield found.span()
