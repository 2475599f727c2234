"""The one writer of the ledger: numbers, chain, retries, and all or nothing."""

import hashlib
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from fairgate.records.append import LedgerMoved, append, written_by
from fairgate.records.chain import entry_hash
from fairgate.records.models import LedgerEntry
from fairgate.records.read import ledger
from tests.house import NOW, House, add, breach, talk


def test_the_hash_is_of_this_very_text() -> None:
    payload = '{"type":"x","text":"said “no”"}'
    text = (
        '{"by":7,"case":"K7PQ2MVR","on":"2024-10-01","payload":"'
        + hashlib.sha256(payload.encode()).hexdigest()
        + '","prev_hash":"ab","recorded_at":"2024-10-01T09:30:00.000000+00:00","ref":"b1","seq":3,"type":"bar_imposed"}'
    )
    made = entry_hash(
        case="K7PQ2MVR",
        seq=3,
        type="bar_imposed",
        ref="b1",
        on=date(2024, 10, 1),
        payload=payload,
        by=7,
        recorded_at=NOW,
        prev_hash="ab",
    )
    assert made == hashlib.sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("fact", "other"),
    [
        ("case", "K7PQ2MVS"),
        ("seq", 4),
        ("type", "bar_lifted"),
        ("ref", "b2"),
        ("on", date(2024, 10, 2)),
        ("payload", "{ }"),
        ("by", None),
        ("recorded_at", datetime(2024, 10, 1, 9, 30, 0, 1, tzinfo=UTC)),
        ("prev_hash", ""),
    ],
)
def test_every_fact_changes_the_hash(fact: str, other: object) -> None:
    facts: dict[str, object] = {
        "case": "K7PQ2MVR",
        "seq": 3,
        "type": "bar_imposed",
        "ref": "b1",
        "on": date(2024, 10, 1),
        "payload": "{}",
        "by": 7,
        "recorded_at": NOW,
        "prev_hash": "ab",
    }
    assert entry_hash(**facts) != entry_hash(**facts | {fact: other})  # type: ignore[arg-type]  # facts by name


def test_entries_are_numbered_chained_and_read_back(house: House) -> None:
    case, head = house.case(), house.user("headteacher", house.prestfield)
    (first,) = add(case, breach("b1"), seq=0, by=head)
    second, third = add(case, talk("c1"), talk("c2"), seq=1)
    assert [row.seq for row in (first, second, third)] == [1, 2, 3]
    assert [row.type for row in case.entries.all()] == ["breach_recorded", "conversation_held", "conversation_held"]
    assert first.prev_hash == ""
    assert (second.prev_hash, third.prev_hash) == (first.hash, second.hash)
    assert first.by_user == head
    seen = ledger(case)
    assert seen.entries == (breach("b1"), talk("c1"), talk("c2"))
    assert seen.seq == 3


def test_the_same_operation_again_writes_nothing(house: House) -> None:
    case = house.case()
    once = add(case, breach("b1"), talk("c1"), seq=0, key="post-1")
    again = add(case, breach("b9"), talk("c9"), seq=0, key="post-1")
    assert [row.pk for row in again] == [row.pk for row in once]
    assert case.entries.count() == 2
    assert written_by(case, "post-1") == once
    assert written_by(case, "post-2") == []


def test_an_operation_key_counts_within_its_case(house: House) -> None:
    add(house.case(), breach("b1"), seq=0, key="post-1")
    other = house.case(house.hollins)
    assert len(add(other, breach("b1"), seq=0, key="post-1")) == 1
    assert other.entries.count() == 1


def test_who_has_not_seen_the_newest_entry_is_told_what_it_is(house: House) -> None:
    case = house.case_with(1)
    newer = add(case, breach("b1"), talk("c1"), seq=1)
    with pytest.raises(LedgerMoved) as moved:
        add(case, talk("c2"), seq=1)
    assert moved.value.newer == newer
    assert case.entries.count() == 3


def test_all_or_none(house: House) -> None:
    case = house.case_with(1)
    with pytest.raises(IntegrityError):
        add(case, breach("b1"), talk("e1"), seq=1)  # there is an e1 already
    assert [row.ref for row in case.entries.all()] == ["e1"]


def test_a_refusal_leaves_the_callers_transaction_usable(house: House) -> None:
    case = house.case_with(2)
    with transaction.atomic():
        with pytest.raises(LedgerMoved):
            add(case, talk("c1"), seq=1)
        add(case, talk("c2"), seq=2)
    assert [row.ref for row in case.entries.all()] == ["e1", "e2", "c2"]


def test_an_entry_of_tomorrow_is_refused(house: House) -> None:
    case = house.case()
    with pytest.raises(ValueError, match="2024-10-02"):
        add(case, talk("c1", on=date(2024, 10, 2)), seq=0)
    # Today is the day in England: at 23:30 UTC in summer it is tomorrow there.
    late = datetime(2024, 10, 1, 23, 30, tzinfo=UTC)
    append(case, [talk("c1", on=date(2024, 10, 2))], by=None, now=late, operation_key="k", expected_seq=0)
    assert case.entries.count() == 1


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"now": datetime(2024, 10, 1)}, "time zone"),  # no zone: the point of the test
        ({"operation_key": ""}, "operation key"),
        ({"operation_key": "k" * 65}, "operation key"),
        ({"entries": []}, "nothing to append"),
        ({"expected_seq": 5}, "no entry 5"),
    ],
)
def test_what_no_caller_may_ask(house: House, change: dict[str, object], says: str) -> None:
    asked: dict[str, object] = {"entries": [talk("c1")], "now": NOW, "operation_key": "k", "expected_seq": 0}
    with pytest.raises(ValueError, match=says):
        append(house.case(), by=None, **asked | change)  # type: ignore[arg-type]  # arguments by name
    assert not LedgerEntry.objects.exists()
