"""Who reads what is restricted: the safeguarding lead and whoever finds, at their own schools, on their days."""

from datetime import date

import pytest

from fairgate.records.clearance import Clearance, schools_of_person
from fairgate.records.models import Child, Relationship, Trust, Visitor, VisitorKind
from tests.house import TODAY, House


@pytest.mark.parametrize(
    ("office", "reads"),
    [
        ("dsl", True),
        ("headteacher", True),
        ("ceo", True),
        ("class_teacher", False),
        ("school_business_manager", False),
        ("reception", False),
        ("data_lead", False),
    ],
)
def test_by_office(house: House, office: str, reads: bool) -> None:
    user = house.user(office, house.prestfield)
    assert Clearance.of(user, TODAY).at(house.prestfield.pk) is reads
    assert not Clearance.of(user, TODAY).at(house.hollins.pk)
    assert Clearance.of(house.user(office, house.oak), TODAY).at(house.hollins.pk) is reads


def test_only_on_the_days_of_the_office(house: House) -> None:
    gone, user = house.user(), house.user()
    house.hold(gone, "dsl", house.prestfield, until=date(2024, 9, 30))
    house.hold(user, "dsl", house.prestfield, since=TODAY)
    assert not Clearance.of(gone, TODAY).at(house.prestfield.pk)
    assert Clearance.of(user, TODAY).at(house.prestfield.pk)
    user.is_active = False
    assert not Clearance.of(user, TODAY).at(house.prestfield.pk)


def test_about_somebody_it_is_asked_at_each_of_their_schools(house: House) -> None:
    person = house.person()
    here, there = house.user("dsl", house.prestfield), house.user("dsl", house.hollins)
    assert Clearance.of(here, TODAY).about(schools_of_person(person))  # known at none: whoever reads it anywhere
    child = Child.objects.create(school=house.hollins, name="Tia")
    Relationship.objects.create(child=child, person=person, relationship="father")
    assert schools_of_person(person) == {house.hollins.pk}
    assert not Clearance.of(here, TODAY).about(schools_of_person(person))
    assert Clearance.of(there, TODAY).about(schools_of_person(person))
    Visitor.objects.create(person=person, school=house.prestfield, kind=VisitorKind.VISITOR)
    assert Clearance.of(here, TODAY).about(schools_of_person(person))
    assert not Clearance.of(house.user("reception", house.prestfield), TODAY).about(schools_of_person(person))


def test_it_is_of_a_trust_with_a_code_and_says_where(house: House) -> None:
    throughout, here = house.user("dsl", house.oak), house.user("dsl", house.prestfield)
    house.hold(here, "reception", house.hollins)
    assert (Clearance.of(throughout, TODAY).throughout, Clearance.of(throughout, TODAY).schools) == (True, frozenset())
    assert Clearance.of(here, TODAY) == Clearance(False, frozenset({house.prestfield.pk}))
    for clearance, at, about, of_nobody in (
        (Clearance(True, frozenset()), True, True, True),
        (Clearance(False, frozenset({1})), True, True, True),
        (Clearance(False, frozenset({2})), False, False, True),
        (Clearance(False, frozenset()), False, False, False),
    ):
        assert (clearance.at(1), clearance.about([1]), clearance.about([])) == (at, about, of_nobody)
    without = house.user("dsl", Trust.objects.create(slug="without", name="Without A Code"))
    assert Clearance.of(without, TODAY) == Clearance(False, frozenset())


def test_a_person_is_known_where_they_themselves_are(house: House) -> None:
    person, somebody = house.person(), house.person("Somebody Else")
    case = house.case(house.hollins, somebody)
    child = Child.objects.create(school=house.hollins, name="Tia")
    Relationship.objects.create(child=child, person=somebody, relationship="father")
    Visitor.objects.create(person=somebody, school=house.hollins, kind=VisitorKind.VISITOR)
    assert schools_of_person(person) == frozenset()
    house.case(house.prestfield, person)
    assert schools_of_person(person) == {house.prestfield.pk}
    assert case.subject == somebody
