"""A date in three boxes, and a time of day as people write it."""

import calendar
import re
from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError

from fairgate.web.shared.forms.fields import Field, about

PARTS = ("day", "month", "year")
MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}


class DateBoxes(forms.Widget):
    """Reads name-day, name-month and name-year; the value is the three texts as they were typed."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> tuple[str, str, str]:
        """The three texts, empty where nothing was sent."""
        day, month, year = (str(data.get(f"{name}-{part}", "")).strip() for part in PARTS)
        return day, month, year

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Whether none of the three was sent at all."""
        return not any(f"{name}-{part}" in data for part in PARTS)


class Date(Field):
    """A date. The value is a datetime.date, or None when it is left empty and may be.

    `past` refuses days after today, `future` days before it; the form is then given `today`. `earliest` and
    `latest` bound it otherwise, and can be set in a form's __init__. A month may be typed as a name.
    """

    kind = "date"
    widget = DateBoxes
    use_fieldset = True
    empty_value = None

    def __init__(
        self,
        label: str = "",
        *,
        past: bool = False,
        future: bool = False,
        earliest: date | None = None,
        latest: date | None = None,
        birthday: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(label, **kwargs)
        self.past = past
        self.future = future
        self.earliest = earliest
        self.latest = latest
        self.birthday = birthday
        self.today: date | None = None

    def prepare_value(self, value: Any) -> Any:
        """A date as its three texts; what was typed stays as it was typed."""
        if isinstance(value, date):
            return str(value.day), str(value.month), str(value.year)
        return value or ("", "", "")

    def clean(self, value: Any) -> date | None:
        """The date; otherwise which box is wrong, and how to put it right."""
        texts = dict(zip(PARTS, value or ("", "", ""), strict=True))
        absent = [part for part in PARTS if not texts[part]]
        if len(absent) == len(PARTS):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if absent:
            raise self._wrong(f"the date must include a {' and a '.join(absent)}.", absent)
        day = _number(texts["day"])
        month = MONTHS.get(texts["month"].lower().rstrip("."), _number(texts["month"]))
        year = _number(texts["year"])
        if day is None or not 1 <= day <= 31:
            raise self._wrong("the day must be a number from 1 to 31.", ["day"])
        if month is None or not 1 <= month <= 12:
            raise self._wrong("the month must be a number from 1 to 12, or its name.", ["month"])
        if year is None or not 1900 <= year <= 2199:
            raise self._wrong("the year must have four figures, like 2026.", ["year"])
        last = calendar.monthrange(year, month)[1]
        if day > last:
            name = calendar.month_name[month]
            raise self._wrong(f"{name} {year} has only {last} days.", ["day"])
        found = date(year, month, day)
        self._bounds(found)
        return found

    def _wrong(self, text: str, parts: Iterable[str]) -> ValidationError:
        return ValidationError(about(str(self.label), text), code="invalid", params={"parts": tuple(parts)})

    def _bounds(self, day: date) -> None:
        if self.past or self.future:
            if self.today is None:
                raise ImproperlyConfigured("a form with a past or future date is given today=request.today")
            if self.past and day > self.today:
                raise self._wrong("the date must be today or in the past.", PARTS)
            if self.future and day < self.today:
                raise self._wrong("the date must be today or later.", PARTS)
        if self.earliest and day < self.earliest:
            raise self._wrong(f"the date must be {_said(self.earliest)} or later.", PARTS)
        if self.latest and day > self.latest:
            raise self._wrong(f"the date must be {_said(self.latest)} or earlier.", PARTS)

    def parts_for(self, bound: Any) -> list[dict[str, Any]]:
        """For the templates: the three boxes, and which of them are wrong (all, unless an error says which)."""
        named = {p for e in bound.errors.as_data() for p in (e.params or {}).get("parts", ())}
        wrong = (named or set(PARTS)) if bound.errors else set()
        completes = {part: f"bday-{part}" if self.birthday else "" for part in PARTS}
        return [
            {
                "id": f"{bound.id}-{part}",
                "name": f"{bound.html_name}-{part}",
                "label": part.capitalize(),
                "value": value,
                "width": 4 if part == "year" else 2,
                "wrong": part in wrong,
                "autocomplete": completes[part],
            }
            for part, value in zip(PARTS, bound.value() or ("", "", ""), strict=True)
        ]


TIME = re.compile(r"(\d{1,2})(?:[:. ]?(\d{2}))? ?([ap])?\.?(?:m\.?)?")


class Time(Field, forms.TimeField):
    """A time of day: 14:30, 2.30pm, 2pm, midday. The value is a datetime.time."""

    kind = "text"
    type = "text"
    widget = forms.TextInput

    def __init__(self, label: str = "", **kwargs: Any) -> None:
        super().__init__(label, classes="govuk-input--width-5", **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A time as 14:30."""
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def to_python(self, value: Any) -> time | None:
        """The time; None when nothing was typed."""
        if value in self.empty_values or isinstance(value, time):
            return value or None
        text = str(value).strip().lower()
        text = {"midday": "12:00", "noon": "12:00", "midnight": "00:00"}.get(text, text)
        found = TIME.fullmatch(text)
        if found:
            hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
            if half and 1 <= hour <= 12:
                hour = hour % 12 + (12 if half == "p" else 0)
            elif half or (not found[2]):
                # '14pm', or a bare number that could be morning or afternoon
                hour = 99
            if hour <= 23 and minute <= 59:
                return time(hour, minute)
        raise ValidationError(about(str(self.label), "write the time like 14:30 or 2:30pm."), code="invalid")


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else None


def _said(day: date) -> str:
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"
