"""A letter that was made elsewhere: whether its sheets keep to the places of a letter that is posted, in millimetres.

The places are GOV.UK Notify's; `layout.typ` keeps to the same. What stands on the sheets is a person's to read: text in
a PDF can say one thing and show another, so nothing here concludes from it what a letter states.
"""

import codecs
import ctypes

import pypdfium2
import pypdfium2.raw as raw

from fairgate.delivery.evidence import living, pages
from fairgate.delivery.evidence.limits import MEGABYTE
from fairgate.delivery.evidence.seen import Seen

codecs.lookup("utf-16-le")  # what the library reads text with; nothing is loaded once the process is sealed

MM = 72 / 25.4
SHEET = (210.0, 297.0)
SHEETS_AT_MOST = 10
SIZE_AT_MOST = 2 * MEGABYTE
WINDOW = (24.6, 39.5, 120.0, 66.3)

NO_ADDRESS = "Page 1 has no address in the window: 24.6 to 120 mm from the left, 39.5 to 66.3 mm from the top."

Place = tuple[float, float, float, float]
"""Left, top, right, bottom, in millimetres from the top left corner of the sheet."""

MARGINS: dict[str, Place] = {
    "the left margin (15 mm)": (0, 0, 15, 297),
    "the right margin (15 mm)": (195, 0, 210, 297),
    "the top margin (5 mm)": (0, 0, 210, 5),
    "the bottom margin (5 mm)": (0, 292, 210, 297),
}
AROUND_THE_ADDRESS: dict[str, Place] = {
    "between the letterhead and the address (30 to 39.5 mm from the top)": (15, 30, 125, 39.5),
    "left of the address (15 to 24.4 mm from the left)": (15, 39.5, 24.4, 66.3),
    "right of the address (120 to 125 mm from the left)": (120, 39.5, 125, 66.3),
    "below the address (66.3 to 95 mm from the top)": (15, 66.3, 125, 95),
}
_SCALE = 2.0  # 144 points to the inch: a hairline is seen
_WHITE = 250


def look(body: bytes) -> Seen:
    """The pages painted, as of any PDF, with `faults`: what keeps it from being posted, each with its page and place.

    `text` is what stands in the window, line by line. Raises `EvidenceRefused` for what is broken or locked.
    """
    seen = pages.look(body)
    document = pypdfium2.PdfDocument(body)
    faults: list[str] = []
    if len(body) > SIZE_AT_MOST:
        faults.append(f"The file has {len(body) / MEGABYTE:.1f} MB; at most {SIZE_AT_MOST // MEGABYTE} can be posted.")
    if len(document) > SHEETS_AT_MOST:
        faults.append(f"It has {len(document)} pages; at most {SHEETS_AT_MOST} can be posted.")
    loose: set[str] = set()
    for number in range(min(len(document), SHEETS_AT_MOST)):
        page = document[number]
        faults += _faults_of(page, number + 1)
        loose |= _loose_fonts(page)
    if loose:
        faults.append(f"These fonts are not in the file, so it would print differently: {', '.join(sorted(loose))}.")
    if len(body) <= SIZE_AT_MOST:
        faults += living.faults(document, body)
    seen.faults = faults
    seen.text = _in_window(document[0])
    if not seen.text:
        faults.append(NO_ADDRESS)
    return seen


def _faults_of(page: pypdfium2.PdfPage, number: int) -> list[str]:
    width, height = (points / MM for points in page.get_size())
    if abs(width - SHEET[0]) > 1 or abs(height - SHEET[1]) > 1:
        return [f"Page {number} is {width:.0f} × {height:.0f} mm; a letter is A4, 210 × 297 mm, upright."]
    places = MARGINS | (AROUND_THE_ADDRESS if number == 1 else {})
    bitmap = page.render(scale=_SCALE, grayscale=True)
    points = ctypes.string_at(bitmap.buffer, bitmap.stride * bitmap.height)
    found = []
    for name, (left, top, right, bottom) in places.items():
        first, last = round(left * MM * _SCALE), min(round(right * MM * _SCALE), bitmap.width)
        rows = range(round(top * MM * _SCALE), min(round(bottom * MM * _SCALE), bitmap.height))
        if any(
            min(points[row * bitmap.stride + first : row * bitmap.stride + last], default=255) < _WHITE for row in rows
        ):
            found.append(f"Page {number}: something stands in {name}, which must be empty.")
    return found


def _loose_fonts(page: pypdfium2.PdfPage) -> set[str]:
    """The names of fonts that the page uses and the file does not hold."""
    loose = set()
    for one in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
        font = raw.FPDFTextObj_GetFont(one.raw)
        if font and raw.FPDFFont_GetIsEmbedded(font) != 1:
            name = ctypes.create_string_buffer(80)
            raw.FPDFFont_GetBaseFontName(font, name, 80)
            loose.add(name.value.decode("ascii", "replace") or "one without a name")
    return loose


def _in_window(page: pypdfium2.PdfPage) -> str:
    left, top, right, bottom = (edge * MM for edge in WINDOW)
    height = page.get_height()
    text = page.get_textpage().get_text_bounded(left=left, right=right, top=height - top, bottom=height - bottom)
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())
