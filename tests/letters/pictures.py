"""The approved look of each pack's first page, of large print, and of each translation, as small grey PNG files.

`python -m tests.letters.pictures` writes them anew, to be looked at before they are kept.
"""

import struct
import zlib
from pathlib import Path

import pypdfium2 as pdfium

from fairgate.delivery.courtesy import LANGUAGES, for_sheets, translated
from fairgate.delivery.pdf import Look, render
from tests.letters.conftest import SAMPLES, Shelf, folder
from tests.letters.reading import picture

APPROVED = Path(__file__).parent / "approved"
LOOKED_AT = {"aspire": "aspire/ban_notice", "oak": "oak/bar_notice", "model": "model/bar_notice"}
OTHERS = (
    *("aspire/acknowledgement", "aspire/code_of_conduct", "oak/measure_ended", "oak/referral_note-social_care"),
    *("oak/concern_reply", "model/referral_note-platform", "model/removal_request"),
)
"""Of the letters beside the notices, one of each kind."""
EDITIONS = ("large", *LANGUAGES)
SCALE = 0.75  # 54 dots to the inch: enough for where things stand, too little for the hinting of letters
FAR = 64  # of 255: a point that differs by less has been smoothed otherwise, not moved
SIGNATURE = b"\x89PNG\r\n\x1a\n"

Picture = tuple[int, int, bytes]


def edition(kind: str) -> Picture:
    """Large print's first page, or the first page of a translation, of a letter with all that one can have."""
    letter = SAMPLES["model/bar_notice-urgent"]
    if kind == "large":
        return picture(render(folder(letter), letter, look=Look.LARGE), 0, SCALE)
    pdf = render(folder(letter), letter, translation=for_sheets(translated(letter, kind)))
    return picture(pdf, len(pdfium.PdfDocument(render(folder(letter), letter))), SCALE)


def differing(one: Picture, other: Picture) -> float:
    """The share of points that differ; 1.0 when the sizes do."""
    if one[:2] != other[:2]:
        return 1.0
    far = sum(abs(a - b) > FAR for a, b in zip(one[2], other[2], strict=True))
    return far / len(one[2])


def write_png(path: Path, image: Picture) -> None:
    """A grey PNG of eight bits, without filters."""
    width, height, points = image
    rows = b"".join(b"\0" + points[row * width : (row + 1) * width] for row in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")]
    path.write_bytes(SIGNATURE + b"".join(_chunk(kind, body) for kind, body in parts))


def read_png(path: Path) -> Picture:
    """A PNG that `write_png` wrote."""
    data = path.read_bytes()
    assert data.startswith(SIGNATURE), f"{path} is not a PNG"
    width, height = struct.unpack_from(">II", data, 16)
    (length,) = struct.unpack_from(">I", data, 33)
    rows = zlib.decompress(data[41 : 41 + length])
    return width, height, b"".join(rows[row * (width + 1) + 1 : (row + 1) * (width + 1)] for row in range(height))


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


if __name__ == "__main__":
    APPROVED.mkdir(exist_ok=True)
    for pack, name in LOOKED_AT.items():
        write_png(APPROVED / f"{pack}.png", picture(Shelf().pdf(name), 0, SCALE))
    for kind in EDITIONS:
        write_png(APPROVED / f"edition-{kind}.png", edition(kind))
    for name in OTHERS:
        write_png(APPROVED / f"{name.replace('/', '-')}.png", picture(Shelf().pdf(name), 0, SCALE))
    print(f"Written to {APPROVED}. Look at each before it is kept.")
