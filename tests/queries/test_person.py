"""A person: the details, the children, and only those cases about them that the user may see."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.house import NOW, TODAY, House
from tests.ties import capacity, order, tie
from tests.told import case_alleged, case_barred, terms

from fairgate.queries.person import person_of, person_page, tie_asked
from fairgate.records.door import Hidden
from fairgate.records.models import AccessLog, CapacityKind, OtherName, Person, User, Vehicle, Visitor, VisitorKind

TEACHER, HEAD, DSL = "class_teacher", "headteacher", "dsl"


@pytest.fixture
def jo(house: House) -> Person:
    return house.person()


def at_prestfield(house: House, office: str) -> User:
    return house.user(office, house.prestfield)


def test_only_the_cases_of_ones_own_schools_are_listed(house: House) -> None:
    terms(house.oak)
    person = house.person()
    here, there = case_barred(house, person=person), case_alleged(house, house.hollins, person)
    head, chief = at_prestfield(house, HEAD), house.user("ceo", house.oak)
    assert [one.reference for one in person_page(head, person.pk, NOW).cases] == [here.reference]
    both = person_page(chief, person.pk, NOW).cases
    assert {one.reference for one in both} == {here.reference, there.reference}
    assert {one.stands.word for one in both} == {"Barred, provisionally", "Alleged"}


def test_children_are_named_with_what_was_seen(house: House, jo: Person) -> None:
    by = at_prestfield(house, TEACHER)
    father = tie(jo, house.prestfield)
    capacity(father, by, seen_note="Seen on 3 September 2023")
    capacity(father, by, CapacityKind.COLLECTS, since=TODAY, until=TODAY, agreed_by="Her mother")
    ended = capacity(father, by, CapacityKind.CARE)
    type(ended).objects.filter(pk=ended.pk).update(ended_at=NOW, ended_by=by, ended_why="moved out")
    [told] = person_page(by, jo.pk, NOW).ties
    assert (told.child, told.relationship, told.school, told.yours) == (
        "Tia Penrose",
        "father",
        "Prestfield School",
        True,
    )
    [parent] = told.facts
    assert (parent.says, parent.seen, parent.by) == (
        "Is a parent",
        "Birth certificate: Seen on 3 September 2023",
        by.name,
    )
    [collects] = told.collects
    assert (collects.when, collects.agreed_by, collects.holds) == ("on 1 October 2024 only", "Her mother", True)
    assert told.may_collect


@pytest.mark.parametrize(
    ("since", "until", "may"),
    [
        (None, None, True),
        (TODAY, TODAY, True),
        (TODAY - timedelta(1), TODAY - timedelta(1), False),
        (TODAY + timedelta(1), None, False),
        (None, TODAY, True),
        (None, TODAY - timedelta(1), False),
    ],
)
def test_a_collector_collects_on_the_days_agreed(
    house: House, jo: Person, since: date | None, until: date | None, may: bool
) -> None:
    by = at_prestfield(house, TEACHER)
    capacity(tie(jo, house.prestfield), by, CapacityKind.COLLECTS, since=since, until=until)
    assert person_page(by, jo.pk, NOW).ties[0].may_collect is may


def test_an_order_of_a_court_is_for_those_who_read_what_is_restricted(house: House, jo: Person) -> None:
    lead = at_prestfield(house, DSL)
    father, elsewhere = tie(jo, house.prestfield), tie(jo, house.hollins, "Kit Penrose")
    order(father, lead)
    order(elsewhere, lead, "May not come near Kit.")
    for office, reads in ((DSL, True), (HEAD, True), (TEACHER, False), ("school_business_manager", False)):
        page = person_page(at_prestfield(house, office), jo.pk, NOW)
        by_child = {one.child: one for one in page.ties}
        # Of another school's child nobody here learns so much as whether there is an order.
        assert by_child["Kit Penrose"].orders is None
        assert not by_child["Kit Penrose"].is_bound
        told = by_child["Tia Penrose"]
        assert ([one.says for one in told.orders] if told.orders is not None else None) == (
            ["May not collect Tia."] if reads else None
        )
        assert told.is_bound is reads
    chief = person_page(house.user("ceo", house.oak), jo.pk, NOW)
    assert all(one.is_bound for one in chief.ties)


def test_the_page_of_orders_is_nowhere_for_others(house: House, jo: Person) -> None:
    number = tie(jo, house.prestfield).pk
    assert tie_asked(at_prestfield(house, DSL), jo.pk, number, NOW, restricted=True).tie.orders == ()
    assert tie_asked(at_prestfield(house, TEACHER), jo.pk, number, NOW).tie.number == number
    with pytest.raises(Hidden):
        tie_asked(at_prestfield(house, TEACHER), jo.pk, number, NOW, restricted=True)


def test_nobody_changes_the_tie_to_another_schools_child(house: House, jo: Person) -> None:
    tie(jo, house.prestfield)
    elsewhere = tie(jo, house.hollins, "Kit Penrose")
    with pytest.raises(Hidden):
        tie_asked(at_prestfield(house, HEAD), jo.pk, elsewhere.pk, NOW)
    other = tie(house.person("Al Bray"), house.prestfield, "Poppy Bray")
    with pytest.raises(Hidden):
        tie_asked(at_prestfield(house, HEAD), jo.pk, other.pk, NOW)


def test_a_confidential_address_is_for_those_who_read_what_is_restricted(house: House, jo: Person) -> None:
    Person.objects.filter(pk=jo.pk).update(address="1 Fore Street\nPL25 5AB", address_protected=True)
    tie(jo, house.prestfield)
    for office, reads in ((DSL, True), (HEAD, True), (TEACHER, False)):
        user = at_prestfield(house, office)
        for card in (person_page(user, jo.pk, NOW).card, person_of(user, jo.pk, NOW).card):
            assert card.address.lines == (("1 Fore Street", "PL25 5AB") if reads else ())
            assert (card.address.is_hidden, card.address.is_protected) == (not reads, True)
            assert not card.address.is_unknown


def test_no_fixed_abode_is_not_an_address_that_is_not_known(house: House, jo: Person) -> None:
    head = at_prestfield(house, HEAD)
    assert person_page(head, jo.pk, NOW).card.address.is_unknown
    Person.objects.filter(pk=jo.pk).update(no_fixed_abode=True)
    address = person_page(head, jo.pk, NOW).card.address
    assert (address.is_unknown, address.no_fixed_abode, address.lines) == (False, True, ())


def test_a_visitor_is_known_at_the_school_they_come_to(house: House, jo: Person) -> None:
    Visitor.objects.create(person=jo, school=house.prestfield, kind=VisitorKind.CONTRACTOR, note="Bray Roofs")
    [visit] = person_page(at_prestfield(house, HEAD), jo.pk, NOW).visits
    assert (visit.kind, visit.note, visit.school) == ("Contractor", "Bray Roofs", "Prestfield School")
    with pytest.raises(Hidden):
        person_page(house.user(HEAD, house.hollins), jo.pk, NOW)


def test_others_find_nobody_and_each_knock_is_noted(house: House) -> None:
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
    assert list(AccessLog.objects.values_list("opened", flat=True)) == [False] * 4
    person_page(house.user("headteacher", house.prestfield), person.pk, NOW)
    assert AccessLog.objects.filter(kind="person", asked=str(person.pk), opened=True).count() == 1


def test_the_queries_are_as_many_for_a_person_with_many_ties(house: House) -> None:
    terms(house.oak)
    head = at_prestfield(house, HEAD)
    counts = []
    for many in (1, 12):
        person = house.person()
        for number in range(many):
            one = tie(person, house.prestfield, f"Child {many} {number}")
            capacity(one, head)
            order(one, head)
            OtherName.objects.create(person=person, name=f"Name {number}")
            Vehicle.objects.create(person=person, registration=f"AB{number:02}CDE")
            case_alleged(house, person=person)
        with CaptureQueriesContext(connection) as asked:
            assert len(person_page(head, person.pk, NOW).ties) == many
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 22, counts
