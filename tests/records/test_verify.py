"""`fairgate ledger verify`: intact, or the first bad entry by case and number; and what the command says."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import DatabaseError, connection

from fairgate.engine.entries import encode
from fairgate.ops import database as database_command
from fairgate.ops import ledger as command
from fairgate.records.append import row_hash
from fairgate.records.chain import sha256
from fairgate.records.guards import postgresql, sqlite
from fairgate.records.guards.tables import GUARDED
from fairgate.records.models import Case, IssuedLetter, LedgerEntry
from fairgate.records.verify import verify
from tests.guards_down import guards_down
from tests.house import NOW, House, add, talk


def letter_of(case: Case, seq: int) -> None:
    pdf = b"%PDF-1.7 the letter"
    IssuedLetter.objects.create(
        case=case,
        entry=case.entries.get(seq=seq),
        letter="bar_notice",
        pdf=pdf,
        sha256=sha256(pdf),
        template_sha256=sha256(b"template"),
        edition="2021-09",
        issued_at=NOW,
    )


def test_an_intact_ledger_is_counted_and_its_head_stays(house: House) -> None:
    first, second = house.case_with(3), house.case_with(2, house.hollins)
    letter_of(first, 2)
    before = verify()
    assert before.intact
    assert (before.cases, before.entries) == (2, 5)
    assert verify() == before
    add(second, talk("e3"), seq=2)
    assert verify().head != before.head
    assert verify(first.reference).entries == 3


def test_an_empty_ledger_is_intact(house: House) -> None:
    house.case()
    assert verify().intact
    assert verify().entries == 0


def row(case: Case, seq: int) -> LedgerEntry:
    return case.entries.get(seq=seq)


def change(**values: object) -> Callable[[Case], None]:
    def change_it(case: Case) -> None:
        case.entries.filter(seq=2).update(**values)

    return change_it


def rewrite_with_its_own_hash(case: Case) -> None:
    """An entry exchanged by somebody who knows how the hash is made, and leaves the rest of the chain."""
    second = row(case, 2)
    second.payload = encode(talk("e2", text="what was never said"))
    second.hash = row_hash(case, second)
    second.save()


def take_out_and_renumber(case: Case) -> None:
    case.entries.filter(seq=2).delete()
    case.entries.filter(seq=3).update(seq=2)


def swap_letter(case: Case) -> None:
    IssuedLetter.objects.filter(case=case).update(pdf=b"%PDF-1.7 another letter")


def misfile_letter(case: Case) -> None:
    other = Case.objects.exclude(pk=case.pk).get()
    IssuedLetter.objects.filter(case=case).update(case=other)


TAMPERED = [
    (change(payload='{"type":"conversation_held"}'), 2, "contents"),
    (change(type="bar_imposed"), 2, "contents"),
    (change(ref="other"), 2, "contents"),
    (change(on="2024-09-01"), 2, "contents"),
    (change(recorded_at="2024-09-01T00:00Z"), 2, "contents"),
    (change(hash="0" * 64), 2, "contents"),
    (change(prev_hash="0" * 64), 2, "follow"),
    (change(seq=7), 3, "entry 2 is missing"),
    (rewrite_with_its_own_hash, 3, "follow"),
    (lambda case: case.entries.filter(seq=2).delete(), 3, "entry 2 is missing"),
    (take_out_and_renumber, 2, "follow"),
    (swap_letter, 4, "bytes of its letter 'bar_notice'"),
    (misfile_letter, 4, "another case"),
]


@pytest.mark.parametrize(("tamper", "seq", "what"), TAMPERED)
def test_the_first_bad_entry_is_named(house: House, tamper: Callable[[Case], None], seq: int, what: str) -> None:
    house.case_with(2, house.hollins)
    case = house.case_with(4)
    letter_of(case, 4)
    with guards_down(connection):
        tamper(case)
    verdict = verify()
    assert not verdict.intact
    assert verdict.fault is not None
    assert (verdict.fault.case, verdict.fault.seq) == (case.reference, seq)
    assert what in verdict.fault.what


def test_another_hand_is_named_by_who_recorded_it(house: House) -> None:
    case = house.case()
    add(case, talk("c1"), seq=0, by=house.user("headteacher", house.prestfield))
    with guards_down(connection):
        case.entries.update(by_user=house.user())
    assert verify().fault is not None


def test_an_entry_filed_as_something_else_is_named_though_its_hash_is_right(house: House) -> None:
    case = house.case_with(1)
    with guards_down(connection):
        entry = row(case, 1)
        entry.type = "bar_imposed"
        entry.hash = row_hash(case, entry)
        entry.save()
    fault = verify().fault
    assert fault is not None
    assert fault.what == "its type is filed as bar_imposed and reads conversation_held"


def test_a_missing_guard_is_not_intact(house: House) -> None:
    house.case_with(1)
    with guards_down(connection):
        verdict = verify()
        assert verdict.fault is None
        triggers = sqlite.triggers if connection.vendor == "sqlite" else postgresql.triggers
        each = [len(list(triggers(one))) for one in GUARDED]
        assert min(each) >= 1
        assert len(verdict.missing_guards) == sum(each)
        assert not verdict.intact
    assert verify().intact


# --- the command --------------------------------------------------------------------------------------------------


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    args = parser.parse_args(["ledger", "verify", *arguments])
    status: int = args.run(args)
    return status


def test_it_says_intact(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    house.case_with(3)
    assert run() == 0
    said = capsys.readouterr().out
    assert said.startswith(f"intact: 3 entries in 1 cases, head {verify().head}")
    # Only the owner of a PostgreSQL is warned about itself.
    assert ("warning:" in said) is (connection.vendor == "postgresql")


def test_it_names_the_fault(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    case = house.case_with(3)
    with guards_down(connection):
        change(payload="{}")(case)
    assert run("--case", case.reference) == 1
    assert f"NOT intact: case {case.reference}, entry 2:" in capsys.readouterr().out
    assert run("--json") == 1
    said = json.loads(capsys.readouterr().out)
    assert said["intact"] is False
    assert (said["fault"]["case"], said["fault"]["seq"]) == (case.reference, 2)


def test_it_names_missing_guards(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    with guards_down(connection):
        assert run() == 1
    said = capsys.readouterr().out
    assert "NOT guarded: the trigger records_ledgerentry_" in said
    assert not said.startswith("intact")


@pytest.mark.django_db(transaction=True)
def test_missing_guards_can_be_put_back(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    parser = argparse.ArgumentParser()
    database_command.add_parser(parser.add_subparsers())
    guard = parser.parse_args(["database", "guard"])
    case = house.case_with(1)
    with guards_down(connection):
        assert guard.run(guard) == 0
        assert "the trigger records_ledgerentry_next is gone: mended" in capsys.readouterr().out
        assert verify().intact
        with pytest.raises(DatabaseError, match="append-only"):
            case.entries.update(payload="forged")


def test_a_case_that_is_not_there_is_unreadable(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--case", "ZZZZZZZZ") == 2
    assert capsys.readouterr().err == "fairgate ledger verify: there is no case ZZZZZZZZ\n"


@pytest.mark.parametrize(
    ("url", "says"),
    [("", "migrated"), ("mysql://x", "DATABASE_URL"), ("postgresql://x@%2Fnowhere/y", "cannot be read")],
)
def test_a_database_that_cannot_be_read_is_a_sentence(tmp_path: Path, url: str, says: str) -> None:
    program = "import argparse, sys; from fairgate.ops.ledger import run; "
    program += "sys.exit(run(argparse.Namespace(case=None, json=False)))"
    environment = os.environ | {"FAIRGATE_STATE": str(tmp_path), "FAIRGATE_SECRET_KEY": "k" * 50, "DATABASE_URL": url}
    ran = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 2, ran.stderr
    assert says in ran.stderr
    assert "Traceback" not in ran.stderr
