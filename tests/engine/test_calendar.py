"""The school calendar beside published figures: which days are what, and every deadline that is counted on them."""

import csv
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from fairgate.engine.calendar import BeyondCalendar, Calendar, HalfTerm, months_after
from fairgate.engine.code import Span
from fairgate.engine.words import Unit
from fairgate.policy.bank_holidays import bank_holidays
from tests.engine.told import calendar, day

DATA = Path(__file__).parent / "data"
GOLDEN = list(csv.DictReader((DATA / "golden-term-lengths.csv").open()))


def _term(row: dict[str, str]) -> Iterator[HalfTerm]:
    """The two half-terms of a published term, which is broken by its half-term holiday."""
    yield HalfTerm(day(row["first_day"]), day(row["half_term_from"]) - timedelta(days=1))
    yield HalfTerm(day(row["half_term_to"]) + timedelta(days=1), day(row["last_day"]))


@pytest.fixture(scope="module")
def crofty() -> Calendar:
    """One academy's published half-terms and INSET days, 2025/26."""
    with (DATA / "cornwall-academy-2025-26.csv").open() as rows:
        terms = tuple((row["first_day"], row["last_day"]) for row in csv.DictReader(rows))
    inset = (DATA / "cornwall-academy-2025-26-inset.txt").read_text().split()
    return calendar(terms, tuple(inset))


@pytest.mark.parametrize("row", GOLDEN, ids=lambda row: row["term"])
def test_a_published_term_has_its_published_number_of_school_days(row: dict[str, str]) -> None:
    holidays = bank_holidays().days
    days = Calendar(_term(row), closed=holidays)
    counted = days.school_days_between(day(row["first_day"]), day(row["last_day"]))
    assert counted == int(row["published_school_days"])


def test_the_published_figures_need_the_bank_holidays() -> None:
    """The control: without bank holidays, some published figure is missed."""
    wrong = [
        row["term"]
        for row in GOLDEN
        if Calendar(_term(row)).school_days_between(day(row["first_day"]), day(row["last_day"]))
        != int(row["published_school_days"])
    ]
    assert "2015/16 summer" in wrong


def test_twelve_figures_are_published() -> None:
    assert len(GOLDEN) == 12


@pytest.mark.parametrize(
    ("unit", "due"),
    [
        (Unit.CALENDAR_DAYS, "2025-12-22"),
        (Unit.WORKING_DAYS, "2025-12-30"),
        (Unit.SCHOOL_DAYS, "2026-01-12"),
    ],
)
def test_ten_days_from_a_letter_have_three_readings(crofty: Calendar, unit: Unit, due: str) -> None:
    """A letter of Friday 12 December 2025; 5 January is an INSET day."""
    assert crofty.after(day("2025-12-12"), Span(10, unit)) == day(due)


@pytest.mark.parametrize(
    ("on", "amount", "end"),
    [
        ("2025-12-01", 1, "2025-12-19"),
        ("2025-12-18", 1, "2025-12-19"),  # the last day but one still reaches its own end
        ("2025-12-19", 1, "2026-02-13"),  # on the last day, the half-term that follows
        ("2025-12-25", 1, "2026-02-13"),  # in the holiday too
        ("2025-12-01", 2, "2026-02-13"),
        ("2025-08-20", 1, "2025-10-24"),  # in the summer before the first loaded term
        ("2026-07-21", 1, "2026-07-23"),  # the term ends on an INSET day ...
    ],
)
def test_the_end_of_the_half_term(crofty: Calendar, on: str, amount: int, end: str) -> None:
    assert crofty.half_term_end(day(on), amount) == day(end)
    assert crofty.after(day(on), Span(amount, Unit.HALF_TERMS)) == day(end)


def test_the_last_pupil_day_is_the_last_school_day_where_the_term_ends_with_an_inset_day(crofty: Calendar) -> None:
    assert not crofty.is_school_day(day("2026-07-23"))
    assert crofty.is_school_day(day("2026-07-22"))
    with pytest.raises(BeyondCalendar):  # ... so 22 July is the last day of school, and what follows is not loaded
        crofty.half_term_end(day("2026-07-22"))


@pytest.mark.parametrize(
    ("on", "amount", "end"),
    [("2025-11-14", 1, "2026-02-13"), ("2025-12-24", 1, "2026-02-13"), ("2025-11-14", 2, "2026-04-02")],
)
def test_the_half_term_that_follows(crofty: Calendar, on: str, amount: int, end: str) -> None:
    assert crofty.following_half_term_end(day(on), amount) == day(end)


@pytest.mark.parametrize(
    ("method", "on"),
    [
        ("school days", "2026-07-16"),
        ("half-terms", "2026-07-22"),
        ("school days", "2025-06-01"),  # long before the first term that is loaded
        ("half-terms", "2025-06-01"),
    ],
)
def test_a_deadline_outside_the_loaded_terms_names_them(crofty: Calendar, method: str, on: str) -> None:
    with pytest.raises(BeyondCalendar) as beyond:
        crofty.after(day(on), Span(10 if method == "school days" else 1, Unit(method)))
    assert "the terms loaded run from 3 September 2025 to 23 July 2026" in str(beyond.value)
    assert "Load the school's next term dates" in str(beyond.value)


def test_the_half_term_that_follows_the_last_names_the_terms(crofty: Calendar) -> None:
    with pytest.raises(BeyondCalendar, match="to 23 July 2026"):
        crofty.following_half_term_end(day("2026-06-10"))


