"""Whatever is typed into a letter is printed as it was typed, or refused by name. None of it is ever obeyed."""

import inspect
import unicodedata
from typing import Any

import pytest
from msgspec.structs import replace

from fairgate.delivery import pdf as setting
from fairgate.delivery.characters import CharacterNotPrintable, ValueTooLong, fit_text
from fairgate.delivery.letter import Letter, LetterRefused
from fairgate.delivery.pdf import LetterTooLong, render
from tests.letters.conftest import SAMPLES, folder
from tests.letters.reading import Text

LETTER = SAMPLES["oak/bar_notice"]
TYPED = [
    '#read("/etc/passwd")',
    '#image("/etc/passwd")',
    '#eval("1+1")',
    '#import "@preview/cetz:0.2.0"',
    "#while true {}",
    "#panic()",
    "#sys.inputs",
    "*not bold* _not italic_ `not code`",
    "$ not maths $",
    "= not a heading",
    "+ not a list",
    "/ not: a term",
    "<not-a-label> @not-a-reference",
    "// not a comment /* nor this */",
    "a \\ backslash \\u{41} \\#",
    "\"quotes\" 'kept' as typed ... (c) --",
    "<script>alert(1)</script>",
    "{{ 7*7 }} ${7*7} %s {0}",
    "'; DROP TABLE letters; --",
    "https://example.invalid/a?b=c&d=e#f",
]


def written(letter: Letter, **more: Any) -> Text:
    """The text of the letter with `more` in it."""
    changed = replace(letter, **more)
    return Text(render(folder(changed), changed))


@pytest.mark.parametrize("typed", TYPED)
def test_what_is_typed_is_printed_as_typed(typed: str) -> None:
    """In a long text, in a name, in a subject (a heading), and in a table."""
    text = written(
        LETTER,
        reasons=f"Begin {typed} end.",
        subject=f"About {typed} here",
        recipient=replace(LETTER.recipient, name=f"Mr {typed} Ashworth"),
        facts=(replace(LETTER.facts[0], text=f"Seen: {typed} there."),),
    )
    for words in (f"Begin {typed} end.", f"About {typed} here", f"Mr {typed} Ashworth", f"Seen: {typed} there."):
        assert words in text
    assert "root:" not in text


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Ash\u202ehtrow", "Ashhtrow"),
        ("\u2066Ash\u2069worth\u200f", "Ashworth"),
        ("Ash\x00\x07\x1b[31mworth", "Ash[31mworth"),
        ("Ash\u200bwor\ufeffth", "Ashworth"),
        ("Ash\nworth\tII", "Ash worth II"),
        ("Rene\u0301e", "Ren\u00e9e"),
        ("\u212bngstr\u00f6m", "\u00c5ngstr\u00f6m"),
        ("  Ashworth  ", "Ashworth"),
        (
            "Łukasz Żółć, Ștefan, Đặng Ngọc, Ōmori, Ælfgifu, Ölçer",
            "Łukasz Żółć, Ștefan, Đặng Ngọc, Ōmori, Ælfgifu, Ölçer",
        ),
        ("Елена Ковалёва, Νίκος", "Елена Ковалёва, Νίκος"),
    ],
)
def test_names_are_normalised_and_lose_what_cannot_be_seen(typed: str, printed: str) -> None:
    assert fit_text(typed, "recipient.name") == printed
    assert printed in written(LETTER, recipient=replace(LETTER.recipient, name=typed))


def test_a_long_text_keeps_its_paragraphs() -> None:
    text = written(LETTER, reasons="First.\r\n\r\nSecond\u2028line.")
    assert "First." in text
    assert "Second\r\nline." in text.whole


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Sam 😀", "GRINNING FACE, U+1F600"),
        ("李明", "U+674E"),
        ("محمد", "ARABIC LETTER MEEM"),
        ("\ue000", "U+E000"),
        ("\ud800", "U+D800"),
        ("\U0010ffff", "U+10FFFF"),
        ("Z" + "\u0334\u0335\u0336\u0337\u0338", "U+0337"),
    ],
)
def test_a_character_that_cannot_be_printed_is_refused_by_name_and_place(typed: str, says: str) -> None:
    changed = replace(LETTER, facts=(LETTER.facts[0], replace(LETTER.facts[0], text=typed)))
    with pytest.raises(CharacterNotPrintable) as refused:
        render(folder(changed), changed)
    assert says in str(refused.value)
    assert refused.value.where == "facts[2].text"


def test_every_character_that_passes_is_in_the_fonts_and_prints() -> None:
    """The last of each hundred printable characters, set: a glyph that was missing would be an error of PDF/A."""
    from fairgate.delivery.characters import _printable

    letters = [chr(code) for code in sorted(_printable()) if unicodedata.category(chr(code))[0] in "LNS"]
    assert len(letters) > 2_000
    sample = [one for one in letters[::100] if fit_text(one, "reasons") == one]
    assert len(sample) > 20
    assert "x".join(sample) in written(LETTER, reasons="x".join(sample))


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"reasons": "x" * 20_000}, "reasons has 20,000 characters"),
        ({"recipient": replace(LETTER.recipient, name="x" * 121)}, "recipient.name has 121 characters"),
        ({"recipient": replace(LETTER.recipient, address=("a",) * 7)}, "recipient.address has 7 lines"),
        ({"facts": LETTER.facts * 61}, "facts has 61 items"),
        ({"subject": "x" * 151}, "subject has 151 characters"),
    ],
)
def test_a_value_too_long_is_refused_by_name(more: dict[str, Any], where: str) -> None:
    changed = replace(LETTER, **more)
    with pytest.raises(ValueTooLong) as refused:
        render(folder(changed), changed)
    assert where in str(refused.value)


