"""Whom a demonstration can be tried as: on the sign-in page when FAIRGATE_DEMO is set, and never otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from fairgate.engine.code import Office
from fairgate.policy.pack import edition_on, editions
from fairgate.records.door import RECEPTION
from fairgate.records.models import Holding, Trust


@dataclass
class Person:
    """One who can be signed in as, and in words what they hold."""

    name: str
    email: str
    offices: list[str] = field(default_factory=list)

    @property
    def halves(self) -> list[str]:
        """The address before and after its @, where a narrow page may break it."""
        return self.email.split("@")


def people(on: date) -> dict[Trust, list[Person]]:
    """By trust, for each of its offices the first who holds it on that day; each person once."""
    held = Holding.objects.on(on).filter(user__is_active=True).select_related("user", "school", "trust")
    found: dict[Trust, dict[int, Person]] = {}
    shown: set[tuple[int, str]] = set()
    for holding in sorted(held, key=lambda one: (one.trust.name, one.school_id is None, one.pk)):
        if (holding.trust_id, holding.office) in shown:
            continue
        shown.add((holding.trust_id, holding.office))
        persons = found.setdefault(holding.trust, {})
        person = persons.setdefault(holding.user_id, Person(holding.user.name, holding.user.email))
        office = _office(holding.office, _offices(holding.trust.slug, on))
        person.offices.append(f"{office}, {holding.school or 'the whole trust'}")
    return {trust: list(persons.values()) for trust, persons in found.items()}


def _offices(slug: str, on: date) -> Mapping[str, Office]:
    """The offices that the trust's own code names; none where it has no code yet."""
    return edition_on(slug, on).code.offices if editions(slug) else {}


def _office(office: str, named: Mapping[str, Office]) -> str:
    if office == RECEPTION:
        return "Reception"
    return named[office].name if office in named else office.replace("_", " ").capitalize()
