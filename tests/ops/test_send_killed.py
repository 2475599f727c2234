"""A worker killed (SIGKILL) in the midst of sending, as a real process: nothing is lost and nothing is sent twice."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from django.db import connection
from django.utils import timezone
from pytest_django import Settings
from tests.browser.site import free_port
from tests.house import House
from tests.notify_stand_in import KEY, NotifyStandIn
from tests.ops.test_notify import Post
from tests.ops.test_send import Matter

from fairgate.actions.sending import LEASE
from fairgate.delivery.pdf import render
from fairgate.delivery.samples import letters
from fairgate.ops.send import once
from fairgate.policy.pack import load_pack
from fairgate.records.models import Sending, SendingWay

# The worker is a process of its own, and the database a file that both open.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.one_database]


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render(load_pack("oak").folder, letters()["oak/bar_notice"])


@pytest.fixture
def matter(pdf: bytes) -> Matter:
    return Matter(House(), pdf)


@pytest.fixture
def mail(settings: Settings) -> Iterator[Post]:
    kept = Post()
    controller = Controller(kept, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    yield kept
    controller.stop()


@pytest.fixture
def printer(settings: Settings) -> Iterator[NotifyStandIn]:
    kept = NotifyStandIn()
    settings.FAIRGATE_NOTIFY, settings.FAIRGATE_NOTIFY_AT = {"oak": KEY}, kept.address
    yield kept
    kept.stop()


@contextmanager
def mute() -> Iterator[socket.socket]:
    """A server that takes a connection and says nothing: whoever calls it waits."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def killed(tmp_path: Path, until: Callable[[], object], **environment: str) -> None:
    """Start `fairgate send`, wait until it is in the midst of it, and kill it."""
    (tmp_path / "fairgate.sqlite3").symlink_to(connection.settings_dict["NAME"])
    own = {"FAIRGATE_STATE": str(tmp_path), "FAIRGATE_MAIL_FROM": "fairgate@mail.example.org"}
    worker = subprocess.Popen(
        [sys.executable, "-m", "fairgate.ops.cli", "send"],
        env={**os.environ, **own, **environment},
        stdout=subprocess.DEVNULL,
    )
    try:
        deadline = time.monotonic() + 30
        while not until():
            assert worker.poll() is None, "it ended before it could be killed"
            assert time.monotonic() < deadline, "it never came so far"
            time.sleep(0.02)
        worker.send_signal(signal.SIGKILL)
        assert worker.wait(10) == -signal.SIGKILL
    finally:
        worker.kill()
        worker.wait()
    assert Sending.objects.get().leased_until is not None
    assert carried(timedelta(0)) == 0, "it may still be at work: nobody else touches it yet"


def carried(later: timedelta = LEASE) -> int:
    """What another worker does, so much later."""
    at = timezone.now() + later
    return once(lambda: at)


def smtp(port: int) -> dict[str, str]:
    return {"FAIRGATE_MAIL": f"smtp://127.0.0.1:{port}"}


def heard(listening: socket.socket, lines: int = 0) -> bool:
    """Whether somebody has called; and has said something, where it is asked."""
    listening.settimeout(0.02)
    try:
        call, _ = listening.accept()
    except TimeoutError:
        return False
    held.append(call)
    call.settimeout(10)
    return lines == 0 or bool(call.recv(1))


held: list[socket.socket] = []
"""Calls that are kept open, so that whoever made them goes on waiting."""


def test_before_a_mail_left(matter: Matter, mail: Post, tmp_path: Path) -> None:
    matter.ask(SendingWay.EMAIL)
    with mute() as listening:
        killed(tmp_path, lambda: heard(listening), **smtp(listening.getsockname()[1]))
    assert carried() == 1
    assert len(mail.got) == 1
    assert Sending.objects.get().became == "sent"
    assert len(matter.served()) == 1


def test_after_a_mail_left(matter: Matter, mail: Post, settings: Settings, tmp_path: Path) -> None:
    matter.ask(SendingWay.EMAIL)
    mail.holds_on = True
    killed(tmp_path, lambda: mail.got, **smtp(settings.EMAIL_PORT))
    mail.holds_on = False
    assert carried() == 1
    assert len(mail.got) == 1
    assert Sending.objects.get().became == "unsure", "a person is told that nobody knows"
    assert matter.served() == []


def test_before_the_printer_had_it(matter: Matter, printer: NotifyStandIn, tmp_path: Path) -> None:
    matter.ask(SendingWay.POST)
    with mute() as listening:
        at = f"http://127.0.0.1:{listening.getsockname()[1]}"
        notify = {"FAIRGATE_NOTIFY": f"oak={KEY}", "FAIRGATE_NOTIFY_AT": at}
        killed(tmp_path, lambda: heard(listening, lines=1), **notify)
    assert carried() == 1
    assert printer.asked == ["GET /v2/notifications", "POST /v2/notifications/letter"]
    assert len(printer.letters) == 1


def test_after_the_printer_had_it(matter: Matter, printer: NotifyStandIn, tmp_path: Path) -> None:
    matter.ask(SendingWay.POST)
    printer.holds_on = True
    notify = {"FAIRGATE_NOTIFY": f"oak={KEY}", "FAIRGATE_NOTIFY_AT": printer.address}
    killed(tmp_path, lambda: printer.letters, **notify)
    printer.holds_on = False
    assert carried() == 1
    assert printer.asked == ["POST /v2/notifications/letter", "GET /v2/notifications"]
    assert len(printer.letters) == 1
    assert Sending.objects.get().carrier_id == printer.letters[0]["id"]
