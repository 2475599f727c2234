"""A picture of a signature: painted anew, small; printed for its owner alone, in letters that they issue."""

import io
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw
from pytest_django import Settings

from fairgate.actions.signature import remove_signature, take_signature
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.delivery.pdf import render
from fairgate.records.models import IssuedLetter, Signature, User
from tests.acts import ARRANGED, WEIGHED, WORDS, on
from tests.letters.conftest import SAMPLES, folder
from tests.visit import Visit
from tests.world import World


def drawn(colour: str = "navy", size: tuple[int, int] = (2400, 1800), form: str = "JPEG") -> bytes:
    picture = Image.new("RGB", size, "white")
    ImageDraw.Draw(picture).line([(600, 900), (1000, 700), (1400, 1000), (1900, 800)], fill=colour, width=24)
    out = io.BytesIO()
    picture.save(out, form, exif=Image.Exif() if form == "JPEG" else b"")
    return out.getvalue()


def pictures_in(pdf: bytes) -> int:
    pages = pypdfium2.PdfDocument(pdf)
    return sum(1 for page in pages for one in page.get_objects() if one.type == 3)  # 3: an image


def small_png() -> bytes:
    out = io.BytesIO()
    Image.new("L", (300, 60), 40).save(out, "PNG")
    return out.getvalue()


def test_it_is_printed_above_the_name_and_the_letter_is_as_long() -> None:
    letter = SAMPLES["oak/bar_notice"]
    plain, signed = (render(folder(letter), letter, signature=one) for one in (b"", small_png()))
    assert (pictures_in(plain), pictures_in(signed)) == (0, 1)
    assert len(pypdfium2.PdfDocument(plain)) == len(pypdfium2.PdfDocument(signed))
    assert render(folder(letter), letter, signature=small_png()) == signed, "the same bytes every time"


@pytest.fixture
def oak(db: None, settings: Settings, tmp_path: Path) -> World:
    settings.STATE = tmp_path
    made = World("oak")
    settings.FAIRGATE_CLOCK = lambda: made.now
    return made


def take(user: User, body: bytes, world: World) -> None:
    take_signature(io.BytesIO(body), "mine.jpg", len(body), by=user, now=world.now)


@pytest.mark.one_database
def test_what_is_kept_is_a_small_grey_png_cut_to_its_strokes(oak: World) -> None:
    head = oak.staff("headteacher")
    take(head, drawn(), oak)
    kept = Image.open(io.BytesIO(bytes(Signature.objects.get(user=head).png)))
    assert (kept.format, kept.mode) == ("PNG", "L")
    assert kept.width <= 900
    assert kept.height <= 300
    assert kept.width > 2 * kept.height, "its margins are cut away"
    assert not kept.info.get("exif")
    for wrong in (drawn("white"), b"%PDF-1.4 nothing", b"not a picture"):
        with pytest.raises(EvidenceRefused):
            take(head, wrong, oak)
    with pytest.raises(EvidenceRefused, match="larger than 5 MB"):
        take_signature(io.BytesIO(b""), "x.png", 6_000_000, by=head, now=oak.now)
    remove_signature(by=head)
    assert not Signature.objects.exists()


@pytest.mark.one_database
@pytest.mark.parametrize("owner", ["headteacher", "ceo"])
def test_it_is_printed_for_its_owner_alone(oak: World, owner: str) -> None:
    """The control is the other's: a signature of the CEO is in no letter that the head issues."""
    Signature.objects.create(user=oak.staff(owner), png=small_png(), at=oak.now)
    case = oak.case(oak.breach("e1", 3, "threat", serious="A threat."))
    visit = Visit(oak.client(oak.staff("headteacher")), f"/cases/{case.reference}/steps/bar").open()
    said: dict[str, Any] = {"contact": "school_business_manager", "reasons": WORDS, **ARRANGED, **WEIGHED}
    visit.send("check", **said, **on(oak.day(-30), "until")).send("confirm")
    assert pictures_in(bytes(IssuedLetter.objects.get().pdf)) == (1 if owner == "headteacher" else 0)


@pytest.mark.one_database
def test_one_puts_it_in_place_on_ones_own_page(oak: World) -> None:
    head, other = (oak.client(oak.staff(office)) for office in ("headteacher", "ceo"))
    assert head.get("/account/signature/picture").status_code == 404
    answer = head.post("/account/signature", {"picture": SimpleUploadedFile("s.png", drawn(form="PNG"), "image/png")})
    assert answer.status_code == 302, answer.content
    assert answer.headers["Location"] == "/account/signature"
    assert head.get("/account/signature/picture").content.startswith(b"\x89PNG")
    assert other.get("/account/signature/picture").status_code == 404
    assert "Your signature, as it is printed" in head.get("/account/signature").content.decode()
