"""Values made fit to print: normalised, stripped of invisible control, within their lengths, and in the fonts.

A letter is evidence. A name that silently loses a letter, runs right to left or prints as boxes is refused,
with the character and the place, before anything is set.
"""

import re
import struct
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

from fairgate.delivery.letter import LetterRefused

FONTS = Path(__file__).parent / "fonts"

TEXT_AT_MOST = 4_000
LINE_AT_MOST = 120
LINES_AT_MOST = 6  # of an address, below the name
ITEMS_AT_MOST = 60
MARKS_AT_MOST = 3  # combining marks on one letter; more would print over the lines above and below

_PROSE = frozenset({"text", "reasons", "serious_reasons", "said", "alternatives", "child", "needs"})
_LONGER = {
    "subject": 150,
    "exceptions": 400,
    "conditions": 400,
    "where": 300,
    "head": 128,
    "post": 300,
    "says": 300,
    "at": 300,
}


class NotFit(LetterRefused):
    """A value that cannot stand in a letter. `where` is its place in it ('arrangements[1].text').

    `what` is the rest of the sentence that its place begins; `others` are all that were found in the same letter.
    """

    def __init__(self, where: str, message: str, what: str) -> None:
        super().__init__(message)
        self.where = where
        self.what = what
        self.others: tuple[NotFit, ...] = (self,)


class CharacterNotPrintable(NotFit):
    """A character that the letters' fonts do not have. `character` and `where` say which one and in which field."""

    def __init__(self, character: str, where: str, before: str = "") -> None:
        self.character = character
        name = unicodedata.name(character, "a character without a name")
        which = f"{character!r} ({name}, U+{ord(character):04X})"
        place = f"after “{before}”, character number {len(before) + 1}" if before else "at the beginning"
        if len(before) > _BEFORE:
            place = f"after “…{before[-_BEFORE:]}”, character number {len(before) + 1:,}"
        change = "Write it in Latin, Greek or Cyrillic letters, or leave it out."
        super().__init__(
            where,
            f"The character {which} in {where} cannot be printed in a letter: it stands {place}. {change}",
            f"the character {which}, {place}, cannot be printed in a letter. {change}",
        )


_BEFORE = 24  # characters of what stands before one that cannot be printed: enough to find it by


class ValueTooLong(NotFit):
    """A value longer than the letter has room for."""

    def __init__(self, where: str, length: int, at_most: int, unit: str = "characters") -> None:
        self.over = length - at_most
        room = f"{length:,} {unit}; a letter has room for {at_most:,}, so there are {self.over:,} too many"
        super().__init__(where, f"{where} has {room}. Make it shorter.", f"there are {room}. Make it shorter.")


def fit(value: object, where: str = "letter") -> object:
    """The same value (dicts, lists, text, numbers) with every text in it fit to print.

    Raises the first `NotFit`, with all others.
    """
    found: list[NotFit] = []
    out = _fit(value, where, found)
    if found:
        found[0].others = tuple(found)
        raise found[0]
    return out


def _fit(value: object, where: str, found: list[NotFit]) -> object:
    try:
        if isinstance(value, str):
            return fit_text(value, where)
        if isinstance(value, dict):
            return {key: _fit(item, _within(where, str(key)), found) for key, item in value.items()}
        if isinstance(value, list | tuple):
            at_most = LINES_AT_MOST if where.endswith("address") else ITEMS_AT_MOST
            if len(value) > at_most:
                raise ValueTooLong(where, len(value), at_most, "lines" if where.endswith("address") else "items")
            return [_fit(item, f"{where}[{number}]", found) for number, item in enumerate(value, 1)]
    except NotFit as refused:
        found.append(refused)
    return value


