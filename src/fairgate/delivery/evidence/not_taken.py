"""Kinds of file that are known and not taken, each with what would help instead."""

import re

from fairgate.delivery.evidence.refused import EvidenceRefused

_FILM = ("a film", "Films are not taken: have it kept safely where it is, and say in the case where that is.")
_ARCHIVE = ("an archive", "Unpack it and add the files one by one.")

_KNOWN: tuple[tuple[bytes, tuple[str, str]], ...] = (
    (
        rb".{4}ftyp(hei[cxms]|hev[cx]|mif1|msf1|avi[fs])",
        (
            "a photograph in a form that not every screen can show (HEIC or AVIF)",
            "Send it as JPEG (on an iPhone: Settings, Camera, Formats, Most Compatible), or take a screenshot of it.",
        ),
    ),
    (rb".{4}ftyp(qt  |3g[p2]|avc1|f4v |M4V )|RIFF.{4}AVI |\x1aE\xdf\xa3", _FILM),
    (
        rb"GIF8[79]a|BM.{4}\x00{4}|II\*\x00|MM\x00\*",
        ("a picture of another kind", "Save it as PNG or JPEG, or take a screenshot of it."),
    ),
    (rb"PK(?!\x03\x04)|Rar!|7z\xbc\xaf\x27\x1c|\x1f\x8b|BZh|\xfd7zXZ", _ARCHIVE),
    (rb"#!AMR", ("a recording of another kind", "Save it as .mp3, .m4a or .wav.")),
    (rb"MZ.{0,80}\x00|\x7fELF|#!|\xca\xfe\xba\xbe|[\xcf\xce]\xfa\xed\xfe", ("a program", "Programs are never taken.")),
    (rb"\{\\rtf", ("a document of another kind", "Save it as PDF or as .docx.")),
)
_PATTERNS = tuple((re.compile(pattern, re.DOTALL), *said) for pattern, said in _KNOWN)


def refuse_known(head: bytes) -> None:
    """Refuse, by name, a file whose first bytes say that it is of such a kind."""
    for pattern, what, change in _PATTERNS:
        if pattern.match(head):
            raise EvidenceRefused(f"This file is {what}, which is not taken.", change)


def archive() -> EvidenceRefused:
    """The refusal of an archive that only its contents give away."""
    return EvidenceRefused(f"This file is {_ARCHIVE[0]}, which is not taken.", _ARCHIVE[1])


def film() -> EvidenceRefused:
    """The refusal of a film that only its contents give away."""
    return EvidenceRefused(f"This file is {_FILM[0]}, which is not taken.", _FILM[1])
