"""What was answered in a form, to be read before it is confirmed: each question and its answer, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from fairgate.queries.acting import weekday
from fairgate.web.shared.forms import Date, Form, Option, Time


@dataclass(frozen=True)
class Answer:
    """A question and its answer as it will be read. `long` text keeps its lines."""

    question: str
    text: str
    long: bool = False


def answers(form: Form) -> list[Answer]:
    """Every question of a valid form that was answered, in order."""
    return list(_answers(form))


def _answers(form: Form) -> Iterator[Answer]:
    for bound in form.visible_fields():
        value = form.cleaned_data.get(bound.name)
        if value in (None, "", (), []):
            continue
        text = _said(bound.field, value)
        yield Answer(str(bound.label), text, len(text) > 60 or "\n" in text)


def _said(field: Any, value: Any) -> str:
    if isinstance(field, Date) and isinstance(value, date):
        return weekday(value)
    if isinstance(field, Time) and isinstance(value, time):
        return f"{value:%H:%M}"
    if value is True:
        return "Yes"
    options = {o.value: o.text for o in getattr(field, "options", ()) if isinstance(o, Option)}
    if options:
        chosen = value if isinstance(value, list | tuple) else [value]
        return "; ".join(options.get(one, str(one)) for one in chosen)
    return str(value)
