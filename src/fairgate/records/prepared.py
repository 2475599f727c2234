"""Questions that are asked at every turn, alike but for a few values: written as querysets, and compiled once.

Building and compiling a queryset takes longer than such a question takes the database.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet

Value = int | str | date


class Prepared:
    """A question whose values are given when it is asked. `kinds` are their types, in the order of `ask`'s arguments.

    `ask` makes a queryset of rows (`values_list`) that holds each value as it is, and nothing else that could change.
    Rows come as the database gives them: ask for whole numbers and text.
    """

    def __init__(self, ask: Callable[..., QuerySet[Any, Any]], *kinds: type[Value]) -> None:
        self._ask = ask
        self._kinds = kinds
        self._compiled: dict[str, tuple[str, list[tuple[bool, Any]]]] = {}

    def __call__(self, *values: Value) -> list[tuple[Any, ...]]:
        """The rows: one query."""
        sql, places = self._compiled.get(connection.vendor) or self._compile()
        given = [_adapted(value) for value in values]
        with connection.cursor() as cursor:
            cursor.execute(sql, [given[one] if is_place else one for is_place, one in places])
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows

    def _compile(self) -> tuple[str, list[tuple[bool, Any]]]:
        """The statement, and for each of its signs the place of the value that goes there, or what always does."""
        marks = [_mark(kind, place) for place, kind in enumerate(self._kinds)]
        sql, params = self._ask(*marks).query.sql_with_params()
        known = {_adapted(mark): place for place, mark in enumerate(marks)}
        places = [(True, known[one]) if one in known else (False, one) for one in params]
        missing = set(known.values()) - {one for is_place, one in places if is_place}
        assert not missing, "a value that the question does not hold as it is"  # noqa: S101 - the tests ask each one
        made = self._compiled[connection.vendor] = (sql, places)
        return made


def _mark(kind: type[Value], place: int) -> Value:
    """A value that stands for another, and that no question holds by itself."""
    if kind is int:
        return 1_900_000_000 + place
    return date(1000 + place, 1, 1) if kind is date else f"\ue000{place}"


def _adapted(value: Value) -> Value:
    """As the database is given it: a day, on SQLite, as text."""
    if isinstance(value, date):
        adapted: Value = connection.ops.adapt_datefield_value(value)  # type: ignore[assignment]  # a text or the day
        return adapted
    return value
