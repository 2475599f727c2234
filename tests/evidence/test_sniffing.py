"""A file is what its content says; its name may not say otherwise; and what is two things at once is refused."""

import io

import pytest

from fairgate.delivery.evidence.kinds import Media
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.delivery.evidence.sniffing import kind_of
from tests.evidence import files

GOOD = {
    "gate.jpg": (files.picture("JPEG"), Media.JPEG),
    "gate.JPEG": (files.picture("JPEG"), Media.JPEG),
    "screen.png": (files.picture("PNG"), Media.PNG),
    "chat.webp": (files.picture("WEBP"), Media.WEBP),
    "letter.pdf": (files.pdf(), Media.PDF),
    "complaint.eml": (files.eml(), Media.EML),
    "outlook.msg": ((files.DATA / "oxmsg-no-attachments.msg").read_bytes(), Media.MSG),
    "voice.mp3": (files.mp3(), Media.MP3),
    "labelled.mp3": (files.mp3(label=b"TIT2 voicemail"), Media.MP3),
    "voice.m4a": (files.m4a(), Media.M4A),
    "voice.wav": (files.wav(), Media.WAV),
    "voice.ogg": (files.ogg(), Media.OGG),
    "note.docx": (files.docx(), Media.DOCX),
    "chat.txt": ("[01/10/2024, 08:41] Jo: I’ll be there <3\n".encode(), Media.TXT),
    "windows.txt": ("Caf\u00e9".encode("cp1252"), Media.TXT),
    "wide.txt": "Hello".encode("utf-16"),
}
GOOD["wide.txt"] = ("Hello".encode("utf-16"), Media.TXT)


@pytest.mark.parametrize("name", GOOD)
def test_a_file_is_what_its_content_says(name: str) -> None:
    body, media = GOOD[name]
    assert kind_of(io.BytesIO(body), name) is media


def test_what_has_no_name_is_known_by_its_content() -> None:
    for body, media in GOOD.values():
        assert kind_of(io.BytesIO(body), "") is media
        assert kind_of(io.BytesIO(body), "image") is media


def test_every_email_of_the_samples_is_one() -> None:
    for path in sorted(files.DATA.glob("*.eml")):
        assert kind_of(io.BytesIO(path.read_bytes()), path.name) is Media.EML


def test_an_email_that_was_saved_as_text_stays_text() -> None:
    assert kind_of(io.BytesIO(files.eml()), "saved.txt") is Media.TXT
    assert kind_of(io.BytesIO(b"From MAILER Tue Oct  1\n" + files.eml()), "mailbox.eml") is Media.EML


@pytest.mark.parametrize(
    ("name", "body", "says"),
    [
        ("gate.jpg", files.picture("PNG"), "ends in “.jpg”, and its content is a PNG picture"),
        ("letter.pdf", files.picture("JPEG"), "ends in “.pdf”, and its content is a JPEG picture"),
        ("gate.jpg.exe", files.picture("JPEG"), "ends in “.exe”, and its content is a JPEG picture"),
        ("complaint.eml", b"Dear Head,\nI am writing to you\n", "ends in “.eml”, and its content is plain text"),
        ("voice.mp3", files.wav(), "ends in “.mp3”, and its content is a WAV recording"),
        ("page.html", b"Hello", "ends in “.html”, and its content is plain text"),
    ],
)
def test_a_name_that_says_otherwise_is_refused_in_a_sentence(name: str, body: bytes, says: str) -> None:
    refused = _refused(name, body)
    assert says in refused.text
    assert "give it a name that ends in" in refused.change


@pytest.mark.parametrize(
    ("name", "body", "says"),
    [
        ("empty.jpg", b"", "empty"),
        ("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "SVG"),
        ("drawing.png", b'\n <?xml version="1.0"?><svg/>', "SVG"),
        ("page.html", b"<!DOCTYPE html><p>Hello", "web page"),
        ("page.txt", b"\xef\xbb\xbf  <html><body>", "web page"),
        ("page.txt", "<html><script>".encode("utf-16"), "web page"),
        ("page.txt", b"Hello <script src=//evil.example>", "web page"),
        ("page.txt", b"<!-- hello --><b onclick=x>", "web page"),
        ("photo.heic", b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC"),
        ("film.mov", b"\0\0\0\x14ftypqt  \0\0\0\0", "a film"),
        ("film.webm", b"\x1aE\xdf\xa3\x01", "a film"),
        ("moving.gif", b"GIF89a\x01\0", "a picture of another kind"),
        ("files.rar", b"Rar!\x1a\x07", "an archive"),
        ("files.zip", b"PK\x05\x06" + bytes(18), "an archive"),
        ("run.exe", b"MZ\x90\0", "a program"),
        ("run", b"#!/bin/sh\nrm -rf /", "a program"),
        ("run", b"\x7fELF\x02", "a program"),
        ("old.rtf", b"{\\rtf1 hello}", "another kind"),
        ("data.bin", b"\x00\x01\x02\x03", "no kind of file"),
    ],
)
def test_what_is_not_taken_is_named_with_what_would_help(name: str, body: bytes, says: str) -> None:
    refused = _refused(name, body)
    assert says in refused.text
    assert refused.change.endswith(".")


@pytest.mark.parametrize(
    ("name", "body", "other"),
    [
        ("a.jpg", files.picture("JPEG") + files.docx(), "an archive"),
        ("a.pdf", files.pdf() + files.docx(), "an archive"),
        ("a.wav", files.wav() + files.docx(), "an archive"),
        ("a.jpg", files.picture("JPEG")[:20] + b"%PDF-1.7 1 0 obj" + files.picture("JPEG")[20:], "a PDF"),
        ("a.png", files.picture("PNG")[:33] + files.chunk(b"tEXt", b"a\0<script>alert(1)</script>"), "a web page"),
        ("a.mp3", files.mp3(label=b"<html><script>alert(1)</script>"), "a web page"),
        ("a.wav", files.wav()[:12] + b"LIST\x10\0\0\0<!DOCTYPE html>\0" + files.wav()[12:], "a web page"),
        ("a.webp", b"RIFF\x20\0\0\0WEBP<svg onload=alert(1)>", "a web page"),
    ],
)
def test_what_is_two_things_at_once_is_refused(name: str, body: bytes, other: str) -> None:
    assert f"and {other} at once" in _refused(name, body).text


def test_control_each_half_of_such_a_file_alone_is_taken() -> None:
    """Were the halves refused on their own, the test above would prove nothing."""
    for name, body in (("a.jpg", files.picture("JPEG")), ("a.pdf", files.pdf()), ("a.docx", files.docx())):
        kind_of(io.BytesIO(body), name)
    ends_otherwise = files.picture("JPEG") + b"PK\x05\x06 is how an archive ends, and this is none"
    assert kind_of(io.BytesIO(ends_otherwise), "a.jpg") is Media.JPEG


def _refused(name: str, body: bytes) -> EvidenceRefused:
    with pytest.raises(EvidenceRefused) as caught:
        kind_of(io.BytesIO(body), name)
    return caught.value
