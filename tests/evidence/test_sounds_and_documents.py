"""Recordings and documents are checked, and never unpacked: what is played or saved is the original."""

import zipfile

import pytest

from fairgate.delivery.evidence import documents, sounds
from fairgate.delivery.evidence.kinds import Media
from fairgate.delivery.evidence.refused import EvidenceRefused
from tests.evidence import files

SOUNDS = {
    Media.MP3: files.mp3(label=b"TIT2 voicemail" * 20),
    Media.M4A: files.m4a(),
    Media.WAV: files.wav(),
    Media.OGG: files.ogg(),
}


@pytest.mark.parametrize("media", SOUNDS)
def test_a_recording_is_known(media: Media) -> None:
    seen = sounds.look(SOUNDS[media], media)
    assert (seen.pictures, seen.text, seen.notes) == ([], "", [])


@pytest.mark.parametrize("media", SOUNDS)
@pytest.mark.parametrize("length", [12, 16, 28])
def test_one_that_only_begins_like_a_recording_is_refused(media: Media, length: int) -> None:
    with pytest.raises(EvidenceRefused, match=r"begins like .* and is none"):
        sounds.look(SOUNDS[media][:length], media)
    with pytest.raises(EvidenceRefused, match=r"begins like .* and is none"):
        sounds.look(SOUNDS[media][:length] + b"<p>hello</p>" * 40, media)


@pytest.mark.parametrize("codec", [b"\x01vorbis", b"OpusHead", b"Speex   ", b"\x7fFLAC"])
def test_the_codecs_of_telephones_are_known(codec: bytes) -> None:
    sounds.look(files.ogg(codec), Media.OGG)


def test_a_film_under_the_name_of_a_recording_is_refused() -> None:
    for body, media in ((files.m4a(b"vide"), Media.M4A), (files.ogg(b"\x80theora"), Media.OGG)):
        with pytest.raises(EvidenceRefused, match="a film"):
            sounds.look(body, media)


def test_a_recording_that_breaks_off_says_so() -> None:
    assert sounds.look(files.wav(seconds_claimed=5), Media.WAV).notes == [
        "This recording breaks off: less is there than it says at its beginning."
    ]


def test_a_recording_whose_label_claims_more_than_there_is_is_refused() -> None:
    body = bytearray(files.mp3(label=b"x" * 20))
    body[6:10] = b"\x7f\x7f\x7f\x7f"
    with pytest.raises(EvidenceRefused):
        sounds.look(bytes(body), Media.MP3)


def test_boxes_that_claim_more_than_there_is_are_refused() -> None:
    with pytest.raises(EvidenceRefused):
        sounds.look(files.m4a()[:-1], Media.M4A)
    with pytest.raises(EvidenceRefused):
        sounds.look(b"\0\0\0\x08ftyp" + b"\0\0\0\x01moov" + bytes(8), Media.M4A)


LINK = b'<Relationship Id="r1" Type="http://x/hyperlink" Target="https://school.example" TargetMode="External"/>'
TEMPLATE = (
    b'<Relationship Id="r1" Type="http://x/attachedTemplate" Target="https://evil.example" TargetMode="External"/>'
)


def test_a_document_is_kept_as_it_is() -> None:
    seen = documents.look_docx(files.docx({"word/_rels/document.xml.rels": b"<Relationships>" + LINK}))
    assert (seen.pictures, seen.text) == ([], "")


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (files.docx({"word/vbaProject.bin": b"x"}), "a program in it"),
        (files.docx({"word/_rels/settings.xml.rels": TEMPLATE}), "fetches a part of itself"),
        (files.docx({"word/_rels/settings.xml.rels": TEMPLATE.replace(b'"', b"'")}), "fetches a part of itself"),
        (files.docx(without=("word/document.xml",)), "an archive"),
        (files.docx({"xl/workbook.xml": b""}, without=("[Content_Types].xml",)), "an archive"),
        (files.docx({"word/media/a.bin": bytes(10_000_000)}), "unpack to far more"),
        (files.docx({f"word/{n}.xml": b"" for n in range(2_100)}), "unpack to far more"),
        (files.docx()[:-30], "broken, locked, or breaks off"),
        (files.docx()[:100], "broken, locked, or breaks off"),
        (b"PK\x03\x04" + b"rubbish" * 50, "broken, locked, or breaks off"),
    ],
)
def test_a_document_that_could_do_something_is_refused(body: bytes, says: str) -> None:
    with pytest.raises(EvidenceRefused, match=says):
        documents.look_docx(body)


def test_parts_that_lie_on_top_of_one_another_are_refused() -> None:
    """A bomb without compression: every entry of the directory points at the same bytes."""
    body = bytearray(files.docx({"word/a.bin": bytes(range(256)) * 40}))
    with zipfile.ZipFile(__import__("io").BytesIO(body)) as file:
        start = file.start_dir
    directory = bytes(body[start:-22])
    count = 3 + 300
    last = directory.rindex(b"PK\x01\x02")
    entries = directory + directory[last:] * 300
    end = b"PK\x05\x06\0\0\0\0" + count.to_bytes(2, "little") * 2
    end += len(entries).to_bytes(4, "little") + start.to_bytes(4, "little") + b"\0\0"
    with pytest.raises(EvidenceRefused, match="unpack to far more"):
        documents.look_docx(bytes(body[:start]) + entries + end)


def test_plain_text_is_plain_throughout() -> None:
    for body in (b"Hello\r\n\tthere\x0c", "Zażółć".encode(), "Hello".encode("utf-16"), b"caf\xe9"):
        assert documents.look_txt(body).text == ""
    for body in (b"Hello " * 20_000 + b"\0\x01\x02", b"a\x1b[2J\x07"):
        with pytest.raises(EvidenceRefused, match="not plain text throughout"):
            documents.look_txt(body)
