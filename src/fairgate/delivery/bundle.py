"""A case file in, one PDF out: PDF/UA-1 and PDF/A-3a, with an index, page numbers, bookmarks and what is attached.

Third parties' files are shown as the pictures that were painted of them when they came, never as their own pages
(docs/decisions/0004). It is set by the process that sets letters.
"""

import hashlib
import math
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

import msgspec
import pypdfium2 as pdfium
from PIL import Image

from fairgate.delivery.characters import legible
from fairgate.delivery.evidence.kinds import Media
from fairgate.delivery.evidence.looking import look
from fairgate.delivery.pdf import set_job
from fairgate.delivery.typesetter import Job

LAYOUT = Path(__file__).parent / "bundle.typ"
STANDARDS = ("ua-1", "a-3a")
SECONDS = 180
_LOOK_SECONDS = 60  # nobody waits for it
BYTES_AT_MOST = 200 * 1024**2
_LYING_AT_MOST = 10 * BYTES_AT_MOST  # on the disk, before pictures are painted smaller
SAMPLES_AT_MOST = 600 * 1024**2
"""Of all pictures together, unpacked: the process that sets them holds them all at once, within its memory."""
PAGES_AT_MOST = 1_500
_COVERED = re.compile("█+")


class BundleTooLarge(Exception):
    """More than one file can hold. The message says what to do."""


class Said(msgspec.Struct, frozen=True):
    """Some words under a heading."""

    heading: str
    text: str


class Page(msgspec.Struct, frozen=True):
    """A picture of a page, JPEG or PNG: what gives its file (it may have to be painted first), and what it says to
    whoever cannot see it."""

    path: Callable[[], Path]
    alt: str