def marked(value: object, mark: Callable[[str, str], str], where: str = "letter") -> object:
    """The same value with every text in it exchanged for what `mark` answers, given its place and the text."""
    if isinstance(value, str):
        return mark(where, value)
    if isinstance(value, dict):
        return {key: marked(item, mark, _within(where, str(key))) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [marked(item, mark, f"{where}[{number}]") for number, item in enumerate(value, 1)]
    return value


def _within(where: str, name: str) -> str:
    return f"{where}.{name}" if where != "letter" else name


def fit_text(text: str, where: str) -> str:
    """NFC, without control and bidi characters, every character in the fonts, no longer than its place.

    Long texts keep their line ends; in a name or a line of an address they become spaces.
    """
    name = where.rsplit(".", 1)[-1].split("[", 1)[0]
    prose = name in _PROSE
    at_most = TEXT_AT_MOST if prose else _LONGER.get(name, LINE_AT_MOST)
    if len(text) > at_most:
        raise ValueTooLong(where, len(text), at_most)
    if text.isascii() and text.isprintable():  # what our fonts always have
        return text.strip()
    out: list[str] = []
    marks = 0
    printable = _printable()
    for character in unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")):
        category = unicodedata.category(character)
        if category in {"Zl", "Zp"} or character in "\n\t\x0b\x0c":
            out.append("\n" if prose and character != "\t" else " ")
            continue
        if category in {"Cc", "Cf"}:  # control characters; format characters, bidi overrides among them
            continue
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if ord(character) not in printable or marks > MARKS_AT_MOST:
            raise CharacterNotPrintable(character, where, "".join(out))
        out.append(character)
    return "".join(out).strip()


def legible(text: str) -> str:
    """All of a text of the record, of any length, as our fonts can print it: what they lack is named in brackets.

    For copies of the record, which must lose nothing and can refuse nothing. Line ends stay.
    """
    kept = (
        " " if sign == "\t" else sign
        for sign in _named_in(text.replace("\r\n", "\n").replace("\r", "\n"))
        if sign in "\n\t" or unicodedata.category(sign) not in {"Cc", "Cf", "Zl", "Zp"}
    )
    return "".join(kept).strip()


def quoted(text: str) -> str:
    """Words of the record as a letter can print them, whatever somebody once wrote or sent.

    What its author types for a letter is refused where it cannot be printed, and they change it. The record cannot be
    changed, so what is quoted from it never stops a letter: a sign that the fonts lack is named, words in letters that
    they lack are said to stand there, and what is too long is cut, each in square brackets.
    """
    whole = _named_in(text)
    if len(whole) <= TEXT_AT_MOST:
        return whole
    head = whole[: TEXT_AT_MOST - len(_CUT)]
    return (head.rpartition(" ")[0] or head) + _CUT


def _named_in(text: str) -> str:
    """The text with what the fonts lack named in square brackets."""
    out: list[str] = []
    marks = 0
    for character in unicodedata.normalize("NFC", text):
        category = unicodedata.category(character)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks > MARKS_AT_MOST:
            continue
        if ord(character) in _printable() or category in {"Cc", "Cf", "Zl", "Zp"}:
            out.append(character)
        else:
            out.append(_named(character, category))
    return _RUN.sub(r"\1", "".join(out))


_CUT = " [Shortened here. The whole is on record.]"
_RUN = re.compile(r"(\[words in [A-Z][a-z ]+\])(?:[\s.,:!?]*\1)+")


def _named(character: str, category: str) -> str:
    """What stands for a character that cannot be printed; nothing for one that only changes how another looks."""
    name = unicodedata.name(character, "")
    if category[0] == "M" or category == "Sk" or name.startswith("VARIATION SELECTOR"):
        return ""
    if category[0] == "L":
        script = name.partition(" ")[0].capitalize()
        return "[words in Chinese characters]" if script == "Cjk" else f"[words in {script} letters]"
    return f"[{name.lower() or 'a sign without a name'}]"


@cache
def _printable() -> frozenset[int]:
    """The code points that every file of the letters' own family has a glyph for; others are for translations."""
    return frozenset.intersection(*(_code_points(path.read_bytes()) for path in sorted(FONTS.glob("NotoSans-*.ttf"))))


def _code_points(font: bytes) -> frozenset[int]:
    """The code points of a TrueType file's character map (formats 4 and 12)."""
    (tables,) = struct.unpack_from(">H", font, 4)
    records = (struct.unpack_from(">4sIII", font, 12 + 16 * n) for n in range(tables))
    start = next(offset for tag, _sum, offset, _length in records if tag == b"cmap")
    found: set[int] = set()
    (maps,) = struct.unpack_from(">H", font, start + 2)
    for n in range(maps):
        _platform, _encoding, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * n)
        at = start + offset
        (form,) = struct.unpack_from(">H", font, at)
        if form == 12:
            found |= _segmented_32(font, at)
        elif form == 4:
            found |= _segmented_16(font, at)
    return frozenset(found)


def _segmented_32(font: bytes, at: int) -> set[int]:
    (groups,) = struct.unpack_from(">I", font, at + 12)
    found: set[int] = set()
    for n in range(groups):
        first, last, glyph = struct.unpack_from(">III", font, at + 16 + 12 * n)
        found.update(code for code in range(first, last + 1) if glyph + code - first)
    return found


def _segmented_16(font: bytes, at: int) -> set[int]:
    (twice,) = struct.unpack_from(">H", font, at + 6)
    count = twice // 2
    ends, starts = at + 14, at + 16 + twice
    deltas, ranges = starts + twice, starts + 2 * twice
    found: set[int] = set()
    for n in range(count):
        last, first = (struct.unpack_from(">H", font, base + 2 * n)[0] for base in (ends, starts))
        delta, offset = (struct.unpack_from(">H", font, base + 2 * n)[0] for base in (deltas, ranges))
        for code in range(first, min(last, 0xFFFE) + 1):
            if offset:
                (glyph,) = struct.unpack_from(">H", font, ranges + 2 * n + offset + 2 * (code - first))
                glyph = (glyph + delta) & 0xFFFF if glyph else 0
            else:
                glyph = (code + delta) & 0xFFFF
            if glyph:
                found.add(code)
    return found
