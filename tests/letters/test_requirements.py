"""A letter that leaves out what it must state is not made, and is told what is missing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from fairgate.delivery.letter import Contact, Fact, Ledger, LetterRefused, Representations, Way
from fairgate.delivery.pdf import must_state, render
from fairgate.delivery.requirements import LetterIncomplete, required
from tests.letters.conftest import SAMPLES, folder

BAR = SAMPLES["oak/bar_notice"]
HEARING = BAR.representations
assert HEARING is not None

NOTICES = ["aspire/ban_notice", "oak/bar_notice", "model/bar_notice", "model/order_notice"]
LIMITS = ["oak/channel_notice", "model/contact_notice"]
LEFT_OUT: list[tuple[list[str], str, dict[str, Any]]] = [
    (sorted(SAMPLES), "reference", {"reference": ""}),
    (sorted(SAMPLES), "subject", {"subject": ""}),
    (sorted(SAMPLES), "contact", {"contact": None}),
    (sorted(SAMPLES), "contact", {"contact": Contact(office="School Business Manager")}),
    (sorted(SAMPLES), "ledger", {"ledger": Ledger(count=0, head="")}),
    (sorted(SAMPLES), "language", {"language": "pl"}),
    (sorted(SAMPLES), "signatory.office", {"signatory": replace(BAR.signatory, office="")}),
    (sorted(SAMPLES), "recipient.name", {"recipient": replace(BAR.recipient, name="")}),
    (sorted(SAMPLES), "school.address", {"school": replace(BAR.school, address=())}),
    (NOTICES, "sites", {"sites": ()}),
    (NOTICES + LIMITS, "facts", {"facts": ()}),
    (NOTICES + LIMITS, "facts", {"facts": (Fact(on=date(2024, 9, 1), breach="Threat", paragraph="2.5.4", text=""),)}),
    (NOTICES + LIMITS, "cited", {"cited": ()}),
    (NOTICES + LIMITS, "reasons", {"reasons": ""}),
    (NOTICES + LIMITS, "from_on", {"from_on": None}),
    (NOTICES + LIMITS, "until or review_on", {"until": None, "review_on": None}),
    (NOTICES + LIMITS, "decider", {"decider": None}),
    (NOTICES + LIMITS, "complaints", {"complaints": None}),
    (NOTICES + LIMITS, "representations.to", {"representations": None}),
    (NOTICES + LIMITS, "representations.heard_by", {"representations": replace(HEARING, heard_by="")}),
    (NOTICES + LIMITS, "representations.how", {"representations": replace(HEARING, how=(Way.EMAIL, Way.EMAIL))}),
    (LIMITS, "channels_open", {"channels_open": ()}),
    (["oak/channel_notice"], "channels_closed", {"channels_closed": ()}),
    (["model/contact_notice"], "cap or channels_closed", {"cap": ""}),
    (["model/intention_notice"], "representations.by", {"representations": replace(HEARING, by=None)}),
    (["aspire/meeting_invitation"], "reply_by or meeting", {"reply_by": None, "meeting": None}),
    (["oak/removal_request", "oak/legal_warning", "model/mediation_offer"], "reply_by", {"reply_by": None}),
    (["oak/bar_notice", "oak/channel_notice", "model/order_notice"], "until", {"until": None, "review_on": BAR.until}),
    (["oak/bar_notice", "model/bar_notice"], "reviewer", {"reviewer": ""}),
    (["oak/bar_decision-confirm"], "until or review_on", {"until": None, "review_on": None}),
    (["oak/bar_decision-confirm", "aspire/ban_decision-uphold"], "reasons", {"reasons": ""}),
    (["oak/bar_review_outcome-extend"], "representations.to", {"representations": None}),
]
CASES = [
    pytest.param(name, field, change, id=f"{name} without {field}")
    for names, field, change in LEFT_OUT
    for name in names
]


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_the_samples_are_complete(name: str) -> None:
    assert required(SAMPLES[name]) == []


@pytest.mark.parametrize(("name", "field", "change"), CASES)
def test_a_letter_without_it_is_refused_by_name(name: str, field: str, change: dict[str, Any]) -> None:
    letter = replace(SAMPLES[name], **change)
    with pytest.raises(LetterIncomplete) as refused:
        render(folder(letter), letter)
    assert field in {one.field for one in refused.value.missing}
    assert f"The letter '{letter.id}' cannot be made until it states" in str(refused.value)


def test_everything_missing_is_named_at_once_with_its_number() -> None:
    bare = replace(BAR, sites=(), reasons="", representations=None)
    with pytest.raises(
        LetterIncomplete, match=r"which premises \(sites; law.md 1\).*the reasons \(reasons; law.md 2\)"
    ):
        render(folder(bare), bare)


@pytest.mark.parametrize("gone", [{"until": None}, {"review_on": None}])
def test_oaks_confirmation_needs_both_dates(gone: dict[str, Any]) -> None:
    letter = replace(SAMPLES["oak/bar_decision-confirm"], **gone)
    with pytest.raises(LetterRefused, match=r"a confirmation states until and review_on \(5\.4b\)"):
        render(folder(letter), letter)


def test_a_lifted_bar_needs_no_last_day() -> None:
    lifted = replace(SAMPLES["oak/bar_decision-lift"], until=None, review_on=None, reviewer="")
    assert required(lifted) == []
    assert render(folder(lifted), lifted).startswith(b"%PDF")


def test_a_decision_that_the_letter_has_no_words_for_is_refused() -> None:
    taken = SAMPLES["oak/bar_decision-confirm"].decision
    assert taken is not None
    letter = replace(SAMPLES["aspire/ban_decision-uphold"], decision=taken)  # Aspire upholds; it does not confirm
    with pytest.raises(LetterRefused, match="no words for the decision 'confirm'"):
        render(folder(letter), letter)


def test_a_template_may_ask_for_more() -> None:
    assert must_state("// must state: until, review_on (5.4b)\n#let a = 1\n") == ("until", "review_on")
    letter = replace(SAMPLES["oak/removal_request"], until=None)
    assert [one.field for one in required(letter, ("until",))] == ["until"]


def test_a_template_that_asks_for_what_no_letter_has_is_refused(tmp_path: Path) -> None:
    template = tmp_path / "letter.typ"
    template.write_text("// must state: shoe_size\n")
    with pytest.raises(LetterRefused, match="'shoe_size', which no letter has"):
        render(template, BAR)


def test_representations_by_none_is_at_any_time() -> None:
    open_ended = replace(
        BAR, representations=Representations(to="Headteacher", heard_by="CEO", how=(Way.EMAIL, Way.PHONE))
    )
    assert required(open_ended) == []
