"""A virus scanner asked over the wire: ClamAV's daemon, and its INSTREAM command."""

import socket
from enum import StrEnum
from pathlib import Path

from fairgate.delivery.evidence.limits import MEGABYTE
from fairgate.delivery.evidence.refused import FileInfected

SECONDS = 30  # for the whole of one file
_AT_ONCE = MEGABYTE
_ANSWER_AT_MOST = 4096
_PORT = 3310


class Scan(StrEnum):
    """What is known of a file: clean, held until it can be scanned, or not scanned because no scanner is set up."""

    CLEAN = "clean"
    HELD = "held"
    NO_SCANNER = "no_scanner"


class ScannerDown(Exception):
    """The scanner gave no answer that could be understood. The text says what happened, and names no file."""


def scan(path: Path, address: str, *, sha256: str, size: int, seconds: float = SECONDS) -> Scan:
    """What the scanner at `address` says of a file: 'host:port', a socket's path, or '' where none is set up.

    Raises `FileInfected`. A scanner that does not answer gives `Scan.HELD`: the file waits, unseen.
    """
    if not address:
        return Scan.NO_SCANNER
    try:
        found = ask(path, address, seconds=seconds)
    except ScannerDown:
        return Scan.HELD
    if found:
        raise FileInfected("this file", found, sha256, size)
    return Scan.CLEAN


def ask(path: Path, address: str, *, seconds: float = SECONDS) -> str:
    """The name of what the scanner found in a file, '' for nothing. Raises `ScannerDown`."""
    try:
        with _connected(address, seconds) as scanner, path.open("rb") as file:
            scanner.sendall(b"zINSTREAM\0")
            while part := file.read(_AT_ONCE):
                scanner.sendall(len(part).to_bytes(4, "big") + part)
            scanner.sendall(b"\0\0\0\0")
            answer = _answer(scanner)
    except (OSError, ValueError) as error:
        raise ScannerDown(f"the virus scanner did not answer: {type(error).__name__}") from error
    said = answer.removeprefix("stream: ")
    if said == "OK":
        return ""
    if said.endswith(" FOUND"):
        return said.removesuffix(" FOUND")[:120]
    raise ScannerDown(f"the virus scanner answered: {answer[:120]!r}")


def _connected(address: str, seconds: float) -> socket.socket:
    if address.startswith(("/", "unix:")):
        scanner = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        scanner.settimeout(seconds)
        try:
            scanner.connect(address.removeprefix("unix:"))
        except OSError:
            scanner.close()
            raise
        return scanner
    host, _, port = address.rpartition(":") if ":" in address else (address, "", str(_PORT))
    return socket.create_connection((host.strip("[]"), int(port)), timeout=seconds)


def _answer(scanner: socket.socket) -> str:
    answer = b""
    while b"\0" not in answer and len(answer) < _ANSWER_AT_MOST:
        part = scanner.recv(_ANSWER_AT_MOST)
        if not part:
            break
        answer += part
    if b"\0" not in answer:
        raise ScannerDown("the virus scanner broke off")
    return answer.split(b"\0")[0].decode("utf-8", "replace").strip()
