"""Courtesy translations: whole in every language, marked as such, in their own direction, and never of free text."""

import ctypes
import re
import string
import unicodedata
from datetime import date

import pypdfium2 as pdfium
import pytest
from msgspec.structs import replace

from fairgate.delivery.characters import FONTS, _code_points
from fairgate.delivery.courtesy import LANGUAGES, NOTICES, about, for_sheets, language, translated
from fairgate.delivery.editions import TO_OTHERS
from fairgate.delivery.pdf import render
from fairgate.delivery.reading import Block, Translation, words
from tests.letters.conftest import SAMPLES, folder
from tests.letters.reading import bare

ENGLISH = language("en")
NOTICE = SAMPLES["oak/bar_notice"]
FAMILY = {"ar": "NotoNaskhArabic-", "ur": "NotoNastaliqUrdu-"}
ISOLATES = {"\u2068", "\u2069"}


def slots(text: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(text) if name}


def differing(passages: dict[str, str]) -> set[str]:
    """The passages that are missing, empty, not known, or have other slots than in English."""
    known = ENGLISH.passages
    odd = set(known) ^ set(passages)
    return odd | {one for one in set(known) & set(passages) if slots(known[one]) != slots(passages[one])}


def text_of(blocks: tuple[Block, ...]) -> str:
    return "\n".join(text for block in blocks for text in words(block))


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_has_every_passage_with_its_slots_and_every_day_and_month(code: str) -> None:
    known = language(code)
    assert differing(known.passages) == set()
    assert all(passage.strip() for passage in known.passages.values())
    assert (len(known.weekdays), len(known.months)) == (7, 12)
    assert slots(known.day) == {"weekday", "day", "month", "year"}
    assert set(known.channels) == set(ENGLISH.channels)
    assert bool(known.checked_by) == bool(known.checked_on), "who checked it, and when"


