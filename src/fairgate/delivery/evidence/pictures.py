"""Pictures: decoded, turned upright, painted onto a new picture, and encoded again with nothing else in them."""

import io
import warnings

# Named here because nothing can be imported once the process is sealed: MPO is what many phones' JPEGs are.
from PIL import Image, ImageDraw, ImageFile, ImageOps, JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin

from fairgate.delivery.evidence.limits import PIXELS_AT_MOST
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.delivery.evidence.seen import Seen
from fairgate.engine.evidence import WHOLE

FORMATS = ("JPEG", "PNG", "WEBP")
_PLUGINS = (JpegImagePlugin, MpoImagePlugin, PngImagePlugin, WebPImagePlugin)
_SMALL = 4_000_000  # pixels: up to here a PNG stays one, so that the letters on a screenshot stay sharp

Image.MAX_IMAGE_PIXELS = PIXELS_AT_MOST
ImageFile.LOAD_TRUNCATED_IMAGES = False


def warm() -> None:
    """Import what Pillow imports when it is first used."""
    Image.preinit()


def look(body: bytes) -> Seen:
    """One picture, copied. Raises `EvidenceRefused` for one that is too large or broken."""
    notes: list[str] = []
    with _opened(body) as picture:
        keeps_png = picture.format == "PNG" and picture.width * picture.height <= _SMALL
        if getattr(picture, "n_frames", 1) > 1 and picture.format != "MPO":
            notes.append("This picture moves. The copy shows where it begins; the whole is in the original.")
        upright = ImageOps.exif_transpose(picture)
        copy = _on_white(upright)
    return Seen(pictures=[encoded(copy, keeps_png)], pictured_as="png" if keeps_png else "jpg", notes=notes)


def sign(body: bytes) -> Seen:
    """The picture of a signature: in grey, its empty margins cut away, no larger than a letter needs, as PNG."""
    with _opened(body) as picture:
        grey = ImageOps.grayscale(_on_white(ImageOps.exif_transpose(picture)))
    dark = ImageOps.invert(ImageOps.autocontrast(grey, cutoff=1)).point(lambda value: 255 if value > _INK else 0)
    inked = dark.getbbox()
    if inked is None or not any(grey.histogram()[:_PALE]):
        raise EvidenceRefused(
            "This picture is empty: no stroke is dark enough to be printed.", "Sign with a dark pen on white paper."
        )
    cut = ImageOps.autocontrast(grey.crop(inked), cutoff=1)
    cut.thumbnail(_SIGNATURE)
    return Seen(pictures=[encoded(cut, as_png=True)], pictured_as="png")


def mark(body: bytes) -> Seen:
    """A logo: in its colours on white, its empty margins cut away, no larger than a letterhead needs, as PNG."""
    with _opened(body) as picture:
        copy = _on_white(ImageOps.exif_transpose(picture))
    drawn = ImageOps.invert(ImageOps.grayscale(copy)).point(lambda value: 255 if value > _FAINT else 0).getbbox()
    if drawn is None:
        raise EvidenceRefused("This picture is empty: there is nothing on it but white.", "Choose a logo in colour.")
    cut = copy.crop(drawn)
    cut.thumbnail(_LOGO)
    return Seen(pictures=[encoded(cut, as_png=True)], pictured_as="png")


_FAINT = 12  # of 255: what differs less from white is the paper of a scan
_LOGO = (1160, 210)  # pixels: 98 × 17.5 mm at 300 to the inch
_INK = 96  # of 255: what is darker than this is a stroke, once the paper is white
_PALE = 200  # a picture with nothing darker shows no ink
_SIGNATURE = (900, 300)  # pixels: 60 × 13 mm at 380 to the inch


def cover(body: bytes, boxes: tuple[tuple[int, int, int, int], ...]) -> Seen:
    """A picture with these parts of it painted over, each up to the edges of the pixels that it touches."""
    with _opened(body) as picture:
        as_png = picture.format == "PNG"
        copy = _on_white(picture)
    draw = ImageDraw.Draw(copy)
    for left, top, right, bottom in boxes:
        corner = (left * copy.width // WHOLE, top * copy.height // WHOLE)
        other = (-(-right * copy.width // WHOLE), -(-bottom * copy.height // WHOLE))
        draw.rectangle((corner, other), fill=(0, 0, 0))
    return Seen(pictures=[encoded(copy, as_png)], pictured_as="png" if as_png else "jpg")


def encoded(picture: Image.Image, as_png: bool) -> bytes:
    """The bytes of a picture that was painted here, without metadata."""
    out = io.BytesIO()
    if as_png:
        picture.save(out, "PNG", compress_level=6)
    else:
        picture.save(out, "JPEG", quality=90, subsampling=0)
    return out.getvalue()


def _opened(body: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(body), formats=[*FORMATS, "MPO"])
            if picture.width * picture.height > PIXELS_AT_MOST:
                raise Image.DecompressionBombError
            picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise EvidenceRefused(
            f"This picture has more than {PIXELS_AT_MOST // 1_000_000} million pixels.",
            "Send it in a smaller size (an e-mail program offers “large” or “medium”), or take a screenshot of it.",
        ) from error
    except (OSError, ValueError, SyntaxError, IndexError, TypeError, KeyError) as error:
        raise EvidenceRefused(
            "This picture is broken or breaks off before its end.", "Ask for it again, or take a screenshot of it."
        ) from error
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    copy = Image.new("RGB", picture.size, (255, 255, 255))
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layer = picture.convert("RGBA")
        copy.paste(layer, mask=layer.getchannel("A"))
    elif picture.mode in ("I", "I;16", "I;16B", "I;16L", "F"):
        copy.paste(picture.convert("F").point(lambda value: value / 256).convert("L"))
    else:
        copy.paste(picture.convert("RGB"))
    return copy
