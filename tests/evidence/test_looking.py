"""A file is looked at by another process: ended when it takes too long, believed only as far as it can be checked."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from fairgate.delivery.evidence import eml, looking, msg, pages, pictures
from fairgate.delivery.evidence.kinds import Media
from fairgate.delivery.evidence.limits import MEMORY
from fairgate.delivery.evidence.looking import cover, look
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.delivery.evidence.seen import Seen
from tests.evidence import files

_INNER = files.eml(b"<p>Hi</p>", b"Content-Type: text/html\r\n")
FORWARDED = files.eml_with(b"Content-Type: text/plain\r\n\r\nSee", b"Content-Type: message/rfc822\r\n\r\n" + _INNER)

LATE = """
import sys
from fairgate.delivery.evidence.worker import Job, Media, look, reader
read = reader(Job(sys.argv[1], 10))
before = set(sys.modules)
look(read, open(0, "rb").read())
print(*sorted(set(sys.modules) - before))
"""


@pytest.fixture
def put(tmp_path: Path):
    """Writes a file and gives its path."""

    def write(body: bytes) -> Path:
        path = tmp_path / "file"
        path.write_bytes(body)
        return path

    return write


@pytest.mark.parametrize(
    ("body", "media", "read"),
    [
        (files.picture("JPEG"), Media.JPEG, pictures.look),
        (files.picture("WEBP"), Media.WEBP, pictures.look),
        (files.pdf(), Media.PDF, pages.look),
        ((files.DATA / "talon-android.eml").read_bytes(), Media.EML, eml.look),
        (files.eml(headers=b"Subject: =?iso-2022-jp?b?GyRCRnxLXBsoQg==?=\r\n"), Media.EML, eml.look),
        (FORWARDED, Media.EML, eml.look),
        ((files.DATA / "oxmsg-message.msg").read_bytes(), Media.MSG, msg.look),
    ],
    ids=["jpeg", "webp", "pdf", "eml", "japanese", "forwarded", "msg"],
)
def test_sealed_in_it_sees_what_it_would_see_outside(put, body: bytes, media: Media, read) -> None:
    assert look(put(body), media) == read(body)


@pytest.mark.parametrize(
    ("body", "media"),
    [
        (files.picture("JPEG", (50, 50), turned=6, progressive=True), Media.JPEG),
        (files.picture("PNG"), Media.PNG),
        (files.picture("WEBP"), Media.WEBP),
        (files.pdf(2), Media.PDF),
        (FORWARDED, Media.EML),
        ((files.DATA / "talon-android.eml").read_bytes(), Media.EML),
        ((files.DATA / "oxmsg-message.msg").read_bytes(), Media.MSG),
        (files.docx(), Media.DOCX),
    ],
    ids=["jpeg", "png", "webp", "pdf", "forwarded", "eml", "msg", "docx"],
)
def test_nothing_is_imported_once_nothing_can_be(put, body: bytes, media: Media) -> None:
    with put(body).open("rb") as file:
        command = [sys.executable, "-I", "-c", LATE, media.value]
        ran = subprocess.run(command, stdin=file, capture_output=True, text=True, check=True)
    assert ran.stdout.split() == []


@pytest.mark.parametrize(
    ("body", "media"),
    [(files.mp3(), Media.MP3), (files.docx(), Media.DOCX), (b"Hello", Media.TXT)],
    ids=["mp3", "docx", "txt"],
)
def test_what_is_not_copied_is_checked_all_the_same(put, body: bytes, media: Media) -> None:
    assert look(put(body), media) == Seen()
    with pytest.raises(EvidenceRefused):
        look(put(body[:3] + b"\0\1\2"), media)


def test_why_a_file_is_refused_comes_out_of_the_process(put) -> None:
    with pytest.raises(EvidenceRefused) as caught:
        look(put(files.png_bomb()), Media.PNG)
    assert caught.value.text == "This picture has more than 20 million pixels."
    assert "take a screenshot" in caught.value.change


def test_a_file_that_takes_too_long_is_stopped_and_that_is_said(put, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen
    monkeypatch.setattr(looking.subprocess, "Popen", lambda *a, **k: started.append(popen(*a, **k)) or started[-1])
    began = time.monotonic()
    with pytest.raises(EvidenceRefused, match=r"took longer than 1 seconds and was stopped\. It was not kept"):
        look(put(files.slow_pdf()), Media.PDF, seconds=1)
    assert time.monotonic() - began < 3
    assert started[0].returncode == -9
    with pytest.raises(ProcessLookupError):
        os.kill(started[0].pid, 0)


def test_it_ends_by_itself_when_nobody_is_left_to_stop_it(put) -> None:
    """The system ends it when it has used its seconds of CPU, even if the server that asked has gone."""
    job = json.dumps({"media": Media.PDF.value, "seconds": 0})
    with put(files.slow_pdf()).open("rb") as file:
        ran = subprocess.run([*looking.WORKER, job], stdin=file, capture_output=True, timeout=30)
    assert ran.returncode in (-24, -9)  # SIGXCPU, or what follows it
    assert ran.stdout == b""


ANSWERS = {
    "nothing": "pass",
    "half a frame": "sys.stdout.buffer.write(b'\\0\\0\\1\\0half')",
    "rubbish": "sys.stdout.buffer.write(b'\\0\\0\\0\\7rubbish')",
    "too much": "sys.stdout.buffer.write(b'\\xff\\xff\\xff\\xff')",
    "a web page for a picture": "answer({'pictures': [b'<html><script>'], 'pictured_as': 'jpg'})",
    "a kind of its own": "answer({'pictures': [b'<svg>'], 'pictured_as': '../../x'})",
    "a number for a text": "answer({'text': 7})",
}
_FAKE = """
import sys, msgspec
def answer(value):
    body = msgspec.msgpack.encode(value)
    sys.stdout.buffer.write(len(body).to_bytes(4, 'big') + body)
