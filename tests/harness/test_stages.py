"""The run of all stages ends at the first that fails, says what was not run, and counts them all in its last line."""

import sys
from pathlib import Path

import pytest
from tests import stages

WRITES_A_TALLY = """
import pathlib, sys
tally, code = sys.argv[-1].removeprefix("--tally="), int(sys.argv[1])
pathlib.Path(tally).write_text(sys.argv[2])
sys.exit(code)
"""


def stage(name: str, code: int, tally: str) -> tuple[str, list[str]]:
    """A stage that writes this tally and ends with this code."""
    return name, [sys.executable, "-c", WRITES_A_TALLY, str(code), tally]


def run(monkeypatch: pytest.MonkeyPatch, *parts: tuple[str, list[str]]) -> int:
    monkeypatch.setattr(stages, "STAGES", list(parts))
    return stages.main()


def test_all_stages_are_counted_together(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    first, second = stage("first", 0, '{"passed": 3, "skipped": 1}'), stage("second", 0, '{"passed": 4}')
    assert run(monkeypatch, first, second) == 0
    assert capfd.readouterr().out.splitlines()[-1].startswith("7 passed, 1 skipped in ")


def test_a_failing_stage_ends_the_run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    first, second = stage("first", 1, '{"passed": 3, "failed": 2}'), stage("second", 0, '{"passed": 4}')
    assert run(monkeypatch, first, second) == 1
    lines = capfd.readouterr().out.splitlines()
    assert "  second: NOT RUN, since a stage before it failed" in lines
    assert lines[-1].startswith("2 failed, 3 passed in ")


def test_a_skip_left_out_counts_as_failed(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, stage("first", 1, '{"passed": 3, "skipped": 2, "left_out": 2}')) == 1
    assert capfd.readouterr().out.splitlines()[-1].startswith("2 failed, 3 passed in ")


def test_a_stage_that_dies_without_a_tally_is_an_error(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, ("first", [sys.executable, "-c", "raise SystemExit(3)"])) == 1
    assert capfd.readouterr().out.splitlines()[-1].startswith("1 error in ")


def test_every_test_file_belongs_to_a_stage() -> None:
    """The folders that the stages name exist: a renamed one would leave its tests to the slower stage unseen."""
    assert [folder for folder in stages.PURE if not (Path(stages.ROOT) / folder).is_dir()] == []
