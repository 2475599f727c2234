"""The bar: by whom, for how long, for what, and never twice for the same."""

import pytest

from fairgate.engine.acts.bar import BarImposed
from fairgate.engine.decide import Accepted
from fairgate.engine.words import MeasureState
from tests.engine.tiny import TINY
from tests.engine.told import Told, breach, decides, ended, finds, says, served, step

SERIOUS = "raised a fist"


@pytest.mark.parametrize(
    ("code", "name", "by", "cites"),
    [
        ("oak", "bar", "senior_leader", "5.2b"),
        ("oak", "bar", "ceo", "5.2b"),
        ("oak", "bar", "staff", "5.2b"),
        ("aspire", "ban", "head_of_school", "response.3b"),
        ("aspire", "ban", "hub_council", "response.3b"),
        ("aspire", "ban", "ceo", "response.3b"),
        ("model", "order", "headteacher", "6.2"),
        ("model", "urgent_bar", "senior_leader", "6.5"),
        ("model", "urgent_bar", "ceo", "6.5"),
    ],
)
def test_only_the_named_office_imposes_it(code: str, name: str, by: str, cites: str) -> None:
    told = Told(code)
    told.add(breach("2026-11-10", "threat", serious=SERIOUS))
    refusal = told.refuse(step("2026-11-10", name, by=by, until="2026-11-16", reasons="x"), cites=cites)
    # Who may stand in for the named office is told that it takes a reason; anybody else, whose it is.
    assert "Only the" in str(refusal) or "only in place of the" in str(refusal)


@pytest.mark.parametrize(
    ("on", "until"),
    [
        ("2024-09-10", "2024-10-25"),
        ("2024-10-24", "2024-10-25"),
        ("2024-10-25", "2024-12-20"),  # the last day before the holiday
        ("2024-10-28", "2024-12-20"),  # in the holiday
        ("2025-07-23", "2025-10-24"),
    ],
)
def test_a_first_ban_lasts_to_the_end_of_the_half_term(on: str, until: str) -> None:
    told = Told("aspire")
    told.add(breach(on, "threat", serious=SERIOUS))
    told.add(step(on, "ban"))
    entry = told.ledger[-1]
    assert isinstance(entry, BarImposed)
    assert str(entry.until) == until
    assert entry.contact == "head_of_school"
    assert entry.exceptions


@pytest.mark.parametrize(
    ("code", "name", "longest", "beyond", "cites"),
    [
        ("aspire", "ban", "2024-10-25", "2024-10-26", "note.2"),
        ("oak", "bar", "2025-09-09", "2025-09-10", "2.5b.2"),
    ],
)
def test_longer_than_the_code_expects_needs_written_reasons(
    code: str, name: str, longest: str, beyond: str, cites: str
) -> None:
    told = Told(code)
    told.add(breach("2024-09-10", "threat", serious=SERIOUS))
    told.refuse(step("2024-09-10", name, until=beyond), cites=cites, says="needs written reasons", change="Write the")
    assert isinstance(told.propose(step("2024-09-10", name, until=longest)), Accepted)
    told.add(step("2024-09-10", name, until=beyond, reasons="a weapon was shown"))


@pytest.mark.parametrize(
    ("name", "last", "beyond", "cites"),
    [("order", "2026-11-23", "2026-11-24", "6.2"), ("urgent_bar", "2027-11-09", "2027-11-10", "6.6")],
)
def test_nobody_can_go_past_the_longest(name: str, last: str, beyond: str, cites: str) -> None:
    told = Told("model")
    told.add(breach("2026-11-10", "threat", serious=SERIOUS))
    told.refuse(
        step("2026-11-10", name, until=beyond, reasons="grave"), cites=cites, says="lasts at most", change="not after"
    )
    told.add(step("2026-11-10", name, until=last, reasons="grave"))


def test_it_ends_after_it_begins_and_names_the_premises() -> None:
    told = Told("oak")
    told.add(breach("2024-10-01", "threat", serious=SERIOUS))
    told.refuse(step("2024-10-01", "bar", until="2024-09-30"), says="before the day of the act")
    told.refuse(step("2024-10-01", "bar"), cites="5.2b", says="must state its last day")
    told.refuse(step("2024-10-01", "bar", until="2024-11-15", sites=()), says="must name the premises")
    told.add(step("2024-10-01", "bar", until="2024-10-01"))
    assert told.case("2024-10-01").is_barred_at("hill")
    assert not told.case("2024-10-02").is_barred_at("hill")


def test_it_holds_where_it_says_from_its_first_day_to_its_last() -> None:
    told = Told("oak")
    told.add(breach("2024-10-01", "threat", serious=SERIOUS))
    bar = told.add(step("2024-10-02", "bar", until="2024-11-15", sites=("hill", "dale")))
    barred = [told.case(on).is_barred_at("dale") for on in ("2024-10-01", "2024-10-02", "2024-11-15", "2024-11-16")]
    assert barred == [False, True, True, False]
    assert not told.case("2024-10-02").is_barred_at("other")
    assert told.state(bar, "2024-11-16") is MeasureState.ENDED


def test_one_at_a_time() -> None:
    told = Told("oak")
    told.add(breach("2024-10-01", "threat", serious=SERIOUS))
    told.add(step("2024-10-01", "bar", until="2024-11-15"))
    told.add(breach("2024-10-02", "threat", serious=SERIOUS))
    told.refuse(
        step("2024-10-02", "bar", until="2024-12-20"),
        cites="5.4a",
        says="in force until 15 November 2024",
        change="wait until it has ended",
    )


