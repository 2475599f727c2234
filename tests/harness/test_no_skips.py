"""A skipped test fails the run unless it is named: tried on a small project of its own, with controls."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

THREE_TESTS = """
import pytest

def test_runs(): pass

@pytest.mark.skip(reason="not today")
def test_is_left_out(): pass

@pytest.mark.django_db
def test_in_a_database(): pass
"""


def run(folder: Path, *options: str, allow: str = "", source: str = THREE_TESTS) -> tuple[int, str, dict[str, int]]:
    """Run pytest in a process and a project of its own; its exit code, what it printed, and its tally."""
    (folder / "test_three.py").write_text(source)
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = django_db\n")
    tally = folder / "tally.json"
    plugins = ("no:django", "no:cacheprovider", "tests.no_skips")
    loaded = [part for plugin in plugins for part in ("-p", plugin)]
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *loaded, f"--tally={tally}", *options, "test_three.py"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "FAIRGATE_ALLOW_SKIPS": allow},
        capture_output=True,
        text=True,
    )
    return ran.returncode, ran.stdout, json.loads(tally.read_text())


def test_a_skip_that_nothing_names_fails_the_run(tmp_path: Path) -> None:
    code, said, tally = run(tmp_path)
    assert code == 1
    assert "test_three.py::test_is_left_out: skipped, and FAIRGATE_ALLOW_SKIPS does not name it" in said
    assert (tally["passed"], tally["skipped"], tally["left_out"]) == (2, 1, 1)


def test_a_named_skip_passes(tmp_path: Path) -> None:
    code, _, tally = run(tmp_path, allow="other, *::test_is_left_out")
    assert code == 0
    assert (tally["passed"], tally["skipped"], tally["left_out"]) == (2, 1, 0)


def test_a_file_that_skips_itself_fails_the_run(tmp_path: Path) -> None:
    # Beside one test that runs, or pytest would end with its own "nothing collected".
    (tmp_path / "test_runs.py").write_text("def test_runs(): pass\n")
    whole_file = "import pytest\npytest.skip('not here', allow_module_level=True)\n"
    code, said, _ = run(tmp_path, "test_runs.py", source=whole_file)
    assert code == 1
    assert "test_three.py: skipped, and" in said


def test_an_expected_failure_is_no_skip(tmp_path: Path) -> None:
    source = "import pytest\n\n@pytest.mark.xfail\ndef test_known(): assert False\n"
    code, _, tally = run(tmp_path, source=source)
    assert code == 0
    assert (tally["xfailed"], tally["left_out"]) == (1, 0)


def test_only_what_touches_the_database_is_kept(tmp_path: Path) -> None:
    code, _, tally = run(tmp_path, "--database-only")
    assert code == 0
    assert (tally["passed"], tally["skipped"]) == (1, 0)
