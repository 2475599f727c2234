"""The timeline of a case: who did what and when, what can be done about it, and what is kept back."""

from datetime import timedelta

import pytest
from msgspec.structs import replace
from tests.house import NOW, TODAY, House, add, talk
from tests.queries.looked_at import as_office, line, page_for, ways
from tests.told import (
    TEXT,
    answered,
    case_alleged,
    case_barred,
    found,
    incident,
    served,
    terms,
    told,
)

from fairgate.engine.acts.bar import BarImposed
from fairgate.engine.acts.meeting import MeetingCalled
from fairgate.engine.acts.outcome import StepEnded
from fairgate.engine.acts.referral import Referred
from fairgate.engine.entry import Actor, MeasureDecided
from fairgate.engine.words import Decision
from fairgate.records.models import AgendaItem, Body, BodyMeeting, Case, Seat, User


@pytest.fixture
def oak(house: House) -> House:
    terms(house.oak)
    return house


# --- what happened --------------------------------------------------------------------------------------------------


def test_the_timeline_is_newest_first_with_who_did_it_in_which_office(oak: House) -> None:
    clerk = oak.user("reception", oak.prestfield)
    case = told(oak.case(), incident("e1"), talk("e2", text="We spoke."), by=clerk)
    page = as_office(oak, "headteacher", case)
    assert [one.ref for one in page.timeline] == ["e2", "e1"]
    assert (line(page, "e1").by, line(page, "e1").office) == (clerk.name, "Reception")
    assert line(page, "e1").paragraphs == ("2.5.4",)
    assert [(part.heading, part.text) for part in line(page, "e2").words] == [("Note", "We spoke.")]


def test_what_the_person_says_is_theirs_and_says_who_entered_it(oak: House) -> None:
    clerk = oak.user("clerk", oak.oak)
    case = case_barred(oak)
    add(case, answered("e4", "e2", TODAY), seq=3, by=clerk)
    one = line(as_office(oak, "headteacher", case), "e4")
    assert (one.by, one.office) == (f"Jo Penrose, entered by {clerk.name}", "")
    assert one.words[0].text == "I was frightened for my son."


def test_each_breach_says_what_became_of_it_and_offers_what_is_left(oak: House) -> None:
    alleged = as_office(oak, "headteacher", case_alleged(oak))
    assert [tag.word for tag in line(alleged, "e1").tags] == ["Alleged", "Serious"]
    assert ways(alleged, "e1") == {"account": True, "finding": True, "correction": True}
    case = told(oak.case(), incident("e1", alleged=True), found("e2", "e1", TODAY))
    page = as_office(oak, "headteacher", case)
    assert line(page, "e1").tags[0].word == "Found"
    assert ways(page, "e1") == {"account": True, "correction": True}
    # For others a finding names its offices, and a correction is not spoken of.
    assert ways(as_office(oak, "class_teacher", case_alleged(oak)), "e1") == {"account": True, "finding": False}


def test_a_measure_takes_representations_and_its_decision(oak: House) -> None:
    case = case_barred(oak)
    assert ways(as_office(oak, "headteacher", case), "e2") == {
        "representations": True,
        "decision": False,
        "exception": True,
        "override": True,
    }
    assert ways(page_for(oak.user("ceo", oak.oak), case), "e2") == {
        "representations": True,
        "decision": True,
        "exception": True,
        "override": True,
    }
    assert [tag.word for tag in line(as_office(oak, "headteacher", case), "e2").tags] == ["Provisional", "Served"]


def test_silence_can_still_be_broken(oak: House) -> None:
    terms(oak.aspire)
    day = TODAY - timedelta(days=20)
    meeting = MeetingCalled(
        ref="e2",
        on=day,
        by=Actor("head_of_school", "user 0"),
        step="meeting",
        reply_by=TODAY - timedelta(days=9),
    )
    case = told(oak.case(oak.carn), incident("e1", day), meeting, served("e3", "e2", day))
    page = page_for(oak.user("head_of_school", oak.carn), case)
    assert [tag.word for tag in line(page, "e2").tags] == ["Served", "Refused"]
    assert ways(page, "e2") == {"outcome": True}


def test_how_a_step_ended_is_asked_until_somebody_has_said(oak: House) -> None:
    head = oak.user("headteacher", oak.prestfield)
    case = told(oak.case(), incident("e1"), talk("e2"))
    assert ways(page_for(head, case), "e2") == {"outcome": True}
    ended = StepEnded(ref="e3", on=TODAY, by=Actor("headteacher", "user 0"), of="e2", outcome="sufficient")
    add(case, ended, seq=2)
    page = page_for(head, case)
    assert ways(page, "e2") == {}
    assert [tag.word for tag in line(page, "e2").tags] == ["Sufficient"]


