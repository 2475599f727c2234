"""What is kept beside a letter: the same words in large print, on a page, and with a translation."""

import pypdfium2 as pdfium
import pytest

from fairgate.delivery.courtesy import LANGUAGES
from fairgate.delivery.editions import KINDS, LARGE, PAGE, Needs, made, needs
from fairgate.delivery.pdf import Look, render
from fairgate.delivery.reading import Heading, Paragraph, opened, read, words
from fairgate.records.models import LetterEdition
from tests.letters.conftest import SAMPLES, folder
from tests.letters.reading import MM, Text
from tests.letters.test_zones import LONG

HEAD = {"trust", "from", "to", "about"}
LARGE_ONES = ["aspire/ban_notice", "oak/channel_decision-extend", "model/bar_notice-urgent", "model/meeting_invitation"]


@pytest.mark.parametrize("name", LARGE_ONES)
def test_large_print_says_the_same_and_is_large(name: str) -> None:
    letter = SAMPLES[name]
    pdf = render(folder(letter), letter, look=Look.LARGE)
    text = Text(pdf)
    said = [block for block in read(folder(letter), letter).blocks if getattr(block, "role", "") not in HEAD]
    assert [one for block in said for one in words(block) if one not in text] == []
    assert [
        lines for lines in (letter.trust.name, letter.school.name, *letter.school.address) if lines not in text
    ] == []
    document = pdfium.PdfDocument(pdf)
    assert smallest(document, first_from=95) >= 15.9
    assert f"Page {len(document)} of {len(document)}" in " ".join(text.feet[-1].split())


def test_the_control_the_standard_edition_is_not_large() -> None:
    letter = SAMPLES["oak/bar_notice"]
    assert smallest(pdfium.PdfDocument(render(folder(letter), letter)), first_from=95) < 11


def smallest(document: pdfium.PdfDocument, first_from: float) -> float:
    """The smallest type in points, but for what stands above `first_from` mm of page one: the window and letterhead."""
    sizes = []
    for number, page in enumerate(document):
        height = page.get_height()
        for one in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT]):
            if number or one.get_bounds()[3] < height - first_from * MM:
                size = pdfium.raw.c_float()
                pdfium.raw.FPDFTextObj_GetFontSize(one, size)
                sizes.append(size.value)
    return min(sizes)


def test_everything_is_made_once_for_whoever_needs_it() -> None:
    letter = SAMPLES["oak/bar_notice"]
    kinds = {one.kind: one.body for one in made(folder(letter), letter, Needs(language="ur"))}
    assert set(kinds) == {LARGE, PAGE, "ur"}
    reading = opened(kinds[PAGE])
    assert reading.blocks == read(folder(letter), letter).blocks
    assert [one.language for one in reading.translations] == list(LANGUAGES)
    assert [b for b in reading.blocks if isinstance(b, Heading)]
    assert [b for b in reading.blocks if isinstance(b, Paragraph)]
    assert {one.kind for one in made(folder(letter), letter, Needs())} == {LARGE, PAGE}
    assert LetterEdition.PAGE == PAGE
    assert all(len(kind) <= 10 for kind in KINDS)


def test_what_fits_the_standard_edition_fits_every_other() -> None:
    """What is longest in every place: issuing must not fail at an edition after the letter itself could be made."""
    assert {one.kind for one in made(folder(LONG), LONG, Needs(large_print=True, language="ar"))} == {LARGE, PAGE, "ar"}


@pytest.mark.parametrize(
    ("adjustments", "languages", "wanted"),
    [
        ("", "", Needs()),
        ("Large print, please; a phone call first", "", Needs(large_print=True)),
        ("Needs LARGER TYPE", "Polish", Needs(large_print=True, language="pl")),
        ("Does not want large print", "", Needs()),
        ("Doesn't need large print any more; a phone call first", "", Needs()),
        ("Large print: no. A quiet room.", "", Needs()),
        ("Not a phone call, large print instead", "", Needs(large_print=True)),
        ("Cannot hear well and needs large print", "", Needs(large_print=True)),
        ("Cannot read letters without large print", "", Needs(large_print=True)),
        ("A ground-floor room", "English, some Urdu", Needs(language="ur")),
        ("", "українська", Needs(language="uk")),
        ("", "Arabic and Polish", Needs(language="ar")),
        ("", "Somali", Needs()),
    ],
)
def test_needs_are_read_from_what_the_school_has_noted(adjustments: str, languages: str, wanted: Needs) -> None:
    assert needs(adjustments, languages) == wanted
