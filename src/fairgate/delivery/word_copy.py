"""A letter as a Word file, to be read or marked up by somebody outside: never the letter, and it says so on each page.

It is written from the letter's own blocks (reading.py), so it has no wording that could differ. A template for Word
(docxtpl) would be a second wording of each letter, and runs what stands in it; python-docx only writes.
"""

import io
from collections.abc import Iterable
from datetime import UTC, date, datetime

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Line

from fairgate.delivery.drafts import pieces
from fairgate.delivery.reading import Block, Box, Heading, Listed, Paragraph, Runs, Table

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MARK = "COPY — not the letter as issued"

_QUIET = RGBColor(0x4A, 0x52, 0x58)
_MARKED = RGBColor(0xB3, 0x26, 0x1E)


def copied(title: str, blocks: Iterable[Block], *, issued: date | None) -> bytes:
    """The bytes of a .docx file of the letter `title`. `issued`: the day of its issue; None for a draft.

    The same letter gives the same bytes but for what the zip itself says of the time.
    """
    paper = Document()
    _set_up(paper, title)
    section = paper.sections[0]
    note = (
        "It was a draft, and nobody had issued it." if issued is None else f"The letter was issued on {_day(issued)}."
    )
    _mark(section.header.paragraphs[0], MARK)
    _mark(section.footer.paragraphs[0], f"{MARK}. {note}")
    for block in blocks:
        _write(paper, block)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def _day(on: date) -> str:
    return f"{on.day} {on:%B %Y}"


def _set_up(paper: Paper, title: str) -> None:
    properties = paper.core_properties
    properties.title, properties.author, properties.comments = f"{MARK}: {title}", "", MARK
    properties.language, properties.last_modified_by = "en-GB", ""
    properties.created = properties.modified = datetime(2000, 1, 1, tzinfo=UTC)  # says nothing of who made it when
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    style = paper.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(11)


def _mark(line: Line, text: str) -> None:
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = line.add_run(text)
    run.bold, run.font.size, run.font.color.rgb = True, Pt(10), _MARKED


def _write(paper: Paper, block: Block) -> None:
    if isinstance(block, Heading):
        text = f"{block.number}  {block.text}" if block.number else block.text
        _in_direction(paper.add_heading(text, level=block.level), block)
    elif isinstance(block, Paragraph):
        _paragraph(paper, block)
    elif isinstance(block, Listed):
        for item in block.items:
            _fill(paper.add_paragraph(style="List Number" if block.numbered else "List Bullet"), item, block)
    elif isinstance(block, Table):
        _table(paper, (block.head, *block.rows), block, headed=True)
    elif isinstance(block, Box):
        _table(paper, block.pairs, block, headed=False)


def _paragraph(paper: Paper, block: Paragraph) -> None:
    line = paper.add_paragraph()
    if block.number:  # in the margin, as on the sheet; the words begin where every other line does
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(0), Mm(-9)
        number = line.add_run(f"{block.number}\t")
        number.font.size, number.font.color.rgb = Pt(8), _QUIET
    _fill(line, block.runs, block)


def _table(paper: Paper, rows: tuple[tuple[Runs, ...], ...], block: Block, *, headed: bool) -> None:
    if not rows:
        return
    table = paper.add_table(rows=0, cols=len(rows[0]), style="Table Grid")
    for number, row in enumerate(rows):
        cells = table.add_row().cells
        for place, (cell, runs) in enumerate(zip(cells, row, strict=True)):
            _fill(cell.paragraphs[0], runs, block, strong=(number == 0) if headed else place == 0)
    if headed:  # said again where the table goes on to the next page, and read out as headings
        repeated = OxmlElement("w:tblHeader")
        table.rows[0]._tr.get_or_add_trPr().append(repeated)  # the library has no name for it
    paper.add_paragraph()


def _fill(line: Line, runs: Runs, block: Block, *, strong: bool = False) -> None:
    for one in pieces(runs):
        if one.text == "\n":
            line.add_run().add_break()
            continue
        run = line.add_run(one.text)
        run.bold, run.italic = (strong or one.strong) or None, one.emphasis or None
        if block.language != "en":
            language = OxmlElement("w:lang")
            language.set(qn("w:val" if block.direction == "ltr" else "w:bidi"), block.language)
            run._r.get_or_add_rPr().append(language)  # the library has no name for it
        run.font.rtl = True if block.direction == "rtl" else None
    _in_direction(line, block)


def _in_direction(line: Line, block: Block) -> None:
    if block.direction == "rtl":
        line._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # the library has no name for it
