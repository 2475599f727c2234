"""A letter that leaves out what it must state is not made, and is told what is missing."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from fairgate.delivery.letter import Contact, Fact, Ledger, LetterRefused, Representations, Way
from fairgate.delivery.pdf import must_state, render
from fairgate.delivery.requirements import LAW, PASSAGES, LetterIncomplete, passages, points, required
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


MARKED = {
    "5": ["aspire/ban_notice", "oak/bar_notice", "oak/channel_notice", "model/bar_notice", "model/bar_notice-urgent",
          "model/order_notice", "model/contact_notice", "model/intention_notice"],
    "8": ["aspire/ban_notice", "oak/bar_decision-confirm", "model/bar_review_outcome-extend"],
    "9": ["aspire/ban_notice", "oak/bar_notice", "model/order_notice", "aspire/ban_decision-uphold"],
    "10": ["aspire/ban_notice", "oak/channel_notice", "model/intention_notice", "model/contact_decision-uphold"],
    "12": ["aspire/acknowledgement", "oak/measure_ended", "model/warning", "model/removal_request"],
    "16": ["aspire/ban_decision-lift", "oak/bar_decision-confirm", "model/contact_decision-vary"],
}  # fmt: skip


@pytest.mark.parametrize(("number", "name"), [(number, name) for number, names in MARKED.items() for name in names])
def test_a_template_without_a_passage_that_the_law_asks_for_is_refused(number: str, name: str, tmp_path: Path) -> None:
    """The control of what the other tests set: with its mark taken out, the same letter is not made."""
    letter = SAMPLES[name]
    assert number in passages(letter)
    shutil.copytree(folder(letter) / "letters", tmp_path / "letters")
    for template in (tmp_path / "letters").rglob("*.typ"):
        template.write_text(template.read_text(encoding="utf-8").replace(f'#states("{number}")', ""), encoding="utf-8")
    with pytest.raises(LetterIncomplete) as refused:
        render(tmp_path, letter)
    assert [one.law for one in refused.value.missing] == [number]
    assert PASSAGES[number] in str(refused.value)


def test_every_number_that_is_asked_for_has_its_words() -> None:
    asked = {number for letter in SAMPLES.values() for one in points(letter) for number in one.numbers}
    assert asked <= set(LAW)
    assert {str(number) for number in range(1, 13)} <= asked, "each that a letter can state (law.md section 1)"


NEW = [
    ("oak/acknowledgement", "received_on", {"received_on": None}),
    ("oak/acknowledgement", "representations.heard_by", {"representations": None}),
    ("oak/acknowledgement", "answer_by, answer_within or representations.by", {"answer_by": None}),
    ("aspire/ban_ended", "until", {"until": None}),
    ("oak/measure_ended", "from_on", {"from_on": None}),
    ("oak/channel_notice", "plan", {"plan": SAMPLES["oak/channel_notice"].plan[1:]}),
    ("model/contact_notice", "plan", {"plan": ()}),
    ("oak/referral_note-police", "facts or reasons", {"facts": (), "reasons": ""}),
    ("model/referral_note-social_care", "about", {"about": None}),
]


@pytest.mark.parametrize(("name", "field", "change"), NEW)
def test_the_letters_beside_steps_and_decisions_are_held_to_theirs(
    name: str, field: str, change: dict[str, Any]
) -> None:
    assert field in [one.field for one in required(replace(SAMPLES[name], **change))]
