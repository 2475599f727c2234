"""What brings a person to a school: entered at one's own schools, with what was seen, ended with a reason."""

from datetime import timedelta
from typing import Any

import pytest
from tests.house import NOW, TODAY, House
from tests.ties import capacity, order, tie

from fairgate.actions import person_ties as actions
from fairgate.actions.person_names import change_names, change_vehicles
from fairgate.actions.person_ties import AlreadyThere, Grounds, OfChild, OnVisit, StandsAlready
from fairgate.records.door import Hidden
from fairgate.records.models import (
    AccessLog,
    Capacity,
    CapacityKind,
    Child,
    CourtOrder,
    NameKind,
    OtherName,
    Person,
    Relationship,
    SearchRow,
    Seen,
    User,
    Vehicle,
    Visitor,
    VisitorKind,
)
from fairgate.records.search.words import terms

TIA = OfChild("Tia Penrose", "Year 4", "grandmother")
BIRTH = Grounds(Seen.BIRTH_CERTIFICATE, "Seen on 3 September")


@pytest.fixture
def head(house: House) -> User:
    return house.user("headteacher", house.prestfield)


@pytest.fixture
def jo(house: House) -> Person:
    return house.person()


def notes() -> list[str]:
    return list(AccessLog.objects.exclude(why="").order_by("pk").values_list("why", flat=True))


def test_a_child_of_the_same_name_and_year_is_the_same_child(house: House, head: User, jo: Person) -> None:
    tie(house.person("Al Penrose"), house.prestfield)
    actions.add_tie(jo.pk, "prestfield", tie=TIA, by=head, now=NOW)
    assert Child.objects.get().year == "Year 4"
    other = house.person("Bea Bray")
    namesake = OfChild("tia  penrose", "Year 6", "mother")
    actions.add_tie(other.pk, "prestfield", tie=namesake, by=head, now=NOW)
    assert sorted(Child.objects.values_list("year", flat=True)) == ["Year 4", "Year 6"]
    with pytest.raises(AlreadyThere):
        actions.add_tie(jo.pk, "prestfield", tie=TIA, by=head, now=NOW)
    assert Relationship.objects.filter(person=jo).count() == 1


@pytest.mark.parametrize("school", ["hollins", "carn", "nowhere"])
def test_nothing_is_entered_at_a_school_that_is_not_ones_own(house: House, head: User, jo: Person, school: str) -> None:
    for act in (
        lambda: actions.add_tie(jo.pk, school, tie=TIA, by=head, now=NOW),
        lambda: actions.add_person(school, name="Al Bray", phone="", tie=TIA, by=head, now=NOW),
    ):
        with pytest.raises(Hidden):
            act()
    assert not Relationship.objects.exists()
    assert Person.objects.count() == 1


def test_somebody_new_is_entered_with_what_brings_them_and_can_be_found(house: House, head: User) -> None:
    visit = OnVisit(VisitorKind.CONTRACTOR, "Bray Roofs")
    made = actions.add_person("prestfield", name="Al Bray", phone="01632 960001", tie=visit, by=head, now=NOW)
    assert Visitor.objects.get(person=made).note == "Bray Roofs"
    assert SearchRow.objects.saying(terms("bray")[0]).get().person == made
    assert notes() == ["changed: entered"]
    visited = Visitor.objects.get()
    with pytest.raises(Hidden):
        actions.end_visits(made.pk, visited.pk, by=house.user("headteacher", house.hollins), now=NOW)
    actions.end_visits(made.pk, visited.pk, by=head, now=NOW)
    assert not Visitor.objects.exists()


def test_reception_enters_nobody(house: House) -> None:
    reception = house.user("reception", house.prestfield)
    with pytest.raises(Hidden):
        actions.add_person("prestfield", name="Al Bray", phone="", tie=TIA, by=reception, now=NOW)


def test_what_was_seen_is_kept_with_who_entered_it_once(house: House, head: User, jo: Person) -> None:
    number = tie(jo, house.prestfield).pk
    actions.record_capacity(jo.pk, number, kind=CapacityKind.PARENT, grounds=BIRTH, by=head, now=NOW)
    kept = Capacity.objects.get()
    assert (kept.seen, kept.seen_note, kept.by, kept.at) == ("birth", "Seen on 3 September", head, NOW)
    with pytest.raises(StandsAlready):
        actions.record_capacity(jo.pk, number, kind=CapacityKind.PARENT, grounds=BIRTH, by=head, now=NOW)
    actions.end_capacity(jo.pk, number, kept.pk, why="A mistake.", by=head, now=NOW)
    actions.end_capacity(jo.pk, number, kept.pk, why="Again.", by=head, now=NOW)
    kept.refresh_from_db()
    assert (kept.ended_by, kept.ended_at, kept.ended_why) == (head, NOW, "A mistake.")
    actions.record_capacity(jo.pk, number, kind=CapacityKind.PARENT, grounds=BIRTH, by=head, now=NOW)
    assert Capacity.objects.count() == 2
    assert notes() == ["changed: is a parent", "changed: no longer: is a parent", "changed: is a parent"]


