"""Serves Fairgate with granian: `python -m fairgate.ops.serve [--port 8000]`.

The log names the time, the method, the path, the answer and how long it took: no address, no query string,
no body, so nothing that a person typed gets into it.
"""

import argparse
import errno
import multiprocessing
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.core.handlers.wsgi import WSGIHandler

TARGET = "fairgate.ops.serve:application"
PRIVATE = 0o077  # what is written, the database first of all, is readable by the account that serves and nobody else
LOG_LINE = "%(time)s %(method)s %(path)s %(status)d %(dt_ms).0f ms"


def why_not(address: str, port: int) -> str:
    """Why nothing can be served there, as a sentence that says what to do; empty when it can."""
    with socket.socket() as probe:
        # As the server will: a port whose last connections are still closing counts as free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as refused:
            if refused.errno == errno.EADDRINUSE:
                return (
                    f"Port {port} is busy: something is served at http://{address}:{port} already, "
                    f"perhaps Fairgate. Stop it, or choose another port: make run PORT={min(port + 1, 65535)}"
                )
            if refused.errno == errno.EACCES:
                return f"Port {port} is kept for the system. Choose one above 1023: make run PORT=8000"
            return f"Nothing can be served at {address}:{port}: {refused.strerror}. Choose another address."
    return ""


def application() -> "WSGIHandler":
    """What each worker calls to get the site; it also leaves Ctrl-C to the process that started it.

    A terminal sends Ctrl-C to all of them, and the first process then ends the workers in order. A worker that was
    ending already when it was told to end never did (granian 2.8).
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    from django.conf import settings
    from django.utils.module_loading import import_string

    site: WSGIHandler = import_string(settings.WSGI_APPLICATION)
    return site


def serve(address: str, port: int, workers: int, *, sending: bool = True) -> None:
    """Serve until interrupted; `workers` processes of four threads each, and one that sends letters."""
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    os.umask(PRIVATE)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairgate.project.settings")
    # Letters are set by a library that hangs in a forked child of a process that used it: spawn, never fork.
    multiprocessing.set_start_method("spawn", force=True)
    server = Server(
        TARGET,
        factory=True,
        address=address,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,  # seconds; a request that takes longer is one that hangs
        log_level=LogLevels.warning,
        log_access=True,
        log_access_format=LOG_LINE,
    )
    server.on_startup(lambda: print(f"Fairgate is at http://{address}:{port} (Ctrl-C stops it)", flush=True))
    with sender() if sending else nullcontext():
        server.serve()


@contextmanager
def sender() -> Iterator[None]:
    """Carries the outbox meanwhile, in a process of its own: what it waits for, no page waits for."""
    # The very program that runs already, and a module of ours.
    process = subprocess.Popen([sys.executable, "-m", "fairgate.ops.send"])
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def port_number(text: str) -> int:
    """A port from what was typed, 1 to 65535."""
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(f"a port is a number from 1 to 65535, not {text!r}")
    return int(text)


def add_options(parser: argparse.ArgumentParser) -> None:
    """What the command can be told."""
    parser.add_argument("--address", default="127.0.0.1", help="where to listen (default: this machine alone)")
    parser.add_argument("--port", type=port_number, default=8000)
    parser.add_argument("--workers", type=int, default=2, choices=range(1, 33), metavar="N", help="processes, 1 to 32")
    parser.add_argument("--no-sending", action="store_true", help="letters are sent elsewhere: see `fairgate send`")
    parser.add_argument("--only-check-port", action="store_true", help="say whether the port is free, and end")
    parser.set_defaults(run=run)


def add_parser(subparsers: Any) -> None:
    """Add `serve` to the command line."""
    add_options(subparsers.add_parser("serve", help="serve Fairgate over HTTP"))


def run(asked: argparse.Namespace) -> int:
    """Serve; 0 when it was stopped as usual, 1 when nothing could be served."""
    problem = why_not(asked.address, asked.port)
    if problem:
        print(problem, file=sys.stderr)
        return 1
    if not asked.only_check_port:
        serve(asked.address, asked.port, asked.workers, sending=not asked.no_sending)
    return 0


def main(argv: list[str] | None = None) -> int:
    """The command by itself; 2 when it was misunderstood."""
    parser = argparse.ArgumentParser(prog="fairgate serve", description="Serves Fairgate over HTTP.")
    add_options(parser)
    return run(parser.parse_args(argv))


if __name__ == "__main__":
    sys.exit(main())
