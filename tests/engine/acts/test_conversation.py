"""A conversation, asking to leave, leaving unanswered, a note: steps that ask for nothing more than to be open."""

import pytest

from tests.engine.tiny import TINY
from tests.engine.told import Told, breach, ended, step


@pytest.mark.parametrize(
    ("code", "name", "by", "cites"),
    [
        ("oak", "ask_to_leave", "class_teacher", "5.2a"),
        ("oak", "ask_to_leave", "school_business_manager", "5.2a"),
        ("model", "ask_to_leave", "class_teacher", "5.3"),
        ("model", "note_on_file", "reception", "5.7"),
        ("model", "mediation", "class_teacher", "5.5"),
        ("model", "meeting", "school_business_manager", "5.4"),
        ("aspire", "meeting", "trust_slt", "response.1"),
        ("oak", "conversation", "subject", "2.5b.1"),  # the person whom it is about holds no office
    ],
)
def test_only_the_offices_of_the_paragraph_may(code: str, name: str, by: str, cites: str) -> None:
    told = Told(code)
    told.add(breach("2026-11-10", "threat"))
    told.refuse(step("2026-11-10", name, by=by), cites=cites, says="may not", change="Ask ")


@pytest.mark.parametrize("by", ["staff", "class_teacher", "headteacher", "reception", "ceo"])
def test_any_member_of_staff_means_every_office(by: str) -> None:
    told = Told("oak")
    told.add(breach("2024-10-01", "threat"))
    told.add(step("2024-10-01", "conversation", by=by))


@pytest.mark.parametrize("name", ["conversation", "ask_to_leave", "no_reply", "bar", "removal_request"])
def test_nothing_is_open_before_a_breach_is_recorded(name: str) -> None:
    fields = {"until": "2024-11-15"} if name == "bar" else {}
    Told("oak").refuse(
        step("2024-10-01", name, **fields), says="no breach stands in this case", change="It opens after"
    )


def test_every_reason_is_given_at_once() -> None:
    refusal = Told("oak").refuse(step("2024-10-01", "bar", by="class_teacher", until="2024-11-15"), cites="5.2b")
    assert [reason.text.split(" ")[0] for reason in refusal.reasons] == ["A", "Only"]


def test_a_message_may_be_left_unanswered_and_nothing_else_may() -> None:
    told = Told("oak")
    told.add(breach("2024-10-01", "offensive_language"))
    told.refuse(step("2024-10-01", "no_reply"), cites="2.3")
    told.add(breach("2024-10-01", "abusive_messages"))
    told.add(step("2024-10-01", "no_reply"))


def test_it_ends_only_as_the_code_says() -> None:
    told = Told("oak")
    told.add(breach("2024-10-01", "threat"))
    talk = told.add(step("2024-10-01", "conversation"))
    told.refuse(ended("2024-10-01", talk, "shouting"), cites="2.5b.1", says="cannot end", change="'not_sufficient'")
    told.add(ended("2024-10-01", talk, "not_sufficient"))


def test_a_breach_after_a_conversation_opens_what_follows_and_one_before_it_does_not() -> None:
    told = Told("oak")
    told.add(breach("2024-10-02", "offensive_language"))
    told.add(step("2024-10-02", "conversation"))
    assert "bar" not in told.may("2024-10-02")
    told.add(breach("2024-10-03", "offensive_language", happened_on="2024-10-01"))  # reported late, happened before
    assert "bar" not in told.may("2024-10-03")
    told.add(breach("2024-10-03", "offensive_language"))
    assert "bar" in told.may("2024-10-03")


def test_on_one_day_the_order_of_the_ledger_decides() -> None:
    told = Told("oak")
    told.add(breach("2024-10-02", "offensive_language"))
    told.add(step("2024-10-02", "conversation"))
    told.add(breach("2024-10-02", "offensive_language"))
    assert "bar" in told.may("2024-10-02")


def test_a_consequence_that_is_only_a_record_imposes_nothing() -> None:
    told = Told("model")
    told.add(breach("2026-11-10", "disruption"))
    told.add(step("2026-11-10", "note_on_file"))
    assert not told.case("2026-11-10").measures
    assert told.duties("2026-11-10") == set()


def test_a_step_that_strikes_make_mandatory_is_owed_from_the_last_of_them() -> None:
    told = Told(TINY)
    for on in ("2024-09-10", "2024-09-17", "2024-09-24"):
        assert told.duty("note", on) is None
        told.add(breach(on, "noise"))
    owed = told.duty("note", "2024-09-24")
    assert owed is not None
    assert str(owed.due) == "2024-10-08"  # two weeks from the third, not from the first
    told.add(step("2024-09-30", "note"))
    assert told.duty("note", "2024-09-30") is None
    told.add(breach("2024-10-01", "noise"))
    owed = told.duty("note", "2024-10-01")
    assert owed is not None
    assert str(owed.due) == "2024-10-15"


@pytest.mark.parametrize(("third", "open_"), [("2025-09-10", True), ("2025-09-11", False)])
def test_strikes_are_counted_in_a_rolling_window(third: str, open_: bool) -> None:
    told = Told(TINY)
    for on in ("2024-09-10", "2024-11-05", third):
        told.add(breach(on, "noise"))
    assert ("note" in told.may(third)) is open_


def test_a_struck_strike_does_not_count() -> None:
    from tests.engine.told import strikes

    told = Told(TINY)
    refs = [told.add(breach(on, "noise")) for on in ("2024-09-10", "2024-09-17", "2024-09-24")]
    assert "note" in told.may("2024-09-24")
    told.add(strikes("2024-09-25", refs[0], "head"))
    assert "note" not in told.may("2024-09-25")


def test_a_step_that_must_follow_a_finding_is_owed_from_the_finding() -> None:
    from tests.engine.told import finds

    told = Told(TINY)
    refs = [told.add(breach("2024-09-10", "noise", alleged=True)) for _ in range(3)]
    assert told.duty("note", "2024-09-10") is None
    for ref in refs:
        told.add(finds("2024-10-01", ref, "head"))
    owed = told.duty("note", "2024-10-01")
    assert owed is not None
    assert str(owed.due) == "2024-10-15"
