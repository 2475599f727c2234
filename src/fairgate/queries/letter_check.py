"""Whether a letter is genuine, for anybody who holds it: by its file, or by the code in its foot."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from fairgate.records import proof

_PIECE = 1 << 16


@dataclass(frozen=True)
class Checked:
    """What is told, and all that is told. `by_file` False: only its code was compared, so its words may be altered."""

    genuine: bool
    by_file: bool
    issued_on: date | None = None
    replaced_on: date | None = None
    by_copy: bool = False


def checked_file(file: BinaryIO) -> Checked:
    """Compare the bytes of a file with those that were issued. Nothing of the file is kept."""
    digest = hashlib.sha256()
    while piece := file.read(_PIECE):
        digest.update(piece)
    return _told(proof.by_bytes(digest.hexdigest()), by_file=True)


def checked_code(code: str) -> Checked:
    """Look for the code that stands in the foot of a letter, however it was typed."""
    return _told(proof.by_code(code), by_file=False)


def _told(found: proof.Proof | None, *, by_file: bool) -> Checked:
    if found is None:
        return Checked(genuine=False, by_file=by_file)
    return Checked(True, by_file, found.issued_on, found.replaced_on, found.by_copy)
