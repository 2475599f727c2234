"""The names under which people are on record. Those who were found to be the same person have each other's."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from fairgate.queries import names
from fairgate.queries.names import Known
from fairgate.records.models.person import PersonQuerySet


def known_by(people: PersonQuerySet, only: QuerySet[Any, Any] | None = None) -> dict[int, Known]:
    """The names under which each of the people is on record, by the key of whom they are shown under: one query.

    Those who were found to be the same person have each other's names. `only` is a subquery of such keys.
    """
    asked = people.with_one().order_by()
    if only is not None:
        asked = asked.filter(one__in=only)
    return together(asked.values_list("one", "name", "other_names__name").iterator())


def together(rows: Iterable[tuple[int, str, str | None]]) -> dict[int, Known]:
    """Of rows of a key, a name and another name: under which names each key is known."""
    found: dict[int, dict[str, None]] = {}
    others: dict[int, dict[str, None]] = {}
    for one, name, other in rows:
        found.setdefault(one, {})[name] = None
        if other is not None:
            others.setdefault(one, {})[other] = None
    return {one: names.known_as(own, others.get(one, ())) for one, own in found.items()}
