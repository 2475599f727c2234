"""The bar review: extended with new reasons, or ended; a measure that has run out is never brought back."""

from typing import Any

import pytest

from fairgate.engine.words import MeasureState
from tests.engine.tiny import TINY
from tests.engine.told import Told, breach, closes, decides, finds, says, served, step


def _confirmed() -> tuple[Told, str]:
    told = Told("oak")
    told.add(breach("2024-09-10", "threat", serious="raised a fist"))
    bar = told.add(step("2024-09-10", "bar", until="2024-10-25", sites=("hill", "dale")))
    told.add(served("2024-09-10", bar))
    told.add(says("2024-09-11", bar))
    told.add(decides("2024-09-16", "confirm", bar, "ceo", until="2024-10-25", review_on="2024-10-21"))
    return told, bar


LONGER = {"until": "2024-12-20", "review_on": "2024-12-16"}


@pytest.mark.parametrize(
    ("fields", "says_"),
    [
        ({"review_on": "2024-12-16"}, "must state the last day"),
        ({"until": "2024-12-20"}, "must state the day on which it will be reviewed"),
        ({**LONGER, "reasons": " "}, "needs written reasons"),
        ({"until": "2024-10-25", "review_on": "2024-10-25"}, "must give a last day after 25 October 2024"),
        ({"until": "2024-10-24", "review_on": "2024-10-23"}, "must give a last day after 25 October 2024"),
        ({"until": "2024-12-20", "review_on": "2024-12-21"}, "is after the last day"),
        ({"until": "2024-12-20", "review_on": "2024-10-20"}, "before the day of the act"),
        ({**LONGER, "sites": ("other",)}, "cannot add premises"),
    ],
)
def test_an_extension_states_what_it_must(fields: dict[str, Any], says_: str) -> None:
    told, bar = _confirmed()
    told.refuse(decides("2024-10-21", "extend", bar, "ceo", **fields), cites="5.6", says=says_)


@pytest.mark.parametrize("decision", ["extend", "end"])
@pytest.mark.parametrize("by", ["headteacher", "senior_leader", "clerk"])
def test_only_the_named_office_reviews(decision: str, by: str) -> None:
    told, bar = _confirmed()
    told.refuse(decides("2024-10-21", decision, bar, by, **LONGER), cites="5.6", says="Only the CEO may")


def test_extensions_can_follow_one_another() -> None:
    told, bar = _confirmed()
    told.add(decides("2024-10-21", "extend", bar, "ceo", **LONGER))
    told.add(decides("2024-12-16", "extend", bar, "ceo", until="2025-02-14", review_on="2025-02-10"))
    owed = told.duty("end_review", "2024-12-16")
    assert owed is not None
    assert str(owed.due) == "2025-02-10"
    assert told.case("2025-02-14").is_barred_at("hill")
    assert not told.case("2025-02-15").is_barred_at("hill")
    # each day is still told as it was then
    assert str(told.measure(bar, "2024-10-20").until) == "2024-10-25"


def test_a_chain_of_extensions_cannot_go_past_the_longest() -> None:
    told = Told(TINY)
    told.add(breach("2024-10-01", "message"))
    route = told.add(step("2024-10-01", "route", until="2024-12-31", channels=("email",)))
    told.add(decides("2024-12-02", "extend", route, "board", until="2025-02-28"))
    told.refuse(
        decides("2025-02-03", "extend", route, "board", until="2025-04-01"),
        cites="lasts",
        says="lasts at most 6 months",
        change="31 March 2025",
    )
    told.add(decides("2025-02-03", "extend", route, "board", until="2025-03-31"))


def test_what_is_provisional_is_decided_on_before_it_is_extended() -> None:
    told = Told("oak")
    told.add(breach("2024-09-10", "threat", serious="raised a fist"))
    bar = told.add(step("2024-09-10", "bar", until="2024-10-25"))
    told.refuse(decides("2024-10-21", "extend", bar, "ceo", **LONGER), cites="5.4a", says="is provisional")


