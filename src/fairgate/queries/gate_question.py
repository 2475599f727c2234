"""The question that settles who somebody at the gate is, where the name does not: which child, which car?"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q

from fairgate.queries import names
from fairgate.queries.names import Known, Match, Name
from fairgate.records.models import Person, Relationship, School

_SHORTEST_PLATE = 5


class Question(StrEnum):
    """What can be asked, as far as anything is on record that would answer it."""

    CHILD = "child"
    CAR = "car"
    CHILD_OR_CAR = "child or car"


@dataclass(frozen=True)
class Fitting:
    """Whom what was said fits.

    `suspects`: those asked about. `somebody_else`: another, of just the name that was typed, outright. `alike`:
    another, of a name that is the same or near. `another_child`: it fits a child of the school as well with whom
    none of those suspects has to do.
    """

    suspects: tuple[int, ...]
    somebody_else: bool
    alike: bool
    another_child: bool


def about(people: Collection[int]) -> Question | None:
    """What the record could answer about these people; None when it holds neither a child nor a car of theirs."""
    child = Relationship.objects.filter(person__in=people).exists()
    car = Person.objects.filter(pk__in=people).exclude(vehicle="").exists()
    if child and car:
        return Question.CHILD_OR_CAR
    return Question.CHILD if child else Question.CAR if car else None


def fitting(school: School, suspects: Collection[int], typed: Name, clue: str) -> Fitting:
    """Whom the clue fits, the child they collect or their car's number plate: one query."""
    plate = _plate(clue)
    return _with_car(school, suspects, typed, plate) if plate else _with_child(school, suspects, typed, clue)


def _with_car(school: School, suspects: Collection[int], typed: Name, plate: str) -> Fitting:
    cars = Person.objects.filter(trust=school.trust_id).exclude(vehicle="").order_by()
    rows = cars.values_list("pk", "name", "other_names", "vehicle")
    drivers = {person: names.known(name, other) for person, name, other, car in rows if plate in _squeezed(car)}
    others = [names.compare(typed, known) for person, known in drivers.items() if person not in suspects]
    return Fitting(
        suspects=tuple(person for person in drivers if person in suspects),
        somebody_else=Match.EXACT in others,
        alike=any(others),
        another_child=False,
    )


def _with_child(school: School, suspects: Collection[int], typed: Name, clue: str) -> Fitting:
    ties = Relationship.objects.filter(Q(child__school=school) | Q(person__in=list(suspects))).order_by()
    rows = ties.values_list("child", "child__name", "person", "person__name", "person__other_names")
    children: dict[int, tuple[Match, dict[int, Known]]] = {}
    for child, called, person, name, other_names in rows:
        match = names.compare_child(clue, called)
        if match:
            children.setdefault(child, (match, {}))[1][person] = names.known(name, other_names)
    # A child of just the name that was said outdoes those of a name that is near.
    ours = {child: found for child, found in children.items() if not found[1].keys().isdisjoint(suspects)}
    nearest = max((match for match, _ in ours.values()), default=Match.NEAR)
    others = [
        (names.compare(typed, known), match)
        for match, adults in children.values()
        for person, known in adults.items()
        if person not in suspects
    ]
    return Fitting(
        suspects=tuple({person: None for _, adults in ours.values() for person in adults if person in suspects}),
        somebody_else=(Match.EXACT, Match.EXACT) in others,
        alike=any(agrees for agrees, _ in others),
        another_child=any(match >= nearest for child, (match, _) in children.items() if child not in ours),
    )


def _plate(text: str) -> str:
    """A car's registration, if that is what the text is: letters and figures, in one word."""
    squeezed = _squeezed(text)
    mixed = any(sign.isdigit() for sign in squeezed) and any(sign.isalpha() for sign in squeezed)
    return squeezed if mixed and len(squeezed) >= _SHORTEST_PLATE else ""


def _squeezed(text: str) -> str:
    return "".join(sign for sign in text.upper() if sign.isalnum())