class Attached(msgspec.Struct, frozen=True):
    """A file that goes with it byte for byte, under a name that tells nothing of anybody."""

    name: str
    body: Callable[[], bytes]
    media_type: str
    description: str


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One entry, letter, file or order. `begins`: the heading of the part that begins with it; `letter`: a PDF of our
    own making, whose pages are shown."""

    name: str
    day: str
    begins: str = ""
    by: str = ""
    flag: str = ""
    words: tuple[Said, ...] = ()
    pages: tuple[Page, ...] = ()
    letter: bytes = b""
    attached: tuple[Attached, ...] = ()


class CaseFile(msgspec.Struct, frozen=True, kw_only=True):
    """What a copy holds, and what is said of it before the index."""

    title: str
    author: str
    for_whom: str
    lead: str
    foot: str
    about: tuple[str, ...]
    left_out: tuple[str, ...]
    items: tuple[Item, ...]


class Bound(msgspec.Struct, frozen=True):
    """The copy: its bytes, their SHA-256, and how many pages it has."""

    pdf: bytes
    sha256: str
    pages: int


def bind(file: CaseFile, *, at: datetime, progress: Callable[[int, int], None]) -> Bound:
    """Make the copy. `progress` is told how many of how many items are prepared, each time that one is.

    Raises BundleTooLarge; a LetterRefused where it cannot be set; EvidenceRefused where a letter cannot be read.
    """
    with tempfile.TemporaryDirectory(prefix="bundle-") as name:
        root = _Root(Path(name))
        items = []
        for number, item in enumerate(file.items, 1):
            items.append(root.prepared(item))
            progress(number, len(file.items))
        root.fit_in()
        told = {**msgspec.to_builtins(_without(file)), "items": items}
        root.write("file.json", msgspec.json.encode(_legible(told)))
        root.write("bundle.typ", LAYOUT.read_bytes())
        job = Job(name, "bundle.typ", int(at.timestamp()), SECONDS, standards=STANDARDS)
        pdf = set_job(job, "bundle").pdf
    return Bound(pdf, hashlib.sha256(pdf).hexdigest(), _pages_of(pdf))


class _Root:
    """The folder that is the typesetter's whole world: what is put there is counted."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._bytes = self._pages = self._files = 0
        self._names: set[str] = set()
        self._pictures: dict[str, tuple[int, int]] = {}

    def write(self, name: str, body: bytes) -> None:
        """Put a file there."""
        self._bytes += len(body)
        self._insist(self._bytes <= _LYING_AT_MOST)
        (self.path / name).write_bytes(body)

    def _insist(self, fits: bool) -> None:
        if not fits or self._pages > PAGES_AT_MOST:
            raise BundleTooLarge(
                f"The file would have more than {BYTES_AT_MOST // 1024**2} MB or {PAGES_AT_MOST:,} pages. Hand the "
                "largest recordings and files over by themselves, and have what has nothing to do with the case removed"
            )

    def fit_in(self) -> None:
        """Paint all pictures smaller, by as much, where they would not fit together; a page stays one to be read."""
        samples = sum(3 * wide * high for wide, high in self._pictures.values())
        share = math.sqrt(SAMPLES_AT_MOST / samples) if samples > SAMPLES_AT_MOST else 1.0
        for name, (wide, high) in self._pictures.items() if share < 1.0 else ():
            with Image.open(self.path / name, formats=("JPEG", "PNG")) as picture:
                smaller = picture.convert("RGB").resize((max(1, int(wide * share)), max(1, int(high * share))))
            smaller.save(self.path / name, "PNG" if name.endswith("png") else "JPEG", quality=75)
        self._insist(sum(one.stat().st_size for one in self.path.iterdir()) <= BYTES_AT_MOST)

    def prepared(self, item: Item) -> dict[str, object]:
        """An item as the template takes it, its files beside it."""
        pictures = [self._picture(page.path().read_bytes(), page.alt) for page in item.pages]
        if item.letter:
            pictures += self._letter(item.letter, item.name)
        return {
            **{name: getattr(item, name) for name in ("name", "day", "begins", "by", "flag")},
            "words": [msgspec.to_builtins(one) for one in item.words],
            "pictures": pictures,
            "attached": [self._attached(one) for one in item.attached],
        }

    def _picture(self, body: bytes, alt: str) -> dict[str, str]:
        self._pages += 1
        name = self._named("png" if body.startswith(b"\x89PNG") else "jpg")
        self.write(name, body)
        with Image.open(self.path / name, formats=("JPEG", "PNG")) as picture:  # its head alone
            self._pictures[name] = picture.size
        return {"file": name, "alt": alt}

    def _letter(self, pdf: bytes, called: str) -> Iterator[dict[str, str]]:
        """The pages of a letter, painted by the process that looks at evidence, with their words for who is read to."""
        path = self.path / "letter"
        path.write_bytes(pdf)
        texts = _texts(pdf)
        for number, picture in enumerate(look(path, Media.PDF, seconds=_LOOK_SECONDS).pictures):
            yield self._picture(picture, f"{called}, page {number + 1}. {texts[number] if number < len(texts) else ''}")
        path.unlink()

    def _attached(self, one: Attached) -> dict[str, str]:
        body, name = one.body(), self._named("bin")
        called = f"{len(self._names)}-{one.name}" if one.name in self._names else one.name  # no two of one name
        self._names.add(called)
        self.write(name, body)
        return {
            "file": name,
            "name": called,
            "size": f"{len(body):,}",
            "sha256": hashlib.sha256(body).hexdigest(),
            "media_type": one.media_type,
            "description": one.description,
        }

    def _named(self, ending: str) -> str:
        self._files += 1
        return f"{self._files}.{ending}"


def _without(file: CaseFile) -> CaseFile:
    return msgspec.structs.replace(file, items=())


def _legible(value: object) -> object:
    if isinstance(value, str):
        return legible(_COVERED.sub("[covered]", value))
    if isinstance(value, dict):
        return {name: _legible(one) for name, one in value.items()}
    return [_legible(one) for one in value] if isinstance(value, Sequence) else value


def _texts(pdf: bytes) -> list[str]:
    document = pdfium.PdfDocument(pdf)
    try:
        return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]
    finally:
        document.close()


def _pages_of(pdf: bytes) -> int:
    document = pdfium.PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()
