"""Files made for the tests: good ones of every kind, and some that are made to do harm."""

import io
import struct
import zipfile
import zlib
from functools import cache
from pathlib import Path

from PIL import Image

DATA = Path(__file__).parent / "data"

SECRET = b"GPS 50.2660 -5.0527 Jo Penrose"
"""What is hidden in the metadata of the pictures, and must not be in a copy."""


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 20), **options: object) -> bytes:
    """A picture whose left half is red and right half blue, with metadata of every sort that its kind has."""
    made = Image.new("RGB", size, (0, 0, 255))
    made.paste((255, 0, 0), (0, 0, size[0] // 2, size[1]))
    exif = made.getexif()
    exif[0x010E] = SECRET.decode()
    exif[0x0112] = options.pop("turned", 1)
    out = io.BytesIO()
    if kind == "JPEG":
        options |= {"comment": SECRET}
    if kind == "WEBP":
        options |= {"lossless": True, "xmp": SECRET}
    made.save(out, kind, exif=exif, **options)
    body = out.getvalue()
    if kind == "PNG":
        body = body[:33] + chunk(b"tEXt", b"Comment\0" + SECRET) + body[33:]
    return body


def chunk(name: bytes, body: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_bomb(side: int = 60_000) -> bytes:
    """A PNG of a few kilobytes that claims `side` pixels each way."""
    packed = zlib.compress(b"\0" * (side // 8 + 1) * 200, 9)
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", packed) + chunk(b"IEND", b"")


def png_words_bomb() -> bytes:
    """A PNG with a comment that unpacks to ten megabytes."""
    body = picture("PNG")
    return body[:33] + chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"a" * 10_000_000, 9)) + body[33:]


def pdf(pages: int = 1, content: bytes = b"1 0 0 rg 0 421 298 421 re f", extra: bytes = b"") -> bytes:
    """A PDF of A4 pages; by default the upper left quarter of each is red. `extra` goes into the catalogue."""
    packed = zlib.compress(content, 9)
    kids = b" ".join(b"%d 0 R" % (4 + n) for n in range(pages))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + extra + b">>",
        b"<</Type/Pages/Count %d/Kids[%s]/MediaBox[0 0 595 842]>>" % (pages, kids),
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        *[b"<</Type/Page/Parent 2 0 R/Contents 3 0 R/Resources<<>>>>"] * pages,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        len(out),
    )


@cache
def slow_pdf() -> bytes:
    """A small PDF whose one page is filled three hundred thousand times over: minutes of painting."""
    return pdf(content=b"0 0 595 842 re f\n" * 300_000)


def box(name: bytes, *inside: bytes) -> bytes:
    """A box of an MP4 file."""
    body = b"".join(inside)
    return struct.pack(">I", 8 + len(body)) + name + body


def m4a(handler: bytes = b"soun") -> bytes:
    """A recording as telephones make them; with the handler 'vide', a film under the same name."""
    head = box(b"hdlr", bytes(8) + handler + bytes(12))
    return box(b"ftyp", b"M4A \0\0\0\0mp42") + box(b"moov", box(b"trak", box(b"mdia", head))) + box(b"mdat", bytes(64))


def mp3(frames: int = 4, label: bytes = b"") -> bytes:
    """Silence, in frames of 417 bytes, behind a label if there is one."""
    size = len(label)
    tag = b"ID3\x04\x00\x00" + bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127]) + label
    return (tag if label else b"") + (b"\xff\xfb\x90\x00" + bytes(413)) * frames


def wav(seconds_claimed: int = 1) -> bytes:
    """One second of silence at 8 kHz."""
    shape = struct.pack("<HHIIHH", 1, 1, 8000, 8000, 1, 8)
    sound = bytes(8000)
    body = b"fmt " + struct.pack("<I", 16) + shape + b"data" + struct.pack("<I", 8000 * seconds_claimed) + sound
    return b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WAVE" + body


def ogg(codec: bytes = b"OpusHead") -> bytes:
    """The first page of a recording with this codec."""
    return b"OggS\0\x02" + bytes(20) + b"\x01" + bytes([len(codec) + 11]) + codec + bytes(11)


def docx(parts: dict[str, bytes] | None = None, without: tuple[str, ...] = ()) -> bytes:
    """A Word document of one line, with further parts."""
    inside = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": b"<w:document><w:t>As agreed on the telephone</w:t></w:document>",
        **(parts or {}),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, body in inside.items():
            if name not in without:
                file.writestr(name, body)
    return out.getvalue()


def eml(body: bytes = b"Hello\r\n", headers: bytes = b"") -> bytes:
    """An e-mail of a few lines."""
    return b"From: Jo <jo@example.org>\r\nTo: office@school.example\r\nSubject: Gate\r\n" + headers + b"\r\n" + body


def eml_with(*parts: bytes, headers: bytes = b"") -> bytes:
    """An e-mail with these parts, each with its own header."""
    joined = b"".join(b"--edge\r\n" + part + b"\r\n" for part in parts) + b"--edge--\r\n"
    return eml(joined, b'MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="edge"\r\n' + headers)


def attached(name: str, body: bytes, media: str = "application/octet-stream") -> bytes:
    """A part of an e-mail that carries a file."""
    import base64

    head = f'Content-Type: {media}\r\nContent-Disposition: attachment; filename="{name}"\r\n'
    return head.encode() + b"Content-Transfer-Encoding: base64\r\n\r\n" + base64.encodebytes(body)
