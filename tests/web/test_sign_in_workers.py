"""Ten tries in five minutes are ten between all the processes that serve, and ten again when their time is over."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from fairgate.records import slots
from fairgate.web.account.sign_in import throttle

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 6

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def worker(*how: str) -> Iterator["subprocess.Popen[str]"]:
    """A process beside this one, on the same database."""
    command = [sys.executable, "-m", "tests.guessing", str(connection.settings_dict["NAME"]), *how]
    own = {**os.environ, "DJANGO_SETTINGS_MODULE": "fairgate.project.settings"}
    with subprocess.Popen(
        command, cwd=ROOT, env=own, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def rounds(*how: str) -> list[int]:
    """How many tries two workers had between them, in each round; between two rounds five minutes go by."""
    had = []
    cache.clear()
    with ExitStack() as stack:
        both = [stack.enter_context(worker(*how)) for _ in range(2)]
        for process in both:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for _ in range(ROUNDS):
            for process in both:
                assert process.stdin is not None
                process.stdin.write("go\n")
                process.stdin.flush()
            had.append(sum(int(process.stdout.readline()) for process in both if process.stdout is not None))
            with connection.cursor() as cursor:
                ago = connection.ops.adapt_datetimefield_value(timezone.now() - timedelta(minutes=5))
                cursor.execute("UPDATE fairgate_cache SET expires = %s", [ago])
    cache.clear()
    return had


def test_two_processes_have_ten_tries_between_them() -> None:
    assert rounds() == [throttle.TRIES] * ROUNDS


def test_the_control_is_found_out() -> None:
    """Where each process counts for itself, they have twenty."""
    assert rounds("--alone")[0] == 2 * throttle.TRIES


def test_a_flood_of_made_up_addresses_frees_no_slot(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is over goes, what counts stays, however much there is of it."""
    monkeypatch.setattr(slots, "SWEPT_EVERY", 1)
    with connection.cursor() as cursor:
        for name, minutes in (("over", -1), ("counts", 1)):
            ends = connection.ops.adapt_datetimefield_value(timezone.now() + timedelta(minutes=minutes))
            rows = [[f"{name}-{number}", "", ends] for number in range(700)]  # Django would cull at 300
            cursor.executemany("INSERT INTO fairgate_cache VALUES (%s, %s, %s)", rows)
        while throttle.PASSWORD.take("user@oak.example") is not None:
            pass
        cursor.execute("SELECT count(*) FROM fairgate_cache WHERE cache_key LIKE 'over-%%'", [])
        assert cursor.fetchone() == (0,)
        cursor.execute("SELECT count(*) FROM fairgate_cache")
        assert cursor.fetchone() == (700 + throttle.TRIES,)
    cache.clear()


def test_it_keeps_what_it_is_given_as_any_cache() -> None:
    assert cache.add("kept", {"a": 1})
    assert not cache.add("kept", {"a": 2})
    assert cache.get("kept") == {"a": 1}
    assert cache.add("for-ever", 1, timeout=None)
    assert cache.get("for-ever") == 1
    cache.clear()
