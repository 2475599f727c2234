"""The address that shows in the window of an envelope, read from a letter's own bytes."""

import pypdfium2 as pdfium

_POINTS = 72 / 25.4  # to the millimetre
LEFT, TOP, RIGHT, BOTTOM = 24.0, 39.5, 120.0, 66.3  # millimetres from the top left of the sheet: GOV.UK Notify's place


def address_in(pdf: bytes) -> tuple[str, ...]:
    """The lines in the window of page one, the name first; empty where there are none, or the file cannot be read."""
    try:
        document = pdfium.PdfDocument(pdf)
    except pdfium.PdfiumError:
        return ()
    try:
        page = document[0]
        height = page.get_height()
        text = page.get_textpage().get_text_bounded(
            left=LEFT * _POINTS, right=RIGHT * _POINTS, top=height - TOP * _POINTS, bottom=height - BOTTOM * _POINTS
        )
    finally:
        document.close()
    return tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())


def pages_of(pdf: bytes) -> int:
    """How many pages a letter of ours has."""
    document = pdfium.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()
