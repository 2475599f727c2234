"""Rows read as the engine's values, in a number of queries that does not grow."""

from datetime import date
from typing import Any

import pytest

from fairgate.engine.entries import LedgerError
from fairgate.records.models import Closure, HalfTerm, LedgerEntry
from fairgate.records.read import calendar, calendars, ledger, ledgers
from tests.house import NOW, House, talk


def test_ledgers_of_many_cases_in_one_query(house: House, django_assert_num_queries: Any) -> None:
    cases = [house.case_with(2), house.case_with(0), house.case_with(1, house.hollins)]
    with django_assert_num_queries(1):
        read = ledgers(cases)
    assert [read[case.pk].seq for case in cases] == [2, 0, 1]
    assert read[cases[0].pk].entries == (talk("e1"), talk("e2"))
    assert read[cases[1].pk].entries == ()


def test_a_row_that_is_no_entry_names_its_case(house: House) -> None:
    case = house.case()
    LedgerEntry.objects.create(
        case=case, seq=1, type="x", ref="x", on=NOW.date(), payload='{"type":"x"}', recorded_at=NOW, hash="0" * 64
    )
    with pytest.raises(LedgerError, match=case.reference):
        ledger(case)


def term(first: str, last: str, **where: Any) -> None:
    HalfTerm.objects.create(first=date.fromisoformat(first), last=date.fromisoformat(last), **where)


def test_a_schools_own_terms_then_its_authoritys_then_its_trusts(house: House) -> None:
    def first_day() -> date:
        return calendar(house.prestfield).half_terms[0].first

    assert calendar(house.prestfield).half_terms == ()
    term("2024-09-04", "2024-10-25", trust=house.aspire)
    assert calendar(house.prestfield).half_terms == ()
    term("2024-09-03", "2024-10-25", trust=house.oak)
    assert first_day() == date(2024, 9, 3)
    term("2024-09-05", "2024-10-25", trust=house.oak, la="Devon")
    assert first_day() == date(2024, 9, 3)
    term("2024-09-06", "2024-10-25", trust=house.oak, la="Cornwall")
    assert first_day() == date(2024, 9, 6)
    term("2024-09-09", "2024-10-25", school=house.hollins)
    assert first_day() == date(2024, 9, 6)
    term("2024-09-10", "2024-10-25", school=house.prestfield)
    assert first_day() == date(2024, 9, 10)
    term("2024-11-04", "2024-12-20", school=house.prestfield)
    assert [half.last for half in calendar(house.prestfield).half_terms] == [date(2024, 10, 25), date(2024, 12, 20)]


def test_closures_and_bank_holidays_are_no_school_days(house: House) -> None:
    term("2025-04-28", "2025-05-23", school=house.prestfield)
    Closure.objects.create(school=house.prestfield, day=date(2025, 5, 2), why="INSET")
    Closure.objects.create(school=house.hollins, day=date(2025, 5, 6))
    read = calendar(house.prestfield)
    school = {day: read.is_school_day(date(2025, 5, day)) for day in (1, 2, 5, 6)}
    assert school == {1: True, 2: False, 5: False, 6: True}  # 5 May 2025 is a bank holiday
    assert not read.is_working_day(date(2025, 5, 5))
    assert read.is_working_day(date(2025, 5, 2))


def test_calendars_of_many_schools_in_one_query(house: House, django_assert_num_queries: Any) -> None:
    term("2024-09-03", "2024-10-25", trust=house.oak)
    schools = [house.prestfield, house.hollins, house.carn]
    with django_assert_num_queries(1):
        read = calendars(schools)
    assert [len(read[school.pk].half_terms) for school in schools] == [1, 1, 0]
