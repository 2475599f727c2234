"""Meetings and mediation: an answer is asked by a date, and silence reads as the code says."""

import pytest

from tests.engine.tiny import TINY
from tests.engine.told import Told, breach, ended, served, step


def _invited(reply_by: str = "", method: str = "", code: str = "aspire") -> tuple[Told, str]:
    on = "2024-11-08"
    told = Told(code or TINY)
    told.add(breach(on, "disruption" if code else "noise"))
    fields = {"reply_by": reply_by} if reply_by else {}
    meeting = told.add(step(on, "meeting", **fields))
    if method:
        told.add(served(on, meeting, method))
    return told, meeting


@pytest.mark.parametrize(
    ("reply_by", "method", "last"),
    [
        ("", "hand", "2024-11-15"),  # 5 school days from a Friday
        ("", "", "2024-11-15"),  # by word of mouth
        ("", "post", "2024-11-19"),  # received on Tuesday 12 November, and counted from then
        ("2024-11-13", "hand", "2024-11-13"),
        ("2024-11-13", "post", "2024-11-13"),  # it had arrived by then
        ("2024-11-12", "post", "2024-11-12"),
    ],
)
def test_no_answer_by_its_date_reads_as_refused_from_the_next_day(reply_by: str, method: str, last: str) -> None:
    told, meeting = _invited(reply_by, method, code="")
    assert told.case(last).steps[meeting].outcome is None
    after = f"{last[:-2]}{int(last[-2:]) + 1}"
    assert told.case(after).steps[meeting].outcome == "refused"
    assert "reprimand" in told.may(after)


def test_an_invitation_that_came_after_its_own_date_was_never_refused() -> None:
    told, meeting = _invited(reply_by="2024-11-11", method="post")  # received on the 12th
    assert told.case("2024-12-01").steps[meeting].outcome is None
    assert "desist_letter" not in told.may("2024-12-01")


def test_silence_cannot_be_read_past_the_loaded_terms() -> None:
    told = Told(TINY)
    told.add(breach("2025-10-10", "noise"))
    meeting = told.add(step("2025-10-16", "meeting"))
    told.add(served("2025-10-16", meeting, "post"))  # received on the 20th; five school days end past the 24th
    assert told.case("2025-10-31").steps[meeting].outcome is None


def test_an_answer_after_its_date_replaces_the_silence() -> None:
    told, meeting = _invited(reply_by="2024-11-13")
    assert "desist_letter" in told.may("2024-11-14")
    told.add(ended("2024-11-15", meeting, "attended"))
    assert "desist_letter" not in told.may("2024-11-15")
    assert "desist_letter" in told.may("2024-11-14")  # what was true that day stays true of that day


@pytest.mark.parametrize(
    ("outcome", "open_"), [("attended", False), ("refused", True), ("left", True), ("no_reply", True)]
)
def test_what_an_outcome_opens(outcome: str, open_: bool) -> None:
    told, meeting = _invited()
    told.add(ended("2024-11-12", meeting, outcome))
    assert ("desist_letter" in told.may("2024-11-12")) is open_


def test_without_a_day_silence_is_never_read() -> None:
    told, meeting = _invited(method="hand")
    assert told.case("2025-07-01").steps[meeting].outcome is None


def test_a_breach_after_a_meeting_that_was_attended_opens_the_letter() -> None:
    told, meeting = _invited()
    told.add(ended("2024-11-12", meeting, "attended"))
    told.add(breach("2024-11-13", "disruption"))
    assert "desist_letter" in told.may("2024-11-13")


def test_a_breach_between_the_invitation_and_the_meeting_does_not() -> None:
    told, meeting = _invited()
    told.add(breach("2024-11-11", "disruption"))
    told.add(ended("2024-11-12", meeting, "attended"))
    assert "desist_letter" not in told.may("2024-11-12")


def test_an_answer_cannot_be_asked_before_the_invitation() -> None:
    told = Told("aspire")
    told.add(breach("2024-11-08", "disruption"))
    told.refuse(
        step("2024-11-08", "meeting", reply_by="2024-11-07"), cites="response.1", says="before the day of the act"
    )


def test_a_time_past_the_loaded_terms_is_refused_and_names_them() -> None:
    told = Told(TINY)
    told.add(breach("2025-10-20", "noise"))
    told.refuse(
        step("2025-10-20", "meeting"), cites="step.meeting", says="to 24 October 2025", change="Load the term dates"
    )
    told.add(step("2025-10-20", "meeting", reply_by="2025-11-05"))


def test_refusing_mediation_is_held_against_nobody() -> None:
    told = Told("model")
    told.add(breach("2026-11-10", "approaching_others"))
    offer = told.add(step("2026-11-10", "mediation"))
    before = told.may("2026-11-10")
    told.add(ended("2026-11-12", offer, "declined"))
    assert told.may("2026-11-12") == before


def test_a_step_that_must_follow_silence_is_owed_once() -> None:
    """What was owed for a silence and done stays done, whatever is entered later."""
    told = Told(TINY)
    told.add(breach("2024-11-08", "noise"))
    meeting = told.add(step("2024-11-08", "meeting"))
    told.add(served("2024-11-08", meeting))
    assert told.duty("reprimand", "2024-11-15") is None
    owed = told.duty("reprimand", "2024-11-16")
    assert owed is not None
    assert (str(owed.due), owed.of) == ("2024-11-22", meeting)  # 5 working days from Saturday the 16th
    letter = told.add(step("2024-11-18", "reprimand"))
    told.add(served("2024-11-18", letter))
    told.add(step("2024-11-19", "talk"))
    assert told.duty("reprimand", "2024-11-19") is None


def test_a_step_that_must_follow_an_outcome_is_owed_for_each() -> None:
    told = Told(TINY)
    told.add(breach("2024-11-08", "noise"))
    for meeting in [told.add(step("2024-11-08", "meeting")) for _ in range(2)]:
        told.add(ended("2024-11-11", meeting, "refused"))
    assert told.duty("reprimand", "2024-11-11") is not None
    told.add(step("2024-11-12", "reprimand"))
    assert told.duty("reprimand", "2024-11-12") is None
    again = told.add(step("2024-11-12", "meeting"))
    told.add(ended("2024-11-13", again, "refused"))
    assert told.duty("reprimand", "2024-11-13") is not None
