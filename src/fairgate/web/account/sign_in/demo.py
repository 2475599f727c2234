"""Whom a demonstration can be tried as: shown on the sign-in page when FAIRGATE_DEMO is set, and never otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from fairgate.records.models import Holding


@dataclass(frozen=True)
class Person:
    """One who can be signed in as: `offices` in words, with the school or 'throughout the trust'."""

    name: str
    email: str
    offices: str


def people(on: date) -> list[tuple[str, list[Person]]]:
    """By trust: everybody who holds an office there on that day."""
    holdings = (
        Holding.objects.on(on)
        .filter(user__is_active=True)
        .select_related("user", "school", "trust")
        .order_by("trust__name", "user__name", "user__email", "office")
    )
    by_trust = groupby(holdings, key=lambda holding: holding.trust.name)
    return [(trust, _persons(held)) for trust, held in by_trust]


def _persons(holdings: Iterable[Holding]) -> list[Person]:
    persons = []
    for user, held in groupby(holdings, key=lambda holding: holding.user):
        words = (
            f"{holding.office.replace('_', ' ').capitalize()}, {holding.school or 'throughout the trust'}"
            for holding in held
        )
        persons.append(Person(user.name, user.email, "; ".join(words)))
    return persons
