"""A person as the school knows them, and the cases about them that the user may see."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fairgate.queries.incident import schools_led
from fairgate.queries.permission import Allowance, allowances_of
from fairgate.queries.person_card import AnotherName, Card, card_of
from fairgate.queries.person_kept import Car, Joined, kept_of
from fairgate.queries.person_letter import WritingWay, WrittenLetter, letters_of, ways_to_write
from fairgate.queries.person_ties import PersonTie, Visit, ties_of
from fairgate.queries.stands import Stands, where_it_stands
from fairgate.records import door, plates
from fairgate.records.clearance import Clearance, schools_of_person
from fairgate.records.door import Hidden
from fairgate.records.models import OtherName, Person, School, User, Vehicle
from fairgate.records.standing import standings


@dataclass(frozen=True)
class PersonCase:
    """A case about the person."""

    reference: str
    school: str
    stands: Stands


@dataclass(frozen=True)
class PersonPage:
    """What the page of a person shows. `is_cleared`: the reader reads what is restricted about this person;
    `may_allow`: they may give a permission."""

    card: Card
    cars: tuple[Car, ...]
    has_photograph: bool
    ties: tuple[PersonTie, ...]
    visits: tuple[Visit, ...]
    cases: tuple[PersonCase, ...]
    joined: tuple[Joined, ...]
    is_cleared: bool
    letters: tuple[WrittenLetter, ...] = ()
    writes: tuple[WritingWay, ...] = ()
    allowances: tuple[Allowance, ...] = ()
    may_allow: bool = False

    @property
    def has_school(self) -> bool:
        """Whether any school knows them by a child or a visit."""
        return bool(self.ties or self.visits)


@dataclass(frozen=True)
class Known:
    """A person who was opened, to change what is kept of them, and whether the user reads what is restricted."""

    person: Person
    card: Card
    is_cleared: bool


@dataclass(frozen=True)
class NameRow(AnotherName):
    """Another name of the person, by the key of its row."""

    number: int


@dataclass(frozen=True)
class TieAsked:
    """A person and one child, of a school of the user's, to change what is kept about the two."""

    number: int
    name: str
    tie: PersonTie


@dataclass(frozen=True)
class VisitAsked:
    """A person and a visit to a school of the user's."""

    number: int
    name: str
    visit: Visit


def person_page(user: User, number: int, now: datetime) -> PersonPage:
    """The person with this number, and their cases, newest first. Raises Hidden."""
    person = door.open_person(user, number, now=now)
    on = timezone.localdate(now)
    clearance, own, same = (
        Clearance.of(user, on),
        door.own_schools(user, on),
        Person.objects.same_as(person).values("pk"),
    )
    visible = door.cases_for(user, on)
    kept = kept_of([person], own, visible)[person.pk]
    is_cleared = clearance.about(kept.schools)
    cases = (
        PersonCase(one.record.reference, one.record.school.name, where_it_stands(one, {}))
        for one in standings(list(visible.filter(subject__in=same).order_by("-opened_at")), on)
    )
    schools = door.schools_by_name(user, on)
    led = schools_led(user, schools, on)
    return PersonPage(
        card=card_of(person, cleared=is_cleared, others=kept.others),
        cars=kept.cars,
        has_photograph=kept.has_photograph,
        ties=ties_of([person], clearance, own, on)[person.pk],
        visits=kept.visits,
        cases=tuple(cases),
        joined=kept.joined,
        is_cleared=is_cleared,
        letters=letters_of(person, schools),
        writes=ways_to_write(user, schools, on),
        allowances=allowances_of(person, schools, led, on),
        may_allow=bool(led),
    )


def person_of(user: User, number: int, now: datetime) -> Known:
    """The person with this number, for a form about them. Raises Hidden."""
    person = door.open_person(user, number, now=now)
    is_cleared = clearance_about(user, person, timezone.localdate(now))
    return Known(person, card_of(person, cleared=is_cleared), is_cleared)


def clearance_about(user: User, person: Person, on: date) -> bool:
    """Whether `user` reads what is restricted about this person on that day."""
    return Clearance.of(user, on).about(schools_of_person(person))


def own_schools(user: User, on: date) -> list[School]:
    """The schools of the user, where they enter and change what brings people there."""
    return door.schools_by_name(user, on)


def tie_asked(user: User, number: int, tie: int, now: datetime, *, restricted: bool = False) -> TieAsked:
    """That tie of the person, to a child of one of the user's schools. Raises Hidden.

    `restricted`: also where the user does not read court orders there.
    """
    person, on = door.open_person(user, number, now=now), timezone.localdate(now)
    ties = ties_of([person], Clearance.of(user, on), door.own_schools(user, on), on)[person.pk]
    found = next((one for one in ties if one.number == tie and one.yours), None)
    if found is None or (restricted and found.orders is None):
        raise Hidden("there is no such page")
    return TieAsked(number, person.name, found)


def visit_asked(user: User, number: int, visit: int, now: datetime) -> VisitAsked:
    """That visit of the person, to one of the user's schools. Raises Hidden."""
    person, on = door.open_person(user, number, now=now), timezone.localdate(now)
    visits = kept_of([person], door.own_schools(user, on), door.cases_for(user, on))[person.pk].visits
    found = next((one for one in visits if one.number == visit and one.yours), None)
    if found is None:
        raise Hidden("there is no such visit")
    return VisitAsked(number, person.name, found)


def names_of(person: Person) -> tuple[NameRow, ...]:
    """The other names of the person, a row each: one query."""
    rows = OtherName.objects.filter(person__in=Person.objects.same_as(person).values("pk")).order_by("pk")
    return tuple(NameRow(row.name, row.kind, row.pk) for row in rows)


def cars_of(person: Person) -> tuple[Car, ...]:
    """The vehicles of the person: one query."""
    rows = Vehicle.objects.filter(person__in=Person.objects.same_as(person).values("pk")).order_by("pk")
    return tuple(Car(row.pk, plates.shown(row.registration), row.description) for row in rows)
