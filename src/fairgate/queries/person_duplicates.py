"""Who may be on record twice. Proposed by a rule, decided by a person: the machine never makes two people one.

The rule is the one measured at the gate (queries/names.py): surname and first name near, field by field; and something
else must agree, a child, a telephone, an e-mail or postal address, a car. People of just the same name are proposed
too where of one of them nothing else is known that could agree.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import combinations

from django.db.models import Q
from django.db.models.functions import Coalesce

from fairgate.queries import names
from fairgate.queries.names import Known, Match
from fairgate.queries.on_record import together
from fairgate.queries.person_card import Card
from fairgate.records import door
from fairgate.records.clearance import Clearance
from fairgate.records.models import KeptApart, Merge, Person, Relationship, SearchRow, User, Vehicle
from fairgate.records.one_query import Rows, in_one_query, part
from fairgate.records.plates import normalised
from fairgate.records.search.words import beginnings

MOST_SHOWN = 50
MOST_ALIKE = 30
"""A value that more people have in common says nothing about any two of them: the number of a switchboard."""
_DIGITS_OF_A_PHONE = 9


class Field(StrEnum):
    """What two records can agree in beside the name."""

    CHILD = "the same child"
    PHONE = "the same telephone number"
    EMAIL = "the same e-mail address"
    ADDRESS = "the same postal address"
    CAR = "the same car"


@dataclass(frozen=True)
class Pair:
    """Two people who may be one, the one entered first before the other. `agree` is empty where only the name does."""

    one: int
    name: str
    other: int
    other_name: str
    match: Match
    agree: tuple[Field, ...]

    @property
    def why(self) -> str:
        """What speaks for it, in words."""
        name = "the same name" if self.match is Match.EXACT else "names that are near"
        if not self.agree:
            return f"{name}, and nothing else is known of one of them"
        *most, last = (name, *self.agree)
        return f"{', '.join(most)} and {last}"


@dataclass(frozen=True)
class _Record:
    """What can be compared of one person."""

    name: str
    known: Known
    values: frozenset[tuple[Field, str]]


@dataclass(frozen=True)
class DuplicatesPage:
    """The likeliest pairs, and how many there are."""

    pairs: tuple[Pair, ...]
    total: int


def duplicates_page(user: User, on: date) -> DuplicatesPage:
    """The pairs for somebody who brings records together; Hidden for everybody else."""
    clearance = Clearance.of(user, on)
    if not (clearance.throughout or clearance.schools):
        raise door.Hidden("there is no such list")
    pairs = proposed(user, on)
    return DuplicatesPage(pairs[:MOST_SHOWN], len(pairs))


def proposed(user: User, on: date, *, about: Card | None = None) -> tuple[Pair, ...]:
    """The pairs among the people whom `user` may see, the likeliest first; with `about`, those with that person.

    One query, however many people there are; for one person, only of those whose names begin like one of theirs.
    Confidential addresses are not compared: that two agree would tell them.
    """
    records, apart = _records(user, on, about)
    pairs = (
        _pair(one, records[one], other, records[other])
        for one, other in sorted(_candidates(records))
        if (one, other) not in apart and (about is None or about.number in (one, other))
    )
    found = [pair for pair in pairs if pair is not None]
    return tuple(sorted(found, key=lambda pair: (-pair.match, -len(pair.agree), pair.name, pair.one, pair.other)))


def _records(user: User, on: date, about: Card | None) -> tuple[dict[int, _Record], set[tuple[int, int]]]:
    """What can be compared, and the pairs that somebody has found to be two people."""
    people = Person.objects.filter(pk__in=door.people_for(user, on).order_by().values("pk")).with_one()
    if about is not None:
        begun = beginnings(" ".join((about.name, *(other.name for other in about.others))))
        alike = SearchRow.objects.saying(begun) if begun else SearchRow.objects.none()
        people = people.filter(Q(pk__in=alike.values("person")) | Q(one=about.number))
    seen, one = people.order_by().values("pk"), Coalesce("person__kept_as", "person")
    rows = in_one_query(
        people=part(
            people,
            *("one", "pk", "name", "phone", "email", "address"),
            other="other_names__name",
            protected="address_protected",
        ),
        ties=part(Relationship.objects.filter(person__in=seen), one=one, child="child_id"),
        cars=part(Vehicle.objects.filter(person__in=seen).exclude(registration=""), "registration", one=one),
        apart=part(KeptApart.objects.filter(one__in=seen), one="one_id", other="other_id"),
        merges=part(Merge.objects.filter(merged__in=seen), "together", "turn", merged="merged_id", kept="kept_id"),
    )
    return _compared(rows), _decided_apart(rows)


def _compared(rows: Rows) -> dict[int, _Record]:
    known = together((row["one"], row["name"], row["other"]) for row in rows["people"])
    values: dict[int, set[tuple[Field, str]]] = {one: set() for one in known}
    for row in rows["people"]:
        address = "" if row["protected"] else row["address"]
        values[row["one"]].update(_values(row["phone"], row["email"], address))
    for row in rows["ties"]:
        values[row["one"]].add((Field.CHILD, str(row["child"])))
    for row in rows["cars"]:
        values[row["one"]].add((Field.CAR, row["registration"]))
    shown = {row["pk"]: row["name"] for row in rows["people"]}
    return {one: _Record(shown[one], known[one], frozenset(values[one])) for one in known}


def _decided_apart(rows: Rows) -> set[tuple[int, int]]:
    """The pairs that somebody has found to be two people, or not to be one after all."""
    last = {row["merged"]: row for row in sorted(rows["merges"], key=lambda row: row["turn"])}
    parted = ((row["merged"], row["kept"]) for row in last.values() if not row["together"])
    kept_apart = ((row["one"], row["other"]) for row in rows["apart"])
    return {(min(pair), max(pair)) for pair in (*kept_apart, *parted)}


def _values(phone: str, email: str, address: str) -> Iterator[tuple[Field, str]]:
    digits = "".join(sign for sign in phone if sign.isdigit())
    if len(digits) >= _DIGITS_OF_A_PHONE:
        yield Field.PHONE, digits[-_DIGITS_OF_A_PHONE:]  # with the country's number or the nought, it is the same
    if email:
        yield Field.EMAIL, email.casefold()
    lines = [normalised(line) for line in address.splitlines() if line.strip()]
    if len(lines) > 1:
        # The first line and the postcode: what stands between is written in many ways.
        yield Field.ADDRESS, f"{lines[0]} {lines[-1]}"


def _candidates(records: dict[int, _Record]) -> set[tuple[int, int]]:
    """The pairs that have anything in common at all: only they are compared by name."""
    alike: dict[object, list[int]] = {}
    for one, record in records.items():
        for shared in (*record.values, *record.known.keys):
            alike.setdefault(shared, []).append(one)
    pairs: set[tuple[int, int]] = set()
    for people in alike.values():
        if 1 < len(people) <= MOST_ALIKE:
            pairs.update(combinations(sorted(people), 2))
    return pairs


def _pair(one: int, record: _Record, other: int, another: _Record) -> Pair | None:
    match = max(_matches(record.known, another.known), default=Match.NONE)
    agree = tuple(field for field in Field if _shares(record, another, field))
    is_bare = match is Match.EXACT and not (record.values and another.values)
    if match is Match.NONE or not (agree or is_bare):
        return None
    return Pair(one, record.name, other, another.name, match, agree)


def _matches(known: Known, other: Known) -> Iterable[Match]:
    if not known.keys.isdisjoint(other.keys):
        yield Match.EXACT
    yield from (names.compare(form, other) for form in known.forms)
    yield from (names.compare(form, known) for form in other.forms)


def _shares(record: _Record, another: _Record, field: Field) -> bool:
    return any(value in another.values for value in record.values if value[0] is field)
