"""The people around a decision: who may take it, who had a part in the matter, the children it bears on. One query."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce

from fairgate.engine import phrases
from fairgate.engine.acts.account import AccountTaken, Part
from fairgate.engine.acts.finding import BreachFound
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.authority import same_person
from fairgate.engine.entry import MeasureDecided, MeasureImposed
from fairgate.engine.words import OfficeKind
from fairgate.queries.reader import Reader
from fairgate.queries.timeline import is_read
from fairgate.records.models import (
    Capacity,
    CapacityKind,
    CourtOrder,
    Holding,
    IncidentPerson,
    Person,
    Relationship,
    Role,
    School,
    User,
)
from fairgate.records.models.relationship import NOT_ENDED
from fairgate.records.one_query import in_one_query
from fairgate.records.standing import Standing

REPORTED, SAW, AFFECTED = "Reported it", "Saw or heard it", "Was affected"
FOUND, IMPOSED, DECIDED = "Found that it happened", "Imposed it", "Decided about it"
_OF_ROLE = {Role.REPORTER: REPORTED, Role.WITNESS: SAW, Role.AFFECTED: AFFECTED}
_OF_PART = {Part.REPORTER: REPORTED, Part.WITNESS: SAW, Part.AFFECTED: AFFECTED}


@dataclass(frozen=True)
class Took:
    """Who had this part in the matter; `yours`: the reader is one of them."""

    part: str
    names: tuple[str, ...]
    yours: bool


@dataclass(frozen=True)
class Holder:
    """Somebody who holds an office that may decide. `parts` are those they had in the matter."""

    name: str
    office: str
    is_you: bool
    parts: tuple[str, ...]


@dataclass(frozen=True)
class ChildTold:
    """A child of the person. `others` says by a word each who else may collect; what is told of a child elsewhere is
    the name and the school."""

    name: str
    school: str
    year: str
    relationship: str
    here: bool
    may_collect: bool
    has_care: bool
    is_bound: bool
    others: tuple[str, ...]


@dataclass(frozen=True)
class Around:
    """`whose` are the offices that may decide, in words; `bodies` those of them that decide in a meeting."""

    whose: str
    bodies: str
    holders: tuple[Holder, ...]
    took: tuple[Took, ...]
    children: tuple[ChildTold, ...]


@dataclass
class _Parts:
    """Who had which part, by how the engine knows a person where it does, else by their name."""

    names: dict[str, dict[str, None]] = field(default_factory=dict)
    people: dict[str, dict[str, None]] = field(default_factory=dict)

    def add(self, part: str, person: str = "", name: str = "") -> None:
        """Note a person, or a name, for a part."""
        if person:
            self.people.setdefault(part, {})[person] = None
        for one in (line.strip() for line in name.replace(";", "\n").splitlines()):
            if one:
                self.names.setdefault(part, {})[one] = None

    def of(self, person: str) -> tuple[str, ...]:
        """The parts that this person had."""
        return tuple(part for part, people in self.people.items() if any(same_person(one, person) for one in people))


def around(stands: Standing, reader: Reader, offices: Sequence[str]) -> Around:
    """Who may decide where the code names `offices`, who had a part in what is decided on, and the children. One query.

    What is restricted stays so: of a breach that the reader may not read, nobody is named.
    """
    parts = _in_ledger(stands, reader)
    reports = [
        entry.incident
        for entry in stands.entries
        if isinstance(entry, BreachRecorded) and entry.incident and is_read(stands.folded, entry, reader)
    ]
    numbers = {int(one.rpartition(" ")[2]) for people in parts.people.values() for one in people if _is_user(one)}
    found = in_one_query(
        holders=(
            Holding.objects.on(stands.on).at(stands.record.school).filter(office__in=offices, user__is_active=True),
            {"user": "user_id", "name": "user__name", "office": "office"},
        ),
        users=(User.objects.filter(pk__in=numbers), {"user": "pk", "name": "name"}),
        named=(
            IncidentPerson.objects.filter(incident__reference__in=reports, role__in=_OF_ROLE),
            {"user": "user_id", "role": "role", "name": Coalesce("user__name", "person__name", "name")},
        ),
        ties=(_ties(stands, reader), _TIE),
    )
    for row in found["named"]:
        person = f"user {row['user']}" if row["user"] else ""
        parts.add(_OF_ROLE[Role(row["role"])], person, "" if person else row["name"])
    names = {f"user {row['user']}": row["name"] for part in ("users", "named") for row in found[part]}
    code = stands.code
    bodies = [one for one in offices if code.offices[one].kind is OfficeKind.BODY]
    return Around(
        whose=phrases.offices(code, offices),
        bodies=phrases.offices(code, bodies),
        holders=tuple(_holders(stands, reader, offices, found["holders"], parts)),
        took=tuple(_took(parts, names, reader)),
        children=tuple(_children(stands, found["ties"])),
    )


def _is_user(person: str) -> bool:
    kind, _, number = person.partition(" ")
    return kind == "user" and number.isdigit()


def _in_ledger(stands: Standing, reader: Reader) -> _Parts:
    parts = _Parts()
    for entry in stands.entries:
        if not is_read(stands.folded, entry, reader):
            continue
        if isinstance(entry, BreachRecorded):
            if not stands.folded.breaches[entry.ref].is_live:
                continue
            wrote = entry.reported_by or entry.by.person
            parts.add(REPORTED, "" if entry.behalf_of else wrote, name=entry.behalf_of)
            parts.add(SAW, name=entry.witnesses)
            parts.add(AFFECTED, name=entry.affected)
        elif isinstance(entry, AccountTaken) and entry.part in _OF_PART:
            parts.add(_OF_PART[entry.part], name=entry.teller)
        elif isinstance(entry, BreachFound):
            parts.add(FOUND, entry.by.person)
        elif isinstance(entry, MeasureImposed):
            parts.add(IMPOSED, entry.by.person)
        elif isinstance(entry, MeasureDecided) and entry.meeting is None:
            parts.add(DECIDED, entry.by.person)
    return parts


def _took(parts: _Parts, names: Mapping[str, str], reader: Reader) -> Iterable[Took]:
    for part in (REPORTED, SAW, AFFECTED, FOUND, IMPOSED, DECIDED):
        people = parts.people.get(part, {})
        known = [names[one] for one in people if one in names]
        told = tuple(dict.fromkeys((*known, *parts.names.get(part, ()))))
        if told:
            yield Took(part, told, any(same_person(one, reader.person) for one in people))


def _holders(
    stands: Standing, reader: Reader, offices: Sequence[str], rows: Iterable[dict[str, Any]], parts: _Parts
) -> Iterable[Holder]:
    """Whoever holds a competent office here, in the code's order. Of a body nobody decides alone, so none is named."""
    kinds = {one: stands.code.offices[one].kind for one in offices}
    seen: set[int] = set()
    for row in sorted(rows, key=lambda row: (list(offices).index(row["office"]), row["name"])):
        if kinds[row["office"]] is not OfficeKind.PERSON or row["user"] in seen:
            continue
        seen.add(row["user"])
        person = f"user {row['user']}"
        name = stands.code.offices[row["office"]].name
        yield Holder(row["name"], name, same_person(person, reader.person), parts.of(person))


