"""How old a reader has to be for a text: the grade of Kincaid's formula, and five years.

The formula is of Kincaid, Fishburne, Rogers and Chissom, 'Derivation of new readability formulas for Navy enlisted
personnel' (Research Branch Report 8-75, Naval Technical Training Command, 1975): 0.39 × words in a sentence + 11.8 ×
syllables in a word − 15.59 is a grade of American schools, whose first is begun at six. It measures length alone, not
sense. Syllables are counted by rule, which is right for most English words and one off for some; the kept libraries
that count them better bring a dictionary under the GPL.
"""

import re
from typing import NamedTuple

LEAST_WORDS = 20
"""Of fewer words nothing is said: one long name would decide it."""

LONG_SENTENCE = 25
"""Words from which a sentence is named as long: GOV.UK's own bound."""

_WORD = re.compile(r"[^\W_]+(?:['’.,:][^\W_]+)*")
_END = re.compile(r"[.!?]+[\"'”’)\]]*(?=\s+|$)|\n\s*\n|\n(?=\s*[-•*]\s)")
_SHORT = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Rev|St|No|e\.g|i\.e|a\.m|p\.m)\.(?=\s)")
_VOWELS = re.compile(r"[aeiouyáéíóúàèâêîôûäëïöü]+")
_PARTED = re.compile(  # two vowels beside each other that are spoken apart: 'area', 'radio', 'trying', 'science'
    r"ea$|[^cgstx]i(?:a(?!n|l\b)|o(?!ur))|[^aeo]ie[tn]|[yuo]ing\b|being|[^gq]ua(?:l|t)|[^aeiou]ism\b"
)
_SILENT = re.compile(  # 'time', 'times', 'walked', 'safely', 'statement'; not 'table', 'places', 'shouted'
    r"[^aeiou]e\b(?<![^aeiou]le)|[aeiou]le\b|[^aeioucgsxz]es\b(?<![cs]hes)(?<![^aeiou]les)|[aeiou]les\b"
    r"|[^aeioutd]ed\b(?<![^aeiou]led)|[^aeiou](?<![^aeiou]l)e(?:ly|ment|ments|ful|less|ness|thing|where)\b"
)


class Measured(NamedTuple):
    """What a text comes to: its words, the reading age in years, and its longest sentence if that is long."""

    words: int
    age: int
    long: str


def measured(text: str) -> Measured | None:
    """The measure of a text, or None for one of fewer than LEAST_WORDS words."""
    parts = [(part, len(_WORD.findall(part))) for part in sentences(text)]
    words = sum(count for _, count in parts)
    if words < LEAST_WORDS:
        return None
    longest, count = max(parts, key=lambda one: one[1])
    is_long = count > LONG_SENTENCE
    return Measured(words, max(5, round(grade(text) + 5)), " ".join(longest.split()) if is_long else "")


def grade(text: str) -> float:
    """Kincaid's grade of a text that has a word."""
    parts = [words for part in sentences(text) if (words := _WORD.findall(part))]
    words = [word for part in parts for word in part]
    return 0.39 * len(words) / len(parts) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def sentences(text: str) -> list[str]:
    """The sentences of a text: a full stop within '5.2' or after 'Mrs' ends none, an empty line does."""
    joined = _SHORT.sub(lambda found: found.group().replace(".", ""), text.replace("\r\n", "\n"))
    return [part for part in _END.split(joined) if part.strip()]


def syllables(word: str) -> int:
    """The syllables of a word, by rule: its groups of vowels, without those that are silent; a figure counts as one."""
    plain = word.lower().replace("’", "'").removesuffix("'s")
    found = len(_VOWELS.findall(plain)) + len(_PARTED.findall(plain))
    return max(1, found - len(_SILENT.findall(plain)))
