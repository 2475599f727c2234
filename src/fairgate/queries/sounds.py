"""How a name sounds, roughly: what its spellings in English, Polish, Arabic, Urdu or Welsh letters have in common.

Vowels and doubled letters differ most between one spelling of a name and another (Yusuf, Yousef; Hussain, Hossein), so
they are left out. What is left says little of a short name, and never that two names are one: it is a reason to ask.
"""

import re

_SPELT = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"^(?:kn|gn|pn)", "n"),
        (r"^wr", "r"),
        (r"^(?:ts|cz)", "c"),
        (r"^(?:io|ye|yi|je|ji)", "i"),
        (r"(?:sch|sz|sh|si(?=[aeou]))", "s"),
        (r"(?:tch|cz)", "c"),
        (r"(?:chr|khr)", "kr"),
        (r"ck|kh|gh(?=[aeiou])", "k"),
        (r"gh", ""),
        (r"ph|v|w(?=[aeiouy])", "f"),
        (r"dh|th|dt", "t"),
        (r"c(?=[eiy])|z|x|rz", "s"),
        (r"c(?!h)|q", "k"),
        (r"dj|dg|g(?=[eiy])|j", "j"),
    )
)
_LEFT_OUT = re.compile(r"[aeiouyhw]")
_DOUBLED = re.compile(r"(.)\1+")


def sound(word: str) -> str:
    """The consonants of a folded word as they sound, and a vowel at its beginning as 'a': 'Yousef' is 'ysf'."""
    spelt = word
    for pattern, instead in _SPELT:
        spelt = pattern.sub(instead, spelt)
    first = "a" if spelt[:1] in "aeiou" else spelt[:1]
    return _DOUBLED.sub(r"\1", first + _LEFT_OUT.sub("", spelt[1:]))


def spelt() -> list[tuple[str, str]]:
    """The spellings, and what is written instead, in order: for who does the same elsewhere."""
    return [(pattern.pattern, instead) for pattern, instead in _SPELT]
