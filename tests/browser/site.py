"""Fairgate with its demonstration, set up and served as `make run` does, in a folder of its own."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

STARTS_WITHIN = 30.0  # seconds


def environment(state: Path) -> dict[str, str]:
    """This process's environment, with the state in that folder and SQLite in it, whatever else is set."""
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {"FAIRGATE_STATE": str(state), "FAIRGATE_DEMO": "1", "PYTHONUNBUFFERED": "1"}


def set_up(state: Path) -> str:
    """Make the tables and load the demonstration into an empty state folder; what the set-up printed."""
    ran = subprocess.run(
        [sys.executable, "-m", "fairgate.ops.setup_demo"],
        env=environment(state),
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
    """A served copy of the demonstration. `url` is its origin; `log()` what the server has said."""

    def __init__(self, template: Path, state: Path, workers: int = 1) -> None:
        shutil.copytree(template, state)
        self.state = state
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._log = state.with_suffix(".log")
        with self._log.open("wb") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "fairgate.ops.serve", "--port", str(self.port), "--workers", str(workers)],
                env=environment(state),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # a group of its own, as a shell gives it: Ctrl-C goes to all of it
            )
        self._wait()

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
