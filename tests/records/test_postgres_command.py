"""The throw-away PostgreSQL says what is missing, hands on exit codes, and leaves nothing behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import postgres

ROOT = Path(__file__).resolve().parents[2]


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tests.postgres", *command],
        cwd=ROOT,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_commands_own_exit_code_and_url(tmp_path: Path) -> None:
    where = tmp_path / "url"
    script = f'echo -n "$DATABASE_URL" > {where}; exit 7'
    ran = run("--", "sh", "-c", script)
    assert ran.returncode == 7, ran.stderr
    url = where.read_text()
    assert url.startswith(f"postgresql://{postgres.OWNER}@%2F")
    folder = Path("/" + url.split("%2F", 1)[1].rsplit("/", 1)[0].replace("%2F", "/"))
    assert folder.name.startswith("fairgate-pg-")
    assert not folder.exists()


@pytest.mark.parametrize("command", [[], ["--"], ["pytest"]])
def test_without_a_command_it_says_how(command: list[str]) -> None:
    ran = run(*command)
    assert ran.returncode == 2
    assert "usage: python -m tests.postgres" in ran.stderr


def test_a_command_that_is_not_there_is_named() -> None:
    ran = run("--", "no-such-command")
    assert ran.returncode == 2
    assert "no-such-command" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_missing_package_is_named(tmp_path: Path) -> None:
    with pytest.raises(postgres.CannotStart, match="apt-get install -y --no-install-recommends postgresql"):
        postgres.programs(tmp_path)


def test_the_newest_server_is_taken(tmp_path: Path) -> None:
    for version in ("9.6", "15", "17"):
        (tmp_path / version / "bin").mkdir(parents=True)
        (tmp_path / version / "bin" / "initdb").touch()
    (tmp_path / "18" / "bin").mkdir(parents=True)  # the client alone
    assert postgres.programs(tmp_path) == tmp_path / "17" / "bin"
