"""The virus scanner: asked by its own protocol, a stand-in's and the real one's; without an answer a file is held."""

import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from fairgate.delivery.evidence.clamd import Scan, ScannerDown, ask, scan
from fairgate.delivery.evidence.refused import FileInfected
from tests.evidence.fake_clamd import VIRUS, fake_clamd

NAMED = {"sha256": "a" * 64, "size": 3}


@pytest.fixture
def put(tmp_path: Path) -> Callable[[bytes], Path]:
    """Writes a file and gives its path."""

    def write(body: bytes) -> Path:
        path = tmp_path / "file"
        path.write_bytes(body)
        return path

    return write


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The real daemon of ClamAV, with one signature of our own and nothing fetched; the path of its socket."""
    program = shutil.which("clamd") or "/usr/sbin/clamd"
    folder = tmp_path_factory.mktemp("clamav")
    (folder / "own.ndb").write_text(f"Own.Eicar:0:*:{VIRUS.hex()}\n")
    listens = folder / "socket"
    settings = folder / "clamd.conf"
    settings.write_text(
        f"Foreground yes\nDatabaseDirectory {folder}\nLocalSocket {listens}\nStreamMaxLength 60M\nMaxFileSize 60M\n"
    )
    process = subprocess.Popen([program, "-c", str(settings)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        until = time.monotonic() + 30
        while not listens.exists():
            assert process.poll() is None, process.stdout and process.stdout.read()
            assert time.monotonic() < until, "clamd did not start"
            time.sleep(0.05)
        yield listens
    finally:
        process.kill()
        process.communicate()


@pytest.fixture(params=["stand-in at a port", "stand-in at a socket", "ClamAV itself"])
def scanner(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a scanner that finds one thing."""
    if request.param == "ClamAV itself":
        yield str(request.getfixturevalue("clamd"))
        return
    at = tmp_path / "fake" if request.param.endswith("socket") else None
    with fake_clamd(at) as (address, _):
        yield address


def test_what_is_clean_is_clean(scanner: str, put: Callable[[bytes], Path]) -> None:
    assert ask(put(b"a photograph"), scanner) == ""
    assert scan(put(b"a photograph"), scanner, **NAMED) is Scan.CLEAN


def test_what_is_infected_is_refused_by_the_scanners_own_name(scanner: str, put: Callable[[bytes], Path]) -> None:
    with pytest.raises(FileInfected) as caught:
        scan(put(VIRUS), scanner, **NAMED)
    assert caught.value.found.endswith("Eicar") or "Eicar.UNOFFICIAL" in caught.value.found
    assert "It was not kept" in caught.value.text
    assert (caught.value.sha256, caught.value.size) == ("a" * 64, 3)


def test_a_file_of_many_pieces_is_scanned_whole(scanner: str, put: Callable[[bytes], Path]) -> None:
    """Longer than what is sent at once, and what is found lies across the border of two pieces."""
    border = 1024**2
    assert ask(put(b"\n" * (border - 20) + VIRUS + b"\n" * border), scanner) != ""
    assert ask(put(b"\n" * (3 * border)), scanner) == ""


def test_every_byte_reaches_the_scanner(put: Callable[[bytes], Path]) -> None:
    body = bytes(range(256)) * 9_000
    with fake_clamd() as (address, scanned):
        ask(put(body), address)
    assert scanned == [body]


def test_without_a_scanner_nothing_is_said_to_be_clean(put: Callable[[bytes], Path]) -> None:
    assert scan(put(VIRUS), "", **NAMED) is Scan.NO_SCANNER


@pytest.mark.parametrize(
    "address", ["127.0.0.1:1", "/nowhere/clamd.sock", "unix:/nowhere", "no-such-host.invalid:3310", "127.0.0.1:x"]
)
def test_a_scanner_that_is_down_holds_the_file(address: str, put: Callable[[bytes], Path]) -> None:
    assert scan(put(b"a photograph"), address, **NAMED) is Scan.HELD
    with pytest.raises(ScannerDown, match="did not answer"):
        ask(put(b"a photograph"), address)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"stream: OK",
        b"INSTREAM size limit exceeded. ERROR\0",
        b"stream: Can't allocate memory ERROR\0",
        b"OK?\0",
        b"\0",
    ],
)
def test_an_answer_that_is_none_holds_the_file(answer: bytes, put: Callable[[bytes], Path]) -> None:
    with fake_clamd(answer=answer) as (address, _):
        assert scan(put(b"a photograph"), address, **NAMED) is Scan.HELD


def test_a_scanner_that_never_answers_holds_the_file(put: Callable[[bytes], Path]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        accepting = threading.Thread(target=silent.accept, daemon=True)
        accepting.start()
        address = f"127.0.0.1:{silent.getsockname()[1]}"
        began = time.monotonic()
        assert scan(put(b"a photograph"), address, **NAMED, seconds=0.2) is Scan.HELD
        assert time.monotonic() - began < 3


def test_no_file_is_named_in_what_the_scanner_is_told_or_says(put: Callable[[bytes], Path]) -> None:
    with fake_clamd(answer=b"stream: Unknown command\0") as (address, _), pytest.raises(ScannerDown) as caught:
        ask(put(b"x"), address)
    assert "file" not in str(caught.value)
