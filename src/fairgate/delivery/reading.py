"""A letter as blocks of text: what its page on the web and its Word copy are made from.

The blocks are taken from what the letter's own template sets, so no second wording can drift from the first. The
typesetter's HTML is read strictly: an element that `layout.typ` does not make for a page is an error of the template,
never text that is lost (docs/decisions/0007).
"""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NoReturn

import msgspec
from msgspec import Struct

from fairgate.delivery.letter import Letter
from fairgate.delivery.pdf import Draft, TemplateFaulty, page


class Run(Struct, frozen=True, omit_defaults=True):
    """A piece of text in one style; a line end in it is a new line of the same paragraph."""

    text: str
    strong: bool = False
    emphasis: bool = False


Runs = tuple[Run, ...]


class _Block(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What every block has: the language of its text (BCP 47), and the direction in which it runs."""

    language: str = "en"
    direction: str = "ltr"  # or 'rtl'


class Heading(_Block, frozen=True, tag="heading"):
    """A heading. Level 1 is the letter's subject, level 2 a part. `number`: in letters whose parts were numbered."""

    level: int
    text: str
    number: str = ""


class Paragraph(_Block, frozen=True, tag="paragraph"):
    """A paragraph. `role` says what it is on the sheet, and is empty for one of the letter's text:

    'trust', 'from', 'to', 'about' (letterhead: the trust; the school; the recipient; date, reference, confidential),
    'lead-in' (introduces what follows), 'lines' (a contact, the closing, the signature), 'foot'.
    `number`: of the letter's own paragraphs, from 1 on through its parts; '' of every other.
    """

    runs: Runs
    role: str = ""
    number: str = ""


class Listed(_Block, frozen=True, tag="list"):
    """A list; its items are numbered or have bullets."""

    items: tuple[Runs, ...]
    numbered: bool = False


class Table(_Block, frozen=True, tag="table"):
    """A table with one row of headings."""

    head: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]


class Box(_Block, frozen=True, tag="box"):
    """Pairs of a label and what it stands for. `role`: 'terms' at a glance, or 'cited' paragraphs of the code."""

    role: str
    pairs: tuple[tuple[Runs, Runs], ...]


Block = Heading | Paragraph | Listed | Table | Box

PARAGRAPHS = frozenset({"", "trust", "from", "to", "about", "lead-in", "lines", "foot"})
BOXES = frozenset({"terms", "cited"})


class Translation(Struct, frozen=True, kw_only=True):
    """The courtesy translation of a letter into one language, as `courtesy.py` makes it."""

    language: str
    name: str  # in itself: 'polski'
    english_name: str
    direction: str
    blocks: tuple[Block, ...]


class Reading(Struct, frozen=True, kw_only=True):
    """The letter's blocks in the order in which they are read, from the letterhead to the foot."""

    title: str
    blocks: tuple[Block, ...]
    translations: tuple[Translation, ...] = ()


def read(letter_path: Path, letter: Letter, *, draft: Draft | None = None) -> Reading:
    """The letter as blocks. `letter_path` and `draft` as in `pdf.render`, and the same is raised."""
    made = page(letter_path, letter, draft=draft)
    try:
        tree = _Tree()
        tree.feed(made)
        tree.close()
        return Reading(title=letter.subject, blocks=tuple(_blocks(tree.body())))
    except _Unknown as error:
        raise TemplateFaulty(
            f"The template '{letter.id}' of pack '{letter.pack}' cannot be made a page: {error}"
        ) from error


def words(block: Block) -> Iterator[str]:
    """The texts of a block in the order in which they are read."""
    if isinstance(block, Heading):
        yield block.number
        yield block.text
    elif isinstance(block, Paragraph):
        yield block.number
        yield plain(block.runs)
    elif isinstance(block, Listed):
        for item in block.items:
            yield plain(item)
    elif isinstance(block, Table):
        for row in (block.head, *block.rows):
            for cell in row:
                yield plain(cell)
    else:
        for label, content in block.pairs:
            yield plain(label)
            yield plain(content)


def plain(runs: Runs) -> str:
    """The text of the runs without their style."""
    return "".join(run.text for run in runs)


def kept(reading: Reading) -> bytes:
    """The reading as JSON, to be kept with the letter."""
    return msgspec.json.encode(reading)


def opened(body: bytes) -> Reading:
    """A reading that was kept."""
    return msgspec.json.decode(body, type=Reading)


