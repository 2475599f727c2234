"""An e-mail as it reads: its header lines, what is attached, and its words, in one text."""

import re
from collections.abc import Sequence
from email.errors import HeaderParseError
from email.header import decode_header

from fairgate.delivery.evidence.limits import NAME_AT_MOST, TEXT_AT_MOST
from fairgate.delivery.evidence.plain import visible
from fairgate.delivery.evidence.seen import Attached, Seen

_LINE_AT_MOST = 2_000
_READ_AT_MOST = 8_000  # of a header's value as it was written; the library takes long over longer ones
_LINES_AT_MOST = 20  # of one header

SHOWN = ("From", "Sender", "Reply-To", "To", "Cc", "Date", "Subject")
"""The header lines that are shown, in this order; every other one is in the original."""


def decoded(value: str) -> str:
    """A header's value with its encoded words read; what cannot be read stays as it was written."""
    parts = []
    try:
        for part, charset in decode_header(value[:_READ_AT_MOST]):
            parts.append(part if isinstance(part, str) else _text(part, charset))
    except (HeaderParseError, ValueError, LookupError):
        return visible(value, one_line=True)
    return visible("".join(parts), one_line=True)


def _text(part: bytes, charset: str | None) -> str:
    try:
        return part.decode(charset or "utf-8", "strict")
    except (UnicodeDecodeError, LookupError):
        return part.decode("cp1252", "replace")


def read(headers: Sequence[tuple[str, str]], body: str, attached: list[Attached], notes: list[str]) -> Seen:
    """The e-mail as one text. `headers` are (name, value as written), every line of a name that comes twice."""
    lines = []
    for name in SHOWN:
        values = [value for given, value in headers if given.lower() == name.lower()]
        if name == "From" and len(values) > 1:
            notes.insert(0, f"This e-mail has {len(values)} From lines. Mail programs show only one of them.")
        lines += [f"{name}: {decoded(value)[:_LINE_AT_MOST]}" for value in values[:_LINES_AT_MOST]]
    if not any(line.startswith("From:") for line in lines):
        notes.insert(0, "This e-mail does not say who sent it.")
    lines += [f"Attached: {one.name}{' (' + one.why_not + ')' if one.why_not else ''}" for one in attached]
    body = visible(body).strip()
    if len(body) > TEXT_AT_MOST:
        body = body[:TEXT_AT_MOST]
        notes.append("The text is longer than can be shown; the whole is in the original.")
    if not body:
        notes.append("No text could be read in this e-mail; what it holds is in the original.")
    return Seen(text="\n".join(lines) + "\n\n" + body + "\n", attached=attached, notes=notes)


def file_name(name: str | None) -> str:
    """A file's own name made fit to show and to give back: no folders, nothing invisible, not too long."""
    name = re.split(r"[/\\]", decoded(name or "").replace("\x00", ""))[-1]
    name = re.sub(r'[\n\t<>:"|?*]', " ", name).strip(" .") or "without a name"
    if len(name) <= NAME_AT_MOST:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 8:
        return name[:NAME_AT_MOST]
    return f"{stem[: NAME_AT_MOST - len(ending) - 2]}….{ending}"
