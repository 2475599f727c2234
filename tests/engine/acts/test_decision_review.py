"""The decision review: by another person, after hearing, with reasons; nobody is worse off for having been heard."""

from typing import Any

import pytest

from fairgate.engine.words import MeasureState
from tests.engine.tiny import TINY
from tests.engine.told import Told, breach, decides, finds, says, served, step

BOTH = {"until": "2024-11-15", "review_on": "2024-11-13"}


def _barred(who: str = "", heard: bool = True, serve: str = "hand", **fields: Any) -> tuple[Told, str]:
    told = Told("oak")
    told.add(breach("2024-10-01", "threat", serious="raised a fist", **fields))
    bar = told.add(step("2024-10-01", "bar", until="2024-11-15", who=who))
    if serve:
        told.add(served("2024-10-01", bar, serve))
    if heard:
        told.add(says("2024-10-04", bar))
    return told, bar


@pytest.mark.parametrize("by", ["headteacher", "senior_leader", "class_teacher", "clerk", "subject"])
@pytest.mark.parametrize("decision", ["confirm", "lift"])
def test_only_the_named_office_decides(by: str, decision: str) -> None:
    told, bar = _barred()
    told.refuse(decides("2024-10-10", decision, bar, by, **BOTH), cites="5.4a", says="Only the CEO may")


@pytest.mark.parametrize("who", ["R Farrow", "r farrow", " R  Farrow "])
@pytest.mark.parametrize("decision", ["confirm", "lift", "extend", "end"])
def test_nobody_decides_on_a_measure_that_they_made(who: str, decision: str) -> None:
    """law.md I16, whatever office they hold that day and however their name is written."""
    told, bar = _barred(who="R Farrow")
    told.refuse(
        decides("2024-10-10", decision, bar, "ceo", who=who, **BOTH),
        cites="5.4a" if decision in ("confirm", "lift") else "5.6",
        says="nobody reviews a measure that they made themselves",
        change="Ask another holder of the office",
    )


@pytest.mark.parametrize(
    ("missing", "cites"),
    [
        ({"until": "2024-11-15"}, "5.4b"),
        ({"review_on": "2024-11-13"}, "5.4b"),
        ({}, "5.4b"),
        ({**BOTH, "reasons": ""}, "5.4a"),
    ],
)
def test_a_confirmation_states_both_dates_and_reasons(missing: dict[str, str], cites: str) -> None:
    told, bar = _barred()
    told.refuse(decides("2024-10-10", "confirm", bar, "ceo", **missing), cites=cites)


@pytest.mark.parametrize(
    ("until", "review_on", "says_"),
    [
        ("2024-10-09", "2024-10-09", "before the day of the act"),
        ("2024-11-15", "2024-10-09", "before the day of the act"),
        ("2024-11-15", "2024-11-16", "is after the last day"),
    ],
)
def test_dates_that_cannot_be(until: str, review_on: str, says_: str) -> None:
    told, bar = _barred()
    told.refuse(decides("2024-10-10", "confirm", bar, "ceo", until=until, review_on=review_on), cites="5.6", says=says_)


@pytest.mark.parametrize(
    ("serve", "on", "says_"),
    [
        ("", "2024-10-31", "has not been served"),
        ("hand", "2024-10-15", "until 15 October 2024"),
        ("post", "2024-10-17", "until 17 October 2024"),  # received on the 3rd
    ],
)
def test_nothing_is_final_before_the_person_was_heard_or_had_their_time(serve: str, on: str, says_: str) -> None:
    told, bar = _barred(heard=False, serve=serve)
    told.refuse(decides(on, "confirm", bar, "ceo", **BOTH), cites="5.2c", says=says_, change="It can be lifted at once")
    told.add(decides(on, "lift", bar, "ceo"))


def test_after_their_time_it_can_be_confirmed_without_them() -> None:
    told, bar = _barred(heard=False)
    told.add(decides("2024-10-16", "confirm", bar, "ceo", **BOTH))
    assert told.state(bar, "2024-10-16") is MeasureState.CONFIRMED


