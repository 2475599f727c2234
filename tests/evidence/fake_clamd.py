"""A stand-in for ClamAV's daemon that speaks its INSTREAM protocol: it finds whatever holds the word it looks for."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

VIRUS = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}" + b"$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
"""The file by which virus scanners are tried out, put together here so that none finds it in this source."""


class _Handler(socketserver.StreamRequestHandler):
    server: "_Server"

    def handle(self) -> None:
        command = b""
        while not command.endswith(b"\0"):
            command += self.rfile.read(1)
        if command != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        body = b""
        while size := int.from_bytes(self.rfile.read(4), "big"):
            body += self.rfile.read(size)
        self.server.scanned.append(body)
        answer = self.server.answer
        if answer is None:
            answer = b"stream: Test.Eicar FOUND\0" if VIRUS in body else b"stream: OK\0"
        self.wfile.write(answer)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    answer: bytes | None = None
    scanned: list[bytes]


class _AtSocket(_Server):
    address_family = socketserver.socket.AF_UNIX  # type: ignore[attr-defined]

    def server_bind(self) -> None:
        self.socket.bind(self.server_address)


@contextmanager
def fake_clamd(at: Path | None = None, answer: bytes | None = None) -> Iterator[tuple[str, list[bytes]]]:
    """Its address, on loopback or at a socket, and all that it has been given to scan."""
    server: Any = _AtSocket(str(at), _Handler) if at else _Server(("127.0.0.1", 0), _Handler)
    server.scanned = []
    server.answer = answer
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield (str(at) if at else f"127.0.0.1:{server.server_address[1]}"), server.scanned
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
