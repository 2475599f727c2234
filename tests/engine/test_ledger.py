"""The ledger: what may stand in it, how it is written down and read back, and what a broken one says."""

import pytest

from fairgate.engine.acts.bar import BarImposed
from fairgate.engine.acts.meeting import MeetingCalled
from fairgate.engine.acts.outcome import StepEnded
from fairgate.engine.entries import STEP_ENTRIES, LedgerError, decode_many, encode, type_name
from fairgate.engine.entry import Entry, MeasureDecided
from fairgate.engine.fold import fold
from fairgate.engine.words import Decision, Kind
from tests.engine.tiny import TINY
from tests.engine.told import Told, actor, breach, day, decides, says, served, step


def _told() -> Told:
    told = Told("oak")
    told.add(breach("2024-10-01", "threat", serious="raised a fist", text='said "I’ll wait"\n'))
    bar = told.add(step("2024-10-01", "bar", until="2024-11-15"))
    told.add(served("2024-10-01", bar, "post"))
    told.add(says("2024-10-04", bar))
    told.add(decides("2024-10-10", "confirm", bar, "ceo", until="2024-11-15", review_on="2024-11-13"))
    return told


def test_what_is_written_down_is_read_back() -> None:
    ledger = _told().ledger
    payloads = [encode(entry) for entry in ledger]
    assert decode_many(payloads) == tuple(ledger)
    assert [encode(entry) for entry in decode_many(payloads)] == payloads
    assert [type_name(entry) for entry in ledger][1] == "bar_imposed"


@pytest.mark.parametrize(
    "payload",
    [
        "",
        "{}",
        "null",
        "[]",
        '{"type":"bar_lowered"}',
        '{"type":"bar_imposed","ref":"b"}',
        '{"type":"bar_imposed","ref":"b","on":"2024-13-01","by":{"office":"o","person":"p"},"step":"bar"}',
        '{"type":"step_ended","ref":"b","on":"2024-10-01","by":"head","of":"x","outcome":"y"}',
        '{"type":"letter_served","ref":"b","on":"2024-10-01","by":{"office":"o","person":"p"},"of":"x","method":"crow"}',
    ],
)
def test_a_row_that_is_no_entry_is_an_error_of_the_ledger(payload: str) -> None:
    with pytest.raises(LedgerError, match=r"not an entry|rows that read"):
        decode_many([payload])


def test_a_row_cannot_smuggle_in_a_second_entry() -> None:
    one = encode(_told().ledger[0])
    with pytest.raises(LedgerError, match="1 rows that read as 2 entries"):
        decode_many([f"{one},{one}"])


def _entries() -> list[Entry]:
    on, by = day("2024-10-02"), actor("ceo")
    return [
        StepEnded(ref="x", on=on, by=by, of="nothing", outcome="refused"),
        MeasureDecided(ref="x", on=on, by=by, of="e1", decision=Decision.LIFT),
        MeetingCalled(ref="x", on=on, by=by, step="dance"),
        MeetingCalled(ref="x", on=on, by=by, step="bar"),  # a step of another kind
        BarImposed(ref="x", on=on, by=by, step="conversation", until=on, sites=("hill",)),
        BarImposed(ref="x", on=on, by=by, step="bar", until=on, sites=("hill",), rests_on=("b9",)),
    ]


@pytest.mark.parametrize("entry", _entries(), ids=lambda entry: f"{type_name(entry)}")
def test_a_ledger_that_points_at_nothing_says_which_entry(entry: Entry) -> None:
    told = _told()
    with pytest.raises(LedgerError, match="'x'"):
        fold(told.code, told.calendar, [*told.ledger, entry], day("2024-11-01"))  # type: ignore[list-item]


def test_every_kind_of_step_has_its_entry() -> None:
    assert set(STEP_ENTRIES) == set(Kind)
    assert len(set(STEP_ENTRIES.values())) == len(Kind)


def test_a_ledger_only_grows() -> None:
    told = _told()
    told.refuse(breach("2024-10-09", "threat"), says="is before the last entry of this case, 10 October 2024")
    told.add(breach("2024-10-10", "threat", happened_on="2024-10-08"))


def test_a_reference_is_used_once() -> None:
    told = _told()
    told.ledger = [told.ledger[0]]
    twice = breach("2024-10-02", "threat")
    told.refuse(lambda told, _: twice(told, "e1"), says="an entry called 'e1' already")


@pytest.mark.parametrize(
    ("office", "who", "says_"), [("caretaker", "", "no office called 'caretaker'"), ("staff", "  ", "Nobody is named")]
)
def test_a_named_person_in_an_office_of_the_code_acts(office: str, who: str, says_: str) -> None:
    Told("oak").refuse(breach("2024-10-01", "threat", by=office, who=who), says=says_)


def test_a_step_is_one_of_the_code_and_of_its_kind() -> None:
    told = Told(TINY)
    told.add(breach("2024-10-01", "noise"))
    on, by = day("2024-10-01"), actor("head")
    told.refuse(lambda _, ref: MeetingCalled(ref=ref, on=on, by=by, step="dance"), says="no step called 'dance'")
    told.refuse(
        lambda _, ref: MeetingCalled(ref=ref, on=on, by=by, step="bar"), cites="step.bar", says="a step of another kind"
    )


def test_what_was_true_on_a_day_stays_true_of_that_day() -> None:
    told = _told()
    before = told.position("2024-10-05")
    told.add(breach("2024-10-11", "threat"))
    after = told.position("2024-10-05")
    assert [may.id for may in before.may] == [may.id for may in after.may]
    assert before.duties == after.duties
    assert "e6" not in told.case("2024-10-10").breaches
    assert "e6" in told.case("2024-10-11").breaches


def test_a_refusal_writes_nothing() -> None:
    told = _told()
    kept = list(told.ledger)
    told.refuse(step("2024-10-11", "bar", by="class_teacher", until="2024-12-20"))
    assert told.ledger == kept
