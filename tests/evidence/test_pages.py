"""PDFs are shown as painted pages; what cannot be painted is refused, and what is left out is said."""

import io

import pytest
from PIL import Image

from fairgate.delivery.evidence import pages
from fairgate.delivery.evidence.limits import PAGES_AT_MOST
from fairgate.delivery.evidence.refused import EvidenceRefused
from tests.evidence import files


def test_each_page_is_painted() -> None:
    seen = pages.look(files.pdf(pages=3))
    assert len(seen.pictures) == 3
    assert seen.notes == []
    page = Image.open(io.BytesIO(seen.pictures[0]), formats=["JPEG"])
    assert page.size == (1190, 1684)
    red, green, blue = page.getpixel((300, 400))
    assert red > 240
    assert green < 15
    assert blue < 15
    assert page.getpixel((900, 1200)) == (255, 255, 255)


def test_of_a_long_one_the_first_pages_are_painted_and_that_is_said() -> None:
    seen = pages.look(files.pdf(pages=PAGES_AT_MOST + 5))
    assert len(seen.pictures) == PAGES_AT_MOST
    assert seen.notes == ["The copy shows the first 20 of 25 pages; the whole is in the original."]


def test_no_page_is_begun_when_the_time_for_painting_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "PAINTING_SECONDS", -1)
    seen = pages.look(files.pdf(pages=3))
    assert len(seen.pictures) == 1
    assert "the first 1 of 3 pages" in seen.notes[0]


def test_a_poster_is_painted_smaller() -> None:
    body = files.pdf().replace(b"[0 0 595 842]", b"[0 0 9999999 9]")
    (picture,) = pages.look(body).pictures
    assert max(Image.open(io.BytesIO(picture)).size) <= 2_600


def test_what_a_pdf_does_is_not_in_the_copy() -> None:
    action = (
        b"/OpenAction<</S/JavaScript/JS(app.launchURL\\('https://evil.example'\\))>>/AA<</O<</S/URI/URI(https://x)>>>>"
    )
    (picture,) = pages.look(files.pdf(extra=action)).pictures
    assert b"evil" not in picture
    assert picture.startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize(
    "body",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\n" + b"hello " * 100,
        files.pdf()[:150],
        files.pdf(pages=0),
    ],
    ids=["nothing", "rubbish", "broken off", "no pages"],
)
def test_one_that_is_broken_is_refused(body: bytes) -> None:
    with pytest.raises(EvidenceRefused, match="broken, empty, or breaks off"):
        pages.look(body)


def test_one_that_is_locked_is_refused() -> None:
    locked = files.pdf().replace(
        b"trailer<<",
        b"trailer<</ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/O(" + b"o" * 32 + b")/U(" + b"u" * 32 + b")/P -4>>",
    )
    with pytest.raises(EvidenceRefused, match="locked with a password"):
        pages.look(locked)
