"""What a person is to the children of schools, by what was seen of it; who may collect; which orders of courts bind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from fairgate.engine import phrases
from fairgate.records.clearance import Clearance
from fairgate.records.door import Own
from fairgate.records.models import Capacity, CapacityKind, CourtOrder, Person, Relationship, Seen
from fairgate.records.models.relationship import NOT_ENDED
from fairgate.records.one_query import in_one_query, instant, part


@dataclass(frozen=True)
class Fact:
    """One thing that the school holds to be so. `when` is '' where it always holds; `holds`: on the day of asking.

    `seen` says what it rests on, `by` who entered it and `entered` when.
    """

    number: int
    says: str
    when: str
    seen: str
    holds: bool
    by: str
    entered: date
    agreed_by: str = ""


@dataclass(frozen=True)
class PersonTie:
    """What the person is to one child. `orders` is None for a reader who may not know whether there are any."""

    number: int
    child: str
    year: str
    school: str
    relationship: str
    yours: bool
    facts: tuple[Fact, ...]
    collects: tuple[Fact, ...]
    orders: tuple[Fact, ...] | None

    @property
    def may_collect(self) -> bool:
        """Whether they may collect the child on the day of asking."""
        return any(fact.holds for fact in self.collects)

    @property
    def is_bound(self) -> bool:
        """Whether an order that the reader may know of holds on the day of asking."""
        return any(fact.holds for fact in self.orders or ())


@dataclass(frozen=True)
class Visit:
    """What brings the person to a school other than a child."""

    number: int
    kind: str
    school: str
    note: str
    yours: bool


def ties_of(people: Iterable[Person], clearance: Clearance, own: Own, on: date) -> dict[int, tuple[PersonTie, ...]]:
    """What each of the people is to each child, by the key of the person under whom they are shown and by the child's
    name: two queries.

    `own` are the reader's schools, where they may change what is kept.
    """
    ones = {person.one_pk for person in people}
    theirs = Q(person__in=ones) | Q(person__kept_as__in=ones)
    found = Relationship.objects.filter(theirs).annotate(one=Coalesce("person__kept_as", "person"))
    rows = list(found.select_related("child__school").order_by("child__name"))
    facts = _facts(rows, clearance, on)
    ties: dict[int, list[PersonTie]] = {one: [] for one in ones}
    for row in rows:
        told, school = facts.get(row.pk, ()), row.child.school
        ties[row.one].append(
            PersonTie(
                number=row.pk,
                child=row.child.name,
                year=row.child.year,
                school=school.name,
                relationship=row.relationship,
                yours=own.has(school.pk, school.trust_id),
                facts=tuple(fact for kind, fact in told if kind not in (CapacityKind.COLLECTS, _ORDER)),
                collects=tuple(fact for kind, fact in told if kind == CapacityKind.COLLECTS),
                orders=tuple(fact for kind, fact in told if kind == _ORDER) if clearance.at(school.pk) else None,
            )
        )
    return {one: tuple(mine) for one, mine in ties.items()}


_ORDER = "order"
_EVIDENCED = {
    "tie": "relationship_id",
    "note": "seen_note",
    "by_name": "by__name",
}
_AS_IT_IS = ("pk", "since", "until", "seen", "at")


def _facts(rows: Iterable[Relationship], clearance: Clearance, on: date) -> dict[int, list[tuple[str, Fact]]]:
    """What is held to be so of each tie, by its key, with its kind; orders only where the reader may know of them."""
    numbers = [row.pk for row in rows]
    readable = [row.pk for row in rows if clearance.at(row.child.school_id)]
    if not numbers:
        return {}
    orders = CourtOrder.objects.filter(NOT_ENDED, relationship__in=readable)
    found = in_one_query(
        facts=part(
            Capacity.objects.filter(NOT_ENDED, relationship__in=numbers),
            *(*_AS_IT_IS, "kind", "agreed_by"),
            **_EVIDENCED,
        ),
        orders=part(orders, *_AS_IT_IS, "says", **_EVIDENCED),
    )
    told: dict[int, list[tuple[str, Fact]]] = {}
    for row in sorted(found["facts"], key=lambda row: (row["kind"], row["since"] or "", row["pk"])):
        told.setdefault(row["tie"], []).append((row["kind"], _fact(row, CapacityKind(row["kind"]).label, on)))
    for row in sorted(found["orders"], key=lambda row: row["pk"]):
        told.setdefault(row["tie"], []).append((_ORDER, _fact(row, row["says"], on)))
    return told


def _fact(row: dict[str, Any], says: str, on: date) -> Fact:
    since, until = (date.fromisoformat(row[end]) if row[end] else None for end in ("since", "until"))
    seen = Seen(row["seen"]).label
    return Fact(
        number=row["pk"],
        says=says,
        when=_when(since, until),
        seen=f"{seen}: {row['note']}" if row["note"] else seen,
        holds=(since is None or since <= on) and (until is None or until >= on),
        by=row["by_name"],
        entered=timezone.localdate(instant(row["at"])),
        agreed_by=row.get("agreed_by", ""),
    )


def _when(since: date | None, until: date | None) -> str:
    if since is not None and since == until:
        return f"on {phrases.day(since)} only"
    parts = [f"from {phrases.day(since)}" if since else "", f"until {phrases.day(until)}" if until else ""]
    return " ".join(part for part in parts if part)
