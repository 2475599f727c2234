"""Finding that an alleged breach happened."""

import pytest

from fairgate.engine.words import MeasureState
from tests.engine.told import Told, breach, finds, served, step, strikes


def _alleged(code: str = "aspire") -> tuple[Told, str]:
    told = Told(code)
    return told, told.add(breach("2024-10-01", "threat", alleged=True, serious="said to have raised a fist"))


def test_an_allegation_opens_talking_and_an_urgent_bar_and_nothing_else() -> None:
    told, _ = _alleged()
    assert told.may("2024-10-01") == {"meeting", "ban"}
    oak, _ = _alleged("oak")
    assert oak.may("2024-10-01") == {"conversation", "ask_to_leave", "bar", "police_referral", "legal_redress"}


def test_a_bar_on_an_allegation_is_provisional_and_owes_a_finding() -> None:
    told, alleged = _alleged()
    ban = told.add(step("2024-10-01", "ban"))
    told.add(served("2024-10-01", ban))
    assert told.state(ban, "2024-10-01") is MeasureState.PROVISIONAL
    owed = told.duty("finding", "2024-10-01")
    assert owed is not None
    assert owed.owners == ("head_of_school", "strategic_partner", "trust_slt")
    assert str(owed.due) == "2024-10-08"
    assert "response.1" in owed.paragraphs
    assert "finding" in {duty.id for duty in told.position("2024-10-09").overdue}
    told.add(finds("2024-10-09", alleged, "head_of_school"))
    assert told.state(ban, "2024-10-09") is MeasureState.CONFIRMED
    assert told.duty("finding", "2024-10-09") is None


def test_a_bar_on_what_was_found_owes_no_finding() -> None:
    told = Told("aspire")
    told.add(breach("2024-10-01", "threat", serious="raised a fist"))
    told.add(step("2024-10-01", "ban"))
    assert told.duty("finding", "2024-10-01") is None


@pytest.mark.parametrize(
    ("code", "office", "cites"),
    [
        ("aspire", "class_teacher", "response.1"),
        ("aspire", "hub_council", "response.1"),
        ("oak", "class_teacher", "2.5b.1"),
        ("oak", "subject", "2.5b.1"),
        ("model", "senior_leader", "4.1"),
    ],
)
def test_only_the_offices_of_the_code_find(code: str, office: str, cites: str) -> None:
    told = Told(code)
    alleged = told.add(breach("2026-11-10", "threat", alleged=True))
    told.refuse(finds("2026-11-11", alleged, office), cites=cites, says="may find that a breach happened")


def test_a_finding_needs_reasons_and_something_alleged() -> None:
    told, alleged = _alleged()
    told.refuse(finds("2024-10-02", alleged, "trust_slt", reasons=" "), says="written reasons", cites="response.1")
    told.refuse(finds("2024-10-02", "b9", "trust_slt"), says="no breach called 'b9'", change=alleged)
    told.add(finds("2024-10-02", alleged, "trust_slt"))
    told.refuse(finds("2024-10-03", alleged, "trust_slt"), says="found already, on 2 October 2024")
    told.add(strikes("2024-10-03", alleged, "trust_slt"))
    told.refuse(finds("2024-10-04", alleged, "trust_slt"), says="was struck")
