"""The position: what may, must and must not, told the same way that an act is answered."""

from typing import Any

import pytest

from fairgate.engine.decide import Accepted
from tests.engine.tiny import TINY
from tests.engine.told import Told, breach, decides, finds, says, served, step

FIELDS: dict[str, dict[str, dict[str, Any]]] = {
    "aspire": {"ban": {"until": "2024-12-20", "reasons": "x"}},
    "oak": {
        "bar": {"until": "2024-12-20"},
        "channel_restriction": {"until": "2024-12-20", "channels": ("email",)},
    },
    "model": {
        "bar": {"until": "2026-12-18", "reasons": "x"},
        "order": {"reasons": "x"},
        "urgent_bar": {"reasons": "x"},
        "contact_cap": {"times": 1, "per": "week"},
        "contact_route": {"channels": ("email",)},
        "removal_request": {"reply_by": "2026-11-30"},
    },
}


@pytest.mark.parametrize("code", ["aspire", "oak", "model"])
@pytest.mark.parametrize("alleged", [False, True])
@pytest.mark.parametrize(
    ("clause", "setting", "marks"),
    [
        ("threat", "premises", {"serious": "raised a fist"}),
        ("threat", "online", {}),
        ("abusive_messages", "communication", {"safeguarding": True}),
        ("defamatory_posts", "online", {"defamatory": True}),
        ("disruption", "premises", {}),
    ],
)
def test_the_position_and_the_answer_to_an_act_agree(
    code: str, alleged: bool, clause: str, setting: str, marks: dict[str, Any]
) -> None:
    """What may be done is accepted from its office; what must not be done is refused, for the reason told."""
    on = "2026-11-11" if code == "model" else "2024-11-11"
    told = Told(code)
    told.add(breach(on, clause, setting=setting, alleged=alleged, **marks))
    position = told.position(on)
    assert {may.id for may in position.may} | {one.id for one in position.must_not} == set(told.code.steps)
    for may in position.may:
        assert isinstance(told.propose(step(on, may.id, **FIELDS[code].get(may.id, {}))), Accepted), may.id
        assert may.paragraphs
        assert may.breaches == ("e1",)
    for one in position.must_not:
        refusal = told.refuse(step(on, one.id, **FIELDS[code].get(one.id, {})))
        assert refusal.reasons[0] == one.reason
        assert one.reason.paragraphs


def test_the_steps_of_one_office() -> None:
    told = Told("oak")
    told.add(breach("2024-11-11", "threat", serious="raised a fist"))
    position = told.position("2024-11-11")
    assert {may.id for may in position.may_as("senior_leader")} == {"conversation", "ask_to_leave", "police_referral"}
    assert {may.id for may in position.may_as("headteacher")} >= {"bar", "channel_restriction", "conversation"}
    assert position.may_as("caretaker") == []  # no office of the code, so not even a member of its staff


def test_the_paragraphs_of_a_step_are_its_own_then_what_opened_it_then_the_office() -> None:
    told = Told("aspire")
    told.add(breach("2024-11-11", "threat", serious="raised a fist"))
    ban = next(may for may in told.position("2024-11-11").may if may.id == "ban")
    assert ban.paragraphs == ("response.2b", "note.1", "response.3b")


def test_steps_that_share_an_opener_cite_their_own_paragraphs() -> None:
    told = Told(TINY)
    told.add(breach("2024-11-11", "noise"))
    cited = {may.id: may.paragraphs for may in told.position("2024-11-11").may}
    assert cited["talk"] == ("step.talk", "opens.breach", "by.staff")
    assert cited["cap"] == ("step.cap", "opens.breach", "by.head")


def test_a_measure_in_force_says_who_can_change_it() -> None:
    told = Told("oak")
    told.add(breach("2024-11-11", "threat", serious="raised a fist"))
    told.add(step("2024-11-11", "bar", until="2024-12-20"))
    shut = next(one for one in told.position("2024-11-11").must_not if one.id == "bar")
    assert shut.reason.text == "A bar is in force until 20 December 2024."
    assert shut.reason.change.startswith("Only the CEO can change it")


def test_a_date_that_cannot_be_worked_out_is_a_warning_and_never_a_guess() -> None:
    told = Told("aspire")
    told.add(breach("2025-10-01", "threat", serious="raised a fist"))
    ban = told.add(step("2025-10-01", "ban"))
    told.add(served("2025-10-01", ban))
    told.add(says("2025-10-20", ban))
    owed = told.duty("hub_council_decision", "2025-10-20")
    assert owed is not None
    assert owed.due is None
    assert "to 24 October 2025" in owed.beyond
    assert not owed.is_overdue(told.case("2026-10-20").on)
    assert any("cannot be worked out" in warning for warning in told.position("2025-10-20").warnings)


def test_the_codes_own_review_overdue_is_told() -> None:
    told = Told(TINY)
    told.add(breach("2025-01-31", "noise"))
    assert told.position("2025-01-31").warnings == []
    assert told.position("2025-02-01").warnings == ["The code's own review was due on 31 January 2025 and is overdue."]


def test_duties_come_with_the_earliest_first() -> None:
    told = Told("oak")
    told.add(breach("2024-11-11", "defamatory_posts", setting="online", defamatory=True, serious="a campaign"))
    bar = told.add(step("2024-11-11", "bar", until="2024-12-20"))
    told.add(served("2024-11-11", bar))
    dues = [duty.due for duty in told.position("2024-11-11").must]
    assert [str(due) for due in dues] == ["2024-11-12", "2024-12-09"]


def test_two_measures_owe_each_their_own() -> None:
    told = Told("oak")
    told.add(breach("2024-11-11", "abusive_messages", serious="threatened to call at home"))
    bar = told.add(step("2024-11-11", "bar", until="2024-12-20"))
    closed = told.add(step("2024-11-11", "channel_restriction", until="2024-12-06", channels=("email",)))
    for ref in (bar, closed):
        told.add(served("2024-11-11", ref))
    for ref in (bar, closed):
        told.add(says("2024-11-12", ref))
    told.add(decides("2024-11-13", "confirm", bar, "ceo", until="2024-12-20", review_on="2024-12-16"))
    reviews = [(duty.of, str(duty.due)) for duty in told.position("2024-11-13").must if duty.id == "end_review"]
    assert reviews == [(closed, "2024-12-06"), (bar, "2024-12-16")]
    assert told.duties("2024-11-13") == {"end_review", "restriction_decision", "confirmation_letter"}


def test_nothing_is_decided_by_the_engine_itself() -> None:
    """law.md I23: days pass, and the ledger is what people entered."""
    told = Told("aspire")
    alleged = told.add(breach("2024-09-10", "threat", serious="said to have raised a fist", alleged=True))
    told.add(step("2024-09-10", "ban"))
    told.add(finds("2024-09-11", alleged, "trust_slt"))
    kept = list(told.ledger)
    for on in ("2024-09-11", "2024-10-26", "2025-07-01"):
        told.position(on)
    assert told.ledger == kept
