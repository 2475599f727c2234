"""Reads letters back: the text of a page's body, whole texts found whatever their line ends, pages as pictures."""

import ctypes
import re
from datetime import date

import pypdfium2 as pdfium

MM = 72 / 25.4
FOOT = 28 * MM  # the foot of every page lies below this
HEAD = 24 * MM  # and the running head of later pages above this


class Text:
    """A letter's text. Line ends and hyphens at them are the typesetter's business, so they are left out of account."""

    def __init__(self, pdf: bytes) -> None:
        document = pdfium.PdfDocument(pdf)
        self.pages = [self._body(page, first=number == 0) for number, page in enumerate(document)]
        self.feet = [page.get_textpage().get_text_bounded(top=FOOT) for page in document]
        self.whole = "\n".join(self.pages)
        self._bare = bare(self.whole)

    def count(self, words: str) -> int:
        """How often the words stand in the letter's body."""
        return self._bare.count(bare(words))

    def __contains__(self, words: str) -> bool:
        return self.count(words) > 0

    @staticmethod
    def _body(page: pdfium.PdfPage, *, first: bool) -> str:
        top = page.get_height() if first else page.get_height() - HEAD
        return str(page.get_textpage().get_text_bounded(bottom=FOOT, top=top))


def bare(words: str) -> str:
    """The words without spaces, line ends, and hyphens, which a line end may swallow."""
    return re.sub(r"[\s\-\x02]+", "", words)


def in_full(day: date) -> str:
    """'Friday 25 October 2024', as a letter gives a date that matters."""
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def picture(pdf: bytes, page: int, scale: float) -> tuple[int, int, bytes]:
    """A page in grey: width, height, and a byte for each point, row by row."""
    bitmap = pdfium.PdfDocument(pdf)[page].render(scale=scale, grayscale=True)
    raw = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
    rows = (raw[row * bitmap.stride : row * bitmap.stride + bitmap.width] for row in range(bitmap.height))
    return bitmap.width, bitmap.height, b"".join(rows)
