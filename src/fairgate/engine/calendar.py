"""The school calendar: half-terms, closures, bank holidays, and every deadline that is counted on them.

Nothing is ever guessed: a date that would lie past the loaded terms (or past the published bank holidays) raises
`BeyondCalendar`, whose message names the terms that are loaded (law.md 59 and 60).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, timedelta

from fairgate.engine.code import Span
from fairgate.engine.words import Unit

_DAY = timedelta(days=1)


class BeyondCalendar(Exception):
    """A date cannot be worked out from the terms or bank holidays that are loaded. Its text says what to load."""


class HalfTerm:
    """First and last school day of a half-term, both included."""

    __slots__ = ("first", "last")

    def __init__(self, first: date, last: date) -> None:
        if last < first:
            raise ValueError(f"a half-term cannot end ({last}) before it begins ({first})")
        self.first = first
        self.last = last


class Calendar:
    """The days of one school: `half_terms` in order, `closed` days within them, England's `bank_holidays`.

    `bank_holidays_until` is the last day for which the published list is known.
    """

    def __init__(
        self,
        half_terms: Iterable[HalfTerm],
        closed: Iterable[date] = (),
        bank_holidays: Iterable[date] = (),
        bank_holidays_until: date = date.max,
    ) -> None:
        self.half_terms = tuple(sorted(half_terms, key=lambda term: term.first))
        self.closed = frozenset(closed)
        self.bank_holidays = frozenset(bank_holidays)
        self.bank_holidays_until = bank_holidays_until
        for earlier, later in zip(self.half_terms, self.half_terms[1:], strict=False):
            if later.first <= earlier.last:
                raise ValueError(
                    f"the half-terms {earlier.first} to {earlier.last} and {later.first} to {later.last} overlap"
                )
        self._school_days: list[date] | None = None
        self._known: dict[tuple[date, int, Unit], date] = {}  # answers given: many cases share a school's calendar
        # A longer gap than any holiday is a half-term that nobody has loaded: nothing is counted across it.
        self._gaps = [
            (earlier.last, later.first)
            for earlier, later in zip(self.half_terms, self.half_terms[1:], strict=False)
            if later.first - earlier.last > _LONGEST_BREAK
        ]

    # -- which days are what --------------------------------------------------------------------------------

    @property
    def school_days(self) -> list[date]:
        """Every school day that is loaded, in order: a weekday within a half-term that is not closed."""
        if self._school_days is None:
            self._school_days = [
                day
                for term in self.half_terms
                for day in (term.first + _DAY * n for n in range((term.last - term.first).days + 1))
                if day.weekday() < 5 and day not in self.closed
            ]
        return self._school_days

    def is_school_day(self, day: date) -> bool:
        """Whether pupils attend on `day`, as far as the loaded terms say."""
        days = self.school_days
        place = bisect_left(days, day)
        return place < len(days) and days[place] == day

    def is_working_day(self, day: date) -> bool:
        """Whether `day` is a weekday that is not a bank holiday in England."""
        if day > self.bank_holidays_until:
            raise BeyondCalendar(
                f"the bank holidays after {_said(self.bank_holidays_until)} are not published yet; "
                f"no working day can be counted on {_said(day)}"
            )
        return day.weekday() < 5 and day not in self.bank_holidays

    def school_days_between(self, first: date, last: date) -> int:
        """How many school days lie from `first` to `last`, both included."""
        days = self.school_days
        return bisect_right(days, last) - bisect_left(days, first)

    # -- deadlines ------------------------------------------------------------------------------------------

    def after(self, day: date, span: Span) -> date:
        """The last day of a `span` counted from `day`, which itself does not count.

        'Within 10 school days' of an event counts from the first school day after it. Half-terms count to the end
        of the half-term (`half_term_end`). Hours are rounded up to whole days: a ledger is dated by the day.
        """
        asked = (day, span.amount, span.unit)
        known = self._known.get(asked)
        if known is not None:
            return known
        try:
            found = self._known[asked] = self._after(day, span.unit, span.amount)
        except (OverflowError, ValueError) as error:
            raise BeyondCalendar(f"no calendar reaches {span} after {_said(day)}") from error
        return found

    def _after(self, day: date, unit: Unit, amount: int) -> date:
        if unit is Unit.SCHOOL_DAYS:
            return self._school_day_after(day, amount)
        if unit is Unit.WORKING_DAYS:
            return self.working_day_after(day, amount)
        if unit is Unit.CALENDAR_DAYS:
            return day + _DAY * amount
        if unit is Unit.WEEKS:
            return day + _DAY * (7 * amount)
        if unit is Unit.MONTHS:
            return months_after(day, amount)
        if unit is Unit.HALF_TERMS:
            return self.half_term_end(day, amount)
        if unit is Unit.WEEKDAY_HOURS:
            return _weekday_after(day, -(-amount // 24))
        return day + _DAY * -(-amount // 24)

    def _school_day_after(self, day: date, amount: int) -> date:
        days = self.school_days
        place = bisect_right(days, day) + amount - 1
        if place >= len(days) or not self._is_unbroken(day, days[place]):
            raise BeyondCalendar(
                f"{amount} school days after {_said(day)} cannot be counted: {self.loaded}. "
                "Load the school's next term dates"
            )
        return days[place]

    def _is_unbroken(self, day: date, last: date) -> bool:
        """Whether every half-term from `day` to `last` is loaded, as far as the length of the gaps tells."""
        if not self.half_terms or self.half_terms[0].first - day > _LONGEST_BREAK:
            return False
        return not any(day < first and ended < last for ended, first in self._gaps)

    def working_day_after(self, day: date, amount: int) -> date:
        """The `amount`-th working day after `day`."""
        while amount:
            day += _DAY
            if self.is_working_day(day):
                amount -= 1
        return day

    def half_term_end(self, day: date, amount: int = 1) -> date:
        """The end of the half-term in which `day` lies; on its last school day or in a break, of the next one.

        `amount` 2 is the end of the half-term after that, and so on (Aspire reading 3).
        """
        for place, term in enumerate(self.half_terms):
            if day < self._last_school_day(term):
                if place + amount > len(self.half_terms):
                    break
                end = self.half_terms[place + amount - 1].last
                if not self._is_unbroken(day, end):
                    break
                return end
        raise BeyondCalendar(
            f"the end of the half-term after {_said(day)} is not known: {self.loaded}. "
            "Load the school's next term dates"
        )

    def following_half_term_end(self, day: date, amount: int = 1) -> date:
        """The end of the `amount`-th half-term that begins after `day`."""
        later = [term.last for term in self.half_terms if term.first > day]
        if len(later) < amount or not self._is_unbroken(day, later[amount - 1]):
            raise BeyondCalendar(
                f"the half-term that follows {_said(day)} is not known: {self.loaded}. "
                "Load the school's next term dates"
            )
        return later[amount - 1]

    def _last_school_day(self, term: HalfTerm) -> date:
        days = self.school_days
        place = bisect_right(days, term.last) - 1
        return days[place] if place >= 0 and days[place] >= term.first else term.last

    @property
    def loaded(self) -> str:
        """Which terms are loaded, as a clause of a sentence."""
        if not self.half_terms:
            return "no terms are loaded"
        missing = "".join(f", with none between {_said(last)} and {_said(first)}" for last, first in self._gaps)
        return (
            f"the terms loaded run from {_said(self.half_terms[0].first)} to {_said(self.half_terms[-1].last)}{missing}"
        )


_LONGEST_BREAK = timedelta(days=56)  # a day further before the first loaded term may lie in one that is not loaded


def months_after(day: date, months: int) -> date:
    """The same day `months` later; where that month is too short, its last day."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    for last in (day.day, 30, 29, 28):
        if last <= day.day:
            try:
                return date(year, month, last)
            except ValueError:
                continue
    raise ValueError(f"no day {months} months after {day}")


def _weekday_after(day: date, amount: int) -> date:
    while amount:
        day += _DAY
        if day.weekday() < 5:
            amount -= 1
    return day


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
