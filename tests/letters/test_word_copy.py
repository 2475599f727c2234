"""A copy for Word: the words of the letter, all of them, as text; marked as a copy on each page."""

import io
import zipfile
from datetime import date

import pytest
from docx import Document
from msgspec.structs import replace

from fairgate.delivery.drafts import sketched
from fairgate.delivery.evidence.documents import look_docx
from fairgate.delivery.reading import read, words
from fairgate.delivery.word_copy import MARK, copied
from tests.letters.conftest import SAMPLES, folder
from tests.letters.reading import bare


def said(body: bytes) -> str:
    """All the words of a file's body, in order."""
    nodes = Document(io.BytesIO(body)).element.body.iter()
    return "\n".join(node.text or "" for node in nodes if node.tag.endswith("}t"))


@pytest.mark.parametrize("name", list(SAMPLES)[::4])
def test_it_says_what_the_letter_says(name: str) -> None:
    letter = SAMPLES[name]
    reading = read(folder(letter), letter)
    body = copied(reading.title, reading.blocks, issued=date(2024, 10, 1))
    text = bare(said(body))
    for block in reading.blocks:
        for part in words(block):
            assert bare(part) in text, part
    look_docx(body)  # nothing in it is fetched, runs, or unpacks to more than it is


def test_each_page_says_that_it_is_a_copy() -> None:
    letter = SAMPLES["oak/bar_notice"]
    drawn = sketched(folder(letter), letter, fixed=())
    draft, issued = (copied("x", drawn.reading.blocks, issued=on) for on in (None, date(2024, 10, 1)))
    for body, says in ((draft, "nobody had issued it"), (issued, "was issued on 1 October 2024")):
        paper = Document(io.BytesIO(body))
        assert len(paper.sections) == 1
        section = paper.sections[0]
        assert not section.different_first_page_header_footer, "a first page of its own would not say it"
        assert not paper.settings.odd_and_even_pages_header_footer, "nor would every other page"
        assert section.header.paragraphs[0].text == MARK
        assert says in section.footer.paragraphs[0].text
    assert "\ue000" not in said(draft)


def test_hostile_text_is_text() -> None:
    letter = replace(SAMPLES["oak/bar_notice"], reasons="{{ 7*7 }} {% for x in y %} <w:p/> &amp; =cmd()")
    body = copied("x", read(folder(letter), letter).blocks, issued=None)
    assert "{{ 7*7 }} {% for x in y %} <w:p/> &amp; =cmd()" in said(body)
    assert not any(name.endswith(("vbaProject.bin", ".exe")) for name in zipfile.ZipFile(io.BytesIO(body)).namelist())