def test_more_pages_than_can_be_posted_are_refused() -> None:
    facts = tuple(replace(LETTER.facts[0], text="What happened. " * 60) for _ in range(30))
    changed = replace(LETTER, facts=facts)
    with pytest.raises(LetterTooLong, match="more than 10 pages, which cannot be posted"):
        render(folder(changed), changed)


def test_an_address_that_does_not_fit_the_window_is_refused() -> None:
    changed = replace(LETTER, recipient=replace(LETTER.recipient, address=("Many long words " * 7,) * 6))
    with pytest.raises(LetterTooLong, match="too long for the window of an envelope"):
        render(folder(changed), changed)


def test_a_word_without_end_stays_on_the_page() -> None:
    word = "https://example.invalid/" + "w" * 400
    text = written(LETTER, reasons=word)
    assert word in text
    assert all(len(line) < 120 for page in text.pages for line in page.splitlines())


@pytest.mark.parametrize("colour", ["red", "#12345", "#1234567", "url(x)", "#ggg000", ""])
def test_a_colour_that_is_none_is_refused(colour: str) -> None:
    changed = replace(LETTER, trust=replace(LETTER.trust, colour=colour))
    with pytest.raises(LetterRefused, match="like '#1f3a5f'"):
        render(folder(changed), changed)


# -- the letters beside steps and decisions ----------------------------------------------------------------------------

NASTY = '#read("/etc/passwd") *x* _y_ $z$ <l> @r'
OVERRIDDEN = "ab\u202ecd"
OTHERS = [
    "aspire/acknowledgement",
    "oak/measure_ended",
    "oak/referral_note-police",
    "model/referral_note-platform",
    "model/removal_request",
    "aspire/concern_reply",
    "oak/code_of_conduct",
    "oak/channel_notice",
]


def nasty(letter: Letter) -> Letter:
    """The letter with what would act, if anything did, in each of its fields that somebody can type."""
    more: dict[str, Any] = {"subject": f"S {NASTY}", "recipient": replace(letter.recipient, name=f"N {NASTY}")}
    for name in ("reasons", "said", "post", "their_reference", "next_stage"):
        if getattr(letter, name):
            more[name] = f"{name.replace('_', '')} {NASTY} {OVERRIDDEN}"
    if letter.about is not None:
        more["about"] = replace(letter.about, name=f"A {NASTY}", phone=f"P {NASTY}", address=(f"L {NASTY}",))
    if letter.conditions:
        more["conditions"] = (f"C {NASTY}",)
    if letter.facts:
        more["facts"] = (replace(letter.facts[0], text=f"F {NASTY}"),)
    if letter.plan:
        more["plan"] = tuple(replace(one, about=f"T {NASTY}", says=f"W {NASTY}") for one in letter.plan)
    assert letter.contact is not None
    return replace(letter, contact=replace(letter.contact, person=f"O {NASTY}"), **more)


def typed_in(value: object) -> list[str]:
    """Every text in a letter that holds what was put there."""
    if isinstance(value, str):
        return [value.replace("\u202e", "")] if NASTY in value else []
    if isinstance(value, list | tuple):
        return [one for item in value for one in typed_in(item)]
    fields = getattr(value, "__struct_fields__", ())
    return [one for name in fields for one in typed_in(getattr(value, name))]


@pytest.mark.parametrize("name", OTHERS)
def test_the_other_letters_print_it_as_it_was_typed_too(name: str) -> None:
    letter = nasty(SAMPLES[name])
    text = written(letter)
    typed = typed_in(letter)
    assert len(typed) > 2
    assert [one for one in typed if one not in text] == []
    assert "root:" not in text


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize(
    ("bad", "says"), [("Sam 😀", "U+1F600"), ("x" * 20_000, "has 20,000 characters")], ids=["emoji", "long"]
)
def test_the_other_letters_refuse_by_name_what_they_cannot_print(name: str, bad: str, says: str) -> None:
    letter = SAMPLES[name]
    field = next(one for one in ("reasons", "said", "subject") if getattr(letter, one))
    with pytest.raises((CharacterNotPrintable, ValueTooLong)) as refused:
        render(folder(letter), replace(letter, **{field: bad}))
    assert says in str(refused.value)
    assert field in str(refused.value)


def test_a_letter_has_ten_seconds() -> None:
    """That it is then killed, and said so, is shown in test_typesetter.py with one second in their place."""
    assert setting.SECONDS == 10
    assert inspect.signature(render).parameters["seconds"].default == setting.SECONDS
