"""The question that settles who somebody at the gate is, where the name does not: which child, which car?"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Expression, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, Replace

from fairgate.queries import names
from fairgate.queries.names import Match, Name
from fairgate.queries.on_record import together
from fairgate.records.models import Person, Relationship, School, Vehicle
from fairgate.records.one_query import QueryPart, Rows, part
from fairgate.records.plates import as_looked, look_alikes, normalised

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
    none of those suspects has to do; `only_another_child`: it is the full name of that child, and like none of theirs.
    """

    suspects: tuple[int, ...]
    somebody_else: bool
    alike: bool
    another_child: bool
    only_another_child: bool = False


def parts(school: School, people: Collection[int], clue: str) -> dict[str, QueryPart]:
    """The rows that `about` and `fitting` are answered from, for `in_one_query`; `people` are the suspects at least."""
    plate, theirs = plate_in(clue), _theirs(people)
    ties = Relationship.objects.filter(theirs)
    cars = Vehicle.objects.filter(theirs).exclude(registration="")
    found = {
        "ties": part(ties, **_OF_TIE),
        "cars": part(cars, one=_ONE),
    }
    if clue.strip() and not plate:  # everybody's children at the school, so that another's is known
        found["children"] = part(Relationship.objects.filter(child__school=school), **_OF_TIE)
    if plate:
        own = with_plate(Vehicle.objects.filter(person__trust=school.trust_id), plate)
        driven = own.annotate(one=_ONE).order_by().values("one")
        drivers = Person.objects.with_one().filter(Q(pk__in=driven) | Q(kept_as__in=driven))
        found["drivers"] = part(drivers, "one", "name", other="other_names__name")
    return found


_ONE = Coalesce("person__kept_as", "person")
_OF_TIE = {
    "one": _ONE,
    "child": "child_id",
    "called": "child__name",
    "school": "child__school_id",
    "name": "person__name",
    "other": "person__other_names__name",
    "kept": "person__kept_as__name",
    "kept_other": "person__kept_as__other_names__name",
}


def about(rows: Rows, people: Collection[int]) -> Question | None:
    """What the record could answer about these people; None when it holds neither a child nor a car of theirs."""
    child = any(row["one"] in people for row in rows["ties"])
    car = any(row["one"] in people for row in rows["cars"])
    if child and car:
        return Question.CHILD_OR_CAR
    return Question.CHILD if child else Question.CAR if car else None


def fitting(rows: Rows, school: School, suspects: Collection[int], typed: Name, clue: str) -> Fitting:
    """Whom the clue fits, the child they collect or their car's number plate."""
    return _with_car(rows, suspects, typed) if plate_in(clue) else _with_child(rows, school, suspects, typed, clue)


def _with_car(rows: Rows, suspects: Collection[int], typed: Name) -> Fitting:
    drivers = together((row["one"], row["name"], row["other"]) for row in rows["drivers"])
    others = [names.compare(typed, known) for person, known in drivers.items() if person not in suspects]
    return Fitting(
        suspects=tuple(person for person in drivers if person in suspects),
        somebody_else=Match.EXACT in others,
        alike=any(others),
        another_child=False,
    )


def _with_child(rows: Rows, school: School, suspects: Collection[int], typed: Name, clue: str) -> Fitting:
    children: dict[int, tuple[Match, list[tuple[int, str, str | None]]]] = {}
    for row in (*rows["ties"], *rows.get("children", ())):
        if row["school"] != school.pk and row["one"] not in suspects:
            continue
        match = names.compare_child(clue, row["called"])
        if match:
            adults = children.setdefault(row["child"], (match, []))[1]
            adults.append((row["one"], row["name"], row["other"]))
            if row["kept"] is not None:
                adults.append((row["one"], row["kept"], row["kept_other"]))
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
        only_another_child=not ours and _is_whole(clue) and any(match is Match.EXACT for match, _ in found.values()),
    )


def _is_whole(clue: str) -> bool:
    said = names.read(clue)
    return said is not None and said.is_whole


def _theirs(people: Collection[int]) -> Q:
    """What belongs to these people, or to somebody who was found to be one of them."""
    # By the people first: across two tables an OR would be answered by reading both through.
    them = Person.objects.filter(Q(pk__in=list(people)) | Q(kept_as__in=list(people)))
    return Q(person__in=them.order_by().values("pk"))


def plate_in(text: str) -> str:
    """A vehicle's registration, as plates.py compares it, if that is what the text is: letters and figures."""
    squeezed = normalised(text)
    mixed = any(sign.isdigit() for sign in squeezed) and any(sign.isalpha() for sign in squeezed)
    return as_looked(text) if mixed and len(squeezed) >= _SHORTEST_PLATE else ""


def with_plate(vehicles: QuerySet[Vehicle], plate: str) -> QuerySet[Vehicle]:
    """Of these vehicles, those whose registration holds that one; O is 0 here, and I is 1."""
    looked: Expression | F = F("registration")
    for letter, figure in look_alikes():
        looked = Replace(looked, Value(letter), Value(figure))
    return vehicles.annotate(looked=looked).filter(looked__contains=plate)
