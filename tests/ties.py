"""What people are to children, for tests: ties, rights, orders."""

from typing import Any

from fairgate.records.models import Capacity, CapacityKind, Child, CourtOrder, Person, Relationship, School, Seen, User
from tests.house import NOW


def tie(person: Person, school: School, child: str = "Tia Penrose", word: str = "father") -> Relationship:
    """What the person is to a child of that name at the school, who is the same child each time."""
    pupil, _ = Child.objects.get_or_create(school=school, name=child)
    return Relationship.objects.create(child=pupil, person=person, relationship=word)


def capacity(relationship: Relationship, by: User, kind: CapacityKind = CapacityKind.PARENT, **fields: Any) -> Capacity:
    return Capacity.objects.create(
        relationship=relationship, kind=kind, by=by, at=NOW, **{"seen": Seen.BIRTH_CERTIFICATE, **fields}
    )


def order(relationship: Relationship, by: User, says: str = "May not collect Tia.", **fields: Any) -> CourtOrder:
    return CourtOrder.objects.create(
        relationship=relationship, says=says, by=by, at=NOW, **{"seen": Seen.COURT_ORDER, **fields}
    )
