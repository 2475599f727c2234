"""Of what kind a file is: known by its content, held against its name."""

import re
from typing import BinaryIO

from fairgate.delivery.evidence.kinds import EMAILS, TAKEN, Media
from fairgate.delivery.evidence.not_taken import refuse_known
from fairgate.delivery.evidence.refused import EvidenceRefused

_HEAD = 64 * 1024
_TAIL = 65_557  # the end of a zip archive with the longest comment
_LOOKED_AT = 1024  # how far browsers and PDF readers look for what they know

_SIGNATURES: tuple[tuple[re.Pattern[bytes], Media], ...] = tuple(
    (re.compile(pattern, re.DOTALL), media)
    for pattern, media in (
        (rb"\xff\xd8\xff", Media.JPEG),
        (rb"\x89PNG\r\n\x1a\n", Media.PNG),
        (rb"RIFF.{4}WEBP", Media.WEBP),
        (rb"%PDF-[12]\.", Media.PDF),
        (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Media.MSG),
        (rb"ID3[\x02-\x04]|\xff[\xe2\xe3\xf2\xf3\xfa\xfb]", Media.MP3),
        (rb".{4}ftyp", Media.M4A),
        (rb"RIFF.{4}WAVE", Media.WAV),
        (rb"OggS\x00", Media.OGG),
        (rb"PK\x03\x04", Media.DOCX),
    )
)
_WEB = re.compile(rb"<(!doctype|html|svg|script|iframe|body|head)\b", re.IGNORECASE)
_HEADER = re.compile(rb"([!-9;-~]{1,76}):")
_OF_EMAIL = frozenset(
    b"from to cc date subject message-id received mime-version return-path delivered-to sender reply-to".split()
)
_WHO_OR_WHEN = frozenset({b"from", b"sender", b"received", b"return-path", b"date"})


def kind_of(file: BinaryIO, name: str) -> Media:
    """What the file is; it is read from its beginning and left anywhere. `name` is its own name, '' for none.

    Raises `EvidenceRefused` for what is not taken, what is two kinds at once, and what its name does not say it is.
    """
    head, tail = _ends(file)
    if not head:
        raise EvidenceRefused("This file is empty.", "Choose it again; if it stays empty, ask for it to be sent again.")
    refuse_known(head)
    found = next((media for pattern, media in _SIGNATURES if pattern.match(head)), None) or _text(head, name)
    _refuse_two_in_one(found, head, tail)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending and ending not in found.endings:
        raise EvidenceRefused(
            f"The name of this file ends in “.{ending[:12]}”, and its content is {found.one}.",
            f"If that is what it should be, give it a name that ends in “.{found.endings[0]}” and add it again.",
        )
    return found


def _ends(file: BinaryIO) -> tuple[bytes, bytes]:
    file.seek(0)
    head = file.read(_HEAD)
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL))
    return head, file.read(_TAIL)


def _text(head: bytes, name: str) -> Media:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _is_email(head) and not name.lower().endswith((".txt", ".text")):
        return Media.EML
    if re.match(rb"\s*<[a-z!?/]", head, re.IGNORECASE) or _WEB.search(head[:_LOOKED_AT]):
        raise EvidenceRefused(
            "This file is a web page or a drawing made of code (HTML, SVG, XML), which is not taken.",
            "Print it to PDF, or take a screenshot of it.",
        )
    if re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]", head):
        raise EvidenceRefused("This is no kind of file that can be kept as evidence.", TAKEN)
    return Media.TXT


def _is_email(head: bytes) -> bool:
    """Whether it begins with the header lines of an e-mail: two that e-mails have, one of them saying who or when."""
    lines = head.lstrip(b"\r\n").splitlines()[:400]
    if lines and lines[0].startswith((b"From ", b">From ")):  # as a mailbox keeps an e-mail
        lines = lines[1:]
    names = set()
    for line in lines:
        if line[:1] in (b" ", b"\t"):
            continue
        header = _HEADER.match(line)
        if header is None:
            break
        names.add(header[1].lower())
    return len(names & _OF_EMAIL) >= 2 and bool(names & _WHO_OR_WHEN)


def _refuse_two_in_one(found: Media, head: bytes, tail: bytes) -> None:
    """Refuse a file that another reader takes for something else: a picture that is a web page as well."""
    if found in EMAILS or found is Media.TXT:
        return
    other = ""
    if found is not Media.PDF and b"%PDF-" in head[:_LOOKED_AT]:
        other = "a PDF"
    elif _WEB.search(head[:_LOOKED_AT]):
        other = "a web page"
    elif found is not Media.DOCX and _ends_as_zip(tail):
        other = "an archive"
    if other:
        raise EvidenceRefused(
            f"This file is {found.one} and {other} at once; such files are made to deceive.",
            "Take a screenshot of what it shows and add that.",
        )


def _ends_as_zip(tail: bytes) -> bool:
    at = tail.rfind(b"PK\x05\x06")
    return at >= 0 and at + 22 + int.from_bytes(tail[at + 20 : at + 22], "little") == len(tail)
