"""Filters and tags that every template has without loading: days and times as we write them, citations.

{{ entry.on|day }}            3 March 2026
{{ entry.on|weekday }}        Tuesday 3 March 2026
{{ entry.at|moment }}         3 March 2026 at 2:05pm
{{ reason|sentence }}         the first letter a capital, a full stop at the end
{% for one in runs|pieces %}   the words of a letter's paragraph, parted by their look
{% cite "5.2c" %}             the paragraph, linked to its place in the code
"""

from datetime import date, datetime

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from fairgate.delivery.drafts import Piece
from fairgate.delivery.drafts import pieces as parted
from fairgate.delivery.reading import Runs

register = template.Library()


@register.filter
def pieces(runs: Runs) -> list[Piece]:
    """The words of a paragraph, item or cell of a letter, those that were written for it apart."""
    return list(parted(runs))


@register.filter
def day(value: date | None) -> str:
    """3 March 2026; an instant by its day in London; nothing for nothing."""
    if value is None:
        return ""
    on = timezone.localdate(value) if isinstance(value, datetime) else value
    return f"{on.day} {on:%B %Y}"


@register.filter
def weekday(value: date | None) -> str:
    """Tuesday 3 March 2026."""
    if value is None:
        return ""
    on = timezone.localdate(value) if isinstance(value, datetime) else value
    return f"{on:%A} {day(on)}"


@register.filter
def clock(value: datetime | None) -> str:
    """2:05pm, in London; midday and midnight by name."""
    if value is None:
        return ""
    at = timezone.localtime(value)
    if at.minute == 0 and at.hour in (0, 12):
        return "midday" if at.hour else "midnight"
    return f"{at.hour % 12 or 12}:{at.minute:02d}{'pm' if at.hour >= 12 else 'am'}"


@register.filter
def moment(value: datetime | None) -> str:
    """3 March 2026 at 2:05pm."""
    return f"{day(value)} at {clock(value)}" if value is not None else ""


@register.filter
def sentence(value: str) -> str:
    """The words with a capital at the beginning and a full stop at the end, and otherwise as they are."""
    text = str(value).strip()
    if not text:
        return ""
    return text[0].upper() + text[1:] + ("" if text[-1] in ".?!:…”" else ".")


@register.simple_tag(takes_context=True)
def cite(context: template.Context, paragraph: str) -> SafeString:
    """A paragraph's reference, linked to its place on the page of the code.

    A page about a case that is judged by another edition than today's names it in `cites`.
    """
    edition = context.get("cites", "")
    return format_html(
        '<a class="fg-cite" href="{}#p-{}"><span class="govuk-visually-hidden">Paragraph </span>{}</a>',
        reverse("code_edition", args=[edition]) if edition else reverse("code"),
        paragraph,
        paragraph,
    )
