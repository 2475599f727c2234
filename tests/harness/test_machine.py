"""What the machine lacks is installed when it may be, and otherwise named with the command: with a false apt-get."""

from pathlib import Path

import pytest
from tests import machine


@pytest.fixture
def lacking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine that lacks one package until a file is there; the path of that file."""
    thing = tmp_path / "installed"
    needs = [("fancy-browser", "the browser", thing.exists), ("present", "is there", lambda: True)]
    monkeypatch.setattr(machine, "NEEDS", needs)
    return thing


def apt(folder: Path, monkeypatch: pytest.MonkeyPatch, does: str) -> Path:
    """Put an apt-get before the real one that logs its arguments and then does this; the path of its log."""
    log = folder / "apt.log"
    program = folder / "bin" / "apt-get"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\necho "$@" >> {log}\n{does}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    return log


def test_nothing_is_installed_where_nothing_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lacking: Path
) -> None:
    lacking.touch()
    log = apt(tmp_path, monkeypatch, "exit 1")
    assert machine.main() == 0
    assert not log.exists()


def test_only_what_is_missing_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lacking: Path) -> None:
    monkeypatch.setattr(machine, "root_prefix", list)
    log = apt(tmp_path, monkeypatch, f"case $1 in install) touch {lacking};; esac")
    assert machine.main() == 0
    assert log.read_text().splitlines() == ["update", "install -y --no-install-recommends fancy-browser"]


def test_who_may_not_install_is_told_what_to_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lacking: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(machine, "root_prefix", lambda: None)
    log = apt(tmp_path, monkeypatch, f"touch {lacking}")
    assert machine.main() == 1
    assert not log.exists()
    said = capsys.readouterr().err
    assert "fancy-browser: the browser" in said
    assert "apt-get update && apt-get install -y --no-install-recommends fancy-browser" in said
    assert "present" not in said


def test_an_installation_that_fails_is_shown_and_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lacking: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(machine, "root_prefix", list)
    apt(tmp_path, monkeypatch, "echo 'Unable to locate package' >&2; exit 100")
    assert machine.main() == 1
    said = capsys.readouterr().err
    assert "Unable to locate package" in said
    assert "fancy-browser: the browser" in said
