"""`fairgate send`: carries the outbox. Once, or for as long as it is left running; any number may run at once."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from types import FrameType
from typing import Any

DONE, UNREADABLE = 0, 2
REST_SECONDS = 5.0
NAME = "send"


def add_parser(subparsers: Any) -> None:
    """Add `send` to the command line."""
    parser = subparsers.add_parser(
        "send",
        help="send the letters that wait in the outbox",
        description="Sends every letter that somebody asked to be sent: by FAIRGATE_MAIL, or by GOV.UK Notify where "
        "FAIRGATE_NOTIFY has the trust's key. What fails is tried again, later and later; nothing is sent twice. "
        "`fairgate serve` runs it beside the pages.",
    )
    parser.add_argument("--keep-going", action="store_true", help="go on until stopped")
    parser.set_defaults(run=run, beside=0)


def run(args: argparse.Namespace) -> int:
    """Carry what is due; with --keep-going, for ever. Says how many were worked on, never whose."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairgate.project.settings")
    import django
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError, close_old_connections

    stopping = _told_to_stop()
    try:
        django.setup()
        while True:
            try:
                done = once(settings.FAIRGATE_CLOCK)
            except DatabaseError as error:
                if not args.keep_going:
                    raise
                done = 0
                print(f"fairgate send: {type(error).__name__}; tried again", file=sys.stderr)
            if not args.keep_going:
                print(f"{done} worked on.")
                return DONE
            close_old_connections()
            if stopping() or (args.beside and os.getppid() != args.beside):  # the server that started it is gone
                return DONE
            if not done:
                _rest(stopping)
    except ImproperlyConfigured as error:
        return _cannot(str(error))
    except DatabaseError as error:
        return _cannot(f"the database cannot be read ({str(error).strip()}). Is it there, and migrated?")


def once(clock: Callable[[], datetime]) -> int:
    """Carry all that is due, make the copies that are asked for, leave word of being at work; how many it was."""
    from fairgate.actions.sending import at_work, carry, claim
    from fairgate.ops.bundle import once as bundles

    at_work(NAME, now=clock())
    done = 0
    while (sending := claim(clock())) is not None:
        carry(sending, _carriers(), now=clock())
        at_work(NAME, now=clock())
        done += 1
    return done + bundles(clock)


def _carriers() -> Any:
    from django.conf import settings
    from django.core.mail import EmailMessage

    from fairgate.actions.sending import Carriers
    from fairgate.delivery.mail import send, server
    from fairgate.delivery.notify_post import GOV_UK, NotifyPost

    @contextmanager
    def mail() -> Iterator[Callable[[EmailMessage], None]]:
        by = server()
        try:
            yield lambda message: send(message, by)
        finally:
            by.close()

    at = settings.FAIRGATE_NOTIFY_AT or GOV_UK
    return Carriers(mail, {trust: NotifyPost(key, at) for trust, key in settings.FAIRGATE_NOTIFY.items()})


def _told_to_stop() -> Callable[[], bool]:
    told: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        told.append(number)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    return lambda: bool(told)


def _rest(stopping: Callable[[], bool]) -> None:
    until = time.monotonic() + REST_SECONDS
    while time.monotonic() < until and not stopping():
        time.sleep(0.2)


def _cannot(why: str) -> int:
    print(f"fairgate send: {why}", file=sys.stderr)
    return UNREADABLE


if __name__ == "__main__":
    # Beside a server: for as long as that lives, whose process is its parent.
    sys.exit(run(argparse.Namespace(keep_going=True, beside=os.getppid())))