def test_somebody_may_collect_on_several_days_but_not_twice_on_the_same(house: House, head: User, jo: Person) -> None:
    number = tie(jo, house.prestfield).pk

    def agree(on: int) -> None:
        day = TODAY + timedelta(on)
        grounds = Grounds(Seen.TOLD, "", day, day)
        actions.record_capacity(
            jo.pk, number, kind=CapacityKind.COLLECTS, grounds=grounds, agreed_by="Her mother", by=head, now=NOW
        )

    agree(0)
    agree(1)
    with pytest.raises(StandsAlready):
        agree(1)
    assert set(Capacity.objects.values_list("agreed_by", flat=True)) == {"Her mother"}


@pytest.mark.parametrize(("office", "may"), [("dsl", True), ("headteacher", True), ("class_teacher", False)])
def test_orders_are_kept_and_ended_by_those_who_read_them(house: House, jo: Person, office: str, may: bool) -> None:
    user = house.user(office, house.prestfield)
    row = tie(jo, house.prestfield)
    kept = order(row, user)
    grounds = Grounds(Seen.COURT_ORDER)

    def record() -> None:
        actions.record_order(jo.pk, row.pk, says="May not ring.", grounds=grounds, by=user, now=NOW)

    def end() -> None:
        actions.end_order(jo.pk, row.pk, kept.pk, why="Discharged.", by=user, now=NOW)

    for act in (record, end):
        if may:
            act()
        else:
            with pytest.raises(Hidden):
                act()
    kept.refresh_from_db()
    assert CourtOrder.objects.count() == 1 + may
    assert kept.ended_why == ("Discharged." if may else "")
    # The log says that something was changed, and not that it was an order.
    assert set(notes()) == ({"changed: restricted"} if may else set())


def test_facts_of_one_tie_are_not_reached_through_another(house: House, head: User, jo: Person) -> None:
    mine, theirs = tie(jo, house.prestfield), tie(house.person("Al"), house.prestfield, "Kit")
    other = capacity(theirs, head)
    for act in (
        lambda: actions.end_capacity(jo.pk, mine.pk, other.pk, why="x", by=head, now=NOW),
        lambda: actions.end_capacity(jo.pk, theirs.pk, other.pk, why="x", by=head, now=NOW),
        lambda: actions.change_tie(jo.pk, theirs.pk, relationship="x", year="", by=head, now=NOW),
        lambda: actions.record_capacity(jo.pk, theirs.pk, kind=CapacityKind.CARE, grounds=BIRTH, by=head, now=NOW),
    ):
        with pytest.raises(Hidden):
            act()
    other.refresh_from_db()
    assert other.ended_at is None


def test_what_they_are_to_the_child_is_put_right(house: House, head: User, jo: Person) -> None:
    row = tie(jo, house.prestfield)
    for _ in range(2):
        actions.change_tie(jo.pk, row.pk, relationship="uncle", year="Year 5", by=head, now=NOW)
    row.refresh_from_db()
    assert (row.relationship, row.child.year, notes()) == ("uncle", "Year 5", ["changed: relationship"])


# --- names and vehicles -------------------------------------------------------------------------------------------


def test_names_come_and_go_row_by_row(head: User, jo: Person) -> None:
    for _ in range(2):
        change_names(jo.pk, add=("Joan Green", NameKind.MAIDEN), drop=(), by=head, now=NOW)
    [row] = OtherName.objects.all()
    assert (row.name, row.kind) == ("Joan Green", "maiden")
    change_names(jo.pk, add=(jo.name, NameKind.SPELLING), drop=(), by=head, now=NOW)
    change_names(jo.pk, add=("Jojo", NameKind.KNOWN_AS), drop=[row.pk], by=head, now=NOW)
    assert [one.name for one in OtherName.objects.all()] == ["Jojo"]
    assert notes() == ["changed: other names"] * 2
    assert SearchRow.objects.saying(terms("jojo")[0]).count() == 1
    assert SearchRow.objects.saying(terms("green")[0]).count() == 0


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (("ab12 cde", "red van"), ("AB12CDE", "red van")),
        (("", "red van AB12 CDE"), ("AB12CDE", "red van")),
        (("", "a blue tractor"), ("", "a blue tractor")),
    ],
)
def test_a_vehicle_is_kept_by_its_registration(
    head: User, jo: Person, typed: tuple[str, str], kept: tuple[str, str]
) -> None:
    for _ in range(2):
        change_vehicles(jo.pk, add=typed, drop=(), by=head, now=NOW)
    [row] = Vehicle.objects.all()
    assert (row.registration, row.description) == kept
    change_vehicles(jo.pk, add=None, drop=[row.pk], by=head, now=NOW)
    assert not Vehicle.objects.exists()


@pytest.mark.parametrize("change", [change_names, change_vehicles])
def test_nothing_is_taken_from_somebody_else(house: House, head: User, jo: Person, change: Any) -> None:
    other = house.person("Al")
    OtherName.objects.create(pk=77, person=other, name="Alan")
    Vehicle.objects.create(pk=77, person=other, registration="AB12CDE")
    change(jo.pk, add=None, drop=[77], by=head, now=NOW)
    assert (OtherName.objects.count(), Vehicle.objects.count()) == (1, 1)
    with pytest.raises(Hidden):
        change(jo.pk, add=None, drop=[77], by=house.user("ceo", house.aspire), now=NOW)
