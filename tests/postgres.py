"""A throw-away PostgreSQL for one command: `python -m tests.postgres -- pytest ...`.

Starts a cluster of its own from Debian's packages in a temporary folder, reached by a unix socket there and by
nothing else; runs the command with DATABASE_URL set to it; stops it and takes it away. The owner of the database is
an ordinary role that may make databases and roles, as a host would have it, not a superuser. Exits with the code of
the command, or 2 when PostgreSQL cannot be started, saying what is missing.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from urllib.parse import quote

ADMIN, OWNER, DATABASE = "postgres", "fairgate_owner", "fairgate"

SETTINGS = {
    "listen_addresses": "''",
    # Nothing here outlives the run. What the application asks of a real server (synchronous_commit) it sets itself.
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "40",
    "shared_buffers": "64MB",
}


class CannotStart(Exception):
    """PostgreSQL cannot be started; the text says why, and what to install."""


def programs(root: Path = Path("/usr/lib/postgresql")) -> Path:
    """The folder of the newest PostgreSQL server that Debian has installed."""
    found = [folder for folder in root.glob("*/bin") if (folder / "initdb").exists()]
    if not found:
        raise CannotStart(
            f"no PostgreSQL server under {root}. On Debian, as root: "
            "apt-get install -y --no-install-recommends postgresql"
        )
    return max(found, key=lambda folder: float(folder.parent.name))


def runner() -> str | None:
    """The account to run the server as: None for our own, 'postgres' for root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return None
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        raise CannotStart(
            "PostgreSQL does not run as root, and there is no account 'postgres' to run it as. On Debian the "
            "package postgresql-common makes it: apt-get install -y --no-install-recommends postgresql"
        ) from None
    return "postgres"


@contextmanager
def cluster() -> Iterator[str]:
    """The URL of an empty database in a cluster that lasts as long as the block."""
    account = runner()
    binaries = programs()
    folder = Path(tempfile.mkdtemp(prefix="fairgate-pg-"))
    data, log = folder / "data", folder / "log"
    started = False
    try:
        if account:
            shutil.chown(folder, account, account)
        _run(
            [binaries / "initdb", "-D", data, "-U", ADMIN, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "-N"],
            account,
        )
        options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
        start = [binaries / "pg_ctl", "-D", data, "-l", log, "-w", "-t", "60", "-o", f"-k {folder} {options}", "start"]
        started = True
        _run(start, account, log)
        psql = [binaries / "psql", "-h", folder, "-U", ADMIN, "-q", "-v", "ON_ERROR_STOP=1", "-d", "postgres"]
        _run([*psql, "-c", f"CREATE ROLE {OWNER} LOGIN CREATEDB CREATEROLE"], account)
        _run([*psql, "-c", f"CREATE DATABASE {DATABASE} OWNER {OWNER}"], account)
        yield f"postgresql://{OWNER}@{quote(str(folder), safe='')}/{DATABASE}"
    finally:
        if started:
            stop = [binaries / "pg_ctl", "-D", data, "-w", "-m", "immediate", "stop"]
            subprocess.run([*map(str, stop)], user=account, group=account, cwd="/", capture_output=True, check=False)
        shutil.rmtree(folder, ignore_errors=True)


def _run(command: Sequence[str | Path], account: str | None, log: Path | None = None) -> None:
    """Run one of PostgreSQL's programs; what it says is shown only when it fails."""
    ran = subprocess.run(
        [*map(str, command)],
        user=account,
        group=account,
        # Not where root works: the account may not be allowed to look there.
        cwd="/",
        stdin=subprocess.DEVNULL,
        # A server that goes on running must not hold a pipe open that somebody reads to its end.
        stdout=subprocess.DEVNULL if log else subprocess.PIPE,
        stderr=subprocess.DEVNULL if log else subprocess.STDOUT,
        text=True,
        check=False,
    )
    if ran.returncode:
        said = log.read_text(errors="replace") if log and log.exists() else ran.stdout
        raise CannotStart(f"{Path(command[0]).name} failed:\n{said or ''}")


def _stop(number: int, frame: FrameType | None) -> None:
    sys.exit(128 + number)


def main(arguments: list[str]) -> int:
    """Run the command after `--` beside a cluster, and give its exit code."""
    if "--" not in arguments or not arguments[arguments.index("--") + 1 :]:
        print("usage: python -m tests.postgres -- COMMAND [ARGUMENT...]", file=sys.stderr)
        return 2
    command = arguments[arguments.index("--") + 1 :]
    # An ending from outside still takes the server away.
    signal.signal(signal.SIGTERM, _stop)
    try:
        with cluster() as url:
            return subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode
    except CannotStart as error:
        print(f"tests.postgres: {error}", file=sys.stderr)
        return 2
    except FileNotFoundError as error:
        print(f"tests.postgres: cannot run {error.filename}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
