"""Channels: some closed for a time, contact capped; one stays open, and the complaints route always (law.md I25)."""

import pytest

from fairgate.engine.acts.channel import COMPLAINTS, ContactCapped
from fairgate.engine.words import MeasureState
from tests.engine.tiny import TINY
from tests.engine.told import Told, breach, decides, says, served, step


def _told(code: str = "") -> Told:
    told = Told(code or TINY)
    on = "2026-11-10" if code == "model" else "2024-10-01"
    told.add(breach(on, "abusive_messages" if code else "message", serious="threatened to call at home"))
    return told


@pytest.mark.parametrize("word", sorted(COMPLAINTS))
def test_the_complaints_route_can_never_be_closed(word: str) -> None:
    _told().refuse(
        step("2024-10-01", "route", until="2024-11-15", channels=("email", word)),
        cites="protected",
        says="complaints route can never be closed",
    )


@pytest.mark.parametrize(
    ("closed", "refused"),
    [
        (("email",), False),
        (("email", "phone"), False),
        (("email", "phone", "text"), False),
        (("in_person",), False),
        (("email", "phone", "letter", "in_person"), True),
        (("email", "phone", "letter"), True),  # coming in alone is no way to reach a school that may have to bar
        (("email", "telephone", "letter"), True),
    ],
)
def test_one_full_channel_stays_open(closed: tuple[str, ...], refused: bool) -> None:
    told = _told()
    proposed = step("2024-10-01", "route", until="2024-11-15", channels=closed)
    if refused:
        told.refuse(
            proposed, cites="step.route", says="no way to reach the school", change="e-mail, telephone or letter"
        )
    else:
        told.add(proposed)


def test_what_another_measure_closes_counts() -> None:
    import msgspec

    other = msgspec.structs.replace(TINY.steps["route"], id="second", name="Second route")
    told = Told(msgspec.structs.replace(TINY, steps={**TINY.steps, "second": other}))
    told.add(breach("2024-10-01", "message"))
    told.add(step("2024-10-01", "route", until="2024-11-15", channels=("email", "phone")))
    told.refuse(
        step("2024-10-01", "second", until="2024-11-15", channels=("letter",)), says="no way to reach the school"
    )
    told.add(step("2024-10-01", "second", until="2024-11-15", channels=("in_person",)))


def test_a_channel_is_known_by_its_other_names() -> None:
    told = _told()
    told.add(step("2024-10-01", "route", until="2024-11-15", channels=("telephone", "phone")))
    assert told.case("2024-10-01").restricted_channels() == ("phone",)


@pytest.mark.parametrize(
    ("channels", "says_"), [((), "must state the channels"), (("pigeon",), "no channel called 'pigeon'")]
)
def test_a_restriction_names_channels_of_the_code(channels: tuple[str, ...], says_: str) -> None:
    _told().refuse(step("2024-10-01", "route", until="2024-11-15", channels=channels), cites="step.route", says=says_)


@pytest.mark.parametrize(
    ("code", "name", "by", "cites"),
    [("oak", "channel_restriction", "senior_leader", "2.5b.5"), ("oak", "channel_restriction", "ceo", "2.5b.5")],
)
def test_only_the_named_office_restricts(code: str, name: str, by: str, cites: str) -> None:
    _told(code).refuse(step("2024-10-01", name, by=by, until="2024-11-15", channels=("email",)), cites=cites)


def test_an_allegation_closes_no_channel() -> None:
    told = Told("oak")
    told.add(breach("2024-10-01", "abusive_messages", serious="said to be vile", alleged=True))
    told.refuse(
        step("2024-10-01", "channel_restriction", until="2024-11-15", channels=("email",)),
        cites="2.5b.5",
        says="alleged and has not been found",
    )


def test_no_decision_closes_more_than_the_measure_did() -> None:
    told = _told("oak")
    closed = told.add(step("2024-10-01", "channel_restriction", until="2024-11-15", channels=("email",)))
    told.add(served("2024-10-01", closed))
    wider = ("email", "phone", "letter", "in_person")
    told.refuse(
        decides("2024-11-14", "extend", closed, "ceo", until="2024-12-20", channels=wider),
        cites="2.5b.5",
        says="cannot add premises or channels",
    )
    told.add(decides("2024-11-14", "extend", closed, "ceo", until="2024-12-20"))
    assert told.case("2024-12-20").restricted_channels() == ("email",)


def test_a_variation_may_use_a_channels_other_name() -> None:
    told = _told()
    closed = told.add(step("2024-10-01", "route", until="2024-11-15", channels=("email", "phone")))
    told.add(says("2024-10-02", closed))
    told.add(decides("2024-10-03", "vary", closed, "board", channels=("telephone",)))
    assert told.case("2024-10-03").restricted_channels() == ("phone",)


def test_a_cap_leaves_contact_allowed() -> None:
    told = _told()
    for fields in ({}, {"times": 0, "per": "week"}, {"times": 1}):
        told.refuse(step("2024-10-01", "cap", **fields), cites="step.cap", says="at least once", change="1 a week")
    told.add(step("2024-10-01", "cap", times=1, per="week", channels=("telephone",)))
    entry = told.ledger[-1]
    assert isinstance(entry, ContactCapped)
    assert entry.channels == ("phone",)
    assert told.case("2024-10-01").restricted_channels() == ()  # capped is not closed


def test_representations_suspend_a_cap_where_the_code_says_so_and_its_last_day_stays() -> None:
    told = _told()
    cap = told.add(step("2024-10-01", "cap", times=1, per="week"))
    told.add(served("2024-10-01", cap))
    told.add(says("2024-10-03", cap))
    assert [m.ref for m in told.case("2024-10-02").measures_in_force()] == [cap]
    assert told.case("2024-10-03").measures_in_force() == []
    assert [m.ref for m in told.case("2024-10-03").current_measures()] == [cap]
    told.add(breach("2024-10-03", "message"))
    told.refuse(step("2024-10-03", "cap", times=2, per="week"), says="is in force until 25 November 2024")
    told.add(decides("2024-10-07", "uphold", cap, "board"))
    assert [m.ref for m in told.case("2024-10-07").measures_in_force()] == [cap]


def test_a_missed_review_ends_a_cap_for_good() -> None:
    """Two weeks without a review end it; a late answer to representations does not bring it back."""
    told = _told()
    cap = told.add(step("2024-10-01", "cap", times=1, per="week"))
    told.add(served("2024-10-01", cap))
    told.add(says("2024-10-10", cap))
    assert told.state(cap, "2024-10-15") is MeasureState.CONFIRMED
    assert told.state(cap, "2024-10-16") is MeasureState.ENDED
    told.add(decides("2024-10-18", "uphold", cap, "board"))
    for on in ("2024-10-18", "2024-10-19", "2024-11-20"):
        assert told.state(cap, on) is MeasureState.ENDED
        assert told.case(on).measures_in_force() == []
    assert told.state(cap, "2024-10-15") is MeasureState.CONFIRMED


def test_a_review_in_time_keeps_it_until_the_next() -> None:
    told = _told()
    cap = told.add(step("2024-10-01", "cap", times=1, per="week"))
    told.add(decides("2024-10-15", "uphold", cap, "board"))
    owed = told.duty("review", "2024-10-16")
    assert owed is not None
    assert str(owed.due) == "2024-10-29"
    assert told.state(cap, "2024-10-29") is MeasureState.CONFIRMED
    assert told.state(cap, "2024-10-30") is MeasureState.ENDED
