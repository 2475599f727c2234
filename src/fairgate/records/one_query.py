"""Rows of several tables in one query, where each question to the database costs more than its answer."""

from datetime import UTC, datetime
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import JSONObject

QueryPart = tuple[QuerySet[Any, Any], dict[str, Any]]
"""A queryset and, by the name it gets, each column that is wanted of it."""

Rows = dict[str, list[dict[str, Any]]]


def part(queryset: QuerySet[Any, Any], *columns: str, **named: Any) -> QueryPart:
    """One part: the columns that keep their names, and those that get one."""
    return queryset, {name: name for name in columns} | named


def in_one_query(**parts: QueryPart) -> Rows:
    """The rows of each part, by its name.

    What comes back went through JSON: text, whole numbers, true or false and None as they were, days and instants as
    text (`date.fromisoformat`, `instant`). The order of the rows is the database's own, and no part may be cut short.
    """
    asked = [
        queryset.order_by()
        .annotate(part_=Value(name, output_field=CharField()), row_=JSONObject(**columns))
        .values_list("part_", "row_")
        for name, (queryset, columns) in parts.items()
    ]
    found: Rows = {name: [] for name in parts}
    for name, row in asked[0].union(*asked[1:], all=True):
        found[name].append(row)
    return found


def instant(text: str) -> datetime:
    """An instant that came back so; SQLite leaves out that it is in UTC."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
