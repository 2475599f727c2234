"""Representations: taken whenever there is something left to decide, and weighed by whoever decides (law.md I27)."""

from fairgate.engine.entry import MeasureDecided
from tests.engine.tiny import TINY
from tests.engine.told import Told, breach, decides, says, served, step


def _banned() -> tuple[Told, str]:
    told = Told("aspire")
    told.add(breach("2024-09-10", "threat", serious="raised a fist"))
    ban = told.add(step("2024-09-10", "ban"))
    told.add(served("2024-09-10", ban))
    return told, ban


def test_they_are_owed_an_answer_in_time() -> None:
    told, ban = _banned()
    assert told.duty("hub_council_decision", "2024-09-11") is None
    told.add(says("2024-09-11", ban))
    owed = told.duty("hub_council_decision", "2024-09-11")
    assert owed is not None
    assert (str(owed.due), owed.owners) == ("2024-09-25", ("hub_council",))
    assert "response.3d" in owed.paragraphs


def test_a_second_letter_does_not_move_the_day_of_the_first() -> None:
    told, ban = _banned()
    told.add(says("2024-09-11", ban))
    told.add(says("2024-09-18", ban))
    owed = told.duty("hub_council_decision", "2024-09-18")
    assert owed is not None
    assert str(owed.due) == "2024-09-25"


def test_a_decision_refers_to_everything_that_was_said_before_it() -> None:
    told, ban = _banned()
    first, second = told.add(says("2024-09-11", ban)), told.add(says("2024-09-18", ban))
    told.add(decides("2024-09-19", "uphold", ban, "hub_council"))
    third = told.add(says("2024-09-20", ban))
    told.add(decides("2024-09-23", "lift", ban, "hub_council"))
    decisions = [entry for entry in told.ledger if isinstance(entry, MeasureDecided)]
    assert [entry.weighed for entry in decisions] == [(first, second), (third,)]


def test_what_is_said_again_after_a_decision_is_owed_an_answer_again() -> None:
    told, ban = _banned()
    told.add(says("2024-09-11", ban))
    told.add(decides("2024-09-19", "uphold", ban, "hub_council"))
    assert told.duty("hub_council_decision", "2024-09-19") is None
    told.add(says("2024-09-23", ban))
    owed = told.duty("hub_council_decision", "2024-09-23")
    assert owed is not None
    assert str(owed.due) == "2024-10-07"


def test_after_a_confirmed_bar_is_extended_the_person_is_heard_on_that() -> None:
    """law.md 20, I22: lengthening is a new decision, with a hearing of its own."""
    told = Told("oak")
    told.add(breach("2024-09-10", "threat", serious="raised a fist"))
    bar = told.add(step("2024-09-10", "bar", until="2024-10-25"))
    told.add(served("2024-09-10", bar))
    told.add(says("2024-09-11", bar))
    told.add(decides("2024-09-16", "confirm", bar, "ceo", until="2024-10-25", review_on="2024-10-21"))
    assert told.duty("ceo_review", "2024-09-16") is None
    told.add(decides("2024-10-21", "extend", bar, "ceo", until="2024-12-20", review_on="2024-12-16"))
    told.add(says("2024-10-24", bar))
    owed = told.duty("ceo_review", "2024-10-24")
    assert owed is not None
    assert str(owed.due) == "2024-11-14"  # ten school days, the half-term holiday not counted
    told.add(decides("2024-11-11", "confirm", bar, "ceo", until="2024-12-20", review_on="2024-12-16"))
    assert told.duty("ceo_review", "2024-11-11") is None
    told.refuse(
        decides("2024-11-12", "confirm", bar, "ceo", until="2024-12-20", review_on="2024-12-16"),
        says="confirmed already",
    )


def test_late_ones_are_taken_while_it_holds() -> None:
    told = Told("oak")
    told.add(breach("2024-09-10", "threat", serious="raised a fist"))
    bar = told.add(step("2024-09-10", "bar", until="2024-12-20"))
    told.add(served("2024-09-10", bar))
    told.add(says("2024-10-01", bar))  # the window ended on 24 September


def test_there_must_be_something_left_to_decide() -> None:
    told, ban = _banned()
    told.refuse(says("2024-10-26", ban), cites="response.3c", says="ended", change="complaints procedure")
    told.refuse(says("2024-10-26", "e1"), says="'e1' is neither", change=ban)
    early, lifted = _banned()
    early.add(decides("2024-09-11", "lift", lifted, "hub_council"))
    early.refuse(says("2024-09-12", lifted), cites="response.3c")


def test_they_are_not_about_a_letter_that_imposes_nothing() -> None:
    told = Told(TINY)
    told.add(breach("2024-09-10", "noise"))
    meeting = told.add(step("2024-09-10", "meeting"))
    told.refuse(says("2024-09-11", meeting), says="is neither", change="none yet")
