"""Runs all the tests, in the order in which a fault is cheapest to see: `python -m tests.stages`.

The engine first (seconds, no database), then the rest on SQLite, then every test that touches the database
once more on PostgreSQL, then the journeys in a browser. Each runs in as many processes as there are cores, two at
least; a file of tests stays in one of them. A stage that fails ends the run there. The last line counts all of them
together; a test that ran on both databases counts twice, since it was run twice.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PURE = ["tests/engine", "tests/policy"]
MOST_AT_ONCE = 8
AT_ONCE = min(MOST_AT_ONCE, max(2, len(os.sched_getaffinity(0))))
"""More than eight processes would wait for one PostgreSQL, and for the memory of as many browsers."""
SPREAD = ["-n", str(AT_ONCE), "--dist", "loadfile", "--max-worker-restart=0"]
"""A process that dies ends its stage: the next would die of the same test."""
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "tests.no_skips", *SPREAD]
ELSEWHERE = [f"--ignore={folder}" for folder in PURE]

STAGES = [
    ("the engine and the packs", [*PYTEST, *PURE]),
    ("the rest, on SQLite", [*PYTEST, "-m", "not browser", *ELSEWHERE, "tests"]),
    (
        "the database, on PostgreSQL",
        [
            sys.executable,
            "-m",
            "tests.postgres",
            "--",
            *PYTEST,
            "--database-only",
            "-m",
            "not browser",
            "tests",
        ],
    ),
    ("the journeys in a browser", [*PYTEST, "-m", "browser", "tests"]),
]


def closing_line(counts: dict[str, int], seconds: float) -> str:
    """The counts of every stage together, in the words of pytest's own last line."""
    told = ", ".join(f"{n} {kind}" for kind, n in counts.items() if n) or "nothing ran"
    return f"{told} in {seconds:.2f}s"


def main() -> int:
    """0 when every stage passed."""
    began = time.monotonic()
    total = {"failed": 0, "passed": 0, "skipped": 0, "xfailed": 0, "xpassed": 0, "error": 0}
    told: list[str] = []
    code = 0
    for name, command in STAGES:
        print(f"\n== {name}", flush=True)
        started = time.monotonic()
        with tempfile.TemporaryDirectory() as folder:
            tally = Path(folder) / "tally.json"
            # A state folder of the run's own: no test reads or writes what `make run` keeps in var/.
            own = {**os.environ, "FAIRGATE_STATE": str(Path(folder) / "var")}
            ran = subprocess.run([*command, f"--tally={tally}"], cwd=ROOT, env=own, stdin=subprocess.DEVNULL)
            code = ran.returncode
            counts: dict[str, int] = json.loads(tally.read_text()) if tally.exists() else {}
        for kind in total:
            total[kind] += counts.get(kind, 0)
        # A skip that no list names is a failure of the run, and is counted as what it is.
        total["failed"] += counts.get("left_out", 0)
        total["skipped"] -= counts.get("left_out", 0)
        ended = "passed" if code == 0 else f"FAILED (exit {code})"
        told.append(f"{name}: {counts.get('passed', 0)} tests in {time.monotonic() - started:.0f} s, {ended}")
        if code:
            total["error"] += not (counts.get("failed") or counts.get("error") or counts.get("left_out"))
            break
    print("\n== What ran")
    for line in told:
        print(f"  {line}")
    for name, _ in STAGES[len(told) :]:
        print(f"  {name}: NOT RUN, since a stage before it failed")
    print(closing_line(total, time.monotonic() - began), flush=True)
    return 1 if code else 0


if __name__ == "__main__":
    sys.exit(main())
