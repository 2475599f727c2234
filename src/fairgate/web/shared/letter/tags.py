"""What the templates of a letter's page ask of its blocks. Every template has these without loading.

{{ block|block_kind }}          'heading', 'paragraph', 'list', 'table' or 'box'
{% runs block.runs %}           the text with its emphasis and line ends
{% in_language block around %}  lang and dir, where they are not those of what is around it
"""

from dataclasses import dataclass

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from fairgate.delivery.reading import Block, Runs, plain

register = template.Library()


@dataclass(frozen=True)
class Cell:
    """A cell of a table, with the title of its column: said beside it where the table is too narrow for columns."""

    title: str
    runs: Runs


@register.filter
def block_kind(block: Block) -> str:
    """Which kind of block it is."""
    return str(block.__struct_config__.tag)


@register.filter
def under(row: tuple[Runs, ...], head: tuple[Runs, ...]) -> list[Cell]:
    """The cells of a row under the titles of their columns."""
    return [Cell(plain(title), runs) for title, runs in zip(head, row, strict=True)]


@register.simple_tag
def runs(pieces: Runs) -> SafeString:
    """The text, safe to stand in a page."""
    said = SafeString("")
    for run in pieces:
        text = format_html_join(SafeString("<br>"), "{}", ((line,) for line in run.text.split("\n")))
        if run.emphasis:
            text = format_html("<em>{}</em>", text)
        said += format_html("<strong>{}</strong>", text) if run.strong else text
    return said


@register.simple_tag
def in_language(block: Block, around: str) -> SafeString:
    """The attributes of a block in another language than what is around it."""
    if block.language == around:
        return SafeString("")
    return format_html(' lang="{}" dir="{}"', block.language, block.direction)
