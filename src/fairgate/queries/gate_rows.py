"""What the record holds for one question at the gate, asked of the database in three queries at most.

The first gives names: of everybody about whom there ever was a measure that the gate tells of, a bar most of all, and
of whoever could have just the name that was typed. Only where one of the former is alike are ledgers read, and then
everything else that the answer may need.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from django.db.models import CharField, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Coalesce

from fairgate.engine.acts.bar import BarImposed
from fairgate.engine.acts.channel import ChannelRestricted, ContactCapped
from fairgate.engine.acts.condition import ConditionSet
from fairgate.queries import gate_question
from fairgate.queries.names import Known, Name
from fairgate.queries.on_record import together
from fairgate.records import phones, read
from fairgate.records.door import Gate
from fairgate.records.models import Case, Holding, NameKey, Permission, Person, Relationship
from fairgate.records.models.person import PersonQuerySet
from fairgate.records.one_query import Rows, in_one_query, part
from fairgate.records.plates import as_looked
from fairgate.records.prepared import Prepared
from fairgate.records.standing import Standing, stood

_TOLD = tuple(str(one.__struct_config__.tag) for one in (BarImposed, ConditionSet, ChannelRestricted, ContactCapped))
"""The entries of which the gate tells something: that somebody is barred, or how they are met."""


@dataclass(frozen=True)
class Names:
    """By the key of whom they are shown under: `barred`, those about whom there ever was a bar or another measure that
    the gate tells of; `same`, everybody in the trust who has just the name that was typed; `children`, the names of the
    former's children at the school; `allowed`, what the school lets the `same` do that day, and until when."""

    barred: dict[int, Known]
    same: frozenset[int]
    children: dict[int, tuple[str, ...]]
    allowed: dict[int, tuple[tuple[str, date], ...]]


class _Row(IntEnum):
    """What a row of `names_of` tells."""

    BARRED = 0
    SAME = 1
    CHILD = 2
    ALLOWED = 3


def names_of(gate: Gate, typed: Name, on: date) -> Names:
    """The names that are compared with the one that was typed: one query."""
    rows = _NAMES(gate.school.trust_id, gate.school.pk, typed.key, on)
    found: dict[int, list[tuple[int, str, str | None]]] = {what: [] for what in _Row}
    for one, name, other, what in rows:
        found[what].append((one, name, other))
    children: dict[int, tuple[str, ...]] = {}
    for one, name, _ in found[_Row.CHILD]:
        children[one] = (*children.get(one, ()), name)
    allowed: dict[int, tuple[tuple[str, date], ...]] = {}
    for one, words, until in found[_Row.ALLOWED]:
        allowed[one] = (*allowed.get(one, ()), (words, date.fromisoformat(until or "")))
    same = frozenset(one for one, _, _ in found[_Row.SAME])
    return Names(together(found[_Row.BARRED]), same, children, allowed)


def _names(trust: int, school: int, key: str, on: date) -> QuerySet[Any, Any]:
    """The question of `names_of`, of the cases that the gate's door opens: those of the school's trust."""
    people = Person.objects.filter(trust=trust)
    ones = _telling(Case.objects.filter(trust=trust)).values("one")
    rows: QuerySet[Any, Any] = _named(people.filter(kept_as=None, pk__in=ones), _Row.BARRED).union(
        _named(people.filter(kept_as__in=ones), _Row.BARRED),
        _of_that_name(trust, key),
        _allowed(trust, school, key, on),
        # Each by itself: with an OR the database would read everybody's.
        _children(Relationship.objects.filter(person__in=ones, child__school=school)),
        _children(Relationship.objects.filter(person__kept_as__in=ones, child__school=school)),
        all=True,
    )
    return rows


_NAMES = Prepared(_names, int, int, str, date)


