"""Safe copies with passages covered. What is covered is not in what is handed out: neither pixel nor letter."""

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from fairgate.delivery.evidence.kinds import Media
from fairgate.delivery.evidence.looking import cover
from fairgate.delivery.evidence.store import Store

Box = tuple[int, int, int, int]
COVER = "█"


def text(words: str, spans: Iterable[tuple[int, int]]) -> str:
    """The words with these ranges of characters covered: first, and one after the last. Line ends stay."""
    hidden = [False] * len(words)
    for first, end in spans:
        for place in range(max(0, first), min(end, len(words))):
            hidden[place] = True
    return "".join(
        COVER if covered and letter != "\n" else letter for letter, covered in zip(words, hidden, strict=True)
    )


def standing_in(words: str, quoted: str) -> list[tuple[int, int]]:
    """Every range of characters in which the quoted words stand, however they are spaced or broken into lines.

    Capitals and small letters count as the same: a name that is covered is covered as it was shouted too.
    """
    parts = [re.escape(part) for part in quoted.split()]
    if not parts:
        return []
    return [found.span() for found in re.finditer(r"\s+".join(parts), words, re.IGNORECASE)]


def picture(store: Store, sha256: str, key: str, name: str, boxes: Iterable[Box]) -> Path:
    """A copy with these boxes covered, painted when it is first asked for and kept beside the copy itself.

    Raises FileNotFoundError where there is no such copy.
    """
    plain = store.path(sha256, key, name)
    ordered = tuple(sorted(set(boxes)))
    if not ordered:
        return plain
    stem, _, ending = name.rpartition(".")
    covered = f"{stem}-{hashlib.sha256(repr(ordered).encode()).hexdigest()[:16]}.{ending}"
    try:
        return store.path(sha256, key, covered)
    except FileNotFoundError:
        media = Media.PNG if ending == "png" else Media.JPEG
        store.add(sha256, key, covered, cover(plain, media, ordered))
        return store.path(sha256, key, covered)
