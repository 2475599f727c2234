"""A skipped test fails the run unless it is named: tried on a small project of its own, with controls."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.stages import SPREAD

ROOT = Path(__file__).resolve().parents[2]

THREE_TESTS = """
import pytest

def test_runs(): pass

@pytest.mark.skip(reason="not today")
def test_is_left_out(): pass

@pytest.mark.django_db
def test_in_a_database(): pass
"""


# One test in each file, so that each of two processes gets one.
DIES = "import os\n\ndef test_dies(): os._exit(0)\n"
VANISHES = """
def test_runs(): pass
def test_is_heard_of_no_more(): pass
"""
HIDES_REPORTS = """
import pytest

@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item):
    return True if item.name == "test_is_heard_of_no_more" else None
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


def test_two_processes_are_judged_as_one(tmp_path: Path) -> None:
    (tmp_path / "test_runs.py").write_text("def test_runs(): pass\n")
    (tmp_path / "test_left.py").write_text("import pytest\npytest.skip('not here', allow_module_level=True)\n")
    others = ("test_runs.py", "test_left.py")
    code, said, tally = run(tmp_path, *SPREAD, *others)
    assert code == 1
    for name in ("test_three.py::test_is_left_out", "test_left.py"):
        assert f"{name}: skipped, and FAIRGATE_ALLOW_SKIPS does not name it" in said
    assert (tally["passed"], tally["skipped"], tally["left_out"]) == (3, 2, 2)
    code, _, tally = run(tmp_path, *SPREAD, *others, allow="*")
    assert (code, tally["passed"], tally["skipped"], tally["left_out"]) == (0, 3, 2, 0)


def test_a_process_that_dies_has_failed(tmp_path: Path) -> None:
    """Even one that ends with code 0 in the middle of a test, as if all were well."""
    (tmp_path / "test_runs.py").write_text("def test_runs(): pass\n")
    code, said, tally = run(tmp_path, *SPREAD, "test_runs.py", source=DIES)
    assert code == 1
    assert "crashed while running 'test_three.py::test_dies'" in said
    assert tally["failed"] >= 1


@pytest.mark.parametrize("processes", [[], SPREAD], ids=["one process", "two"])
def test_what_nothing_was_heard_of_has_failed(tmp_path: Path, processes: list[str]) -> None:
    (tmp_path / "conftest.py").write_text(HIDES_REPORTS)
    code, said, tally = run(tmp_path, *processes, source=VANISHES)
    assert code == 1
    assert "test_three.py::test_is_heard_of_no_more: collected, and nothing was heard of it again" in said
    assert (tally["passed"], tally["error"]) == (1, 1)
