"""Closing: not while something holds or is owed; and what may still come to a closed case."""

import pytest

from tests.engine.tiny import TINY
from tests.engine.told import Told, breach, closes, decides, ended, reopens, says, served, step


def _settled() -> Told:
    told = Told("oak")
    told.add(breach("2024-10-01", "offensive_language"))
    talk = told.add(step("2024-10-01", "conversation"))
    told.add(ended("2024-10-01", talk, "sufficient"))
    return told


@pytest.mark.parametrize(
    ("code", "by", "cites"),
    [("oak", "class_teacher", "2.5b.1"), ("aspire", "class_teacher", "intro.5"), ("model", "senior_leader", "4.5")],
)
def test_only_the_named_offices_close_and_reopen(code: str, by: str, cites: str) -> None:
    told = Told(code)
    told.add(breach("2026-11-10", "disruption"))
    told.refuse(closes("2026-11-10", by), cites=cites, says="may close a case")
    told.add(closes("2026-11-10", told.code.closing.offices[0]))
    told.refuse(reopens("2026-11-11", by), cites=cites, says="may reopen a case")
    told.add(reopens("2026-11-11", told.code.closing.offices[0]))


def test_nothing_but_an_answer_or_a_reopening_comes_to_a_closed_case() -> None:
    told = _settled()
    request = "e2"
    told.add(closes("2024-10-02", "senior_leader"))
    told.refuse(closes("2024-10-02", "senior_leader"), says="closed already")
    for builder in (breach("2024-10-03", "threat"), step("2024-10-03", "conversation"), says("2024-10-03", request)):
        told.refuse(builder, cites="2.5b.1", says="This case is closed", change="Reopen it first")
    told.add(ended("2024-10-03", request, "not_sufficient"))
    position = told.position("2024-10-03")
    assert position.duties == []
    assert position.may == []
    assert all("This case is closed" in one.reason.text for one in position.must_not)
    told.add(reopens("2024-10-04", "senior_leader"))
    told.add(breach("2024-10-04", "threat"))
    told.refuse(reopens("2024-10-04", "senior_leader"), says="This case is open")


def test_a_measure_in_force_keeps_it_open_even_while_it_is_suspended() -> None:
    told = Told(TINY)
    told.add(breach("2024-10-01", "message"))
    cap = told.add(step("2024-10-01", "cap", times=1, per="week"))
    told.add(served("2024-10-01", cap))
    told.refuse(closes("2024-10-02", "head"), cites="step.cap", says="in force until", change="lift it")
    told.add(says("2024-10-02", cap))
    refusal = told.refuse(closes("2024-10-02", "head"), says="in force until")
    assert "decision" in refusal.paragraphs  # the answer that is owed, too
    told.add(decides("2024-10-03", "lift", cap, "board"))
    told.add(closes("2024-10-03", "head"))


def test_every_reason_against_it_is_given_at_once() -> None:
    told = Told("oak")
    told.add(breach("2024-10-01", "defamatory_posts", setting="online", serious="a campaign", defamatory=True))
    told.add(step("2024-10-01", "bar", until="2024-11-15"))
    refusal = told.refuse(closes("2024-10-02", "class_teacher"))
    assert {"5.2b", "3.2.3a", "5.4a", "2.5b.1"} <= set(refusal.paragraphs)
    assert len(refusal.reasons) == 5  # the bar; its letter, its review and the report that are owed; the office


def test_good_practice_alone_keeps_nothing_open() -> None:
    """A letter that says that a ban was lifted should be sent; the case can close before."""
    told = Told("aspire")
    told.add(breach("2024-09-10", "threat", serious="raised a fist"))
    ban = told.add(step("2024-09-10", "ban"))
    told.add(served("2024-09-10", ban))
    told.add(decides("2024-09-11", "lift", ban, "hub_council"))
    assert [duty.id for duty in told.position("2024-09-11").should] == ["tell_decision"]
    told.add(closes("2024-09-11", "head_of_school"))
