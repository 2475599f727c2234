"""PDFs: the first pages painted as pictures. Nothing in a PDF but its paint reaches the copy."""

import time

import pypdfium2
from PIL import Image

from fairgate.delivery.evidence.limits import PAGES_AT_MOST, PAINTING_SECONDS
from fairgate.delivery.evidence.pictures import encoded
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.delivery.evidence.seen import Seen

_SCALE = 2.0  # 144 pixels to the inch
_SIDE_AT_MOST = 2_600  # pixels; a poster is painted smaller
_BROKEN = EvidenceRefused(
    "This PDF is broken, empty, or breaks off before its end.", "Ask for it again, or print it to PDF anew."
)


def look(body: bytes) -> Seen:
    """The first pages, painted. Raises `EvidenceRefused` for one that is broken or locked."""
    until = time.monotonic() + PAINTING_SECONDS
    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise EvidenceRefused(
                "This PDF is locked with a password.", "Open it, print it to PDF anew, and add that."
            ) from error
        raise _BROKEN from error
    try:
        if document.get_formtype():
            document.init_forms()  # what was filled in is painted too; no script can run: it was built without
        number = len(document)
        pictures: list[bytes] = []
        for page in range(min(number, PAGES_AT_MOST)):
            if pictures and time.monotonic() > until:
                break
            pictures.append(encoded(_painted(document[page]), as_png=False))
    except pypdfium2.PdfiumError as error:
        raise _BROKEN from error
    if not pictures:
        raise _BROKEN
    notes = []
    if len(pictures) < number:
        notes.append(f"The copy shows the first {len(pictures)} of {number} pages; the whole is in the original.")
    return Seen(pictures=pictures, pictured_as="jpg", notes=notes)


def _painted(page: pypdfium2.PdfPage) -> Image.Image:
    longest = max(page.get_size())
    scale = min(_SCALE, _SIDE_AT_MOST / longest) if longest > 0 else _SCALE
    painted: Image.Image = page.render(scale=scale).to_pil()
    return painted.convert("RGB")