def test_the_control_what_is_missing_or_filled_in_otherwise_is_found() -> None:
    passages = dict(language("pl").passages)
    del passages["binds"]
    passages["heard.by"] = passages["heard.by"].replace("{by}", "{day}")
    assert differing(passages) == {"binds", "heard.by"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_is_in_its_own_letters_and_all_of_them_can_be_printed(code: str) -> None:
    known = language(code)
    files = [*FONTS.glob(f"{FAMILY[code]}*.ttf")] if code in FAMILY else []
    printable = frozenset.union(*(_code_points(path.read_bytes()) for path in [*files, *FONTS.glob("NotoSans-*.ttf")]))
    text = "".join([*known.passages.values(), *known.weekdays, *known.months, *known.channels.values()])
    assert {character for character in text if ord(character) not in printable and character not in ISOLATES} == set()
    script = {"ar": "ARABIC", "ur": "ARABIC", "uk": "CYRILLIC"}.get(code, "LATIN")
    own = [character for character in text if unicodedata.name(character, "").startswith(script)]
    letters = [character for character in re.sub(r"\{\w+\}", "", text) if character.isalpha()]
    assert len(own) > 0.9 * len(letters)


@pytest.mark.parametrize("name", [name for name in sorted(SAMPLES) if SAMPLES[name].kind not in TO_OTHERS])
def test_every_letter_is_told_by_a_passage_of_its_own(name: str) -> None:
    """A letter of a kind that has none falls back to its subject in English: honest, and not good enough for ours."""
    assert about(SAMPLES[name]) in ENGLISH.passages
    assert about(SAMPLES[name]) != "what.other"


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_it_says_that_english_binds_and_what_matters_and_nothing_that_was_written_for_the_letter(
    name: str, code: str
) -> None:
    letter, known = SAMPLES[name], language(code)
    made = translated(letter, code)
    text = text_of(made.blocks)
    assert known.passages["binds"] in text
    assert letter.contact is not None
    assert letter.contact.phone in text or letter.contact.email in text
    hearing = letter.representations
    told = about(letter)
    notice = told in NOTICES or told == "what.intention"
    if hearing and hearing.by and notice:
        assert known.day_in_full(hearing.by) in text
    goes_on = letter.decision is None or letter.decision.word not in ("lift", "end")
    if letter.until and goes_on and letter.from_on and (notice or letter.decision or told.startswith("what.ended")):
        assert known.day_in_full(letter.until) in text
    said = letter.decision.said if letter.decision else ""
    for written in (letter.reasons, letter.serious_reasons, said, *(fact.text for fact in letter.facts)):
        assert not written or written not in text
    assert "{" not in text
    assert text.count("\u2068") == text.count("\u2069")
    if made.direction == "rtl":
        assert not re.search(r"(?<!\u2068)" + re.escape(letter.contact.phone or letter.contact.email), text)


def test_what_was_written_for_one_letter_stays_in_english_and_is_marked_so() -> None:
    letter = replace(NOTICE, exceptions=("a meeting to which you were invited",), measure="Bar")
    (block,) = [one for one in translated(letter, "ur").blocks if "a meeting to which" in "".join(words(one))]
    assert (block.language, block.direction) == ("en", "ltr")
    others = {(one.language, one.direction) for one in translated(letter, "ur").blocks}
    assert others == {("ur", "rtl"), ("en", "ltr")}


def test_what_a_slot_is_filled_with_is_text() -> None:
    letter = replace(NOTICE, recipient=replace(NOTICE.recipient, name="{contact}"), contact=None)
    contact = replace(SAMPLES["oak/bar_notice"].contact, person="Mrs {binds} #read('x')")
    text = text_of(translated(replace(letter, contact=contact), "pl").blocks)
    assert "Mrs {binds} #read('x')" in text


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_stands_on_sheets_of_its_own_after_the_letter(code: str) -> None:
    made: Translation = translated(NOTICE, code)
    pdf = render(folder(NOTICE), NOTICE, translation=for_sheets(made))
    pages = [page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(pdf)]
    first = next(number for number, page in enumerate(pages) if f"into {language(code).english_name}" in page)
    alone = [page.get_textpage().get_text_bounded() for page in pdfium.PdfDocument(render(folder(NOTICE), NOTICE))]
    assert first == len(alone)
    assert [page.replace(f" of {len(pages)}", "") for page in pages[:first]] == [
        page.replace(f" of {len(alone)}", "") for page in alone
    ]
    if made.direction == "ltr":  # of right-to-left text no PDF gives the letters back as they were typed
        body = bare("".join(pages[first:]))
        missing = [text for block in made.blocks for text in words(block) if bare(text) not in body]
        assert len(missing) <= 2, "but what runs over the end of a sheet"
    assert code in spoken_on(pdfium.PdfDocument(pdf)[first])
    assert spoken_on(pdfium.PdfDocument(pdf)[0]) <= {"", "en", "en-GB"}, "the control: not on a page of the letter"


def spoken_on(page: pdfium.PdfPage) -> set[str]:
    """The languages that the page's tags name: by them a screen reader chooses its voice."""
    raw = pdfium.raw
    tree = raw.FPDF_StructTree_GetForPage(page)
    found: set[str] = set()

    def look(element: object) -> None:
        size = raw.FPDF_StructElement_GetLang(element, None, 0)
        into = ctypes.create_string_buffer(size)
        raw.FPDF_StructElement_GetLang(element, into, size)
        found.add(into.raw.decode("utf-16-le").rstrip("\0"))
        for number in range(max(0, raw.FPDF_StructElement_CountChildren(element))):
            if child := raw.FPDF_StructElement_GetChildAtIndex(element, number):
                look(child)

    for number in range(raw.FPDF_StructTree_CountChildren(tree)):
        look(raw.FPDF_StructTree_GetChildAtIndex(tree, number))
    raw.FPDF_StructTree_Close(tree)
    return found


def test_dates_are_written_as_each_language_writes_them() -> None:
    day = date(2024, 10, 25)
    assert {code: language(code).day_in_full(day) for code in LANGUAGES} == {
        "pl": "piątek, 25 października 2024 roku",
        "ur": "جمعہ، 25 اکتوبر 2024",
        "ar": "الجمعة 25 أكتوبر 2024",
        "cy": "dydd Gwener 25 Hydref 2024",
        "ro": "vineri, 25 octombrie 2024",
        "uk": "п’ятниця, 25 жовтня 2024 року",
    }
