"""The case page: where it stands, what happened, and what the code says this reader can do, must and must not."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.house import TODAY, House, talk
from tests.queries.looked_at import as_office, may, page_for, ways
from tests.told import (
    bar,
    case_alleged,
    case_barred,
    case_closed,
    case_overdue,
    incident,
    terms,
    told,
)

from fairgate.engine.acts.channel import ChannelRestricted
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.entry import Actor
from fairgate.engine.words import Setting
from fairgate.records.door import Hidden
from fairgate.records.models import AccessLog, Child, Relationship


@pytest.fixture
def oak(house: House) -> House:
    terms(house.oak)
    return house


# --- where it stands ------------------------------------------------------------------------------------------------


def test_a_provisional_bar_says_where_until_when_and_who_still_decides(oak: House) -> None:
    stands = as_office(oak, "headteacher", case_barred(oak)).stands
    assert (stands.word, stands.tone, stands.until) == ("Barred, provisionally", "late", TODAY + timedelta(days=55))
    text = " ".join(stands.sentences)
    assert "Jo Penrose is barred from Prestfield School until 25 November 2024, that day included." in text
    assert "The bar is provisional: the CEO has still to decide on it." in text
    assert "Contact goes through the School Business Manager." in text
    dates = {date.what: date.on for date in stands.dates}
    assert dates["Bar: last day"] == TODAY + timedelta(days=55)
    assert dates["Representations until"] is not None


def test_a_bar_on_other_premises_names_them(oak: House) -> None:
    case = told(oak.case(), incident("e1"), bar("e2", TODAY, TODAY + timedelta(days=9), school="hollins"))
    assert "barred from Hollins School until" in as_office(oak, "headteacher", case).stands.sentences[0]


def test_a_bar_that_rests_on_an_allegation_says_so(oak: House) -> None:
    case = told(oak.case(), incident("e1", alleged=True), bar("e2", TODAY, TODAY + timedelta(days=9)))
    text = " ".join(as_office(oak, "headteacher", case).stands.sentences)
    assert "provisional: what it rests on is alleged and has not been found" in text
    assert "One allegation is still to be decided." in text


def test_closed_channels_are_named_and_the_complaints_route_stays_open(oak: House) -> None:
    restricted = ChannelRestricted(
        ref="e2",
        on=TODAY,
        by=Actor("headteacher", "user 0"),
        step="channel_restriction",
        until=TODAY + timedelta(days=30),
        channels=("email",),
        rests_on=("e1",),
    )
    stands = as_office(oak, "headteacher", told(oak.case(), incident("e1"), restricted)).stands
    assert stands.word == "Channel restriction"
    assert stands.sentences[0].endswith("e-mail. The complaints route stays open.")


def test_where_nothing_holds_it_says_that_the_person_may_come_in(oak: House) -> None:
    assert "may come in" in as_office(oak, "headteacher", case_alleged(oak)).stands.sentences[0]
    closed = as_office(oak, "headteacher", case_closed(oak)).stands
    assert closed.word == "Closed"
    assert closed.sentences[0] == "This case was closed on 1 October 2024."


def test_a_bar_that_lapsed_is_told_as_ended(oak: House) -> None:
    day = TODAY - timedelta(days=30)
    case = told(oak.case(), incident("e1", day), bar("e2", day, TODAY - timedelta(days=1)))
    text = " ".join(as_office(oak, "headteacher", case).stands.sentences)
    assert "Nothing is in force" in text
    assert "The bar ended on 30 September 2024." in text


# --- what the code says ---------------------------------------------------------------------------------------------


def test_a_duty_names_its_day_its_owner_and_the_way_to_it(oak: House) -> None:
    case = case_overdue(oak)
    [owed] = as_office(oak, "headteacher", case).says.must
    assert (owed.name, owed.is_late, owed.yours, owed.whose) == (
        "Review of the decision to bar",
        True,
        False,
        "the CEO",
    )
    assert (owed.way.page, owed.way.ref, owed.way.open) == ("decision", "e2", False)
    assert owed.paragraphs == ("5.4a",)
    [owed] = page_for(oak.user("ceo", oak.oak), case).says.must
    assert (owed.yours, owed.way.open) == (True, True)


def test_nobody_is_offered_to_review_the_bar_that_they_made(oak: House) -> None:
    maker, other = oak.user("ceo", oak.oak), oak.user("ceo", oak.oak)
    case = case_barred(oak, since=45, by=f"user {maker.pk}")
    [owed] = page_for(maker, case).says.must
    assert not owed.way.open
    assert "You imposed this yourself" in owed.way.note
    assert page_for(other, case).says.must[0].way.open


def test_a_letter_that_is_to_be_served_leads_to_its_service(oak: House) -> None:
    case = told(oak.case(), incident("e1"), bar("e2", TODAY, TODAY + timedelta(days=9)))
    page = as_office(oak, "headteacher", case)
    owed = {owed.name: owed for owed in page.says.must}
    assert (owed["Serve the letter about the bar"].way.page, owed["Serve the letter about the bar"].way.ref) == (
        "service",
        "e2",
    )
    assert owed["Review of the decision to bar"].when == "its time begins when the letter is received"
    assert ways(page, "e2")["service"]


def test_a_step_is_live_for_its_office_and_names_it_to_others(oak: House) -> None:
    case = told(oak.case(), incident("e1"))
    head, teacher = may(as_office(oak, "headteacher", case)), may(as_office(oak, "class_teacher", case))
    assert (head["Bar"].page, head["Bar"].ref, head["Bar"].open) == ("step", "bar", True)
    assert (teacher["Bar"].open, teacher["Bar"].whose) == (False, "the Headteacher")
    assert teacher["Conversation"].open  # any member of staff
    assert list(teacher).index("Conversation") < list(teacher).index("Bar")


def test_an_allegation_asks_first_for_a_finding(oak: House) -> None:
    page = as_office(oak, "headteacher", case_alleged(oak))
    first = page.says.may[0]
    assert (first.name, first.way.page, first.way.ref, first.way.open) == (
        "Find whether it happened",
        "finding",
        "e1",
        True,
    )
    assert "an allegation would stay undecided" in next(s.why for s in page.says.may if s.name == "Close the case")
    assert "Find whether it happened" not in may(as_office(oak, "headteacher", case_overdue(oak)))


def test_what_must_not_be_done_says_why_and_what_would_change_it(oak: House) -> None:
    page = as_office(oak, "headteacher", case_barred(oak))
    shut = {one.name: one for one in page.says.must_not}
    assert shut["Bar"].why == "A bar is in force until 25 November 2024."
    assert "the CEO" in shut["Bar"].change
    assert shut["Bar"].paragraphs
    assert "is still owed by the CEO" in shut["Close the case"].why
    assert "Close the case" not in may(page)


def test_a_closed_case_can_only_be_reopened(oak: House) -> None:
    page = as_office(oak, "headteacher", case_closed(oak))
    assert {name: way.page for name, way in may(page).items()} == {"Reopen the case": "reopening"}
    [shut] = page.says.must_not
    assert shut.change == "Reopen the case first."
    assert page.says.must == ()
    assert ways(page, "e1") == {}
    assert not may(as_office(oak, "class_teacher", case_closed(oak)))["Reopen the case"].open


def test_a_case_that_owes_nothing_can_be_closed_by_who_may(oak: House) -> None:
    case = told(oak.case(), incident("e1"), talk("e2"))
    assert may(as_office(oak, "headteacher", case))["Close the case"].open
    assert not may(as_office(oak, "class_teacher", case))["Close the case"].open


def test_a_step_that_is_owed_is_said_once_and_leads_to_its_form(oak: House) -> None:
    post = BreachRecorded(
        ref="e1",
        on=TODAY,
        by=Actor("reception", "user 0"),
        clauses=("defamatory_posts",),
        setting=Setting.ONLINE,
        defamatory=True,
    )
    page = as_office(oak, "headteacher", told(oak.case(), post))
    [owed] = [owed for owed in page.says.must if owed.name == "Report to the platform"]
    assert (owed.way.page, owed.way.ref, owed.way.open, owed.yours) == ("step", "platform_report", True, True)
    assert owed.by == TODAY + timedelta(days=1)
    assert owed.is_soon
    assert "Report to the platform" not in may(page)


# --- who may see it -------------------------------------------------------------------------------------------------


def test_only_its_own_school_sees_it_and_each_knock_is_noted(oak: House) -> None:
    case = case_alleged(oak)
    strangers = [
        oak.user("headteacher", oak.hollins),
        oak.user("reception", oak.prestfield),
        oak.user("head_of_school", oak.carn),
        oak.user(),
    ]
    for stranger in strangers:
        with pytest.raises(Hidden):
            page_for(stranger, case)
        assert not AccessLog.objects.filter(user=stranger).get().opened
    page_for(oak.user("class_teacher", oak.prestfield), case)
    assert AccessLog.objects.filter(opened=True).count() == 1


def test_the_children_are_named_with_their_schools(oak: House) -> None:
    case = case_alleged(oak)
    child = Child.objects.create(school=oak.hollins, name="Tia Penrose")
    Relationship.objects.create(child=child, person=case.subject, relationship="mother")
    [tie] = as_office(oak, "headteacher", case).ties
    assert (tie.child, tie.relationship, tie.school) == ("Tia Penrose", "mother", "Hollins School")


def test_the_queries_are_as_many_for_a_long_case(oak: House) -> None:
    head = oak.user("headteacher", oak.prestfield)
    counts = []
    for entries in (1, 60):
        case = told(oak.case(), *(incident(f"e{n}") for n in range(1, entries + 1)))
        with CaptureQueriesContext(connection) as asked:
            assert len(page_for(head, case).timeline) == entries
        counts.append(len(asked))
    assert counts == [10, 10]
