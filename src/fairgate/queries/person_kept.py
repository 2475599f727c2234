"""What is kept of some people, in one query however many there are; what they are to children is person_ties.py's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from fairgate.queries.person_card import AnotherName, other_names
from fairgate.queries.person_ties import Visit
from fairgate.records import plates
from fairgate.records.door import Own
from fairgate.records.models import Case, Child, Merge, Person, Photograph, Vehicle, Visitor, VisitorKind
from fairgate.records.one_query import QueryPart, Rows, in_one_query, instant, part


@dataclass(frozen=True)
class Car:
    """A vehicle, its registration as it is read."""

    number: int
    registration: str
    description: str


@dataclass(frozen=True)
class Joined:
    """Another record that was found to be of this person: `number` is the decision's."""

    number: int
    name: str
    why: str
    by: str
    at: datetime


@dataclass(frozen=True)
class CaseOf:
    """A case about the person that the reader may see."""

    reference: str
    school: str
    opened: datetime


@dataclass(frozen=True)
class Kept:
    """What is kept of one person. `schools` are the keys of all at which they are known: a case, a child or a visit."""

    others: tuple[AnotherName, ...]
    cars: tuple[Car, ...]
    has_photograph: bool
    visits: tuple[Visit, ...]
    cases: tuple[CaseOf, ...]
    joined: tuple[Joined, ...]
    schools: frozenset[int]


def kept_of(people: Iterable[Person], own: Own, visible: QuerySet[Case]) -> dict[int, Kept]:
    """What is kept of each, by the key of the person under whom they are shown: one query.

    `own` are the reader's schools, where they may change what is kept; `visible` the cases that they may see.
    """
    ones = {person.one_pk: person.kept for person in people}
    rows = in_one_query(**_parts(list(ones), visible))
    return {
        one: _kept(person, {name: _of(found, one) for name, found in rows.items()}, own) for one, person in ones.items()
    }


def _parts(ones: list[int], visible: QuerySet[Case]) -> dict[str, QueryPart]:
    theirs, one = Q(person__in=ones) | Q(person__kept_as__in=ones), Coalesce("person__kept_as", "person")
    about, subject = Q(subject__in=ones) | Q(subject__kept_as__in=ones), Coalesce("subject__kept_as", "subject")
    child_of = Coalesce("relationships__person__kept_as", "relationships__person")
    children = Q(relationships__person__in=ones) | Q(relationships__person__kept_as__in=ones)
    merges = Merge.objects.filter(Q(merged__in=ones) | Q(merged__kept_as__in=ones))
    people = Person.objects.filter(Q(pk__in=ones) | Q(kept_as__in=ones)).with_one()
    merged = Coalesce("merged__kept_as", "merged")
    return {
        "names": part(
            people,
            *("one", "pk", "name"),
            row="other_names__pk",
            other="other_names__name",
            kind="other_names__kind",
        ),
        "cars": part(Vehicle.objects.filter(theirs), "pk", "registration", "description", one=one),
        "photographs": part(Photograph.objects.filter(theirs), one=one),
        "visits": part(
            Visitor.objects.filter(theirs),
            *("pk", "kind", "note"),
            one=one,
            at="school__name",
            school="school_id",
            trust="school__trust_id",
        ),
        "cases": part(visible.filter(about), "reference", one=subject, at="school__name", opened="opened_at"),
        "joined": part(
            merges,
            *("pk", "turn", "together", "why", "at"),
            one=merged,
            merged="merged_id",
            name="merged__name",
            by="by__name",
        ),
        "known_by_case": part(Case.objects.filter(about), one=subject, school="school_id"),
        "known_by_child": part(Child.objects.filter(children), one=child_of, school="school_id"),
    }


def _of(rows: list[dict[str, Any]], one: int) -> list[dict[str, Any]]:
    return [row for row in rows if row["one"] == one]


def _kept(person: Person, rows: Rows, own: Own) -> Kept:
    named = sorted(rows["names"], key=lambda row: (row["pk"], row["row"] or 0))
    cars = sorted(rows["cars"], key=lambda row: row["pk"])
    visits = sorted(rows["visits"], key=lambda row: (row["at"], row["kind"]))
    cases = sorted(rows["cases"], key=lambda row: row["opened"], reverse=True)
    last = {row["merged"]: row for row in sorted(rows["joined"], key=lambda row: row["turn"])}
    joined = sorted((row for row in last.values() if row["together"]), key=lambda row: (row["at"], row["pk"]))
    known = (*rows["known_by_case"], *rows["known_by_child"], *rows["visits"])
    return Kept(
        others=other_names(person, ((row["name"], row["other"], row["kind"]) for row in named)),
        cars=tuple(Car(row["pk"], plates.shown(row["registration"]), row["description"]) for row in cars),
        has_photograph=bool(rows["photographs"]),
        visits=tuple(
            Visit(
                row["pk"],
                VisitorKind(row["kind"]).label,
                row["at"],
                row["note"],
                own.has(row["school"], row["trust"]),
            )
            for row in visits
        ),
        cases=tuple(CaseOf(row["reference"], row["at"], instant(row["opened"])) for row in cases),
        joined=tuple(Joined(row["pk"], row["name"], row["why"], row["by"], instant(row["at"])) for row in joined),
        schools=frozenset(row["school"] for row in known),
    )