def test_what_was_answered_once_is_answered() -> None:
    told = Told("oak")
    told.add(breach("2024-10-01", "threat", serious=SERIOUS))
    bar = told.add(step("2024-10-01", "bar", until="2024-11-15"))
    told.add(decides("2024-10-03", "lift", bar, "ceo"))
    told.refuse(step("2024-10-03", "bar", until="2024-11-15"), cites="5.2b", says="what was answered once is answered")
    told.add(breach("2024-10-04", "offensive_language"))  # something new, but neither serious nor after a conversation
    told.refuse(step("2024-10-04", "bar", until="2024-11-15"))
    told.add(breach("2024-10-04", "threat", serious=SERIOUS))
    told.add(step("2024-10-04", "bar", until="2024-11-15"))


def test_an_old_finding_does_not_carry_a_new_allegation() -> None:
    """After a bar for what was found, a new bar on a mere allegation is provisional like any other."""
    told = Told("aspire")
    told.add(breach("2024-09-10", "threat", serious=SERIOUS))
    first = told.add(step("2024-09-10", "ban"))
    told.add(decides("2024-09-17", "lift", first, "hub_council"))
    alleged = told.add(breach("2024-09-24", "threat", serious="said to have done it again", alleged=True))
    second = told.add(step("2024-09-24", "ban", until="2024-10-25", reasons="somebody may be at risk"))
    assert [b.ref for b in told.measure(second, "2024-09-24").rests_on] == [alleged]
    assert told.state(second, "2024-09-24") is MeasureState.PROVISIONAL
    told.add(finds("2024-09-26", alleged, "trust_slt"))
    assert told.state(second, "2024-09-26") is MeasureState.CONFIRMED


def test_it_rests_on_every_breach_that_counts() -> None:
    told = Told("oak")
    minor = told.add(breach("2024-09-20", "offensive_language"))
    told.add(breach("2024-09-21", "offensive_language", alleged=True))
    serious = told.add(breach("2024-10-01", "threat", serious=SERIOUS))
    bar = told.add(step("2024-10-01", "bar", until="2024-11-15"))
    assert [b.ref for b in told.measure(bar, "2024-10-01").rests_on] == [minor, serious]


def test_a_later_ban_needs_an_end_and_reasons_and_a_review() -> None:
    told = Told("aspire")
    for on in ("2024-09-10", "2024-11-11"):
        told.add(breach(on, "threat", serious=SERIOUS))
        if on == "2024-09-10":
            told.add(step(on, "ban"))
    told.refuse(step("2024-11-11", "ban"), cites="response.3a", says="A second or later ban")
    told.refuse(step("2024-11-11", "ban", until="2025-04-04"), cites="response.3a", says="needs written reasons")
    told.add(step("2024-11-11", "ban", until="2025-04-04", reasons="the second in a term"))
    owed = told.duty("ban_review", "2024-11-11")
    assert owed is not None
    assert str(owed.due) == "2024-12-20"


def test_without_the_terms_a_length_cannot_be_worked_out() -> None:
    told = Told("aspire")
    told.add(breach("2025-10-24", "threat", serious=SERIOUS))
    told.refuse(step("2025-10-24", "ban"), cites="note.2", says="to 24 October 2025", change="Load the term dates")
    told.refuse(step("2025-10-24", "ban", until="2025-11-28"), says="cannot be worked out")
    told.add(step("2025-10-24", "ban", until="2025-11-28", reasons="a weapon was shown"))


def test_serious_means_written_reasons_or_the_codes_own_words() -> None:
    told = Told("oak")
    told.add(breach("2024-10-01", "threat", setting="premises"))
    assert "bar" not in told.may("2024-10-01")
    told.add(breach("2024-10-01", "threat", setting="private_group"))  # 3.2.4
    assert "bar" in told.may("2024-10-01")


def test_the_way_into_a_bar_is_named_in_the_refusal() -> None:
    told = Told("aspire")
    told.add(breach("2024-11-08", "disruption"))
    refusal = told.refuse(step("2024-11-08", "ban"), cites="note.1")
    assert {"response.2b", "note.1"} <= set(refusal.paragraphs)
    meeting = told.add(step("2024-11-08", "meeting"))
    told.add(ended("2024-11-11", meeting, "refused"))
    told.refuse(step("2024-11-11", "ban"), cites="response.2b", says="what it needs has not happened yet")


def test_a_bar_never_waits_for_a_channel_restriction() -> None:
    told = Told(TINY)
    told.add(breach("2024-10-01", "message", serious=SERIOUS))
    told.add(step("2024-10-01", "route", until="2024-11-15", channels=("email", "phone")))
    told.add(step("2024-10-01", "urgent_bar"))
    case = told.case("2024-10-01")
    assert set(case.restricted_channels()) == {"email", "phone"}
    assert case.is_barred_at("hill")


def test_a_length_in_calendar_days_includes_its_first() -> None:
    told = Told(TINY)
    told.add(breach("2024-10-01", "noise", serious=SERIOUS))
    bar = told.add(step("2024-10-01", "urgent_bar"))
    assert str(told.measure(bar, "2024-10-01").until) == "2024-10-14"


def test_representations_do_not_lift_a_bar_unless_the_code_says_so() -> None:
    told = Told("aspire")
    told.add(breach("2024-09-10", "threat", serious=SERIOUS))
    ban = told.add(step("2024-09-10", "ban"))
    told.add(served("2024-09-10", ban))
    told.add(says("2024-09-11", ban))
    assert told.case("2024-09-11").is_barred_at("hill")
