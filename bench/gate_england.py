"""The gate in one school and in all England: what a look-up takes, beside a bare handler of the same reads and writes.

    python -m bench.gate_england                      one school and all England (PostgreSQL), a trust of 30 (SQLite)
    python -m bench.gate_england --adults 1000000     the same with fewer adults

Everything is on: the session, the sign-in, the door and its log, the page itself. The bare handler is another granian
with one worker that runs, without Django, the very statements that Fairgate ran for the same name. Both are asked in
turns, by one client that keeps its connection, and each answers before the next is asked.
"""

import argparse
import http.client
import os
import pickle
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from random import Random
from statistics import quantiles
from typing import Any
from urllib.parse import urlencode

from bench.england_rows import Size, barred, fill_postgresql, fill_sqlite, name_of, school_of

ENGLAND = Size(24_000, 14_000_000, 60_000)
ONE_SCHOOL = Size(1, 583, 3)
TRUST = Size(30, 17_500, 75)
DESKS = 12
"""Receptions that ask, each at another school."""
TOKEN = "a" * 32
PORTS = (8461, 8462)


def main() -> None:
    """Fill, ask and print, for each size in turn."""
    asked = argparse.ArgumentParser(description="The gate in one school and in all England.")
    asked.add_argument("--adults", type=int, default=ENGLAND.adults)
    asked.add_argument("--rounds", type=int, default=2000, help="look-ups of each kind that are timed")
    asked.add_argument("--size", choices=("school", "england", "trust"), help="that one alone")
    asked.add_argument("--plans", action="store_true", help="print how PostgreSQL finds what it is asked for")
    asked.add_argument("--here", help=argparse.SUPPRESS)
    given = asked.parse_args()
    sizes = {"school": ONE_SCHOOL, "england": ENGLAND._replace(adults=given.adults), "trust": TRUST}
    if given.here:
        return _measure(given.here, sizes[given.here], given.rounds, plans=given.plans)
    for name in (given.size,) if given.size else sizes:
        again = [sys.executable, "-m", "bench.gate_england", *sys.argv[1:], "--here", name]
        if name == "trust":
            subprocess.run(again, check=True)
        else:
            _beside_postgresql(again)
    return None


def _beside_postgresql(command: list[str]) -> None:
    from tests import postgres

    # As on a server: acknowledged means kept. Only filling it is hurried.
    postgres.SETTINGS |= {"fsync": "on", "shared_buffers": "1GB", "work_mem": "16MB", "max_wal_size": "8GB"}
    with postgres.cluster() as url:
        owner = url.replace(postgres.OWNER, postgres.ADMIN, 1)
        subprocess.run(command, check=True, env=os.environ | {"DATABASE_URL": owner})


def _measure(name: str, size: Size, rounds: int, *, plans: bool) -> None:
    with tempfile.TemporaryDirectory() as state:
        os.environ["FAIRGATE_STATE"] = state
        os.environ["FAIRGATE_SECRET_KEY"] = "only for this measurement, and for nobody's data"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairgate.project.settings")
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        began = time.monotonic()
        now = django.utils.timezone.now()  # type: ignore[attr-defined]  # imported by setup
        (fill_postgresql if connection.vendor == "postgresql" else fill_sqlite)(size, now)
        print(
            f"\n{name} on {connection.vendor}: {size.schools:,} schools, {size.adults:,} adults, {size.bars:,} bars "
            f"(filled in {time.monotonic() - began:.0f} s)",
            flush=True,
        )
        probes = _probes(size)
        statements = Path(state) / "statements"
        statements.write_bytes(pickle.dumps((_target(state), [_statements_of(probe) for probe in probes])))
        if plans and connection.vendor == "postgresql":
            _plans(probes)
        connection.close()
        with _served(state) as django_at, _bare(statements) as bare_at:
            works: dict[str, Callable[[int], None]] = {
                "Fairgate": lambda number: _ask(django_at, "/gate", *probes[number]),
                "bare handler": lambda number: _ask(bare_at, f"/{number}", "", "", "", ""),
            }
            _tell(works, len(probes), rounds)


