"""Documents: kept and offered to be saved, never shown. They are checked, and nothing of them is unpacked."""

import io
import re
import zipfile
import zlib

from fairgate.delivery.evidence.limits import MEGABYTE, UNPACKED_AT_MOST, ZIP_ENTRIES_AT_MOST
from fairgate.delivery.evidence.not_taken import archive
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.delivery.evidence.seen import Seen

_RATIO_AT_MOST = 200  # of what a part unpacks to; letters of one kind in a row do not reach it
_RELATIONS_AT_MOST = MEGABYTE
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def look_docx(body: bytes) -> Seen:
    """Nothing to show. Raises `EvidenceRefused` for other archives, bombs, programs inside, and what is fetched."""
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as file:
            parts = file.infolist()
            names = {part.filename for part in parts}
            if not {"[Content_Types].xml", "word/document.xml"} <= names:
                raise archive()
            if _is_bomb(parts, len(body)):
                raise EvidenceRefused(
                    "This document would unpack to far more than it is; such files are made to bring a computer down.",
                    "Ask for it as PDF.",
                )
            if any(name.lower().endswith(("vbaproject.bin", ".exe", ".js", ".vbs")) for name in names):
                raise EvidenceRefused("This document has a program in it (macros).", "Save it as PDF and add that.")
            if any(_fetches(file, part) for part in parts if part.filename.endswith(".rels")):
                raise EvidenceRefused(
                    "This document fetches a part of itself from elsewhere when it is opened.",
                    "Save it as PDF and add that.",
                )
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, zlib.error) as error:
        raise EvidenceRefused(
            "This document is broken, locked, or breaks off before its end.", "Ask for it again, or for a PDF of it."
        ) from error
    return Seen()


def _is_bomb(parts: list[zipfile.ZipInfo], size: int) -> bool:
    return (
        len(parts) > ZIP_ENTRIES_AT_MOST
        or sum(part.file_size for part in parts) > UNPACKED_AT_MOST
        or sum(part.compress_size for part in parts) > size  # parts that lie on top of one another
        or any(p.file_size > MEGABYTE and p.file_size > _RATIO_AT_MOST * max(1, p.compress_size) for p in parts)
    )


def _fetches(file: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """Whether these relations name something outside that is loaded at once, unlike a link."""
    if part.file_size > _RELATIONS_AT_MOST:
        return True
    relations = re.findall(rb"<Relationship\b[^>]*>", file.read(part))
    outside = (one for one in relations if b'"External"' in one or b"'External'" in one)
    return any(not re.search(rb"/hyperlink[\"']", one) for one in outside)


def look_txt(body: bytes) -> Seen:
    """Nothing to show. Raises `EvidenceRefused` for what is no text throughout."""
    if _CONTROL.search(_decoded(body)):
        raise EvidenceRefused("This file is not plain text throughout.", "Ask for it again, or for a PDF of it.")
    return Seen()


def _decoded(body: bytes) -> str:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")
