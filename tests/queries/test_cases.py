"""The list of cases: newest first, narrowed by school, state and measure, a page at a time, in few queries."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries
from tests.house import NOW, TODAY, House
from tests.told import case_alleged, case_barred, case_closed, incident, terms, told

from fairgate.queries.cases import ANY_MEASURE, CLOSED, NO_MEASURE, OPEN, PER_PAGE, Filters, cases_page
from fairgate.records.models import Case


@pytest.fixture
def oak(house: House) -> House:
    terms(house.oak)
    return house


def references(house: House, filters: Filters | None = None, number: int = 1, on: date = TODAY) -> list[str]:
    page = cases_page(house.user("ceo", house.oak), on, filters or Filters(), number)
    return [row.reference for row in page.rows]


def test_newest_first_and_only_those_of_the_trust(oak: House) -> None:
    old = case_alleged(oak)
    Case.objects.filter(pk=old.pk).update(opened_at=NOW - timedelta(days=9))
    new = case_alleged(oak, oak.hollins)
    case_alleged(oak, oak.carn)
    assert references(oak) == [new.reference, old.reference]


def test_a_head_sees_the_cases_of_one_school_and_can_choose_no_other(oak: House) -> None:
    case_alleged(oak, oak.hollins)
    own = case_alleged(oak, oak.prestfield)
    page = cases_page(oak.user("headteacher", oak.prestfield), TODAY, Filters())
    assert [row.reference for row in page.rows] == [own.reference]
    assert page.schools == (("prestfield", "Prestfield School"),)
    asked = cases_page(oak.user("headteacher", oak.prestfield), TODAY, Filters(school="hollins"))
    assert asked.rows == ()


def test_each_filter_narrows_and_two_narrow_together(oak: House) -> None:
    alleged, barred, closed = case_alleged(oak, oak.hollins), case_barred(oak), case_closed(oak)
    wanted = {
        Filters(school="hollins"): {alleged},
        Filters(state=OPEN): {alleged, barred},
        Filters(state=CLOSED): {closed},
        Filters(measure=ANY_MEASURE): {barred},
        Filters(measure=NO_MEASURE): {alleged, closed},
        Filters(measure="bar"): {barred},
        Filters(measure="channel_restriction"): set(),
        Filters(school="prestfield", state=OPEN): {barred},
        Filters(school="prestfield", measure=NO_MEASURE): {closed},
        Filters(school="nowhere"): set(),
        Filters(measure="nothing_such"): set(),
    }
    for filters, cases in wanted.items():
        assert set(references(oak, filters)) == {case.reference for case in cases}, filters


def test_a_bar_that_has_lapsed_is_in_force_no_longer(oak: House) -> None:
    case = case_barred(oak)
    last = TODAY + timedelta(days=55)
    assert references(oak, Filters(measure="bar"), on=last) == [case.reference]
    assert references(oak, Filters(measure="bar"), on=last + timedelta(days=1)) == []


def test_a_row_says_where_the_case_stands(oak: House) -> None:
    case_barred(oak)
    case_closed(oak)
    case_alleged(oak)
    words = {row.stands.word for row in cases_page(oak.user("ceo", oak.oak), TODAY, Filters()).rows}
    assert words == {"Barred, provisionally", "Closed", "Alleged"}


def test_the_measures_to_choose_from_are_the_codes_own(house: House) -> None:
    assert cases_page(house.user("ceo", house.oak), TODAY, Filters()).measures == (
        ("bar", "Bar"),
        ("channel_restriction", "Channel restriction"),
    )
    assert cases_page(house.user("ceo", house.aspire), TODAY, Filters()).measures == (("ban", "Ban"),)


@pytest.mark.parametrize("filters", [Filters(), Filters(state=OPEN)])
def test_every_case_stands_on_one_page_and_only_one(oak: House, filters: Filters) -> None:
    person = oak.person()
    cases = {told(oak.case(subject=person), incident("e1")).reference for _ in range(PER_PAGE + 3)}
    user = oak.user("ceo", oak.oak)
    first, second = cases_page(user, TODAY, filters, 1), cases_page(user, TODAY, filters, 2)
    shown = [row.reference for row in (*first.rows, *second.rows)]
    assert (len(first.rows), len(second.rows)) == (PER_PAGE, 3)
    assert sorted(shown) == sorted(cases)
    assert (first.total, first.pages) == (PER_PAGE + 3, 2)
    beyond = cases_page(user, TODAY, filters, 99)
    assert (beyond.number, beyond.rows) == (2, second.rows)
    assert cases_page(user, TODAY, filters, 0).rows == first.rows


# schools (2: is any office throughout the trust, the list), cases (1 more of the former, count, list), ledgers,
# half-terms, closures; with a filter that needs the fold, all are read and none counted.
@pytest.mark.parametrize(("filters", "queries"), [(Filters(), 8), (Filters(measure="bar"), 7)])
def test_the_queries_are_as_many_with_many_cases(
    oak: House, django_assert_num_queries: DjangoAssertNumQueries, filters: Filters, queries: int
) -> None:
    user = oak.user("ceo", oak.oak)
    case_barred(oak)
    with django_assert_num_queries(queries):
        assert len(cases_page(user, TODAY, filters).rows) == 1
    for number in range(12):
        case_barred(oak)
        case_alleged(oak, oak.hollins if number % 2 else oak.prestfield)
    with django_assert_num_queries(queries):
        assert len(cases_page(user, TODAY, filters).rows) >= 13
