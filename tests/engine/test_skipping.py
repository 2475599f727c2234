"""Skipping: what is open only because conduct was serious says why, under the paragraph that lets it."""

import pytest

from fairgate.engine.decide import Accepted
from fairgate.engine.refusal import Refusal
from fairgate.engine.skipping import skipped_under, why_unreasoned
from tests.engine.told import Told, assert_plain, breach, ended, served, step

GRAVE = "raised a fist"


def _against(told: Told, on: str, name: str, **fields: str) -> Refusal | None:
    answer = told.propose(step(on, name, **fields))
    assert isinstance(answer, Accepted), answer
    reason = why_unreasoned(told.case(on), answer.entry)
    return Refusal((reason,)) if reason else None


@pytest.mark.parametrize(
    ("code", "on", "name", "cites", "fields"),
    [
        ("aspire", "2024-09-10", "ban", "note.1", {}),
        ("oak", "2024-09-10", "bar", "5.2b", {"until": "2024-10-25"}),
        ("model", "2026-11-10", "order", "6.2", {}),
        ("model", "2026-11-10", "intention_to_bar", "6.3", {"reply_by": "2026-12-01"}),
    ],
)
def test_a_skip_says_why_under_the_paragraph_that_lets_it(
    code: str, on: str, name: str, cites: str, fields: dict[str, str]
) -> None:
    told = Told(code)
    told.add(breach(on, "threat", serious=GRAVE))
    refused = _against(told, on, name, **fields)
    assert refused is not None
    assert_plain(refused)
    assert cites in refused.paragraphs
    assert "the steps that come first are left out" in str(refused)
    assert _against(told, on, name, reasons="He came back twice.", **fields) is None
    for empty in ("", " \n"):
        assert _against(told, on, name, reasons=empty, **fields) is not None


def _laddered(*, serious: str) -> Told:
    """A meeting refused, a letter served, and another breach after it."""
    told = Told("aspire")
    told.add(breach("2024-09-10", "threat"))
    meeting = told.add(step("2024-09-10", "meeting", reply_by="2024-09-13"))
    told.add(ended("2024-09-12", meeting, "refused"))
    letter = told.add(step("2024-09-13", "desist_letter"))
    told.add(served("2024-09-13", letter))
    told.add(breach("2024-09-16", "threat", serious=serious))
    return told


@pytest.mark.parametrize("serious", ["", GRAVE], ids=["the ladder alone", "the ladder and serious"])
def test_who_came_up_the_ladder_left_nothing_out(serious: str) -> None:
    told = _laddered(serious=serious)
    assert skipped_under(told.case("2024-09-16"), told.code.steps["ban"]) == ()
    assert _against(told, "2024-09-16", "ban") is None


def test_what_passes_the_matter_to_others_skips_nothing() -> None:
    told = Told("oak")
    told.add(breach("2024-09-10", "threat", serious=GRAVE))
    case = told.case("2024-09-10")
    assert skipped_under(case, told.code.steps["police_referral"]) == ()
    assert skipped_under(case, told.code.steps["conversation"]) == ()
    assert skipped_under(case, told.code.steps["bar"]) == ("5.2b",)
