"""Correction: a struck breach counts no longer, and what rested on it is looked at again."""

import pytest

from fairgate.engine.words import MeasureState
from tests.engine.told import Told, breach, decides, served, step, strikes


def _barred(serious: str = "raised a fist") -> tuple[Told, str, str]:
    told = Told("oak")
    one = told.add(breach("2024-10-01", "threat", serious=serious))
    bar = told.add(step("2024-10-01", "bar", until="2024-11-15"))
    told.add(served("2024-10-01", bar))
    return told, one, bar


def test_a_measure_that_rests_on_nothing_is_reconsidered_by_whoever_decides_on_it() -> None:
    told, one, bar = _barred()
    told.add(strikes("2024-10-04", one, "senior_leader"))
    owed = told.duty("reconsider", "2024-10-04")
    assert owed is not None
    assert owed.owners == ("ceo",)
    assert str(owed.due) == "2024-10-11"
    assert told.case("2024-10-04").is_barred_at("hill")  # it holds until somebody decides
    assert told.state(bar, "2024-10-04") is MeasureState.PROVISIONAL
    told.refuse(
        decides("2024-10-16", "confirm", bar, "ceo", until="2024-11-15", review_on="2024-11-13"),
        says="has been struck",
        change="Lift it",
    )
    told.add(decides("2024-10-16", "lift", bar, "ceo"))
    assert told.duty("reconsider", "2024-10-16") is None


def test_a_measure_that_still_rests_on_something_is_not_reconsidered() -> None:
    told = Told("oak")
    told.add(breach("2024-09-30", "offensive_language"))
    serious = told.add(breach("2024-10-01", "threat", serious="raised a fist"))
    told.add(step("2024-10-01", "bar", until="2024-11-15"))
    told.add(strikes("2024-10-04", serious, "ceo"))
    assert told.duty("reconsider", "2024-10-04") is None


def test_what_was_struck_opens_nothing_from_that_day() -> None:
    told = Told("oak")
    one = told.add(breach("2024-10-01", "threat", serious="raised a fist"))
    told.add(strikes("2024-10-03", one, "headteacher"))
    assert "bar" in told.may("2024-10-02")  # the day before, it still stood
    assert told.may("2024-10-03") == set()
    told.refuse(step("2024-10-03", "bar", until="2024-11-15"), says="no breach stands in this case")


def test_a_measure_that_rested_on_nothing_does_not_count_as_a_first() -> None:
    told = Told("aspire")
    wrong = told.add(breach("2024-09-10", "threat", serious="raised a fist"))
    ban = told.add(step("2024-09-10", "ban"))
    told.add(strikes("2024-09-12", wrong, "trust_slt"))
    told.add(decides("2024-09-13", "lift", ban, "hub_council"))
    told.add(breach("2024-09-20", "threat", serious="raised a fist"))
    told.add(step("2024-09-20", "ban"))  # again a first ban: to the end of the half-term, no reasons needed


@pytest.mark.parametrize("office", ["class_teacher", "reception", "school_business_manager", "subject"])
def test_only_those_who_find_or_decide_may_strike(office: str) -> None:
    told, one, _ = _barred()
    told.refuse(strikes("2024-10-04", one, office), cites="2.5b.1", says="may strike a breach")


def test_the_office_that_decides_on_the_measure_may_strike_what_it_rests_on() -> None:
    told = Told("aspire")
    one = told.add(breach("2024-09-10", "threat", serious="raised a fist"))
    told.refuse(strikes("2024-09-11", one, "hub_council"), cites="response.1")
    told.add(step("2024-09-11", "ban"))
    told.add(strikes("2024-09-12", one, "hub_council"))


def test_a_correction_needs_reasons_and_is_made_once() -> None:
    told, one, _ = _barred()
    told.refuse(strikes("2024-10-04", one, "ceo", reasons=""), says="written reasons")
    told.refuse(strikes("2024-10-04", "b9", "ceo"), says="no breach called 'b9'")
    told.add(strikes("2024-10-04", one, "ceo"))
    told.refuse(strikes("2024-10-05", one, "ceo"), says="struck already, on 4 October 2024")
