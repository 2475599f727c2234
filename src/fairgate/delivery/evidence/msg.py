"""E-mails as Outlook saves them (.msg), read by python-oxmsg; each field on its own, since many are left out."""

from collections.abc import Callable
from email.parser import HeaderParser
from email.utils import format_datetime
from typing import TypeVar

from oxmsg import Message
from oxmsg.attachment import Attachment
from oxmsg.domain import constants as c
from oxmsg.recipient import Recipient

from fairgate.delivery.evidence.limits import PARTS_AT_MOST
from fairgate.delivery.evidence.plain import from_html
from fairgate.delivery.evidence.reading import file_name, read
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.delivery.evidence.seen import Attached, Seen

_T = TypeVar("_T")
_NEVER = 1601  # the year with which Outlook says that it was not sent
_FAULTS = (LookupError, ValueError, TypeError, AttributeError, AssertionError, OSError, OverflowError)


def look(body: bytes) -> Seen:
    """The e-mail as it reads, and what it brought. Raises `EvidenceRefused` for what is no Outlook e-mail."""
    try:
        message = Message.load(body)
        class_ = message.message_class
    except (*_FAULTS, RecursionError) as error:
        raise _broken() from error
    notes = [] if class_.upper().startswith("IPM.NOTE") else [f"Outlook calls this “{class_[:60]}”, not an e-mail."]
    none: tuple[Attachment, ...] = ()
    attachments = _or(lambda: message.attachments, none)
    if len(attachments) > PARTS_AT_MOST:
        raise EvidenceRefused(
            f"This e-mail has more than {PARTS_AT_MOST} attachments.", "Print it to PDF and add that."
        )
    words = _or(lambda: message.body, None) or from_html(_or(lambda: message.html_body, None) or "")
    if not words.strip() and _or(lambda: message.properties.binary_prop_value(c.PID_RTF_COMPRESSED), None):
        notes.append("Its words are in a form that only Outlook reads. Print it to PDF there, and add that too.")
    headers, attached = _headers(message), [_attached(one) for one in attachments]
    if not headers and not words.strip() and not attached:
        raise _broken()
    return read(headers, words, attached, notes)


def _broken() -> EvidenceRefused:
    return EvidenceRefused(
        "This is no Outlook e-mail, or it is broken or breaks off before its end.",
        "Save the e-mail again as .msg or .eml, or print it to PDF.",
    )


def _headers(message: Message) -> list[tuple[str, str]]:
    """Its header lines as they came; where it never travelled, those that Outlook keeps in their place."""
    carried = HeaderParser().parsestr(_field(message, c.PID_TRANSPORT_MESSAGE_HEADERS)).items()
    headers = [(name, str(value)) for name, value in carried]
    names = {name.lower() for name, _ in headers}
    on_behalf_of = _address(message, c.PID_SENT_REPRESENTING_NAME, c.PID_SENT_REPRESENTING_EMAIL_ADDRESS)
    sender = _address(message, c.PID_SENDER_NAME, c.PID_SENDER_EMAIL_ADDRESS, c.PID_SENDER_SMTP_ADDRESS)
    nobody: tuple[Recipient, ...] = ()
    sent = _or(lambda: message.sent_date, None)
    recipients = _or(lambda: message.recipients, nobody)
    kept = [
        ("From", on_behalf_of or sender),
        ("Sender", sender if sender != on_behalf_of and on_behalf_of else ""),
        ("To", ", ".join(filter(None, map(_recipient, recipients)))),
        ("Date", format_datetime(sent) if sent and sent.year > _NEVER else ""),
        ("Subject", _field(message, c.PID_SUBJECT)),
    ]
    return headers + [(name, value) for name, value in kept if value and name.lower() not in names]


def _address(message: Message, name: int, *addresses: int) -> str:
    found = next((value for value in (_field(message, one) for one in addresses) if "@" in value), "")
    called = _field(message, name)
    return _named(called, found)


def _recipient(one: Recipient) -> str:
    return _or(lambda: _named(one.name, one.email_address), "")


def _named(name: str, address: str) -> str:
    return f"{name} <{address}>" if name and address and name != address else name or address


def _attached(attachment: Attachment) -> Attached:
    short = _or(lambda: attachment.properties.str_prop_value(c.PID_ATTACH_FILENAME), None)
    name = file_name(_or(lambda: attachment.file_name, None) or short)
    body = _or(lambda: attachment.file_bytes, None) or b""
    return Attached(name, body, "" if body else "an item of Outlook's own, kept in the original")


def _field(message: Message, number: int) -> str:
    return (_or(lambda: message.properties.str_prop_value(number), None) or "").rstrip("\x00")


def _or(read_field: Callable[[], _T], otherwise: _T) -> _T:
    try:
        return read_field()
    except _FAULTS:
        return otherwise
