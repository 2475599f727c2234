"""What is kept of a letter beside the sheets that are sent: large print, its page on the web, translations.

They are made when the letter is issued, from the same data by the same template, and never again: whoever asks for
large print next month gets what was issued.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from fairgate.delivery.courtesy import LANGUAGES, for_sheets, language, translated
from fairgate.delivery.letter import Letter
from fairgate.delivery.pdf import Look, render
from fairgate.delivery.reading import kept, read
from fairgate.engine.words import Kind

LARGE, PAGE = "large", "page"
TO_OTHERS = frozenset({Kind.REFERRAL, Kind.PLATFORM_REPORT})
KINDS = (LARGE, PAGE, *LANGUAGES)
"""Large print (PDF); the page (JSON of a `Reading`, with every translation); English with a translation (PDF)."""

_CLAUSE = re.compile(r"[,;.\n]|\b(?:but|so|because|and)\b")
_NOT = re.compile(r"\b(?:no|not|never|cannot|without|declines?|declined|refuses?|refused|stopped|\w+n['’]t)\b")
_LARGE_PRINT = re.compile(r"\b(large|larger|big|bigger)[\s-]+(print|type|letters|font)\b")


class Needs(Struct, frozen=True):
    """What a person needs of a letter: large print or not; the code of a language to have beside English, or ''."""

    large_print: bool = False
    language: str = ""

    @property
    def edition(self) -> str:
        """The edition that suits them: of `KINDS`, or '' for the standard one.

        A translation is itself in large print for whoever needs that.
        """
        return self.language or (LARGE if self.large_print else "")


class Made(Struct, frozen=True):
    """One edition: its kind, and its bytes."""

    kind: str
    body: bytes


def needs(adjustments: str, languages: str) -> Needs:
    """What somebody needs, by what the school has noted of them in words: 'large print', 'Polish, some English'."""
    return Needs(_wants_large_print(adjustments.casefold()), reads(languages))


def _wants_large_print(said: str) -> bool:
    """Whether a clause asks for it: one that names it, and denies it not or twice ('cannot read without it').

    It only chooses which edition is offered first. Large print is made of every letter, and whoever sends one sees the
    choice; so what is not understood costs a click.
    """
    return any(_LARGE_PRINT.search(clause) and len(_NOT.findall(clause)) % 2 == 0 for clause in _CLAUSE.split(said))


def reads(languages: str) -> str:
    """The code of the first of our languages that is named, in English or in itself; '' where none is."""
    said = languages.casefold()
    found: dict[str, int] = {}
    for code in LANGUAGES:
        known = language(code)
        places = [said.find(name.casefold()) for name in (known.english_name, known.name)]
        if at := [place for place in places if place >= 0]:
            found[code] = min(at)
    return min(found, key=lambda code: found[code], default="")


def made(letter_path: Path, letter: Letter, of: Needs, *, logo: bytes = b"") -> Iterator[Made]:
    """Every edition of the letter for somebody with these needs. Raises what `render` raises."""
    yield Made(LARGE, render(letter_path, letter, look=Look.LARGE, logo=logo))
    reading = read(letter_path, letter)
    # What goes to a body or a site is not written to the person, whose languages these are.
    codes = () if letter.kind in TO_OTHERS else LANGUAGES
    translations = tuple(translated(letter, code) for code in codes)
    yield Made(PAGE, kept(replace(reading, translations=translations)))
    if of.language in codes:
        look = Look.LARGE if of.large_print else Look.STANDARD
        beside = for_sheets(translations[codes.index(of.language)])
        yield Made(of.language, render(letter_path, letter, look=look, translation=beside, logo=logo))
