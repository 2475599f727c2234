"""Conditions: written out, for a time, with reasons, reviewed for as long as they take."""

import pytest

from fairgate.engine.acts.condition import ConditionSet
from tests.engine.tiny import TINY
from tests.engine.told import Told, breach, closes, decides, step


def _told() -> Told:
    told = Told(TINY)
    told.add(breach("2024-09-10", "noise"))
    return told


TWO = "only with two members of staff present"


def test_it_is_written_out_with_reasons_and_an_end() -> None:
    told = _told()
    told.refuse(step("2024-09-10", "terms", until="2024-12-20", reasons="x"), cites="step.terms", says="the conditions")
    told.refuse(
        step("2024-09-10", "terms", until="2024-12-20", reasons="x", conditions=" "), says="must be written out"
    )
    told.refuse(step("2024-09-10", "terms", until="2024-12-20", conditions=TWO), cites="lasts", says="written reasons")
    told.refuse(step("2024-09-10", "terms", reasons="x", conditions=TWO), cites="lasts", says="must state its last day")
    told.add(step("2024-09-10", "terms", until="2024-12-20", reasons="x", conditions=TWO))
    entry = told.ledger[-1]
    assert isinstance(entry, ConditionSet)
    assert entry.conditions == TWO
    assert not told.case("2024-09-10").is_barred_at("hill")


@pytest.mark.parametrize(
    ("reviewed", "next_due"),
    [("", "2024-10-25"), ("2024-10-22", "2024-12-20"), ("2024-10-30", "2024-12-20"), ("2024-11-06", "2025-02-14")],
)
def test_it_is_reviewed_each_half_term(reviewed: str, next_due: str) -> None:
    told = _told()
    terms = told.add(step("2024-09-10", "terms", until="2025-04-04", reasons="x", conditions=TWO))
    if reviewed:
        told.add(decides(reviewed, "uphold", terms, "board"))
    owed = told.duty("review", reviewed or "2024-09-10")
    assert owed is not None
    assert str(owed.due) == next_due


def test_a_review_that_outlives_it_can_still_be_held_and_the_case_closed() -> None:
    told = _told()
    terms = told.add(step("2024-09-10", "terms", until="2024-11-15", reasons="x", conditions=TWO))
    owed = told.duty("review", "2024-11-20")
    assert owed is not None
    assert str(owed.due) == "2024-10-25"
    told.refuse(closes("2024-11-20", "head"), cites="review", says="still owed")
    told.add(decides("2024-11-20", "end", terms, "board"))
    told.add(closes("2024-11-20", "head"))
