"""The page of a letter and its sheets say the same, word for word, in the same order."""

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from msgspec.structs import replace

from fairgate.delivery.pdf import TemplateFaulty
from fairgate.delivery.reading import Block, Heading, Paragraph, Table, kept, opened, plain, read, words
from tests.letters.conftest import SAMPLES, Shelf, folder
from tests.letters.reading import FOOT, MM, bare

HEAD = {"trust", "from", "to", "about"}
LETTER = SAMPLES["oak/bar_notice"]


def parts(name: str) -> tuple[list[Block], list[Block], list[Block]]:
    """The blocks of the letterhead, of the letter, and of the foot."""
    head: list[Block] = []
    body: list[Block] = []
    foot: list[Block] = []
    for block in read(folder(SAMPLES[name]), SAMPLES[name]).blocks:
        role = block.role if isinstance(block, Paragraph) else ""
        (head if role in HEAD else foot if role == "foot" else body).append(block)
    return head, body, foot


def said(blocks: list[Block]) -> str:
    return bare("".join(text for block in blocks for text in words(block)))


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_page_and_sheets_say_the_same_words_in_the_same_order(name: str, shelf: Shelf) -> None:
    head, body, foot = parts(name)
    text = shelf.text(name)
    whole = bare(text.whole).replace("•", "")
    start = whole.index(said(body)[:20])
    assert whole[start:] == said(body)
    assert sorted(whole[:start]) == sorted(said(head))
    assert said(foot) in bare(text.feet[0])


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_its_paragraphs_are_numbered_on_through_its_parts(name: str) -> None:
    """Every paragraph of the letter itself, and nothing else; that the sheet has the same numbers is tested above."""
    blocks = read(folder(SAMPLES[name]), SAMPLES[name]).blocks
    subject = next(at for at, block in enumerate(blocks) if isinstance(block, Heading))
    numbered = [block for block in blocks if isinstance(block, Paragraph) and block.number]
    assert [block.number for block in numbered] == [str(number) for number in range(1, len(numbered) + 1)]
    assert [b for b in blocks[subject:] if isinstance(b, Paragraph) and b.role in ("", "lead-in")] == numbered
    assert not [block for block in blocks[:subject] if getattr(block, "number", "")]
    assert not [block for block in blocks if isinstance(block, Heading) and block.number]
    assert numbered


def test_each_number_hangs_in_the_margin_on_the_line_of_its_words(shelf: Shelf) -> None:
    page = pdfium.PdfDocument(shelf.pdf("oak/bar_notice"))[0]
    top = page.get_height()
    margin = page.get_textpage().get_text_bounded(left=15 * MM, right=24 * MM, top=top - 95 * MM, bottom=FOOT)
    assert margin.split() == [str(number) for number in range(1, len(margin.split()) + 1)]
    assert len(margin.split()) >= 2


def test_prose_in_more_than_one_paragraph_has_a_number_for_each() -> None:
    longer = replace(LETTER, reasons="First reason.\n\nSecond reason.")
    first, second = (
        int(block.number)
        for block in read(folder(longer), longer).blocks
        if isinstance(block, Paragraph) and plain(block.runs) in ("First reason.", "Second reason.")
    )
    assert second == first + 1


def test_what_is_typed_is_text_on_the_page_too() -> None:
    typed = '<script>alert(1)</script> &amp; #read("/etc/passwd") *x* </p><p class="foot">'
    changed = replace(LETTER, reasons=f"Begin {typed} end.", facts=(replace(LETTER.facts[0], text=typed),))
    blocks = read(folder(changed), changed).blocks
    assert [b for b in blocks if isinstance(b, Paragraph) and plain(b.runs) == f"Begin {typed} end."]
    (table,) = (block for block in blocks if isinstance(block, Table))
    assert plain(table.rows[0][1]) == typed
    assert sum(isinstance(block, Paragraph) and block.role == "foot" for block in blocks) == 1


def test_it_is_kept_and_opened_as_it_was() -> None:
    reading = read(folder(LETTER), LETTER)
    assert opened(kept(reading)) == reading


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('#html.elem("section")[Lost]', "an element 'section'"),
        ('#html.elem("p", attrs: (class: "hidden"))[Lost]', r"an element 'p' \(hidden\)"),
        ('#html.elem("div")[Lost]', "'Lost' stands outside of any paragraph"),
        ("#grid([Lost])", "cannot be"),
    ],
)
def test_what_a_page_does_not_know_is_no_letter_and_never_lost(text: str, says: str, tmp_path: Path) -> None:
    template = tmp_path / "letter.typ"
    template.write_text(f'#import "/layout.typ": *\n#show: on-paper\nHello.\n\n{text}\n', encoding="utf-8")
    with pytest.raises(TemplateFaulty, match=says):
        read(template, LETTER)