class _Unknown(Exception):
    """An element that nobody reads. The message names it."""


class _Element:
    """An element of the page: its name, attributes, and children (elements and texts)."""

    def __init__(self, name: str, attributes: dict[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[_Element | str] = []

    def elements(self) -> "Iterator[_Element]":
        """The elements right below this one; text between them is an error."""
        for child in self.children:
            if isinstance(child, _Element):
                yield child
            elif child.strip():
                raise _Unknown(f"the text {child.strip()[:60]!r} stands outside of any paragraph")


class _Tree(HTMLParser):
    """The typesetter's HTML as elements. It closes what it opens, so nothing is guessed here."""

    _EMPTY = frozenset({"br", "meta"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open = [_Element("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in self._EMPTY:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if self._open[-1].name != tag:
            raise _Unknown(f"the element {tag!r} is not closed in its turn")
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)

    def body(self) -> _Element:
        """The body of the page."""
        (root,) = self._open[0].elements()
        _head, body = root.elements()
        return body


def _blocks(inside: _Element, language: str = "en", direction: str = "ltr") -> Iterator[Block]:
    for element in inside.elements():
        name, role = element.name, element.attributes.get("class", "")
        where = {"language": language, "direction": direction}
        if name in ("h1", "h2"):
            yield Heading(level=int(name[1]), text=plain(_runs(element)), **where)
        elif name == "p" and role in PARAGRAPHS:
            number = element.attributes.get("data-number", "")
            yield Paragraph(runs=_runs(element), role=role, number=number, **where)
        elif name in ("ul", "ol"):
            items = tuple(_runs(item) for item in _named(element, "li"))
            yield Listed(items=items, numbered=name == "ol", **where)
        elif name == "table":
            yield _table(element, where)
        elif name == "dl" and role in BOXES:
            cells = list(_named(element, "dt", "dd"))
            pairs = tuple((_runs(dt), _runs(dd)) for dt, dd in zip(cells[::2], cells[1::2], strict=True))
            yield Box(role=role, pairs=pairs, **where)
        elif name == "div" and not role:
            attributes = element.attributes
            yield from _blocks(element, attributes.get("lang", language), attributes.get("dir", direction))
        else:
            _unknown(element)


def _table(element: _Element, where: dict[str, str]) -> Table:
    head, body = element.elements()
    ((*titles,),) = (tuple(_named(row, "th")) for row in _named(head, "tr"))
    rows = (tuple(_runs(cell) for cell in _named(row, "td")) for row in _named(body, "tr"))
    return Table(head=tuple(_runs(title) for title in titles), rows=tuple(rows), **where)


def _named(inside: _Element, *names: str) -> Iterator[_Element]:
    for element in inside.elements():
        if element.name not in names:
            _unknown(element)
        yield element


def _runs(inside: _Element) -> Runs:
    joined: list[Run] = []
    for run in _pieces(inside, strong=False, emphasis=False):
        last = joined[-1] if joined else None
        if last and (last.strong, last.emphasis) == (run.strong, run.emphasis):
            joined[-1] = Run(last.text + run.text, run.strong, run.emphasis)
        else:
            joined.append(run)
    if joined:
        joined[0] = Run(joined[0].text.lstrip(), joined[0].strong, joined[0].emphasis)
        joined[-1] = Run(joined[-1].text.rstrip(), joined[-1].strong, joined[-1].emphasis)
    return tuple(run for run in joined if run.text)


def _pieces(inside: _Element, *, strong: bool, emphasis: bool) -> Iterator[Run]:
    for child in inside.children:
        if isinstance(child, str):
            yield Run(child, strong, emphasis)
        elif child.name == "br":
            yield Run("\n", strong, emphasis)
        elif child.name == "p" and not child.attributes:  # the paragraphs of an item or a cell
            if child is not inside.children[0]:
                yield Run("\n", strong, emphasis)
            yield from _pieces(child, strong=strong, emphasis=emphasis)
        elif child.name in ("strong", "em", "span", "bdi"):
            made_strong = strong or child.name == "strong"
            yield from _pieces(child, strong=made_strong, emphasis=emphasis or child.name == "em")
        else:
            _unknown(child)


def _unknown(element: _Element) -> NoReturn:
    role = element.attributes.get("class", "")
    raise _Unknown(f"it has an element {element.name!r}{f' ({role})' if role else ''}, which no page has")