def test_what_rests_on_an_allegation_is_not_extended() -> None:
    told = Told(TINY)
    alleged = told.add(breach("2024-10-01", "message", serious="said to be vile", alleged=True))
    bar = told.add(step("2024-10-01", "urgent_bar", until="2024-10-31"))
    told.refuse(decides("2024-10-07", "extend", bar, "board", until="2024-11-15"), says="is provisional")
    told.add(finds("2024-10-08", alleged, "head"))
    told.refuse(decides("2024-10-08", "extend", bar, "board", until="2024-11-15"), says="is provisional")


def test_what_has_ended_is_not_extended() -> None:
    told, bar = _confirmed()
    told.refuse(decides("2024-10-26", "extend", bar, "ceo", **LONGER), cites="5.6", says="what has ended")


def test_it_ends_on_its_last_day_without_anybody_acting_and_the_review_stays_owed() -> None:
    told, bar = _confirmed()
    assert told.state(bar, "2024-10-25") is MeasureState.CONFIRMED
    assert told.state(bar, "2024-10-26") is MeasureState.ENDED
    assert "end_review" in {d.id for d in told.position("2024-10-26").overdue}
    told.refuse(closes("2024-11-04", "senior_leader"), cites="5.6")
    told.add(decides("2024-11-04", "end", bar, "ceo"))
    told.add(closes("2024-11-04", "senior_leader"))


def test_ending_is_done_once() -> None:
    told, bar = _confirmed()
    told.add(decides("2024-10-01", "end", bar, "ceo"))
    for decision in ("end", "lift"):
        told.refuse(decides("2024-10-02", decision, bar, "ceo"), says="has been ended already")
    assert not told.case("2024-10-01").is_barred_at("hill")


def test_a_lapsed_measure_that_owes_nothing_is_not_ended_again() -> None:
    told = Told("aspire")
    told.add(breach("2024-09-10", "threat", serious="raised a fist"))
    ban = told.add(step("2024-09-10", "ban"))
    for decision in ("end", "lift"):
        told.refuse(
            decides("2024-10-28", decision, ban, "hub_council"), cites="response.3d", says="lapsed on 25 October"
        )


def test_a_bar_that_was_never_decided_on_can_still_be_lifted_after_it_ran_out() -> None:
    told = Told("oak")
    told.add(breach("2024-09-10", "threat", serious="raised a fist"))
    bar = told.add(step("2024-09-10", "bar", until="2024-10-04"))
    told.add(served("2024-09-10", bar))
    told.refuse(
        decides("2024-10-07", "confirm", bar, "ceo", until="2024-10-25", review_on="2024-10-25"), says="is over"
    )
    told.add(decides("2024-10-07", "lift", bar, "ceo"))
    told.add(closes("2024-10-07", "senior_leader"))


def test_a_missed_review_of_an_urgent_bar_ends_it_where_the_code_says_so() -> None:
    told = Told(TINY)
    told.add(breach("2024-10-01", "noise", serious="raised a fist"))
    bar = told.add(step("2024-10-01", "urgent_bar", until="2024-11-29"))
    told.add(served("2024-10-01", bar))
    told.add(decides("2024-10-03", "confirm", bar, "board", until="2024-11-29", review_on="2024-11-08"))
    assert told.case("2024-11-08").is_barred_at("hill")
    assert not told.case("2024-11-09").is_barred_at("hill")
    assert told.duty("review", "2024-11-09") is None
    told.refuse(decides("2024-11-11", "extend", bar, "board", until="2024-12-20"), says="what has ended")


@pytest.mark.parametrize(
    ("decision", "fields"), [("confirm", {"until": "2024-11-15"}), ("uphold", {}), ("vary", {"until": "2024-10-10"})]
)
def test_a_bar_whose_representations_have_no_window_is_still_served_first(
    decision: str, fields: dict[str, str]
) -> None:
    told = Told(TINY)
    told.add(breach("2024-10-01", "noise", serious="raised a fist"))
    bar = told.add(step("2024-10-01", "urgent_bar"))
    told.refuse(decides("2024-10-03", decision, bar, "board", **fields), cites="heard", says="has not been served")
    told.add(served("2024-10-03", bar))
    told.add(decides("2024-10-03", decision, bar, "board", **fields))
