"""What brings a person to a school, and what the school saw of it: a child, a visit; rights, collectors, orders."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fairgate.actions.person import note_change
from fairgate.records import door
from fairgate.records.clearance import Clearance
from fairgate.records.door import Hidden
from fairgate.records.models import (
    Capacity,
    CapacityKind,
    Child,
    CourtOrder,
    Person,
    Relationship,
    School,
    Seen,
    User,
    Visitor,
    VisitorKind,
)
from fairgate.records.models.relationship import NOT_ENDED
from fairgate.records.search.keep import keep_person


@dataclass(frozen=True)
class OfChild:
    """What the person is to a child, in the school's word. `year` as the school says it."""

    name: str
    year: str
    relationship: str


@dataclass(frozen=True)
class OnVisit:
    """What else brings the person to the school."""

    kind: VisitorKind
    note: str = ""


@dataclass(frozen=True)
class Grounds:
    """On which days something holds, and what was seen of it. No first day: always; no last day: without an end."""

    seen: Seen
    note: str = ""
    since: date | None = None
    until: date | None = None


class AlreadyThere(Exception):
    """The person is tied to that child already."""


class StandsAlready(Exception):
    """Such a fact stands already about this person and child: it is ended before another takes its place."""


def add_person(school: str, *, name: str, phone: str, tie: OfChild | OnVisit, by: User, now: datetime) -> Person:
    """Enter somebody who is not on record yet, with what brings them to one of the user's schools. Raises Hidden."""
    where = _school(school, by=by, now=now)
    with transaction.atomic():
        person = Person.objects.create(trust=where.trust, name=name, phone=phone)
        _tied(person, where, tie)
        keep_person(person)
    note_change(person.pk, ["entered"], by=by, now=now)
    return person


def add_tie(number: int, school: str, *, tie: OfChild | OnVisit, by: User, now: datetime) -> None:
    """Enter what brings the person to one of the user's schools.

    A child of that name, and year, at the school is taken for the same child. Raises Hidden, and AlreadyThere.
    """
    person = door.open_person(by, number, now=now)
    where = _school(school, by=by, now=now)
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        _tied(person, where, tie)
    note_change(number, ["ties to a school"], by=by, now=now)


def change_tie(number: int, tie: int, *, relationship: str, year: str, by: User, now: datetime) -> None:
    """Put right what the person is to the child, and the child's year. Raises Hidden."""
    row = _tie(number, tie, by=by, now=now)
    if (row.relationship, row.child.year) == (relationship, year):
        return
    with transaction.atomic():
        Relationship.objects.filter(pk=row.pk).update(relationship=relationship)
        Child.objects.filter(pk=row.child_id).update(year=year)
    note_change(number, ["relationship"], by=by, now=now)


def record_capacity(
    number: int, tie: int, *, kind: CapacityKind, grounds: Grounds, agreed_by: str = "", by: User, now: datetime
) -> None:
    """Keep that the person is a parent of the child, has responsibility or care, or may collect.

    Raises Hidden, and StandsAlready where that is kept already (but there may be many days on which somebody collects).
    """
    row = _tie(number, tie, by=by, now=now)
    with transaction.atomic():
        Relationship.objects.select_for_update().get(pk=row.pk)
        same = Capacity.objects.filter(NOT_ENDED, relationship=row, kind=kind)
        days = {"since": grounds.since, "until": grounds.until}
        if same.filter(**days).exists() or (kind != CapacityKind.COLLECTS and same.exists()):
            raise StandsAlready
        Capacity.objects.create(
            relationship=row,
            kind=kind,
            agreed_by=agreed_by,
            seen=grounds.seen,
            seen_note=grounds.note,
            by=by,
            at=now,
            **days,
        )
    note_change(number, [kind.label.lower()], by=by, now=now)


def record_order(number: int, tie: int, *, says: str, grounds: Grounds, by: User, now: datetime) -> None:
    """Keep an order of a court about the person and the child.

    Raises Hidden, also for whoever does not read orders; and StandsAlready where the very same order is kept already.
    """
    row = _tie(number, tie, by=by, now=now)
    _insist_on_clearance(row, by=by, now=now)
    with transaction.atomic():
        Relationship.objects.select_for_update().get(pk=row.pk)
        days = {"since": grounds.since, "until": grounds.until}
        if CourtOrder.objects.filter(NOT_ENDED, relationship=row, says=says, **days).exists():
            raise StandsAlready
        CourtOrder.objects.create(
            relationship=row, says=says, seen=grounds.seen, seen_note=grounds.note, by=by, at=now, **days
        )
    note_change(number, ["restricted"], by=by, now=now)


