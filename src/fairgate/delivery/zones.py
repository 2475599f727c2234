"""GOV.UK Notify's plan of a letter, in millimetres: what is out of its place on a PDF that is to be posted.

Ours keep to it by their layout. A letter that was written elsewhere and comes back as a PDF is checked by it.
"""

import ctypes
import re

import pypdfium2 as pdfium

from fairgate.delivery.pdf import PAGES_AT_MOST
from fairgate.delivery.window import address_in

BYTES_AT_MOST = 2 * 1024**2
_POINTS = 72 / 25.4  # to the millimetre
_A4 = (210, 297)
_OFF = 2  # millimetres: what a printer's driver may make of A4
_WHITE = 250  # of 255
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}")
"""As `records/reachable.py` asks for in what is on record; a test compares the two."""
_LINES = (3, 7)  # of the address, its postcode among them

Zone = tuple[float, float, float, float]

MARGINS: dict[str, Zone] = {  # left, top, right, bottom, in millimetres from the top left corner of the sheet
    "the left margin": (0, 0, 15, 297),
    "the right margin": (195, 0, 210, 297),
    "the top margin": (0, 0, 210, 5),
    "the bottom margin": (0, 292, 210, 297),
}
EMPTY: dict[str, Zone] = MARGINS | {
    "between letterhead and address": (0, 30, 125, 39.5),
    "left of the address": (0, 39.5, 24.4, 66.3),
    "right of the address": (120, 30, 125, 95),
    "below the address": (0, 66.3, 125, 95),
}
"""What is left empty on page one; of later pages, the margins."""


def out_of_place(pdf: bytes) -> tuple[str, ...]:
    """What keeps the PDF from being posted, each in a sentence; empty when it can be."""
    try:
        document = pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError:
        return ("This is no PDF that can be read. Save it as a PDF again.",)
    try:
        wrong = list(_sizes(pdf, document))
        for number, page in enumerate(document, 1):
            if not _is_a4(page):
                wrong.append(f"Page {number} is not A4 upright.")
                continue
            zones = EMPTY if number == 1 else MARGINS
            grey = _grey(page)
            wrong += [
                f"Page {number} has something {_words(name)}." for name, zone in zones.items() if _inked(grey, zone)
            ]
    finally:
        document.close()
    return (*wrong, *_address(pdf))


def _sizes(pdf: bytes, document: pdfium.PdfDocument) -> list[str]:
    wrong = []
    if len(document) > PAGES_AT_MOST:
        wrong.append(f"It has {len(document)} pages; {PAGES_AT_MOST} can be posted.")
    if len(pdf) > BYTES_AT_MOST:
        wrong.append(f"It has {len(pdf) / 1024**2:.1f} MB; 2 MB can be posted.")
    return wrong


def _is_a4(page: pdfium.PdfPage) -> bool:
    measured = (page.get_width() / _POINTS, page.get_height() / _POINTS)
    return all(abs(one - other) <= _OFF for one, other in zip(measured, _A4, strict=True))


def _address(pdf: bytes) -> list[str]:
    shown = address_in(pdf)
    lines = len(shown)
    if lines == 0:
        return [
            "No address shows in the window of the envelope (24.6 to 120 mm from the left, 39.5 to 66.3 from the top)."
        ]
    if not _LINES[0] <= lines <= _LINES[1]:
        return [f"The address in the window has {lines} lines; it needs {_LINES[0]} to {_LINES[1]}."]
    if not POSTCODE.fullmatch(shown[-1].upper()):
        found = f"The last line of the address is “{shown[-1][:60]}”, and has to be the postcode alone"
        return [f"{found}, such as BL9 0SN. A letter to another country is posted by hand."]
    return []


def _grey(page: pdfium.PdfPage) -> tuple[int, bytes]:
    """The page in grey at 72 dots to the inch: its width, and a byte for each point."""
    bitmap = page.render(scale=1, grayscale=True)
    raw = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
    rows = (raw[row * bitmap.stride : row * bitmap.stride + bitmap.width] for row in range(bitmap.height))
    return bitmap.width, b"".join(rows)


def _inked(grey: tuple[int, bytes], zone: Zone) -> bool:
    width, points = grey
    left, top, right, bottom = (round(edge * _POINTS) for edge in zone)
    rows = (points[row * width + left : row * width + min(right, width)] for row in range(top, bottom))
    return any(point < _WHITE for row in rows for point in row)


def _words(name: str) -> str:
    return f"in {name}" if name in MARGINS else name
