"""What is due: sorted by when, one's own first, for nobody else's cases, in the same number of queries."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.house import TODAY, House, talk
from tests.told import (
    answered,
    bar,
    case_alleged,
    case_barred,
    case_closed,
    case_overdue,
    incident,
    served,
    terms,
    told,
)

from fairgate.queries.worklist import Worklist, worklist

# One each: what is held, for the door and for the list; cases, reports, ledgers, and all else together.
QUERIES = 6


@pytest.fixture
def oak(house: House) -> House:
    terms(house.oak)
    return house


def whats(found: Worklist, group: str) -> list[tuple[str, bool]]:
    return [(line.what, line.yours) for line in getattr(found, group)]


def test_nothing_is_due_where_there_are_no_cases(oak: House) -> None:
    found = worklist(oak.user("headteacher", oak.prestfield), TODAY)
    assert found.is_empty
    assert found.yours == 0


def test_a_closed_case_owes_nothing(oak: House) -> None:
    case_closed(oak)
    assert worklist(oak.user("headteacher", oak.prestfield), TODAY).is_empty


def test_a_duty_whose_day_has_gone_by_is_overdue_and_belongs_to_its_office(oak: House) -> None:
    case = case_overdue(oak)
    [line] = worklist(oak.user("ceo", oak.oak), TODAY).overdue
    assert (line.what, line.whose, line.yours) == ("Review of the decision to bar", "the CEO", True)
    assert (line.reference, line.person, line.school) == (case.reference, "Jo Penrose", "Prestfield School")
    assert line.by is not None
    assert line.by < TODAY
    assert line.paragraphs == ("5.4a",)
    [line] = worklist(oak.user("headteacher", oak.prestfield), TODAY).overdue
    assert not line.yours


def test_what_is_due_is_sorted_by_its_day(oak: House) -> None:
    # Imposed yesterday and not served: the letter is due on the next working day, which is today.
    told(oak.case(), incident("e1", date(2024, 9, 30)), bar("e2", date(2024, 9, 30), date(2024, 11, 1)))
    found = worklist(oak.user("headteacher", oak.prestfield), TODAY)
    assert whats(found, "today") == [("Serve the letter about the bar", True)]
    # Imposed today, the same letter is due tomorrow: this week.
    told(oak.case(), incident("e1"), bar("e2", TODAY, date(2024, 11, 1)))
    found = worklist(oak.user("headteacher", oak.prestfield), TODAY)
    assert whats(found, "week") == [("Serve the letter about the bar", True)]
    assert [line.what for line in found.coming] == ["Review of the decision to bar"] * 2  # its time has not begun


def test_the_person_is_waited_for_while_there_is_time_for_representations(oak: House) -> None:
    case_barred(oak)
    head = oak.user("headteacher", oak.prestfield)
    [line] = worklist(head, TODAY).waiting
    assert (line.what, line.whose, line.yours) == ("Representations: bar", "Jo Penrose", False)
    assert line.by is not None
    assert line.by >= TODAY


def test_nobody_waits_for_representations_that_were_made(oak: House) -> None:
    told(
        oak.case(),
        incident("e1"),
        bar("e2", TODAY, date(2024, 11, 1)),
        served("e3", "e2", TODAY),
        answered("e4", "e2", TODAY),
    )
    assert worklist(oak.user("headteacher", oak.prestfield), TODAY).waiting == []


def test_an_allegation_waits_for_whoever_may_find(oak: House) -> None:
    case_alleged(oak)
    [line] = worklist(oak.user("headteacher", oak.prestfield), TODAY).undated
    assert line.what == "Decide whether it happened: threatening staff, a visitor, a parent or a child"
    assert (line.yours, line.since, line.by) == (True, TODAY, None)
    [line] = worklist(oak.user("class_teacher", oak.prestfield), TODAY).undated
    assert not line.yours


def test_ones_own_come_first_and_can_be_had_alone(oak: House) -> None:
    case_overdue(oak)
    case_alleged(oak)
    ceo = oak.user("ceo", oak.oak)
    oak.hold(ceo, "school_business_manager", oak.hollins)
    every, own = worklist(ceo, TODAY), worklist(ceo, TODAY, only_yours=True)
    assert [line.yours for line in own.overdue + own.undated] == [True, True]
    assert own.yours == every.yours == 2
    business = oak.user("school_business_manager", oak.prestfield)
    assert worklist(business, TODAY, only_yours=True).is_empty


def test_an_office_counts_at_its_own_school_alone(oak: House) -> None:
    case_alleged(oak, oak.prestfield)
    case_alleged(oak, oak.hollins)
    both = oak.user("headteacher", oak.hollins)
    oak.hold(both, "class_teacher", oak.prestfield)
    found = worklist(both, TODAY)
    assert [(line.school, line.yours) for line in found.undated] == [
        ("Hollins School", True),
        ("Prestfield School", False),
    ]


def test_another_school_and_another_trust_are_not_shown(oak: House) -> None:
    case_alleged(oak, oak.hollins)
    case_alleged(oak, oak.carn)
    assert worklist(oak.user("headteacher", oak.prestfield), TODAY).is_empty
    assert worklist(oak.user("reception", oak.hollins), TODAY).is_empty


def test_a_date_beyond_the_terms_is_told_and_not_guessed(house: House) -> None:
    case_barred(house)  # no half-term is loaded: the days for representations cannot be counted
    found = worklist(house.user("ceo", house.oak), TODAY)
    [line] = [line for line in found.coming if line.what == "Review of the decision to bar"]
    assert line.by is None
    assert "term" in line.beyond


def test_the_codes_own_review_is_told_when_it_is_past(house: House) -> None:
    head = house.user("head_of_school", house.carn)
    assert worklist(head, date(2025, 1, 31)).warnings == ()
    [warning] = worklist(head, date(2025, 2, 1)).warnings
    assert "31 January 2025" in warning
    assert worklist(house.user("headteacher", house.prestfield), date(2025, 2, 1)).warnings == ()  # Oak's gives none


def test_the_queries_are_as_many_with_many_cases(oak: House, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    user = oak.user("ceo", oak.oak)
    case_overdue(oak)
    with django_assert_num_queries(QUERIES):
        assert len(worklist(user, TODAY).overdue) == 1
    for number in range(20):
        case_alleged(oak, oak.hollins if number % 2 else oak.prestfield)
        case_barred(oak)
    told(oak.case(oak.hollins), talk("e1"))
    with django_assert_num_queries(QUERIES):
        found = worklist(user, TODAY)
    assert len(found.undated) == 20


def test_with_only_ones_own_it_says_what_that_waits_for(oak: House) -> None:
    case_overdue(oak)
    case_alleged(oak)
    case_barred(oak)
    head = oak.user("headteacher", oak.prestfield)
    own = worklist(head, TODAY, only_yours=True)
    assert all(line.yours for group in own.groups for line in group)
    assert [(line.what, line.whose) for line in own.others] == [
        ("Review of the decision to bar", "the CEO"),
        ("Representations: bar", "Jo Penrose"),
    ]
    assert worklist(head, TODAY).others == []


def test_one_office_alone_can_be_asked_for(oak: House) -> None:
    case_overdue(oak)
    case_alleged(oak)
    ceo = oak.user("ceo", oak.oak)
    every = worklist(ceo, TODAY)
    assert dict(every.offices)["headteacher"] == "Headteacher"
    assert {office for office, _ in every.offices} == {
        office for group in every.groups for line in group for office in line.offices
    }
    for office, _ in every.offices:
        found = worklist(ceo, TODAY, office=office)
        lines = [line for group in found.groups for line in group]
        assert lines
        assert all(office in line.offices for line in lines)
        assert found.offices == every.offices
    assert worklist(ceo, TODAY, office="nobody").is_empty
