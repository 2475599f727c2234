"""Who else may open what is sent to somebody: another adult on record at the same address, or with the same e-mail.

It tells no more than the reader may know: of people they may not see, of addresses kept from them and of orders of a
court that they do not read, nothing at all. So a page that asks also says, always, that others may open what is posted.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from fairgate.queries.reader import Reader
from fairgate.records import door
from fairgate.records.clearance import Clearance, schools_of_person
from fairgate.records.models import CourtOrder, IncidentPerson, Person, Role, User
from fairgate.records.models.relationship import NOT_ENDED
from fairgate.records.standing import Standing

_NOT_A_SIGN = re.compile(r"[^0-9a-z]+")
_INWARD = 3  # the last letters of a postcode, which have no space between them


@dataclass(frozen=True)
class Sharer:
    """Somebody else who would see what is sent there. `named`: in what this case is about; `bound`: by an order of a
    court, of which the reader may know."""

    name: str
    by_email: bool
    named: bool
    bound: bool


def sharers(user: User, stands: Standing, on: date) -> tuple[Sharer, ...]:
    """The other adults on record who would see what is sent to the subject of a case, those first to whom it must not
    come."""
    person = stands.record.subject.kept
    clearance = Clearance.of(user, on)
    near = _near(user, person, on)
    hidden = {one.pk for one in near if one.address_protected and not clearance.about(schools_of_person(one))}
    at_address = [one for one in near if one.pk not in hidden and _same_place(one.address, person.address)]
    by_email = [one for one in near if person.email and one.email.casefold() == person.email.casefold()]
    others = {one.pk: one for one in (*at_address, *by_email)}
    if not others:
        return ()
    reader = Reader.of(user, door.offices_of(user, stands.record.school, on), stands.code)
    named, bound = _named(stands, reader, others), _bound(person, others, clearance)
    mailed = {one.pk for one in by_email}
    found = [Sharer(one.name, pk in mailed, pk in named, pk in bound) for pk, one in others.items()]
    return tuple(sorted(found, key=lambda one: (not one.bound, not one.named, one.name)))


def _near(user: User, person: Person, on: date) -> list[Person]:
    """The people whom the reader may see that may share an address with this one: narrowed by the database."""
    lines = [line for line in person.address.splitlines() if line.strip()]
    near = Q(pk__in=())
    if lines:
        near |= Q(address__icontains=lines[-1].strip()[-_INWARD:])
    if person.email:
        near |= Q(email__iexact=person.email)
    seen = door.people_for(user, on).filter(near, kept_as=None).exclude(pk=person.pk)
    return list(seen.distinct())


def _same_place(one: str, other: str) -> bool:
    """Whether two addresses are the same house: their first and last lines, however they are spaced and written."""
    return _place(one) == _place(other) != ("", "")


def _place(address: str) -> tuple[str, str]:
    lines = [bare for line in address.splitlines() if (bare := _NOT_A_SIGN.sub("", line.casefold()))]
    return (lines[0], lines[-1]) if len(lines) > 1 else ("", "")


def _named(stands: Standing, reader: Reader, others: Collection[int]) -> set[int]:
    """Those who are named in what the reader reads of the case: affected, a witness, or who did it too."""
    breaches = stands.folded.breaches.values()
    incidents = {one.incident for one in breaches if one.incident and reader.reads(stands.folded, one)}
    if not incidents:
        return set()
    rows = IncidentPerson.objects.filter(incident__reference__in=incidents).exclude(role=Role.REPORTER)
    one = rows.filter(Q(person__in=others) | Q(person__kept_as__in=others))
    return {kept or pk for pk, kept in one.values_list("person", "person__kept_as")}


def _bound(person: Person, others: Collection[int], clearance: Clearance) -> set[int]:
    """Those whom an order of a court that holds keeps apart from a child of the two, where the reader reads orders."""
    own = person.children.values("pk")
    orders = CourtOrder.objects.filter(NOT_ENDED, relationship__child__in=own)
    either = orders.filter(Q(relationship__person=person) | Q(relationship__person__in=others))
    rows = either.values_list("relationship__person", "relationship__child__school", "relationship__child")
    read = [(who, child) for who, school, child in rows if clearance.at(school)]
    bound = {who for who, _ in read if who in others}
    own_orders = {child for who, child in read if who == person.pk}
    if own_orders:  # an order about this person and a child binds towards the child's other adults
        shared = Person.objects.filter(pk__in=others, relationships__child__in=own_orders)
        bound |= set(shared.values_list("pk", flat=True))
    return bound
