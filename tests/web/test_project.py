"""The edge of the house: the clock, the secret, what is written into the log."""

import io
import logging
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from fairgate.project.clock import clock, real
from fairgate.project.logs import Discreet
from fairgate.project.secret import secret_key

SAID = "Jordan Example, 4 Mill Lane"


def test_the_clock_stands_still_in_a_demonstration_alone() -> None:
    still = clock("2026-07-01T09:00", may_stand_still=True)
    assert still() == still() == datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
    assert clock("2026-07-01T09:00+00:00", may_stand_still=True)() == datetime(2026, 7, 1, 9, 0, tzinfo=UTC)
    assert clock("", may_stand_still=True) is real
    with pytest.raises(ImproperlyConfigured, match="deadlines would never pass"):
        clock("2026-07-01T09:00", may_stand_still=False)
    with pytest.raises(ImproperlyConfigured, match="Write it as 2026-11-20T09:00"):
        clock("tomorrow", may_stand_still=True)


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    state = tmp_path / "new" / "state"
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: secret_key(state), range(16)))
    assert len(set(made)) == 1
    assert len(made[0]) >= 50
    assert [kept.name for kept in state.iterdir()] == ["secret-key"]
    assert stat.S_IMODE((state / "secret-key").stat().st_mode) == 0o600
    assert secret_key(tmp_path / "another") != made[0]


def logged(formatter: logging.Formatter) -> str:
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(formatter)
    try:
        try:
            int(SAID)
        except ValueError as first:
            raise LookupError(SAID) from first
    except LookupError:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "a fault", None, __import__("sys").exc_info())
        handler.handle(record)
    return out.getvalue()


def test_a_fault_is_logged_by_its_kind_and_place_and_not_by_its_words() -> None:
    text = logged(Discreet("{message}", style="{"))
    assert "a fault" in text
    assert "builtins.ValueError" in text
    assert "builtins.LookupError" in text
    assert "test_project.py" in text
    assert SAID not in text
    # The control: what Python's own formatter would have written.
    assert SAID in logged(logging.Formatter("{message}", style="{"))


def test_the_site_s_own_log_is_written_so() -> None:
    assert any(isinstance(handler.formatter, Discreet) for handler in logging.getLogger().handlers)
    for name in ("django", "django.request", "django.security", "fairgate"):
        assert logging.getLogger(name).handlers == [], f"{name} writes past the formatter"
