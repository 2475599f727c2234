"""A person: the details, the children, and only those cases about them that the user may see."""

import pytest
from tests.house import NOW, House
from tests.told import case_alleged, case_barred, terms

from fairgate.queries.person import person_page
from fairgate.records.door import Hidden
from fairgate.records.models import Child, Relationship


def test_only_the_cases_of_ones_own_schools_are_listed(house: House) -> None:
    terms(house.oak)
    person = house.person()
    here, there = case_barred(house, person=person), case_alleged(house, house.hollins, person)
    head, chief = house.user("headteacher", house.prestfield), house.user("ceo", house.oak)
    assert [one.reference for one in person_page(head, person.pk, NOW).cases] == [here.reference]
    both = person_page(chief, person.pk, NOW).cases
    assert {one.reference for one in both} == {here.reference, there.reference}
    assert {one.stands.word for one in both} == {"Barred, provisionally", "Alleged"}


def test_children_are_named(house: House) -> None:
    person = house.person()
    child = Child.objects.create(school=house.prestfield, name="Tia Penrose")
    Relationship.objects.create(child=child, person=person, relationship="father")
    [tie] = person_page(house.user("headteacher", house.prestfield), person.pk, NOW).ties
    assert (tie.child, tie.relationship) == ("Tia Penrose", "father")


def test_others_find_nobody(house: House) -> None:
    person = house.person()
    case_alleged(house, person=person)
    for user in (
        house.user("headteacher", house.hollins),
        house.user("reception", house.prestfield),
        house.user("head_of_school", house.carn),
    ):
        with pytest.raises(Hidden):
            person_page(user, person.pk, NOW)
    with pytest.raises(Hidden):
        person_page(house.user("headteacher", house.prestfield), 10**30, NOW)