"""


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_that_cannot_be_right_is_refused(put, answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "WORKER", (sys.executable, "-c", _FAKE + ANSWERS[answer]))
    with pytest.raises(EvidenceRefused, match=r"and was stopped|no safe copy|more than can be kept"):
        look(put(files.picture()), Media.JPEG)


def test_control_a_right_answer_of_the_same_stand_in_is_believed(put, monkeypatch: pytest.MonkeyPatch) -> None:
    right = "answer({'pictures': [b'\\xff\\xd8\\xff...'], 'pictured_as': 'jpg'})"
    monkeypatch.setattr(looking, "WORKER", (sys.executable, "-c", _FAKE + right))
    assert look(put(files.picture()), Media.JPEG).pictured_as == "jpg"


def test_secrets_of_the_server_are_not_in_its_environment(put, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIRGATE_SECRET_KEY", "secret")
    told = "import os; answer({'text': repr(sorted(os.environ))})"
    monkeypatch.setattr(looking, "WORKER", (sys.executable, "-c", _FAKE + told))
    assert "SECRET" not in look(put(b"x"), Media.TXT).text


def test_a_picture_is_covered_in_the_process(put) -> None:
    (plain,) = pictures.look(files.picture("PNG")).pictures
    boxes = ((0, 0, 5_000, 10_000),)
    assert cover(put(plain), Media.PNG, boxes) == pictures.cover(plain, boxes).pictures[0]


def _status(pid: int, name: str) -> str:
    return next(
        line.split()[1] for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith(name)
    )


def test_it_is_shut_in_while_it_looks(put) -> None:
    job = json.dumps({"media": Media.PDF.value, "seconds": 10})
    with put(files.slow_pdf()).open("rb") as file:
        process = subprocess.Popen([*looking.WORKER, job], stdin=file, stdout=subprocess.PIPE)
    try:
        until = time.monotonic() + 20
        while _status(process.pid, "Seccomp:") != "2":
            assert process.poll() is None
            assert time.monotonic() < until, "it was never sealed"
            time.sleep(0.02)
        limits = Path(f"/proc/{process.pid}/limits").read_text()
        for name, value in (("Max address space", MEMORY), ("Max file size", 0), ("Max core file size", 0)):
            assert f"{name:<26}{value} " in limits, limits
    finally:
        process.kill()
        process.communicate()


def test_control_a_process_that_nobody_shut_in_is_not_sealed() -> None:
    assert _status(os.getpid(), "Seccomp:") == "0"