def _probes(size: Size) -> list[tuple[str, str, str, str]]:
    """(cookie, school, name, kind): for each desk who is innocent, nearly somebody barred, and barred."""
    from django.conf import settings
    from django.test import Client

    from fairgate.records.models import Holding, School, User

    settings.ALLOWED_HOSTS = ["*"]
    chance = Random(24)
    there: dict[int, list[int]] = {}
    for adult in barred(size):
        there.setdefault(school_of(adult, size), []).append(adult)
    probes = []
    for number in chance.sample(sorted(there), min(DESKS, len(there))):
        school = School.objects.get(slug=f"s{number}")
        user = User.objects.create_user(f"desk{number}@example.org", name=f"Desk {number}", trust=school.trust)
        Holding.objects.create(user=user, trust=school.trust, school=school, office="reception", since="2020-01-01")
        client = Client()
        client.force_login(user)
        cookie = f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}; {settings.CSRF_COOKIE_NAME}={TOKEN}"
        who = name_of(chance.choice(there[number]))
        innocent = name_of(number - 1 + size.schools * chance.randrange(1, size.adults // size.schools - 1))
        names = [(innocent, "innocent")] * 8 + [(who[:-1], "near"), (who, "barred")]
        probes += [(cookie, school.slug, each, kind) for each, kind in names]
    return probes


def _statements_of(probe: tuple[str, str, str, str]) -> list[tuple[str, Any]]:
    """What Fairgate asks the database for this look-up: each statement, with its values."""
    from django.db import connection
    from django.test import Client

    cookie, school, name, _ = probe
    found: list[tuple[str, Any]] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        # As what it is kept as: the bare handler knows none of our own words.
        found.append((sql, tuple(str(one) if isinstance(one, str) else one for one in params or ())))
        return execute(sql, params, many, context)

    client = Client()
    client.cookies.load(cookie)
    with connection.execute_wrapper(note):
        answer = client.post("/gate", {"school": school, "name": name, "csrfmiddlewaretoken": TOKEN})
    assert answer.status_code == 200, answer.status_code
    return found


def _plans(probes: list[tuple[str, str, str, str]]) -> None:
    from django.db import connection

    for kind in ("innocent", "near"):
        probe = next(probe for probe in probes if probe[3] == kind)
        for sql, params in _statements_of(probe):
            if sql.startswith(("SELECT", "(SELECT")):
                with connection.cursor() as cursor:
                    cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) {sql}", params)
                    print(f"\n-- {kind}: {sql[:160]} ...\n" + "\n".join(row[0] for row in cursor.fetchall()))


def _target(state: str) -> str:
    return os.environ.get("DATABASE_URL", "") or str(Path(state) / "fairgate.sqlite3")


# -- the two servers ---------------------------------------------------------------------------------------------------


@contextmanager
def _served(state: str) -> Iterator[http.client.HTTPConnection]:
    """Fairgate as it is served, with one worker."""
    command = [sys.executable, "-m", "fairgate.ops.serve", "--port", str(PORTS[0]), "--workers", "1", "--no-sending"]
    with _running(command, os.environ | {"FAIRGATE_STATE": state}, PORTS[0]) as at:
        yield at


@contextmanager
def _bare(statements: Path) -> Iterator[http.client.HTTPConnection]:
    """The bare handler, with one worker."""
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(PORTS[1]), "--workers", "1"]
    command += ["--blocking-threads", "4", "--no-ws", "--log-level", "warning", "bench.bare_gate:application"]
    with _running(command, os.environ | {"BARE_STATEMENTS": str(statements)}, PORTS[1]) as at:
        yield at


@contextmanager
def _running(command: list[str], environment: dict[str, str], port: int) -> Iterator[http.client.HTTPConnection]:
    said = tempfile.TemporaryFile()  # noqa: SIM115 - it lasts as long as the server
    process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
    at = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        for _ in range(1200):  # two minutes: a busy machine is slow to begin
            with suppress(OSError):
                at.connect()
                break
            time.sleep(0.1)
        else:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)} did not start: {said.read().decode()}")
        yield at
    finally:
        at.close()
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


def _ask(at: http.client.HTTPConnection, path: str, cookie: str, school: str, name: str, kind: str) -> None:
    body = urlencode({"school": school, "name": name, "csrfmiddlewaretoken": TOKEN})
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    at.request("POST", path, body, headers)
    answer = at.getresponse()
    page = answer.read()
    if answer.status != 200 or (kind == "barred" and b"Barred here" not in page and b"Check" not in page):
        raise SystemExit(f"{path} answered {answer.status} for {kind}")


def _tell(works: dict[str, Callable[[int], None]], probes: int, rounds: int) -> None:
    chance = Random(7)
    taken: dict[str, list[float]] = {way: [] for way in works}
    for place in range(rounds + 100):
        number = chance.randrange(probes)
        for way, work in works.items():
            began = time.perf_counter()
            work(number)
            if place >= 100:  # the first warm everything up
                taken[way].append((time.perf_counter() - began) * 1000)
    figures = {}
    for way, each in taken.items():
        cuts = quantiles(each, n=100)
        figures[way] = (cuts[49], cuts[98])
        print(f"  {way:<14} p50 {cuts[49]:6.2f} ms   p99 {cuts[98]:6.2f} ms")
    own, bare = figures.values()
    print(
        f"  Fairgate takes {own[0] / bare[0]:.2f} times the bare handler (p50), {own[1] / bare[1]:.2f} (p99)",
        flush=True,
    )


if __name__ == "__main__":
    main()
