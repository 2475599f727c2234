"""The question that settles who somebody at the gate is, where the name does not: which child, which car?"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q
from django.db.models.functions import Coalesce

from fairgate.queries import names
from fairgate.queries.names import Match, Name
from fairgate.queries.on_record import known_by, together
from fairgate.records.models import Person, Relationship, School, Vehicle
from fairgate.records.plates import normalised

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
    child = Relationship.objects.filter(_theirs(people)).exists()
    car = Vehicle.objects.filter(_theirs(people)).exclude(registration="").exists()
    if child and car:
        return Question.CHILD_OR_CAR
    return Question.CHILD if child else Question.CAR if car else None


def fitting(school: School, suspects: Collection[int], typed: Name, clue: str) -> Fitting:
    """Whom the clue fits, the child they collect or their car's number plate: one query."""
    plate = _plate(clue)
    return _with_car(school, suspects, typed, plate) if plate else _with_child(school, suspects, typed, clue)


def _with_car(school: School, suspects: Collection[int], typed: Name, plate: str) -> Fitting:
    own = Vehicle.objects.filter(person__trust=school.trust_id, registration__contains=plate)
    driven = own.annotate(one=Coalesce("person__kept_as", "person")).order_by()
    drivers = known_by(Person.objects.all(), driven.values("one"))
    others = [names.compare(typed, known) for person, known in drivers.items() if person not in suspects]
    return Fitting(
        suspects=tuple(person for person in drivers if person in suspects),
        somebody_else=Match.EXACT in others,
        alike=any(others),
        another_child=False,
    )


def _with_child(school: School, suspects: Collection[int], typed: Name, clue: str) -> Fitting:
    ties = Relationship.objects.filter(Q(child__school=school) | _theirs(suspects)).order_by()
    rows = ties.annotate(one=Coalesce("person__kept_as", "person")).values_list(
        *("child", "child__name", "one", "person__name", "person__other_names__name"),
        *("person__kept_as__name", "person__kept_as__other_names__name"),
    )
    children: dict[int, tuple[Match, list[tuple[int, str, str | None]]]] = {}
    for child, called, one, name, other, kept, kept_other in rows:
        match = names.compare_child(clue, called)
        if match:
            adults = children.setdefault(child, (match, []))[1]
            adults.append((one, name, other))
            if kept is not None:
                adults.append((one, kept, kept_other))
    found = {child: (match, together(adults)) for child, (match, adults) in children.items()}
    # A child of just the name that was said outdoes those of a name that is near.
    ours = {child: one for child, one in found.items() if not one[1].keys().isdisjoint(suspects)}
    nearest = max((match for match, _ in ours.values()), default=Match.NEAR)
    others = [
        (names.compare(typed, known), match)
        for match, adults in found.values()
        for person, known in adults.items()
        if person not in suspects
    ]
    return Fitting(
        suspects=tuple({person: None for _, adults in ours.values() for person in adults if person in suspects}),
        somebody_else=(Match.EXACT, Match.EXACT) in others,
        alike=any(agrees for agrees, _ in others),
        another_child=any(match >= nearest for child, (match, _) in found.items() if child not in ours),
    )


def _theirs(people: Collection[int]) -> Q:
    """What belongs to these people, or to somebody who was found to be one of them."""
    return Q(person__in=list(people)) | Q(person__kept_as__in=list(people))


def _plate(text: str) -> str:
    """A car's registration, if that is what the text is: letters and figures, in one word."""
    squeezed = normalised(text)
    mixed = any(sign.isdigit() for sign in squeezed) and any(sign.isalpha() for sign in squeezed)
    return squeezed if mixed and len(squeezed) >= _SHORTEST_PLATE else ""