# -- the children --------------------------------------------------------------------------------------------------

_TIE = {
    "child": "child_id",
    "name": "child__name",
    "year": "child__year",
    "school": "child__school__name",
    "at": "child__school_id",
    "person": "one",
    "word": "relationship",
    "collects": "collects",
    "cares": "cares",
    "bound": "bound",
}


def _ties(stands: Standing, reader: Reader) -> Any:
    """What every adult is to the person's children, with what holds today; orders of courts for who reads them here."""
    same = Person.objects.same_as(stands.record.subject).values("pk")
    holds = Q(
        NOT_ENDED, Q(since__isnull=True) | Q(since__lte=stands.on), Q(until__isnull=True) | Q(until__gte=stands.on)
    )
    capacities = Capacity.objects.filter(holds, relationship=OuterRef("pk"))
    at: School | None = stands.record.school if reader.reads_safeguarding else None
    orders = CourtOrder.objects.filter(NOT_ENDED, relationship=OuterRef("pk"), relationship__child__school=at)
    return Relationship.objects.filter(child__in=Relationship.objects.filter(person__in=same).values("child")).annotate(
        one=Coalesce("person__kept_as", "person"),
        collects=Exists(capacities.filter(kind=CapacityKind.COLLECTS)),
        cares=Exists(capacities.exclude(kind=CapacityKind.COLLECTS)),
        bound=Exists(orders),
    )


def _children(stands: Standing, rows: Iterable[dict[str, Any]]) -> Iterable[ChildTold]:
    person, here = stands.record.subject.one_pk, stands.record.school_id
    of_child: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        of_child.setdefault(row["child"], []).append(row)
    for ties in sorted(of_child.values(), key=lambda ties: (ties[0]["at"] != here, ties[0]["name"])):
        own = [row for row in ties if row["person"] == person]
        others = (row["word"] for row in ties if row["person"] != person and row["collects"])
        first, is_here = own[0], own[0]["at"] == here
        yield ChildTold(
            name=first["name"],
            school=first["school"],
            year=first["year"] if is_here else "",
            relationship=phrases.both(dict.fromkeys(row["word"] for row in own)),
            here=is_here,
            may_collect=is_here and any(row["collects"] for row in own),
            has_care=is_here and any(row["cares"] for row in own),
            is_bound=any(row["bound"] for row in own),
            others=tuple(sorted(others)) if is_here else (),
        )