def test_nothing_is_counted_across_a_half_term_that_is_not_loaded() -> None:
    """Autumn 2 is missing: 'the end of the half-term' in November must not become February."""
    days = calendar((("2024-09-03", "2024-10-25"), ("2025-01-06", "2025-02-14")))
    for span in (Span(1, Unit.HALF_TERMS), Span(5, Unit.SCHOOL_DAYS)):
        with pytest.raises(BeyondCalendar, match="none between 25 October 2024 and 6 January 2025"):
            days.after(day("2024-11-18"), span)
    with pytest.raises(BeyondCalendar):
        days.after(day("2024-10-22"), Span(4, Unit.SCHOOL_DAYS))
    with pytest.raises(BeyondCalendar):
        days.following_half_term_end(day("2024-10-01"))
    assert days.after(day("2024-10-22"), Span(3, Unit.SCHOOL_DAYS)) == day("2024-10-25")
    assert days.after(day("2025-01-10"), Span(1, Unit.HALF_TERMS)) == day("2025-02-14")


def test_without_terms_nothing_is_counted_on_them() -> None:
    with pytest.raises(BeyondCalendar, match="no terms are loaded"):
        Calendar([]).after(day("2024-09-03"), Span(1, Unit.SCHOOL_DAYS))


def test_the_summer_is_not_a_gap() -> None:
    assert calendar().after(day("2025-07-23"), Span(1, Unit.SCHOOL_DAYS)) == day("2025-09-03")


@pytest.mark.parametrize(
    ("posted", "received"),
    [
        ("2024-11-08", "2024-11-12"),  # a Friday
        ("2024-11-09", "2024-11-12"),  # a Saturday
        ("2024-12-23", "2024-12-27"),  # over Christmas and Boxing Day
        ("2024-12-24", "2024-12-30"),
        ("2024-12-31", "2025-01-03"),
        ("2025-04-16", "2025-04-22"),  # over Good Friday and Easter Monday
        ("2025-05-02", "2025-05-07"),  # over the early May bank holiday
        ("2026-12-24", "2026-12-30"),  # Boxing Day 2026 is a Saturday; the Monday after is its substitute
    ],
)
def test_post_is_received_on_the_second_working_day(posted: str, received: str) -> None:
    assert calendar().working_day_after(day(posted), 2) == day(received)


def test_a_working_day_beyond_the_published_bank_holidays_is_refused() -> None:
    until = bank_holidays().until
    with pytest.raises(BeyondCalendar, match=f"after 31 December {until.year} are not published yet"):
        calendar().working_day_after(until - timedelta(days=1), 3)


@pytest.mark.parametrize(
    ("on", "months", "to"),
    [
        ("2025-01-31", 1, "2025-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-03-31", 1, "2024-04-30"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2024-12-31", 2, "2025-02-28"),
        ("2024-11-30", 3, "2025-02-28"),
        ("2024-10-15", 12, "2025-10-15"),
        ("2024-03-31", -1, "2024-02-29"),
        ("2024-01-15", -1, "2023-12-15"),
        ("2024-01-15", -12, "2023-01-15"),
    ],
)
def test_months_at_the_ends_of_months(on: str, months: int, to: str) -> None:
    assert months_after(day(on), months) == day(to)


@pytest.mark.parametrize(
    ("span", "due"),
    [
        (Span(1, Unit.HOURS), "2024-09-07"),
        (Span(48, Unit.HOURS), "2024-09-08"),
        (Span(48, Unit.WEEKDAY_HOURS), "2024-09-10"),  # from a Friday: the weekend does not count
        (Span(2, Unit.WEEKS), "2024-09-20"),
        (Span(3, Unit.MONTHS), "2024-12-06"),
        (Span(14, Unit.CALENDAR_DAYS), "2024-09-20"),
        (Span(1, Unit.WORKING_DAYS), "2024-09-09"),
        (Span(1, Unit.SCHOOL_DAYS), "2024-09-09"),
    ],
)
def test_each_unit_counts_from_the_day_after(span: Span, due: str) -> None:
    assert calendar().after(day("2024-09-06"), span) == day(due)


@pytest.mark.parametrize("unit", list(Unit))
def test_no_date_lies_beyond_the_last_there_is(unit: Unit) -> None:
    with pytest.raises(BeyondCalendar):
        Calendar([], bank_holidays_until=date.max).after(date.max, Span(1, unit))


def test_terms_from_the_first_year_there_is() -> None:
    days = Calendar([HalfTerm(date.min, date(1, 2, 1))])
    assert days.after(date.min, Span(1, Unit.SCHOOL_DAYS)) == date(1, 1, 2)


def test_half_terms_that_cannot_be() -> None:
    with pytest.raises(ValueError, match="cannot end"):
        HalfTerm(day("2024-10-25"), day("2024-09-03"))
    with pytest.raises(ValueError, match="overlap"):
        Calendar([HalfTerm(day("2024-09-03"), day("2024-10-25")), HalfTerm(day("2024-10-25"), day("2024-12-20"))])


def test_a_half_term_that_is_wholly_closed_still_has_an_end() -> None:
    days = calendar((("2024-09-02", "2024-09-03"), ("2024-11-04", "2024-12-20")), ("2024-09-02", "2024-09-03"))
    assert days.half_term_end(day("2024-09-02")) == day("2024-09-03")
    assert days.half_term_end(day("2024-11-05")) == day("2024-12-20")


def test_spans_are_said_as_people_say_them() -> None:
    said = [str(Span(n, unit)) for n, unit in ((1, Unit.HALF_TERMS), (2, Unit.HALF_TERMS), (1, Unit.MONTHS))]
    assert said == ["the end of the half-term", "2 half-terms", "1 month"]
