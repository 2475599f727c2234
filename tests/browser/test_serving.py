"""The server as the journeys meet it: what its log says of a request, and how it ends."""

import os
import signal
import subprocess
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from tests.browser.site import Site


def get(url: str) -> int:
    """The status of the answer."""
    try:
        with urllib.request.urlopen(url, timeout=10) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refused:
        return refused.code


def test_the_log_keeps_the_path_and_drops_the_query(site: Site) -> None:
    get(f"{site.url}/sign-in?next=/gate&name=Penhallow")
    lines = [line for line in site.log().splitlines() if "/sign-in" in line]
    assert lines, f"the request was not logged:\n{site.log()}"
    assert all(" GET /sign-in " in line for line in lines)
    assert "Penhallow" not in site.log()
    assert "127.0.0.1 " not in lines[0]


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("attempt", [1, 2, 3])
def test_it_stops_at_once_when_all_its_processes_are_told(
    demonstration: Path, tmp_path: Path, how: signal.Signals, attempt: int
) -> None:
    """A terminal's Ctrl-C reaches the workers too. Unless they leave it to the first process, most attempts hang."""
    site = Site(demonstration, tmp_path / "var", workers=2)
    try:
        assert get(f"{site.url}/sign-in") == 200
        os.killpg(site.process.pid, how)
        assert site.process.wait(timeout=8) == 0
    except subprocess.TimeoutExpired:
        os.killpg(site.process.pid, signal.SIGKILL)
        raise
    finally:
        site.stop()
