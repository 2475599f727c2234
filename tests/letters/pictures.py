"""The approved look of page one of every letter of every pack, of large print and each translation: small grey PNGs.

`python -m tests.letters.pictures` writes them anew, to be looked at before they are kept.
"""

from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageChops

from fairgate.delivery.courtesy import LANGUAGES, for_sheets, translated
from fairgate.delivery.pdf import Look, render
from tests.letters.conftest import SAMPLES, Shelf, folder
from tests.letters.reading import picture

APPROVED = Path(__file__).parent / "approved"
LETTERS = {f"{one.pack}-{one.id}": name for name, one in sorted(SAMPLES.items(), reverse=True)}
"""Every letter of every pack, and the sample that shows it: the first by name, where decisions have one each."""
NOTICES = ("aspire-ban_notice", "oak-bar_notice", "model-bar_notice")
EDITIONS = ("large", *LANGUAGES)
SCALE = 0.6  # 43 dots to the inch: enough for where things stand, too little for the hinting of letters
GREYS = 8
TOP = 252  # of 255: white, a multiple of the seven steps
FAR = 64  # of 255: a point that differs by less has been smoothed otherwise, not moved


def seen(pdf: bytes, page: int = 0) -> Image.Image:
    """A page of a letter as it is compared, in eight greys."""
    width, height, points = picture(pdf, page, SCALE)
    step = 256 // GREYS
    return Image.frombytes("L", (width, height), points).point(lambda value: value // step * TOP // (GREYS - 1))


def edition(kind: str) -> Image.Image:
    """Large print's first page, or the first page of a translation, of a letter with all that one can have."""
    letter = SAMPLES["model/bar_notice-urgent"]
    if kind == "large":
        return seen(render(folder(letter), letter, look=Look.LARGE))
    pdf = render(folder(letter), letter, translation=for_sheets(translated(letter, kind)))
    return seen(pdf, len(pdfium.PdfDocument(render(folder(letter), letter))))


def differing(one: Image.Image, other: Image.Image) -> float:
    """The share of points that differ; 1.0 when the sizes do."""
    if one.size != other.size:
        return 1.0
    counts = ImageChops.difference(one, other).histogram()
    return sum(counts[FAR + 1 :]) / (one.width * one.height)


def approved(name: str) -> Image.Image:
    """The picture that was kept."""
    with Image.open(APPROVED / f"{name}.png") as kept:
        return kept.convert("L")


def keep(name: str, image: Image.Image) -> None:
    """Write a picture in place of the one that was kept."""
    # A palette of eight greys takes half a byte for each point, and loses nothing of them.
    greys = image.point(lambda value: value * (GREYS - 1) // TOP)
    greys.putpalette([grey * TOP // (GREYS - 1) for grey in range(GREYS) for _colour in range(3)])
    greys.save(APPROVED / f"{name}.png", bits=4, optimize=True)


if __name__ == "__main__":
    for old in APPROVED.glob("*.png"):
        old.unlink()
    shelf = Shelf()
    for name, sample in LETTERS.items():
        keep(name, seen(shelf.pdf(sample)))
    for kind in EDITIONS:
        keep(f"edition-{kind}", edition(kind))
    print(f"{len(LETTERS) + len(EDITIONS)} written to {APPROVED}. Look at each before it is kept.")
