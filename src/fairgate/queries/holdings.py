"""The offices that somebody holds on a day, at every school at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fairgate.records.held import held_of
from fairgate.records.models import User


@dataclass(frozen=True)
class Holdings:
    """Ids of offices: those held throughout the trust, and those held at one school, by its primary key."""

    throughout: frozenset[str]
    by_school: Mapping[int, frozenset[str]]

    def at(self, school_id: int) -> frozenset[str]:
        """Every office held at that school; only ask about schools of the user's own trust."""
        return self.throughout | self.by_school.get(school_id, frozenset())


def holdings(user: User, on: date) -> Holdings:
    """What `user` holds in their own trust on that day: one query at most."""
    throughout: set[str] = set()
    by_school: dict[int, set[str]] = {}
    for office, school_id in held_of(user, on):
        if school_id is None:
            throughout.add(office)
        else:
            by_school.setdefault(school_id, set()).add(office)
    return Holdings(frozenset(throughout), {school: frozenset(held) for school, held in by_school.items()})
