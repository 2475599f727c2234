"""`fairgate evidence tidy` and `rescan`: what they do, what they say, and how they end."""

import argparse
import io
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django import Settings
from tests.evidence.conftest import looked_at_here, store  # noqa: F401 - fixtures
from tests.evidence.fake_clamd import VIRUS, fake_clamd
from tests.house import NOW, House, add, breach

from fairgate.actions.acting import Act
from fairgate.actions.evidence import Upload, add_evidence, redact_evidence
from fairgate.delivery.evidence.store import Store, new_key
from fairgate.engine.acts.evidence import Basis
from fairgate.ops import evidence as command
from fairgate.records.models import Case, Evidence, InfectedFile, Scan, User

NOBODY = "127.0.0.1:1"


class Desk:
    def __init__(self, house: House, kept_in: Store) -> None:
        self.store = kept_in
        self.head: User = house.user("headteacher", house.prestfield)
        self.case: Case = house.case()
        add(self.case, breach("e1"), seq=0)

    def act(self) -> Act:
        return Act(self.case.reference, self.head, NOW, f"key-{new_key()}", self.case.entries.count())

    def hand_in(self, body: bytes) -> Evidence:
        return Evidence.objects.get(entry=add_evidence(self.act(), Upload(io.BytesIO(body), "note.txt")))


@pytest.fixture
def desk(house: House, store: Store, looked_at_here: None) -> Desk:  # noqa: F811 - fixtures
    return Desk(house, store)


def run(what: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    args = parser.parse_args(["evidence", what])
    status: int = args.run(args)
    return status


def test_what_waits_is_told_until_it_is_scanned(
    desk: Desk, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.FAIRGATE_CLAMAV = NOBODY
    item = desk.hand_in(b"It was so.")
    assert (item.scan, run("rescan")) == (Scan.HELD, 1)
    said = capsys.readouterr()
    assert said.out == "Scanned, and shown now: 0. Infected, and removed: 0. Still waiting: 1.\n"
    assert "see that it runs, and that FAIRGATE_CLAMAV names it" in said.err
    with fake_clamd() as (address, _):
        settings.FAIRGATE_CLAMAV = address
        assert run("rescan") == 0
    assert capsys.readouterr().out.startswith("Scanned, and shown now: 1.")
    item.refresh_from_db()
    assert item.scan == Scan.CLEAN
    assert run("rescan") == 0


def test_what_was_infected_is_removed_and_that_is_something_to_look_at(
    desk: Desk, settings: Settings, capsys: pytest.CaptureFixture[str], django_capture_on_commit_callbacks: object
) -> None:
    settings.FAIRGATE_CLAMAV = NOBODY
    item = desk.hand_in(b"Look: " + VIRUS)
    with fake_clamd() as (address, _):
        settings.FAIRGATE_CLAMAV = address
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            assert run("rescan") == 1
    assert "Infected, and removed: 1." in capsys.readouterr().out
    assert not desk.store.has(item.sha256, item.key)
    assert InfectedFile.objects.get().found == "Test.Eicar"


def test_tidying_removes_what_no_case_holds_and_nothing_else(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    kept, redacted = desk.hand_in(b"It stays."), desk.hand_in(b"It goes.")
    redact_evidence(desk.act(), of=redacted.entry.ref, basis=Basis.NOT_NEEDED, reasons="Nothing to do with it")
    left, just_now = new_key(), new_key()
    for key in (left, just_now):
        desk.store.add("a" * 64, key, "page-1.jpg", b"half of it")
    days_ago = (timezone.now() - timedelta(days=2)).timestamp()
    os.utime(desk.store.root / "aa" / "aa" / ("a" * 64) / left, (days_ago, days_ago))
    assert run("tidy") == 0
    assert capsys.readouterr().out == "Removed: 2.\n"
    assert set(desk.store.items()) == {(kept.sha256, kept.key), ("a" * 64, just_now)}
    assert run("tidy") == 0
    assert capsys.readouterr().out == "Nothing to remove.\n"


@pytest.mark.parametrize("what", ["tidy", "rescan"])
def test_a_database_that_cannot_be_read_is_a_sentence(tmp_path: Path, what: str) -> None:
    program = "import argparse, sys; from fairgate.ops.evidence import run; "
    program += f"sys.exit(run(argparse.Namespace(evidence_command={what!r})))"
    environment = os.environ | {"FAIRGATE_STATE": str(tmp_path), "FAIRGATE_SECRET_KEY": "k" * 50, "DATABASE_URL": ""}
    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 2, ran.stderr
    assert f"fairgate evidence {what}: the database cannot be used" in ran.stderr
    assert "Traceback" not in ran.stderr