def reached_by(gate: Gate, plate: str, phone: str) -> tuple[int, ...]:
    """About whom there ever was a bar, of those with that vehicle (see plates.py) or telephone: one query."""
    ones = _telling(gate.cases).values("one")
    people = Person.objects.filter(trust=gate.school.trust_id).with_one().order_by()
    told = people.values_list("one", "phone", "vehicles__registration")
    rows = told.filter(kept_as=None, pk__in=ones).union(told.filter(kept_as__in=ones), all=True)
    # Of so few people all is read, and compared here: no index knows a plate that was misread.
    fit = (
        one
        for one, theirs, registration in rows
        if (plate and plate in as_looked(registration or "")) or (phone and phones.normalised(theirs) == phone)
    )
    return tuple(dict.fromkeys(fit))


def _named(people: PersonQuerySet, what: _Row) -> QuerySet[Any, Any]:
    marked = people.with_one().annotate(what=Value(what.value, output_field=IntegerField())).order_by()
    rows: QuerySet[Any, Any] = marked.values_list("one", "name", "other_names__name", "what")
    return rows


def _of_that_name(trust: int, key: str) -> QuerySet[Any, Any]:
    marked = NameKey.objects.filter(trust=trust, key=key).annotate(
        one=Coalesce("person__kept_as", "person"),
        other=Value(None, output_field=CharField()),
        what=Value(_Row.SAME.value, output_field=IntegerField()),
    )
    rows: QuerySet[Any, Any] = marked.order_by().values_list("one", "key", "other", "what")
    return rows


def _allowed(trust: int, school: int, key: str, on: date) -> QuerySet[Any, Any]:
    same = NameKey.objects.filter(trust=trust, key=key).annotate(one=Coalesce("person__kept_as", "person")).order_by()
    held = Permission.objects.filter(school=school, ended_at__isnull=True, since__lte=on, until__gte=on)
    marked = held.annotate(
        one=Coalesce("person__kept_as", "person"),
        last=Cast("until", CharField()),
        what=Value(_Row.ALLOWED.value, output_field=IntegerField()),
    ).filter(one__in=same.values("one"))
    rows: QuerySet[Any, Any] = marked.order_by().values_list("one", "words", "last", "what")
    return rows


def _children(ties: QuerySet[Relationship]) -> QuerySet[Any, Any]:
    marked = ties.annotate(
        one=Coalesce("person__kept_as", "person"),
        other=Value(None, output_field=CharField()),
        what=Value(_Row.CHILD.value, output_field=IntegerField()),
    ).order_by()
    rows: QuerySet[Any, Any] = marked.values_list("one", "child__name", "other", "what")
    return rows


def _telling(cases: QuerySet[Case]) -> QuerySet[Any, Any]:
    """Those of the cases in which there ever was such a measure, each with `one`: whom it is about."""
    cases = cases.filter(entries__type__in=_TOLD)
    return cases.annotate(one=Coalesce("subject__kept_as", "subject")).order_by()


@dataclass(frozen=True)
class Record:
    """Every case of some people in which there ever was a bar, as it stands; and the `rows` for what is asked and told
    next: those of gate_question.py, and `holders`, who holds which office at the school today."""

    standings: list[Standing]
    rows: Rows

    def holders(self) -> dict[str, tuple[str, ...]]:
        """Who holds each office, those at the school before those throughout its trust."""
        found: dict[str, list[str]] = {}
        for row in sorted(self.rows["holders"], key=lambda row: (row["school"] is None, row["name"])):
            found.setdefault(row["office"], []).append(row["name"])
        return {office: tuple(dict.fromkeys(names)) for office, names in found.items()}


def record_of(gate: Gate, people: Collection[int], on: date, clue: str) -> Record:
    """The record of these people, by their keys, as it is asked for at that gate on that day: two queries.

    `clue` is what was said to the question that settles who it is, or nothing.
    """
    ledgers = read.cases_with_ledgers(_telling(gate.cases).filter(one__in=people))
    schools = {case.school_id: case.school for case, _ in ledgers}.values()
    held = Holding.objects.on(on).at(gate.school).filter(user__is_active=True)
    rows = in_one_query(
        **read.calendar_parts(schools),
        **gate_question.parts(gate.school, people, clue),
        holders=part(held, "office", school="school_id", name="user__name"),
    )
    calendars = read.calendars_from(schools, rows)
    return Record([stood(case, ledger, calendars[case.school_id], on) for case, ledger in ledgers], rows)
