"""A file on its way in: everything that is known of it at once, and what an e-mail brought as items of their own."""

import hashlib
import io

import pytest

from fairgate.delivery.evidence import intake
from fairgate.delivery.evidence.clamd import Scan
from fairgate.delivery.evidence.intake import Item, taken_in
from fairgate.delivery.evidence.kinds import Media
from fairgate.delivery.evidence.refused import EvidenceRefused, FileInfected
from fairgate.delivery.evidence.store import Store
from tests.evidence import files
from tests.evidence.fake_clamd import VIRUS, fake_clamd
from tests.evidence.files import attached, eml_with

WORDS = b"Content-Type: text/plain\r\n\r\nWords"


def _taken(store: Store, body: bytes, name: str, scanner: str = "") -> Item:
    with taken_in(store, io.BytesIO(body), name, scanner) as item:
        assert item.path.read_bytes() == body
        return item


def _left(store: Store) -> list[str]:
    return [path.name for path in store.root.rglob("*") if path.is_file()]


def test_a_picture_is_known_hashed_scanned_and_copied(store: Store) -> None:
    body = files.picture()
    with fake_clamd() as (scanner, scanned):
        item = _taken(store, body, "..\\gate.jpg", scanner)
    assert (item.given_name, item.media, item.size) == ("gate.jpg", Media.JPEG, len(body))
    assert item.sha256 == hashlib.sha256(body).hexdigest()
    assert item.scan is Scan.CLEAN
    assert scanned == [body]
    assert item.pages == 1
    assert list(item.copies) == ["page-1.jpg"]
    assert _left(store) == []


def test_what_an_email_brought_comes_with_it_once_over(store: Store) -> None:
    inner = eml_with(WORDS, attached("deep.png", files.picture("PNG"))).replace(b"edge", b"brim")
    body = eml_with(
        WORDS,
        attached("gate.jpg", files.picture()),
        attached("page.html", b"<html>"),
        attached("tool.exe", b"MZ" + bytes(60)),
        b"Content-Type: message/rfc822\r\n\r\n" + inner,
        b"Content-Type: message/delivery-status\r\n\r\nAction: failed",
    )
    item = _taken(store, body, "complaint.eml")
    assert [(part.given_name, part.media) for part in item.parts] == [("gate.jpg", Media.JPEG), ("Gate.eml", Media.EML)]
    assert item.parts[1].parts == ()
    assert item.parts[0].copies["page-1.jpg"].startswith(b"\xff\xd8")
    text = item.copies["text.txt"].decode()
    for name in ("gate.jpg", "page.html", "tool.exe", "Gate.eml"):
        assert f"Attached: {name}\n" in text
    said = "\n".join(item.notes)
    assert "“page.html”, which came in it, was not taken on its own. This file is a web page" in said
    assert "“tool.exe”, which came in it, was not taken on its own. This file is a program" in said
    assert "a report of a mail server" in said
    assert _left(store) == []


def test_of_very_many_attachments_the_others_are_listed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "ATTACHMENTS_AT_MOST", 2)
    item = _taken(store, eml_with(WORDS, *[attached(f"{n}.txt", b"note %d" % n) for n in range(4)]), "all.eml")
    assert [part.given_name for part in item.parts] == ["0.txt", "1.txt"]
    assert [note.split(",")[0] for note in item.notes] == ["“2.txt”", "“3.txt”"]
    assert "Of one e-mail 2 attachments are taken on their own." in item.notes[0]


def test_an_email_that_brings_something_infected_is_refused_whole(store: Store) -> None:
    body = eml_with(WORDS, attached("gate.jpg", files.picture()), attached("invoice.txt", VIRUS))
    with fake_clamd() as (scanner, _), pytest.raises(FileInfected):
        _taken(store, body, "complaint.eml", scanner)
    assert _left(store) == []


def test_control_without_a_scanner_the_same_email_is_taken(store: Store) -> None:
    body = eml_with(WORDS, attached("invoice.txt", VIRUS))
    item = _taken(store, body, "complaint.eml")
    assert [part.given_name for part in item.parts] == ["invoice.txt"]
    assert item.scan is Scan.NO_SCANNER


def test_what_is_refused_leaves_nothing(store: Store) -> None:
    for body, name in (
        (b"<svg>", "a.svg"),
        (files.png_bomb(), "a.png"),
        (files.picture()[:99], "a.jpg"),
        (b"", "a.txt"),
    ):
        with pytest.raises(EvidenceRefused):
            _taken(store, body, name)
    assert _left(store) == []


def test_a_file_that_cannot_be_scanned_now_is_held(store: Store) -> None:
    assert _taken(store, files.picture(), "gate.jpg", "127.0.0.1:1").scan is Scan.HELD
