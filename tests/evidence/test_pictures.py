"""Pictures are copied as pixels: upright, without metadata; bombs and broken ones are refused."""

import io

import pytest
from PIL import Image

from fairgate.delivery.evidence import pictures
from fairgate.delivery.evidence.limits import PIXELS_AT_MOST
from fairgate.delivery.evidence.refused import EvidenceRefused
from tests.evidence import files

RED, BLUE = (255, 0, 0), (0, 0, 255)


def _copy(body: bytes) -> Image.Image:
    seen = pictures.look(body)
    (copy,) = seen.pictures
    opened = Image.open(io.BytesIO(copy), formats=["PNG" if seen.pictured_as == "png" else "JPEG"])
    opened.load()
    return opened


def _near(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return all(abs(a - b) < 30 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_the_copy_shows_the_same_and_holds_nothing_else(kind: str) -> None:
    body = files.picture(kind)
    assert files.SECRET in body
    copy = _copy(body)
    assert copy.size == (40, 20)
    assert _near(copy.getpixel((5, 10)), RED)
    assert _near(copy.getpixel((35, 10)), BLUE)
    (bytes_,) = pictures.look(body).pictures
    assert files.SECRET not in bytes_
    assert b"Exif" not in bytes_
    assert not copy.getexif()
    assert not set(copy.info) - {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive"}


def test_control_a_plain_save_would_keep_metadata() -> None:
    """The library keeps a JPEG's comment when it saves what it opened: so the copy is a new picture."""
    out = io.BytesIO()
    Image.open(io.BytesIO(files.picture("JPEG"))).save(out, "JPEG")
    assert files.SECRET in out.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_held_sideways_is_shown_upright(kind: str) -> None:
    copy = _copy(files.picture(kind, turned=6))  # to be turned a quarter to the right
    assert copy.size == (20, 40)
    assert _near(copy.getpixel((10, 5)), RED)
    assert _near(copy.getpixel((10, 35)), BLUE)


def test_what_is_transparent_is_shown_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(out, "PNG")
    assert _copy(out.getvalue()).getpixel((1, 1)) == (255, 255, 255)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_every_way_of_keeping_colours_is_copied(mode: str) -> None:
    made = Image.new("L", (8, 8), 200)
    out = io.BytesIO()
    if mode == "I;16":
        made = Image.new("I;16", (8, 8), 200 * 256)
    elif mode != "L":
        made = made.convert(mode)
    made.save(out, "JPEG" if mode == "CMYK" else "PNG")
    value = _copy(out.getvalue()).getpixel((4, 4))[0]
    assert value == 255 if mode == "1" else abs(value - 200) < 10


def test_of_a_moving_picture_the_beginning_is_shown_and_that_is_said() -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (4, 4), colour) for colour in (RED, BLUE)]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], lossless=True)
    seen = pictures.look(out.getvalue())
    assert seen.notes == ["This picture moves. The copy shows where it begins; the whole is in the original."]
    assert _near(Image.open(io.BytesIO(seen.pictures[0])).getpixel((1, 1)), RED)


@pytest.mark.parametrize("body", [files.png_bomb(), files.png_bomb(4_473)], ids=["3,600 megapixels", "just over"])
def test_a_picture_of_too_many_pixels_is_refused(body: bytes) -> None:
    assert len(body) < 100_000
    with pytest.raises(EvidenceRefused, match="more than 20 million pixels"):
        pictures.look(body)


def test_a_picture_that_unpacks_to_a_long_comment_is_refused() -> None:
    body = files.png_words_bomb()
    assert len(body) < 20_000
    with pytest.raises(EvidenceRefused, match="broken"):
        pictures.look(body)


def test_control_the_largest_picture_that_is_taken_is_taken() -> None:
    side = int(PIXELS_AT_MOST**0.5)
    out = io.BytesIO()
    Image.new("1", (side, side)).save(out, "PNG")
    assert _copy(out.getvalue()).size == (side, side)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_a_picture_that_breaks_off_is_refused(kind: str, part: float) -> None:
    body = files.picture(kind, (200, 200))
    with pytest.raises(EvidenceRefused, match="broken or breaks off"):
        pictures.look(body[: int(len(body) * part)])


@pytest.mark.parametrize("kind", ["GIF", "TIFF", "BMP", "ICO", "PPM", "EPS", "PCX"])
def test_no_other_reader_of_the_library_is_ever_used(kind: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (16, 16)).save(out, kind)
    with pytest.raises(EvidenceRefused, match="broken"):
        pictures.look(out.getvalue())


def test_what_is_covered_is_not_in_the_picture_any_more() -> None:
    (plain,) = pictures.look(files.picture("PNG")).pictures
    (covered,) = pictures.cover(plain, ((0, 0, 5_000, 10_000),)).pictures
    copy = Image.open(io.BytesIO(covered))
    assert {copy.getpixel((x, y)) for x in range(20) for y in range(20)} == {(0, 0, 0)}
    assert copy.getpixel((35, 10)) == BLUE


def test_a_cover_reaches_to_the_edge_of_every_pixel_that_it_touches() -> None:
    (plain,) = pictures.look(files.picture("PNG", (3, 3))).pictures
    (covered,) = pictures.cover(plain, ((3_334, 3_334, 6_667, 6_667),)).pictures
    copy = Image.open(io.BytesIO(covered))
    assert copy.getpixel((1, 1)) == (0, 0, 0)
    assert copy.getpixel((2, 2)) == (0, 0, 0)
    assert copy.getpixel((0, 0)) != (0, 0, 0)
