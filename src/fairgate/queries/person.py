"""A person as the school knows them, and the cases about them that the user may see."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from fairgate.queries.case import Tie, ties_of
from fairgate.queries.stands import Stands, where_it_stands
from fairgate.records import door
from fairgate.records.models import Person, User
from fairgate.records.standing import standings


@dataclass(frozen=True)
class PersonCase:
    """A case about the person."""

    reference: str
    school: str
    stands: Stands


@dataclass(frozen=True)
class PersonPage:
    """What the page of a person shows."""

    person: Person
    ties: tuple[Tie, ...]
    cases: tuple[PersonCase, ...]


def person_page(user: User, number: int, now: datetime) -> PersonPage:
    """The person with this number, and their cases, newest first. Raises Hidden."""
    person = door.open_person(user, number, now=now)
    on = timezone.localdate(now)
    visible = list(door.cases_for(user, on).filter(subject=person).order_by("-opened_at"))
    cases = (
        PersonCase(one.record.reference, one.record.school.name, where_it_stands(one, {}))
        for one in standings(visible, on)
    )
    return PersonPage(person, ties_of(person), tuple(cases))


def person_of(user: User, number: int, now: datetime) -> Person:
    """The person with this number, for their form. Raises Hidden."""
    return door.open_person(user, number, now=now)