def decided(ref: str, decision: Decision) -> MeasureDecided:
    return MeasureDecided(
        ref=ref, on=TODAY, by=Actor("ceo", "user 1"), of="e2", decision=decision, reasons="On balance."
    )


def test_a_decision_is_told_with_its_reasons_and_its_letter_waits_to_be_served(oak: House) -> None:
    chief = oak.user("ceo", oak.oak)
    case = case_barred(oak)
    add(case, decided("e4", Decision.LIFT), seq=3)
    page = page_for(chief, case)
    assert line(page, "e4").sentence == "Bar lifted."
    assert [part.text for part in line(page, "e4").words] == ["On balance."]
    assert [tag.word for tag in line(page, "e4").tags] == ["Not served yet"]
    assert ways(page, "e4") == {"service": True}
    assert [tag.word for tag in line(page, "e2").tags] == ["Lifted", "Served"]
    assert ways(page, "e2") == {}
    assert "The bar was lifted on 1 October 2024." in page.stands.sentences
    [owed] = page.says.should
    assert (owed.name, owed.way.page, owed.way.ref) == (
        "Tell the person that the bar is lifted",
        "service",
        "e4",
    )


def test_a_confirmed_bar_says_since_when_and_until_when(oak: House) -> None:
    case = case_barred(oak, since=20)
    until = TODAY + timedelta(days=40)
    confirmed = replace(decided("e4", Decision.CONFIRM), until=until, review_on=until)
    add(case, confirmed, seq=3)
    stands = page_for(oak.user("ceo", oak.oak), case).stands
    assert (stands.word, stands.until) == ("Barred", until)
    assert "The bar was decided on and stands since 1 October 2024." in stands.sentences
    assert {date.on for date in stands.dates if "eview" in date.what} == {until}


# --- what is kept back ----------------------------------------------------------------------------------------------


def safeguarded(house: House) -> Case:
    referral = Referred(
        ref="e2", on=TODAY, by=Actor("dsl", "user 0"), step="social_care_referral", text="Told the duty social worker."
    )
    return told(
        house.case(),
        incident("e1", alleged=True, safeguarding=True),
        referral,
        found("e3", "e1", TODAY),
        incident("e4"),
    )


@pytest.mark.parametrize(("office", "reads"), [("dsl", True), ("headteacher", True), ("class_teacher", False)])
def test_what_is_marked_safeguarding_is_read_by_its_lead_and_those_who_find(
    oak: House, office: str, reads: bool
) -> None:
    page = as_office(oak, office, safeguarded(oak))
    for ref in ("e1", "e2", "e3"):
        assert line(page, ref).restricted is not reads, ref
        assert bool(line(page, ref).words) is reads, ref
    assert not line(page, "e4").restricted
    assert TEXT in [part.text for part in line(page, "e4").words]


def banned(ref: str, of: str) -> BarImposed:
    return BarImposed(
        ref=ref,
        on=TODAY,
        by=Actor("trust_slt", "user 0"),
        step="ban",
        until=TODAY + timedelta(days=9),
        sites=("carn",),
        rests_on=(of,),
    )


def before_the_council(case: Case, member: User) -> None:
    """The case is put before a meeting of the Hub Council, on which the member sits."""
    body = Body.objects.create(trust=case.trust, office="hub_council")
    Seat.objects.create(body=body, user=member, since=TODAY)
    meeting = BodyMeeting.objects.create(body=body, on=TODAY, called_by=member, called_at=NOW)
    AgendaItem.objects.create(meeting=meeting, case=case)


def test_nobody_decides_on_what_they_cannot_read(oak: House) -> None:
    marked = told(oak.case(oak.carn), incident("e1", safeguarding=True))
    council, business = oak.user("hub_council", oak.aspire), oak.user("school_business_manager", oak.carn)
    before_the_council(marked, council)
    assert line(page_for(council, marked), "e1").restricted
    add(marked, banned("e2", "e1"), incident("e3", safeguarding=True), seq=1)
    assert not line(page_for(council, marked), "e1").restricted  # the ban rests on it, and the council decides on bans
    assert line(page_for(council, marked), "e3").restricted
    assert line(page_for(business, marked), "e1").restricted
