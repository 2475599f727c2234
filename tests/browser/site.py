"""Fairgate with its demonstration, set up and served as `make run` does, in a folder of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path

STARTS_WITHIN = 30.0  # seconds
NOW = "2026-11-17T10:00"
"""When the journeys take place, in London: a Tuesday in the second half of the autumn term, in both trusts."""


def environment(state: Path, now: str = NOW) -> dict[str, str]:
    """This process's environment, with the state in that folder and SQLite in it, whatever else is set.

    The clock stands still at `now`; with an empty one it goes as it goes.
    """
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    own = {"FAIRGATE_STATE": str(state), "FAIRGATE_DEMO": "1", "FAIRGATE_NOW": now, "PYTHONUNBUFFERED": "1"}
    return kept | own


def set_up(state: Path, now: str = NOW) -> str:
    """Make the tables and load the demonstration into an empty state folder; what the set-up printed."""
    ran = subprocess.run(
        [sys.executable, "-m", "fairgate.ops.setup_demo"],
        env=environment(state, now),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, f"the demonstration did not load:\n{ran.stdout[-3000:]}{ran.stderr[-3000:]}"
    return ran.stdout


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Site:
    """A served copy of the demonstration. `url` is its origin; `log()` what the server has said.

    `settings` are given to it beside its own, `port` is one that was free a moment ago.
    """

    def __init__(
        self,
        template: Path,
        state: Path,
        workers: int = 1,
        now: str = NOW,
        port: int = 0,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        shutil.copytree(template, state)
        self.state = state
        self.port = port or free_port()
        self.settings = dict(settings or {})
        self.url = f"http://127.0.0.1:{self.port}"
        self.workers = workers
        self._log = state.with_suffix(".log")
        self._start(now)

    def _start(self, now: str) -> None:
        command = [sys.executable, "-m", "fairgate.ops.serve", "--port", str(self.port)]
        with self._log.open("ab") as out:
            self.process = subprocess.Popen(
                [*command, "--workers", str(self.workers)],
                env=environment(self.state, now) | self.settings,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a group of its own, as a shell gives it: Ctrl-C goes to all of it
            )
        self._wait()

    def move_to(self, now: str) -> None:
        """The same site, with everything in it, at another time. Whoever is signed in stays so."""
        self.stop()
        self._start(now)

    def _wait(self) -> None:
        until = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise AssertionError(f"the server ended at once:\n{self.log()[-3000:]}")
            try:
                urllib.request.urlopen(self.url, timeout=5).close()
                return
            except urllib.error.HTTPError:
                return  # it answers; whether rightly is for the journeys to say
            except OSError:
                time.sleep(0.1)
        self.stop()
        raise AssertionError(f"the server did not answer within {STARTS_WITHIN:.0f} s:\n{self.log()[-3000:]}")

    def log(self) -> str:
        """Everything that the server has printed."""
        return self._log.read_text(errors="replace")

    def stop(self) -> None:
        """End the server, and wait until it has ended."""
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
