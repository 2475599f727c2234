"""England's bank holidays come from a file: no network is touched."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from datetime import date

import pytest
from govuk_bank_holidays.bank_holidays import BankHolidays as Fetching

from fairgate.policy.bank_holidays import bank_holidays


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """Every try to reach another machine, none of which gets through."""
    tried: list[object] = []

    def refuse(*asked: object, **_: object) -> object:
        tried.append(asked)
        raise OSError("there is no network here")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    bank_holidays.cache_clear()
    yield tried
    bank_holidays.cache_clear()


def test_nothing_is_fetched(calls: list[object]) -> None:
    assert bank_holidays().days
    assert calls == []


def test_control_a_reader_that_fetches_is_seen(calls: list[object]) -> None:
    Fetching()
    assert calls


def test_no_http_client_is_loaded() -> None:
    program = "import sys; from fairgate.policy.bank_holidays import bank_holidays; bank_holidays(); "
    program += "sys.exit(any(name in sys.modules for name in ('requests', 'urllib3', 'http.client')))"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


@pytest.mark.parametrize(
    ("day", "is_one"),
    [
        (date(2024, 5, 6), True),
        (date(2024, 5, 7), False),
        (date(2026, 12, 28), True),  # instead of Boxing Day, a Saturday
        (date(2026, 12, 26), False),
        (date(2025, 3, 17), False),  # St Patrick's Day is Northern Ireland's
        (date(2025, 4, 21), True),  # Easter Monday is not Scotland's
    ],
)
def test_they_are_englands(day: date, is_one: bool) -> None:
    assert (day in bank_holidays().days) is is_one


def test_they_are_known_to_the_end_of_a_whole_year() -> None:
    known = bank_holidays()
    assert (known.until.month, known.until.day) == (12, 31)
    assert known.until >= date(2027, 12, 31)
    assert sum(day.year == known.until.year for day in known.days) >= 8
