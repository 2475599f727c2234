"""A text with the words marked that were looked for: whole, or the part of it around them. Text only, no markup."""

from dataclasses import dataclass

from fairgate.records.search.words import Term, spans

AROUND = 110
"""Letters shown before the first word that was found, and after the last."""
LONGEST = 320


@dataclass(frozen=True)
class Bit:
    """Some of a text; `hit` where it is a word that was looked for."""

    text: str
    hit: bool = False


def marked(text: str, asked: tuple[Term, ...]) -> tuple[Bit, ...]:
    """The whole text in bits."""
    return _bits(text, list(spans(text, asked)), 0, len(text))


def hits(text: str, asked: tuple[Term, ...]) -> int:
    """How many of the terms find a word in the text."""
    return sum(any(True for _ in spans(text, (term,))) for term in asked)


def excerpt(text: str, asked: tuple[Term, ...]) -> tuple[Bit, ...]:
    """The part of the text in which the words stand, in bits; '…' where something is left out. Else its beginning."""
    found = list(spans(text, asked))
    first = found[0][0] if found else 0
    start = _after_space(text, max(0, first - AROUND)) if first > AROUND else 0
    near = [end for begin, end in found if begin < start + LONGEST]
    end = min(len(text), max(near[-1] + AROUND if near else 0, start + 2 * AROUND))
    end = _before_space(text, end) if end < len(text) else end
    bits = _bits(text, [span for span in found if span[0] < end], start, end)
    before, after = (Bit("… "),) if start else (), (Bit(" …"),) if end < len(text) else ()
    return (*before, *bits, *after)


def _bits(text: str, found: list[tuple[int, int]], start: int, end: int) -> tuple[Bit, ...]:
    bits, at = [], start
    for begin, stop in found:
        if begin > at:
            bits.append(Bit(text[at:begin]))
        bits.append(Bit(text[begin:stop], hit=True))
        at = stop
    if at < end:
        bits.append(Bit(text[at:end]))
    return tuple(bits)


def _after_space(text: str, place: int) -> int:
    space = text.find(" ", place, place + 20)
    return space + 1 if space >= 0 else place


def _before_space(text: str, place: int) -> int:
    space = text.rfind(" ", max(0, place - 20), place)
    return space if space >= 0 else place
