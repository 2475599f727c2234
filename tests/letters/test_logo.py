"""A trust's logo: painted anew, made to fit its place on a letter, and named for whoever hears it read."""

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image, ImageDraw
from pytest_django import Settings

from fairgate.actions.trust_logo import logo_of
from fairgate.delivery.pdf import Look, render
from fairgate.delivery.zones import out_of_place
from fairgate.ops.cli import main
from fairgate.records.models import IssuedLetter, TrustLogo
from tests.acts import ARRANGED, WEIGHED, WORDS, on
from tests.letters.conftest import SAMPLES, folder
from tests.letters.reading import MM
from tests.visit import Visit
from tests.world import World

LETTER = SAMPLES["oak/bar_notice"]
SHAPES = {"wide": (6000, 300), "tall": (300, 6000), "square": (3000, 3000), "small": (40, 20)}


def drawn(size: tuple[int, int], form: str = "PNG", colour: str = "darkgreen") -> bytes:
    picture = Image.new("RGB", size, "white")
    ImageDraw.Draw(picture).rectangle((2, 2, size[0] - 3, size[1] - 3), fill=colour)
    out = io.BytesIO()
    picture.save(out, form)
    return out.getvalue()


def images(pdf: bytes) -> list[tuple[float, float, float, float]]:
    """Where each picture of page one stands: left, top, right, bottom in millimetres from the top left."""
    page = pdfium.PdfDocument(pdf)[0]
    boxes = [one.get_bounds() for one in page.get_objects() if one.type == pdfium.raw.FPDF_PAGEOBJ_IMAGE]
    high = page.get_height()
    return [(x / MM, (high - top) / MM, right / MM, (high - y) / MM) for x, y, right, top in boxes]


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("look", Look)
def test_it_is_made_to_fit_whatever_its_shape(shape: str, look: Look) -> None:
    width, height = SHAPES[shape]
    pdf = render(folder(LETTER), LETTER, look=look, logo=drawn(SHAPES[shape]))
    assert out_of_place(pdf) == ()
    ((left, top, right, bottom),) = images(pdf)
    assert (left >= 15, top >= 5, right <= 125, bottom <= 30) == (True, True, True, True)
    assert left == pytest.approx(24.6, abs=0.1), "it stands where the name would begin"
    assert (right - left) / (bottom - top) == pytest.approx(width / height, rel=0.02), "nothing is stretched"
    assert LETTER.trust.name.encode("utf-16-be").hex().upper().encode() in pdf or LETTER.trust.name.encode() in pdf
    assert render(folder(LETTER), LETTER, look=look, logo=drawn(SHAPES[shape])) == pdf, "the same bytes every time"


def test_the_control_without_one_the_name_is_printed() -> None:
    assert images(render(folder(LETTER), LETTER)) == []


@pytest.fixture
def oak(db: None, settings: Settings, tmp_path: Path) -> World:
    settings.STATE = tmp_path / "state"
    made = World("oak")
    settings.FAIRGATE_CLOCK = lambda: made.now
    return made


@pytest.mark.one_database
def test_by_the_command_it_is_painted_anew_printed_and_taken_off(
    oak: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "logo.jpg"
    file.write_bytes(drawn((3000, 900), "JPEG"))
    assert main(["trust", "logo", oak.trust.slug, str(file)]) == 0
    kept = Image.open(io.BytesIO(logo_of(oak.trust)))
    assert (kept.format, kept.width <= 1160, kept.height <= 210) == ("PNG", True, True)
    red, green, blue = kept.convert("RGB").getpixel((kept.width // 2, kept.height // 2))
    assert green > red + 50, "in its own colours"
    assert green > blue + 50

    case = oak.case(oak.breach("e1", 3, "threat", serious="A threat."))
    visit = Visit(oak.client(oak.staff("headteacher")), f"/cases/{case.reference}/steps/bar").open()
    said = {"contact": "school_business_manager", "reasons": WORDS, **ARRANGED, **WEIGHED}
    visit.send("check", **said, **on(oak.day(-30), "until")).send("confirm")
    issued = IssuedLetter.objects.get()
    assert len(images(bytes(issued.pdf))) == 1
    assert len(images(bytes(issued.editions.get(kind="large").body))) == 1

    empty = drawn((300, 90), "JPEG", "white")
    for wrong, says in ((b"not a picture", "its content is plain text"), (empty, "nothing on it but white")):
        file.write_bytes(wrong)
        assert main(["trust", "logo", oak.trust.slug, str(file)]) == 1
        assert says in capsys.readouterr().err
    assert logo_of(oak.trust), "what was refused takes nothing away"
    assert main(["trust", "logo", "nowhere", str(file)]) == 2
    assert "there is no trust 'nowhere'" in capsys.readouterr().err
    assert main(["trust", "logo", oak.trust.slug, str(tmp_path / "none.png")]) == 2
    assert main(["trust", "logo", oak.trust.slug, "--remove"]) == 0
    assert not TrustLogo.objects.exists()
