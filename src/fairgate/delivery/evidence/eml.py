"""E-mails as they were sent (.eml), read by the standard library. Every field may be broken, and is read on its own."""

import io
import re
from collections.abc import Callable, Iterator
from email import policy
from email.generator import BytesGenerator
from email.message import Message
from email.parser import BytesParser

from fairgate.delivery.evidence.limits import DEPTH_AT_MOST, EMAIL_BYTES_AT_MOST, MEGABYTE, PARTS_AT_MOST
from fairgate.delivery.evidence.plain import from_html
from fairgate.delivery.evidence.reading import file_name, read
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.delivery.evidence.seen import Attached, Seen

# The older of the two ways in which the library reads: it takes every header as it comes, twice if it comes twice.
_AS_IT_COMES = policy.compat32.clone(mangle_from_=False)
_HEADERS_AT_MOST = MEGABYTE
_SOURCE_AT_MOST = 20_000
_PART = re.compile(rb"^content-type[ \t]*:", re.IGNORECASE | re.MULTILINE)
_NESTED = re.compile(rb"^content-type[ \t]*:[ \t\r\n]*(multipart|message)/", re.IGNORECASE | re.MULTILINE)


def look(body: bytes) -> Seen:
    """The e-mail as it reads, and what it brought. Raises `EvidenceRefused` for what is made to exhaust a reader."""
    if len(body) > EMAIL_BYTES_AT_MOST:
        raise EvidenceRefused(
            f"This e-mail is larger than {EMAIL_BYTES_AT_MOST // MEGABYTE} MB.",
            "Save its attachments and add them one by one, and print the e-mail itself to PDF.",
        )
    if len(body) > _HEADERS_AT_MOST and not re.search(rb"\n\r?\n", body[:_HEADERS_AT_MOST]):
        raise _too_many("too long a header")
    if len(_PART.findall(body)) > PARTS_AT_MOST:
        raise _too_many(f"more than {PARTS_AT_MOST} parts")
    if len(_NESTED.findall(body)) > 2 * DEPTH_AT_MOST:
        raise _too_many("too many parts within parts")
    try:
        message = BytesParser(policy=_AS_IT_COMES).parsebytes(body)
        parts = list(_leaves(message))
        if len(parts) > PARTS_AT_MOST:
            raise _too_many(f"more than {PARTS_AT_MOST} parts")
    except RecursionError as error:
        raise _too_many("too many parts within parts") from error
    notes = []
    if any(part.defects for part in message.walk()):
        notes.append("Parts of this e-mail are not as they should be; what is odd in it is in the original.")
    attached = [_attached(part) for part in parts if _is_attached(part)]
    words = _words([part for part in parts if not _is_attached(part)])
    if not words.strip() and not attached:
        words = re.split(rb"\n\r?\n", body, maxsplit=1)[-1][:_SOURCE_AT_MOST].decode("utf-8", "replace")
        if words.strip():
            notes.append(
                "The parts of this e-mail cannot be told apart. Its text is shown as it was sent, with its code."
            )
    return read([(name, str(value)) for name, value in message.raw_items()], words, attached, notes)


def _too_many(what: str) -> EvidenceRefused:
    return EvidenceRefused(
        f"This e-mail has {what}; such e-mails are made to bring a computer down.", "Print it to PDF and add that."
    )


def _leaves(message: "Message[str, str]", depth: int = 0) -> Iterator["Message[str, str]"]:
    """The parts that hold something. Of forms of the same words the plainest that has any is kept."""
    if depth > DEPTH_AT_MOST:
        raise _too_many(f"parts within parts, more than {DEPTH_AT_MOST} deep")
    if message.get_content_maintype() != "multipart" or not message.is_multipart():
        yield message
        return
    inner = [one for one in message.get_payload() if isinstance(one, Message)]
    if message.get_content_subtype() == "alternative":
        forms = [list(_leaves(one, depth + 1)) for one in inner]
        plain = [
            form for form in forms if any(one.get_content_type() == "text/plain" and _text(one).strip() for one in form)
        ]
        chosen = plain[0] if plain else (forms[-1] if forms else [])
        yield from chosen
        for form in forms:
            if form is not chosen:  # a picture that only one of the forms shows is still evidence
                yield from (one for one in form if one.get_content_maintype() != "text")
        return
    for one in inner:
        yield from _leaves(one, depth + 1)


def _is_attached(part: "Message[str, str]") -> bool:
    if part.get_content_maintype() != "text":
        return part.get_content_maintype() != "multipart"
    return _or(part.get_content_disposition, None) == "attachment" or _name(part) is not None


def _attached(part: "Message[str, str]") -> Attached:
    if part.get_content_maintype() == "message":
        return _forwarded(part)
    body = _bytes(part)
    return Attached(file_name(_name(part)), body, "" if body else "empty or broken")


def _forwarded(part: "Message[str, str]") -> Attached:
    """An e-mail within the e-mail, written out again as the library read it."""
    inner = part.get_payload()
    if part.get_content_type() != "message/rfc822" or not isinstance(inner, list) or not inner:
        return Attached(file_name(_name(part) or "report"), why_not="a report of a mail server")
    first = inner[0]
    name = _name(part) or f"{first.get('Subject', 'e-mail') if isinstance(first, Message) else 'e-mail'}.eml"
    out = io.BytesIO()
    if isinstance(first, Message):
        BytesGenerator(out, mangle_from_=False, policy=_AS_IT_COMES).flatten(first)
    return Attached(file_name(str(name)), out.getvalue(), "" if out.getvalue() else "empty")


def _words(parts: list["Message[str, str]"]) -> str:
    return "\n\n".join(
        from_html(_text(part)) if part.get_content_type() == "text/html" else _text(part) for part in parts
    )


def _text(part: "Message[str, str]") -> str:
    payload = _bytes(part)
    for charset in (_or(part.get_content_charset, None), "utf-8"):
        try:
            return payload.decode(charset if isinstance(charset, str) else "utf-8")
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return payload.decode("cp1252", "replace")


def _bytes(part: "Message[str, str]") -> bytes:
    payload = _or(lambda: part.get_payload(decode=True), b"")
    return payload if isinstance(payload, bytes) else b""


def _name(part: "Message[str, str]") -> str | None:
    name = _or(part.get_filename, "a name that cannot be read")
    return name if isinstance(name, str) else None


def _or(read_field: Callable[[], object], otherwise: object) -> object:
    """A field, or this where the library stumbles over how it was written."""
    try:
        return read_field()
    except (ValueError, TypeError, LookupError, AttributeError):
        return otherwise
