"""The first page keeps to GOV.UK Notify's plan of a letter: the same file can be posted in a window envelope."""

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from msgspec.structs import replace

from fairgate.delivery import pdf as setting
from fairgate.delivery.letter import Letter, Recipient
from fairgate.delivery.pdf import Look, render
from fairgate.delivery.zones import POSTCODE, out_of_place
from fairgate.records import reachable
from tests.letters.conftest import SAMPLES, Shelf, folder
from tests.letters.reading import MM, bare

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


@LETTERS
@pytest.mark.parametrize("look", Look)
def test_every_thing_is_in_its_place(look: Look, letter: Letter) -> None:
    assert out_of_place(render(folder(letter), letter, look=look)) == ()


@pytest.mark.parametrize("name", [name for name in sorted(SAMPLES) if SAMPLES[name].recipient.address])
def test_every_sample_can_be_posted(name: str, shelf: Shelf) -> None:
    assert out_of_place(shelf.pdf(name)) == ()


@pytest.mark.parametrize(
    ("was", "becomes", "says"),
    [  # letters made wrong on purpose: each by a millimetre or two more than there is room for
        ("at(24.6mm, 40.2mm", "at(22.5mm, 40.2mm", "left of the address"),
        ("at(24.6mm, 40.2mm", "at(24.6mm, 56mm", "below the address"),
        ("at(24.6mm, 40.2mm", "at(24.6mm, 36mm", "between letterhead and address"),
        ("at(133mm, 14mm", "at(121mm, 31mm", "right of the address"),
        ("v(69mm) // the body", "v(63mm) // the body", "below the address"),
        ("at(15.2mm, 8mm, 179.4mm", "at(13.5mm, 8mm, 179.4mm", "the left margin"),
        ("at(15.2mm, 8mm, 179.4mm", "at(15.2mm, 8mm, 181.5mm", "the right margin"),
        ("at(15.2mm, 8mm, 179.4mm", "at(15.2mm, 3.5mm, 179.4mm", "the top margin"),
        ("footer-descent: 8mm", "footer-descent: 18mm", "the bottom margin"),
        ('paper: "a4"', 'paper: "us-letter"', "is not A4"),
    ],
)
def test_a_letter_that_was_made_wrong_is_found(
    was: str, becomes: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = setting.LAYOUT.read_text(encoding="utf-8")
    assert was in layout
    wrong = tmp_path / "layout.typ"
    wrong.write_text(layout.replace(was, becomes), encoding="utf-8")
    monkeypatch.setattr(setting, "LAYOUT", wrong)
    assert says in " ".join(out_of_place(render(folder(LETTER), LETTER)))


def test_what_is_no_letter_at_all_is_told() -> None:
    assert out_of_place(b"%PDF-1.7 or so") == ("This is no PDF that can be read. Save it as a PDF again.",)
    document = pdfium.PdfDocument.new()
    for _page in range(11):
        document.new_page(595, 842)
    written = io.BytesIO()
    document.save(written)
    told = " ".join(out_of_place(written.getvalue()))
    assert "It has 11 pages; 10 can be posted." in told
    assert "No address shows in the window" in told


@pytest.mark.parametrize("last", ["Cornwall", "TR1", "TR1 0ZY Cornwall", "TR1 0ZYX", "Deutschland"])
def test_an_address_ends_with_its_postcode(last: str) -> None:
    for line, says in ((last, f"The last line of the address is “{last}”"), ("tr1 0zy", None), ("TR10ZY", None)):
        recipient = replace(LETTER.recipient, address=("1 Made Up Street", "Town", line))
        told = out_of_place(render(folder(LETTER), replace(LETTER, recipient=recipient)))
        assert told == () if says is None else says in " ".join(told)


def test_a_postcode_is_the_same_in_a_file_and_on_record() -> None:
    assert POSTCODE.pattern == reachable.POSTCODE.pattern


@LETTERS
def test_the_window_shows_name_and_address_and_nothing_else(letter: Letter) -> None:
    page = pdfium.PdfDocument(render(folder(letter), letter))[0]
    top = page.get_height()
    shown = page.get_textpage().get_text_bounded(24 * MM, top - 66.3 * MM, 125 * MM, top - 39.5 * MM)
    assert bare(shown) == bare("".join([letter.recipient.name, *letter.recipient.address]))
