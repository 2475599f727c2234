"""Taking in a file: received, known by its content, scanned, looked at; and so what an e-mail brought, once over."""

import io
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from fairgate.delivery.evidence.clamd import Scan, scan
from fairgate.delivery.evidence.kinds import EMAILS, Media
from fairgate.delivery.evidence.limits import ATTACHMENTS_AT_MOST
from fairgate.delivery.evidence.looking import look
from fairgate.delivery.evidence.reading import file_name
from fairgate.delivery.evidence.refused import EvidenceRefused, FileInfected
from fairgate.delivery.evidence.seen import Attached, Seen
from fairgate.delivery.evidence.sniffing import kind_of
from fairgate.delivery.evidence.store import Store

TEXT = "text.txt"


@dataclass(frozen=True)
class Item:
    """A file on its way in. `path` is where it lies until it is kept; `given_name` is its own name, '' for none."""

    path: Path
    given_name: str
    media: Media
    size: int
    sha256: str
    scan: Scan
    pages: int
    copies: dict[str, bytes]
    notes: tuple[str, ...]
    parts: tuple["Item", ...] = ()

    def keep(self, store: Store, key: str) -> None:
        """Keep it, its copies with it."""
        store.keep(self.sha256, key, self.path, self.copies)


def page(number: int, pictured_as: str) -> str:
    """The name under which the picture of a page is kept, counted from 1: 'page-1.jpg'."""
    return f"page-{number}.{pictured_as}"


@contextmanager
def taken_in(store: Store, stream: BinaryIO, name: str, scanner: str) -> Iterator[Item]:
    """The file that a stream holds, with what it brought in `parts`. What is not kept inside is gone afterwards.

    `scanner` is the address of ClamAV, '' for none (see `clamd`). Raises `EvidenceRefused` and `FileInfected`, each
    with what to tell the person.
    """
    with ExitStack() as stack:
        yield _item(stack, store, stream, name, scanner, brings=True)


def _item(stack: ExitStack, store: Store, stream: BinaryIO, name: str, scanner: str, *, brings: bool) -> Item:
    path, sha256, size = stack.enter_context(store.received(stream))
    name = file_name(name) if name else ""
    with path.open("rb") as file:
        media = kind_of(file, name)
    scanned = scan(path, scanner, sha256=sha256, size=size)
    seen = look(path, media)
    notes = list(seen.notes)
    parts: list[Item] = []
    for one in seen.attached if brings and media in EMAILS else ():
        try:
            parts.append(_part(stack, store, one, scanner, len(parts)))
        except FileInfected:  # it is in the e-mail too
            raise
        except EvidenceRefused as refused:
            notes.append(f"“{one.name}”, which came in it, was not taken on its own. {refused.text}")
    return Item(
        path=path,
        given_name=name,
        media=media,
        size=size,
        sha256=sha256,
        scan=scanned,
        pages=len(seen.pictures),
        copies=_copies(seen),
        notes=tuple(notes),
        parts=tuple(parts),
    )


def _part(stack: ExitStack, store: Store, attached: Attached, scanner: str, taken: int) -> Item:
    if attached.why_not:
        raise EvidenceRefused(f"It is {attached.why_not}.", "")
    if taken >= ATTACHMENTS_AT_MOST:
        raise EvidenceRefused(f"Of one e-mail {ATTACHMENTS_AT_MOST} attachments are taken on their own.", "")
    return _item(stack, store, io.BytesIO(attached.body), attached.name, scanner, brings=False)


def _copies(seen: Seen) -> dict[str, bytes]:
    copies = {page(number, seen.pictured_as): body for number, body in enumerate(seen.pictures, 1)}
    if seen.text:
        copies[TEXT] = seen.text.encode()
    return copies
