"""`fairgate ledger verify` tells of a file that is gone or changed, and of what was lawfully removed."""

import argparse
import io
import json
from collections.abc import Callable

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from fairgate.actions.acting import Act
from fairgate.actions.evidence import Upload, add_evidence, redact_evidence
from fairgate.actions.evidence_upkeep import tidy
from fairgate.delivery.evidence.store import Store, new_key
from fairgate.engine.acts.evidence import Basis
from fairgate.ops import ledger as command
from fairgate.queries.evidence_whole import files
from fairgate.records.models import Case, Evidence, Scan, User
from tests.guards_down import guards_down
from tests.house import NOW, House, add, breach


class Desk:
    def __init__(self, house: House, store: Store) -> None:
        self.house, self.store = house, store
        self.head: User = house.user("headteacher", house.prestfield)
        self.case: Case = house.case()
        add(self.case, breach("e1"), seq=0)

    def act(self) -> Act:
        return Act(self.case.reference, self.head, NOW, f"key-{new_key()}", self.case.entries.count())

    def hand_in(self, number: int) -> Evidence:
        entry = add_evidence(self.act(), Upload(io.BytesIO(b"note %d" % number), f"Jo {number}.txt"))
        return Evidence.objects.get(entry=entry)

    def redact(self, item: Evidence) -> None:
        redact_evidence(self.act(), of=item.entry.ref, basis=Basis.ERASURE_REQUEST, reasons="It shows somebody else")


@pytest.fixture
def desk(house: House, store: Store, looked_at_here: None) -> Desk:
    return Desk(house, store)


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_parser(parser.add_subparsers())
    args = parser.parse_args(["ledger", "verify", *arguments])
    status: int = args.run(args)
    return status


def gone(desk: Desk, item: Evidence) -> None:
    desk.store.remove(item.sha256, item.key)


def changed(desk: Desk, item: Evidence) -> None:
    desk.store.path(item.sha256, item.key).write_bytes(b"another note")


def forgotten(desk: Desk, item: Evidence) -> None:
    Evidence.objects.filter(pk=item.pk).delete()


def exchanged(desk: Desk, item: Evidence) -> None:
    """Another file in its place, filed under that file's own hash."""
    other = Evidence.objects.exclude(pk=item.pk).order_by("pk")[0]
    Evidence.objects.filter(pk=item.pk).update(sha256=other.sha256)


HARMS = [(gone, "gone"), (changed, "not the one"), (forgotten, "not known"), (exchanged, "another hash")]


@pytest.mark.parametrize(("harm", "says"), HARMS)
def test_a_file_that_is_not_as_it_was_handed_in_is_told(
    desk: Desk, harm: Callable[[Desk, Evidence], None], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    items = [desk.hand_in(number) for number in range(3)]
    assert run() == 0
    assert "whole: 3 files, each as it was handed in" in capsys.readouterr().out
    harm(desk, items[1])
    assert run() == 1
    said = capsys.readouterr().out
    assert f"NOT whole: case {desk.case.reference}, entry 3: " in said
    assert says in said
    assert not said.startswith("intact")
    assert run("--json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["intact"] is False
    assert [one["seq"] for one in told["files"]["faults"]] == [3]
    assert run("--case", desk.house.case_with(1, desk.house.hollins).reference) == 0


def test_what_was_lawfully_removed_is_told_and_the_ledger_is_intact(
    desk: Desk,
    capsys: pytest.CaptureFixture[str],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    first, second = desk.hand_in(1), desk.hand_in(2)
    with django_capture_on_commit_callbacks(execute=True):
        desk.redact(first)
    Evidence.objects.filter(pk=second.pk).update(scan=Scan.INFECTED)
    gone(desk, second)
    assert run() == 0
    said = capsys.readouterr().out
    assert said.startswith("intact: ")
    assert f"removed lawfully: case {desk.case.reference}, the file of entry 2, on 2024-10-01 (erasure request)" in said
    assert files().removed[0].seq == 2


def test_what_was_to_be_removed_and_is_still_there_is_told_until_it_is_tidied(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    item = desk.hand_in(1)
    desk.redact(item)  # its transaction never ends here, as when the power is cut before the files are removed
    assert run() == 1
    assert "'fairgate evidence tidy' removes it" in capsys.readouterr().out
    assert tidy(now=NOW) == 1
    assert run() == 0


def test_the_files_of_a_ledger_that_is_not_intact_are_not_believed(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    desk.hand_in(1)
    with guards_down(connection):
        desk.case.entries.filter(seq=2).update(payload="{}")
    assert run() == 1
    assert "The files were not looked at" in capsys.readouterr().out


def test_many_files_take_no_more_queries(desk: Desk, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(12):
        desk.hand_in(number)
        if number in (0, 11):
            with django_assert_num_queries(2):
                assert files().whole == number + 1