def end_capacity(number: int, tie: int, fact: int, *, why: str, by: User, now: datetime) -> None:
    """Say that it is so no longer, or never was, and why. What was ended stays ended. Raises Hidden."""
    row = _tie(number, tie, by=by, now=now)
    found = Capacity.objects.filter(pk=fact, relationship=row).first()
    if found is None:
        raise Hidden("there is no such fact")
    if Capacity.objects.filter(NOT_ENDED, pk=found.pk).update(ended_by=by, ended_at=now, ended_why=why):
        note_change(number, [f"no longer: {CapacityKind(found.kind).label.lower()}"], by=by, now=now)


def end_order(number: int, tie: int, fact: int, *, why: str, by: User, now: datetime) -> None:
    """Say that an order binds no longer, and why. Raises Hidden, also for whoever does not read orders."""
    row = _tie(number, tie, by=by, now=now)
    _insist_on_clearance(row, by=by, now=now)
    found = CourtOrder.objects.filter(pk=fact, relationship=row).first()
    if found is None:
        raise Hidden("there is no such order")
    if CourtOrder.objects.filter(NOT_ENDED, pk=found.pk).update(ended_by=by, ended_at=now, ended_why=why):
        note_change(number, ["restricted"], by=by, now=now)


def end_visits(number: int, visit: int, *, by: User, now: datetime) -> None:
    """Say that the person does not come to the school as a visitor or contractor any more. Raises Hidden."""
    person = door.open_person(by, number, now=now)
    schools = door.schools_of(by, timezone.localdate(now))
    same = Person.objects.same_as(person).values("pk")
    if not Visitor.objects.filter(pk=visit, person__in=same, school__in=schools).delete()[0]:
        raise Hidden("there is no such visitor")
    if door.people_for(by, timezone.localdate(now)).filter(pk=person.pk).exists():
        note_change(number, ["ties to a school"], by=by, now=now)


def _school(slug: str, *, by: User, now: datetime) -> School:
    found = door.schools_of(by, timezone.localdate(now)).filter(slug=slug).first()
    if found is None:
        raise Hidden("there is no such school")
    return found


def _tie(number: int, tie: int, *, by: User, now: datetime) -> Relationship:
    """The tie of the person to a child of one of the user's schools."""
    person = door.open_person(by, number, now=now)
    rows = Relationship.objects.select_related("child").filter(
        pk=tie,
        person__in=Person.objects.same_as(person).values("pk"),
        child__school__in=door.schools_of(by, timezone.localdate(now)),
    )
    found = rows.first()
    if found is None:
        raise Hidden("there is no such relationship")
    return found


def _insist_on_clearance(row: Relationship, *, by: User, now: datetime) -> None:
    if not Clearance.of(by, timezone.localdate(now)).at(row.child.school_id):
        raise Hidden("there is no such page")


def _tied(person: Person, school: School, tie: OfChild | OnVisit) -> None:
    if isinstance(tie, OnVisit):
        _, is_new = Visitor.objects.get_or_create(
            person=person, school=school, kind=tie.kind, defaults={"note": tie.note}
        )
    else:
        child = _child(school, tie)
        same = Person.objects.same_as(person).values("pk")
        is_new = not Relationship.objects.filter(child=child, person__in=same).exists()
        if is_new:
            Relationship.objects.create(child=child, person=person, relationship=tie.relationship)
    if not is_new:
        raise AlreadyThere


def _child(school: School, tie: OfChild) -> Child:
    """The child of that name at the school, of that year where both are known; entered where there is none."""
    # One at a time for a school, so that a child is entered once.
    School.objects.select_for_update().get(pk=school.pk)
    asked = " ".join(tie.name.casefold().split())
    for child in Child.objects.filter(school=school):
        is_named = " ".join(child.name.casefold().split()) == asked
        if is_named and (not child.year or not tie.year or child.year.casefold() == tie.year.casefold()):
            if tie.year and not child.year:
                child.year = tie.year
                child.save(update_fields=["year"])
            return child
    return Child.objects.create(school=school, name=" ".join(tie.name.split()), year=tie.year)