def test_what_was_only_alleged_is_not_confirmed() -> None:
    told, bar = _barred(alleged=True)
    told.refuse(decides("2024-10-10", "confirm", bar, "ceo", **BOTH), cites="2.5b.1", change="Find first")
    told.add(finds("2024-10-10", "e1", "headteacher"))
    told.add(decides("2024-10-10", "confirm", bar, "ceo", **BOTH))


def test_the_decision_is_owed_whether_or_not_anything_was_said() -> None:
    told, _ = _barred(heard=False)
    owed = told.duty("ceo_review", "2024-10-02")
    assert owed is not None
    assert str(owed.due) == "2024-11-05"
    assert "ceo_review" in {d.id for d in told.position("2024-11-06").overdue}
    assert "ceo_review" in {d.id for d in told.position("2024-12-19").overdue}  # it outlives the bar that ran out


@pytest.mark.parametrize("decision", ["uphold", "vary"])
def test_an_outcome_that_the_code_does_not_give(decision: str) -> None:
    told, bar = _barred()
    told.refuse(decides("2024-10-10", decision, bar, "ceo"), cites="5.4a", says=f"does not let anybody {decision}")


def test_it_is_about_a_measure_of_the_case() -> None:
    told, bar = _barred()
    told.refuse(decides("2024-10-10", "lift", "e1", "ceo"), says="no measure called 'e1'", change=bar)


def test_it_is_confirmed_once() -> None:
    told, bar = _barred()
    told.add(decides("2024-10-10", "confirm", bar, "ceo", **BOTH))
    told.refuse(decides("2024-10-11", "confirm", bar, "ceo", **BOTH), says="confirmed already, on 10 October 2024")


def test_confirming_cannot_go_past_the_longest() -> None:
    told = Told("model")
    told.add(breach("2026-11-10", "threat", serious="raised a fist"))
    bar = told.add(step("2026-11-10", "urgent_bar", reasons="nobody is safe"))
    told.add(served("2026-11-10", bar))
    told.add(says("2026-11-12", bar))
    refusal = told.refuse(decides("2026-11-13", "confirm", bar, "ceo", until="2027-11-10", review_on="2027-01-29"))
    assert "6.6" in refusal.paragraphs
    assert "lasts at most 12 months" in str(refusal)
    told.add(decides("2026-11-13", "confirm", bar, "ceo", until="2027-11-09", review_on="2027-01-29"))


def test_varying_is_no_way_round_the_hearing() -> None:
    told = Told("model")
    told.add(breach("2026-11-10", "threat", serious="raised a fist"))
    bar = told.add(step("2026-11-10", "urgent_bar", reasons="nobody is safe"))
    told.add(served("2026-11-10", bar))
    told.refuse(
        decides("2026-11-13", "vary", bar, "ceo", until="2026-12-17", review_on="2026-12-11"),
        cites="6.7",
        says="may still make representations",
    )
    told.add(says("2026-11-13", bar))
    told.add(decides("2026-11-13", "vary", bar, "ceo", until="2026-12-17", review_on="2026-12-11"))
    assert told.state(bar, "2026-11-13") is MeasureState.CONFIRMED


def _banned() -> tuple[Told, str]:
    told = Told("aspire")
    told.add(breach("2024-09-10", "threat", serious="raised a fist"))
    ban = told.add(step("2024-09-10", "ban", until="2024-10-18", sites=("hill", "dale")))
    told.add(served("2024-09-10", ban))
    told.add(says("2024-09-11", ban))
    return told, ban


