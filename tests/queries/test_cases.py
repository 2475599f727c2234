"""The list of cases: newest first, narrowed by school, state and measure, a page at a time, in few queries."""

from datetime import date, timedelta

import pytest
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries
from tests.house import NOW, TODAY, House, talk
from tests.told import case_alleged, case_barred, case_closed, case_overdue, incident, terms, told

from fairgate.engine.acts.correction import BreachStruck
from fairgate.engine.entry import Actor
from fairgate.engine.words import Setting
from fairgate.queries.cases import PER_PAGE, cases_page
from fairgate.queries.cases_matching import (
    ANY_MEASURE,
    CHANGED,
    CLOSED,
    NO_MEASURE,
    OPEN,
    OVERDUE,
    OWED,
    SOONEST,
    THIS_WEEK,
    YOURS,
    Filters,
)
from fairgate.records.append import append
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


def seen(house: House, filters: Filters, office: str = "ceo") -> list[str]:
    at = house.oak if office == "ceo" else house.prestfield
    return [row.reference for row in cases_page(house.user(office, at), TODAY, filters).rows]


def test_by_what_was_done_where_it_happened_what_is_due_and_whose_it_is(oak: House) -> None:
    alleged, barred, closed, late = case_alleged(oak), case_barred(oak), case_closed(oak), case_overdue(oak)
    online = told(oak.case(), replace(incident("e1", alleged=True), setting=Setting.ONLINE))
    struck = told(
        oak.case(),
        replace(incident("e1"), setting=Setting.ONLINE),
        BreachStruck(ref="e2", on=TODAY, by=Actor("headteacher", "user 0"), of="e1", reasons="It was somebody else."),
    )
    wanted = {
        Filters(step="bar"): {barred, late},
        Filters(step="conversation"): {closed},
        Filters(step="nothing_such"): set(),
        Filters(step='bar","x":"'): set(),
        Filters(setting="online"): {online},
        Filters(setting="premises"): {alleged, barred, closed, late},
        Filters(due=OVERDUE): {late},
        Filters(due=OWED): {barred, late},
        Filters(due=OWED, state=CLOSED): set(),
        Filters(due="nothing_such"): set(),
        Filters(whose=YOURS): {alleged, barred, late, online},
        Filters(whose="nothing_such"): set(),
    }
    assert struck.reference in seen(oak, Filters(state=OPEN))
    for filters, cases in wanted.items():
        assert set(seen(oak, filters)) == {case.reference for case in cases}, filters
    # What is to be decided is the head's too, though no day runs for it; what is to be reviewed is not.
    assert set(seen(oak, Filters(whose=YOURS), "headteacher")) == {alleged.reference, online.reference}
    assert seen(oak, Filters(whose=YOURS), "class_teacher") == []


def test_what_is_due_this_week_is_due_from_today_to_sunday(oak: House) -> None:
    case = case_barred(oak)
    [row] = cases_page(oak.user("ceo", oak.oak), TODAY, Filters(due=OWED)).rows
    assert row.due is not None
    assert row.owed == "Review of the decision to bar"
    monday = row.due - timedelta(days=row.due.weekday())
    days = [monday - timedelta(days=1), monday, row.due, row.due + timedelta(days=1)]
    assert [references(oak, Filters(due=THIS_WEEK), on=on) == [case.reference] for on in days] == [
        False,
        True,
        True,
        False,
    ]
    [late] = cases_page(oak.user("ceo", oak.oak), days[-1], Filters(due=OVERDUE)).rows
    assert (late.is_late, row.is_late) == (True, False)


def test_the_order_can_be_what_changed_last_or_is_due_soonest(oak: House) -> None:
    late, barred, alleged = case_overdue(oak), case_barred(oak), case_alleged(oak)
    assert seen(oak, Filters()) == [case.reference for case in (alleged, barred, late)]
    assert seen(oak, Filters(sort=SOONEST)) == [case.reference for case in (late, barred, alleged)]
    append(late, [talk("e4")], by=None, now=NOW + timedelta(hours=1), operation_key="later", expected_seq=3)
    assert seen(oak, Filters(sort=CHANGED)) == [case.reference for case in (late, alleged, barred)]
    assert seen(oak, Filters(sort="nothing_such")) == seen(oak, Filters())


# What is held, twice or thrice (nobody signed in here: nothing came with the user), how many cases, cases, ledgers, and
# all else together; with a filter that needs the fold, all are read and none counted.
@pytest.mark.parametrize(
    ("filters", "queries"),
    [
        (Filters(), 6),
        (Filters(state=OPEN), 6),
        (Filters(step="bar"), 6),
        (Filters(sort=CHANGED), 6),
        (Filters(measure="bar"), 6),
        (Filters(whose=YOURS), 6),
        (Filters(sort=SOONEST), 6),
    ],
)
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
