"""The first page keeps to GOV.UK Notify's plan of a letter: the same file can be posted in a window envelope."""

import pypdfium2 as pdfium
import pytest
from msgspec.structs import replace

from fairgate.delivery.letter import Letter, Recipient
from fairgate.delivery.pdf import render
from tests.letters.conftest import SAMPLES, folder
from tests.letters.reading import MM, bare, picture

LETTER = SAMPLES["aspire/ban_notice"]
LONG = replace(
    LETTER,
    recipient=Recipient(
        name="Dr Maximiliana-Konstantina Papadimitropoulou-Featherstonehaugh von Wittelsbach",
        address=(
            "Flat 14b, The Old Customs House and Harbourmaster's Lodgings",
            "127 Saint Bartholomew-the-Great Embankment",
            "Middle Westonzoyland Without",
            "Nr St Columb Major",
            "Cornwall",
            "TR1 0ZY",
        ),
    ),
    school=replace(
        LETTER.school,
        name="Saint Bartholomew-the-Great Church of England Voluntary Aided Junior and Infant Academy",
        address=("Saint Bartholomew-the-Great Embankment", "Middle Westonzoyland Without", "Cornwall", "TR1 0ZZ"),
        email="admissions.and.general.office@saint-bartholomew-the-great.example",
    ),
    trust=replace(LETTER.trust, name="The Most Holy and Undivided Trinity Church of England Multi-Academy Trust"),
)
LETTERS = pytest.mark.parametrize("letter", [LETTER, LONG], ids=["short", "long"])

# Left, top, right, bottom, in millimetres from the top left corner of the sheet.
EMPTY = {
    "the left edge": (0, 0, 15, 297),
    "the right edge": (195, 0, 210, 297),
    "the top edge": (0, 0, 210, 5),
    "the bottom edge": (0, 292, 210, 297),
    "between letterhead and address": (0, 30, 125, 39.5),
    "left of the address": (0, 39.5, 24.4, 66.3),
    "right of the address": (120, 30, 125, 95),
    "below the address": (0, 66.3, 125, 95),
}


def inked(letter: Letter, box: tuple[float, float, float, float]) -> int:
    """How many points of the box, at 72 to the inch, are not white."""
    width, _height, points = picture(render(folder(letter), letter), 0, 1)
    left, top, right, bottom = (round(edge * MM) for edge in box)
    rows = (points[row * width + left : row * width + right] for row in range(top, bottom))
    return sum(point < 250 for row in rows for point in row)


@LETTERS
@pytest.mark.parametrize("place", EMPTY)
def test_it_is_left_empty(place: str, letter: Letter) -> None:
    assert inked(letter, EMPTY[place]) == 0


@LETTERS
def test_the_window_shows_name_and_address_and_nothing_else(letter: Letter) -> None:
    page = pdfium.PdfDocument(render(folder(letter), letter))[0]
    top = page.get_height()
    shown = page.get_textpage().get_text_bounded(24 * MM, top - 66.3 * MM, 125 * MM, top - 39.5 * MM)
    assert bare(shown) == bare("".join([letter.recipient.name, *letter.recipient.address]))
    assert inked(letter, (24.6, 39.5, 120, 66.3)) > 100, "the control: something is seen where something is"