@pytest.mark.parametrize(
    ("decision", "fields", "says_"),
    [
        ("vary", {"until": "2024-10-25"}, "nobody is worse off"),
        ("uphold", {"until": "2024-10-25"}, "nobody is worse off"),
        ("vary", {"sites": ("hill", "other")}, "cannot add premises"),
        ("uphold", {"sites": ("other",)}, "cannot add premises"),
        ("vary", {"until": "2024-09-12"}, "before the day of the act"),
        ("uphold", {"until": "2024-09-12"}, "before the day of the act"),
        ("uphold", {"review_on": "2024-09-12"}, "before the day of the act"),
        ("vary", {}, "must say what changes"),
        ("vary", {"channels": ("email",)}, "cannot add premises or channels"),
    ],
)
def test_nobody_is_worse_off_for_having_been_heard(decision: str, fields: dict[str, Any], says_: str) -> None:
    told, ban = _banned()
    told.refuse(decides("2024-09-13", decision, ban, "hub_council", **fields), cites="response.3d", says=says_)


def test_a_variation_shortens_it_or_gives_premises_back() -> None:
    told, ban = _banned()
    told.add(decides("2024-09-13", "vary", ban, "hub_council", until="2024-09-30", sites=("hill",)))
    assert told.case("2024-09-30").is_barred_at("hill")
    assert not told.case("2024-09-13").is_barred_at("dale")
    assert told.case("2024-09-12").is_barred_at("dale")
    assert not told.case("2024-10-01").is_barred_at("hill")


def test_there_must_be_representations_to_uphold_it_against() -> None:
    told = Told(TINY)
    told.add(breach("2024-11-08", "noise"))
    notice = told.add(step("2024-11-08", "notice"))
    told.add(served("2024-11-08", notice))
    told.add(says("2024-11-11", notice))
    bar = told.add(step("2024-11-11", "bar", until="2024-12-20"))
    told.refuse(decides("2024-11-12", "uphold", bar, "board"), cites="heard", says="No representations are waiting")
    told.add(says("2024-11-12", bar))
    told.add(decides("2024-11-12", "uphold", bar, "board"))


def test_whoever_decides_may_always_lift() -> None:
    """law.md 21, in a code whose outcomes do not list it."""
    told = Told(TINY)
    told.add(breach("2024-11-08", "noise"))
    notice = told.add(step("2024-11-08", "notice"))
    told.add(served("2024-11-08", notice))
    told.add(says("2024-11-11", notice))
    bar = told.add(step("2024-11-11", "bar", until="2024-12-20"))
    told.refuse(decides("2024-11-12", "lift", bar, "head"), cites="decision", says="Only the Board may lift")
    told.add(decides("2024-11-12", "lift", bar, "board"))
    told.refuse(decides("2024-11-13", "lift", bar, "board"), says="has been ended already")


def test_a_second_answer_can_keep_a_measure_that_was_confirmed() -> None:
    told = Told("oak")
    told.add(breach("2024-10-01", "abusive_messages", serious="threatened to call at home"))
    closed = told.add(step("2024-10-01", "channel_restriction", until="2024-12-20", channels=("email",)))
    told.add(served("2024-10-01", closed))
    for on in ("2024-10-04", "2024-11-08"):
        told.add(says(on, closed))
        assert "restriction_decision" in told.duties(on)
        told.add(decides(on, "confirm", closed, "ceo"))
        assert "restriction_decision" not in told.duties(on)


def test_lifting_ends_it_that_day() -> None:
    told, bar = _barred()
    told.add(decides("2024-10-10", "lift", bar, "ceo"))
    assert told.case("2024-10-09").is_barred_at("hill")
    assert not told.case("2024-10-10").is_barred_at("hill")
    assert told.state(bar, "2024-12-01") is MeasureState.LIFTED
    assert told.duties("2024-10-10") == set()


def test_a_confirmation_that_nobody_was_told_of_is_owed() -> None:
    told, bar = _barred()
    told.add(decides("2024-10-10", "confirm", bar, "ceo", **BOTH))
    owed = told.duty("confirmation_letter", "2024-10-10")
    assert owed is not None
    assert (str(owed.due), owed.owners) == ("2024-10-17", ("headteacher", "ceo"))
    assert owed.paragraphs == ("5.4b",)
