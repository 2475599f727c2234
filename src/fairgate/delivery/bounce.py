"""A mail that came back: which of ours it was, and why, read from what mail servers write (RFC 3464)."""

import email
import email.policy
import re
from email.message import EmailMessage
from typing import cast
from uuid import UUID

from msgspec import Struct

_OURS = re.compile(r"^Message-ID:\s*<([0-9a-f-]{36})@", re.IGNORECASE | re.MULTILINE)
_STATUS = re.compile(r"^Status:\s*([245])\.(\d{1,3})\.(\d{1,3})", re.IGNORECASE | re.MULTILINE)
_ACTION = re.compile(r"^Action:\s*(\w+)", re.IGNORECASE | re.MULTILINE)
LARGEST = 5 * 1024**2  # bytes; the original may be attached whole


class Bounce(Struct, frozen=True):
    """What came back. `for_good` False: the server will go on trying, and nothing has to be done yet."""

    reference: UUID
    for_good: bool
    status: str


def read_bounce(raw: bytes) -> Bounce | None:
    """The bounce in a mail; None where it is none, or not of a mail of ours. Never raises for what a stranger wrote."""
    if len(raw) > LARGEST:
        return None
    message = cast("EmailMessage", email.message_from_bytes(raw, policy=email.policy.compat32))
    if message.get_content_type() != "multipart/report":
        return None
    text = raw.decode("latin-1")
    ours, action = _OURS.findall(text), _ACTION.search(text)
    if not ours or action is None:
        return None
    # The report's own Message-ID comes first, in its head; the returned mail's is the last.
    try:
        reference = UUID(ours[-1])
    except ValueError:
        return None
    status = _STATUS.search(text)
    said = ".".join(status.groups()) if status else ""
    return Bounce(reference, action.group(1).lower() == "failed", said)
