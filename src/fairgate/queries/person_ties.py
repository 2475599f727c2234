"""What a person is to the children of schools, by what was seen of it; who may collect; which orders of courts bind."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fairgate.engine import phrases
from fairgate.records.clearance import Clearance
from fairgate.records.models import Capacity, CapacityKind, CourtOrder, Person, Relationship, Visitor
from fairgate.records.models.relationship import NOT_ENDED


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


def ties_of(person: Person, clearance: Clearance, schools: Iterable[int], on: date) -> tuple[PersonTie, ...]:
    """What the person is to each child, by the child's name: three queries.

    `schools` are the keys of the reader's own, where they may change what is kept.
    """
    own = frozenset(schools)
    same = Person.objects.same_as(person).values("pk")
    rows = list(Relationship.objects.filter(person__in=same).select_related("child__school").order_by("child__name"))
    if not rows:
        return ()
    numbers = [row.pk for row in rows]
    facts: dict[int, list[tuple[str, Fact]]] = {}
    for one in Capacity.objects.filter(NOT_ENDED, relationship__in=numbers).select_related("by"):
        told = _fact(one, CapacityKind(one.kind).label, on, agreed_by=one.agreed_by)
        facts.setdefault(one.relationship_id, []).append((one.kind, told))
    readable = [row.pk for row in rows if clearance.at(row.child.school_id)]
    orders: dict[int, list[Fact]] = {number: [] for number in readable}
    if readable:
        for order in CourtOrder.objects.filter(NOT_ENDED, relationship__in=readable).select_related("by"):
            orders[order.relationship_id].append(_fact(order, order.says, on))
    return tuple(
        PersonTie(
            number=row.pk,
            child=row.child.name,
            year=row.child.year,
            school=row.child.school.name,
            relationship=row.relationship,
            yours=row.child.school_id in own,
            facts=tuple(fact for kind, fact in facts.get(row.pk, ()) if kind != CapacityKind.COLLECTS),
            collects=tuple(fact for kind, fact in facts.get(row.pk, ()) if kind == CapacityKind.COLLECTS),
            orders=tuple(orders[row.pk]) if row.pk in orders else None,
        )
        for row in rows
    )


def visits_of(person: Person, schools: Iterable[int]) -> tuple[Visit, ...]:
    """What else brings the person to schools: one query."""
    own = frozenset(schools)
    rows = Visitor.objects.filter(person__in=Person.objects.same_as(person).values("pk")).select_related("school")
    return tuple(
        Visit(row.pk, row.get_kind_display(), row.school.name, row.note, row.school_id in own)
        for row in rows.order_by("school__name", "kind")
    )


def _fact(row: Capacity | CourtOrder, says: str, on: date, agreed_by: str = "") -> Fact:
    seen = row.get_seen_display()
    return Fact(
        number=row.pk,
        says=says,
        when=_when(row.since, row.until),
        seen=f"{seen}: {row.seen_note}" if row.seen_note else seen,
        holds=row.holds_on(on),
        by=row.by.name,
        entered=timezone.localdate(row.at),
        agreed_by=agreed_by,
    )


def _when(since: date | None, until: date | None) -> str:
    if since is not None and since == until:
        return f"on {phrases.day(since)} only"
    parts = [f"from {phrases.day(since)}" if since else "", f"until {phrases.day(until)}" if until else ""]
    return " ".join(part for part in parts if part)
