"""Whose it is to say that a colleague stands aside: who leads where, whom they lead, and what they read of it."""

from datetime import date

import pytest

from fairgate.records.door import Hidden
from fairgate.records.models import AccessLog, Child, Person, Recusal, Relationship, Trust, User
from fairgate.records.recusing import colleagues, leads, led_by, of_people, open_recusals
from tests.house import NOW, TODAY, House

YESTERDAY = date(2024, 9, 30)


def aside(user: User, person: Person) -> Recusal:
    return Recusal.objects.create(user=user, person=person, since=TODAY, why="sister", entered_by=user, entered_at=NOW)


def at_hollins(house: House) -> Person:
    person = house.person("Kim Hollins")
    child = Child.objects.create(school=house.hollins, name="Tia")
    Relationship.objects.create(child=child, person=person, relationship="mother")
    return person


def test_who_leads_and_where(house: House) -> None:
    head, ceo = house.user("headteacher", house.prestfield), house.user("ceo", house.oak)
    house.hold(head, "reception", house.hollins)
    assert led_by(head, TODAY) == {house.prestfield.pk}
    assert led_by(ceo, TODAY) == {None}
    assert led_by(house.user("reception", house.prestfield), TODAY) == frozenset()
    known, unknown = at_hollins(house), house.person("Known Nowhere")
    assert not leads(head, known, TODAY)
    assert leads(house.user("headteacher", house.hollins), known, TODAY)
    assert leads(ceo, known, TODAY)
    for user in (head, ceo):
        assert leads(user, unknown, TODAY)
    assert not leads(house.user("reception", house.prestfield), unknown, TODAY)
    without = house.user("headteacher", Trust.objects.create(slug="without", name="Without A Code"))
    assert led_by(without, TODAY) == frozenset()


def test_whom_they_can_name(house: House) -> None:
    head, ceo = house.user("headteacher", house.prestfield), house.user("ceo", house.oak)
    teacher, there = house.user("class_teacher", house.prestfield), house.user("class_teacher", house.hollins)
    gone, off = house.user(), house.user("class_teacher", house.prestfield)
    house.hold(gone, "class_teacher", house.prestfield, until=YESTERDAY)
    User.objects.filter(pk=off.pk).update(is_active=False)
    # Who moved here holds nothing here by what they held there, nor who moved away.
    moved, left = house.user("headteacher", house.carn), house.user("class_teacher", house.prestfield)
    User.objects.filter(pk=moved.pk).update(trust=house.oak)
    User.objects.filter(pk=left.pk).update(trust=house.aspire)
    house.user("ceo", house.aspire)
    house.user()
    assert set(colleagues(head, TODAY)) == {teacher, ceo}
    assert set(colleagues(ceo, TODAY)) == {head, teacher, there}


def test_who_reads_the_list_and_how(house: House) -> None:
    head, lead = house.user("headteacher", house.prestfield), house.user("data_lead", house.oak)
    there = aside(head, at_hollins(house))
    nowhere = aside(lead, house.person("Known Nowhere"))
    theirs = aside(house.user("ceo", house.aspire), house.person("Of The Other Trust", house.aspire))
    assert list(of_people(Person.objects.filter(pk=there.person_id))) == [there]
    rows, named = open_recusals(head, now=NOW)
    assert (set(rows), named) == ({nowhere}, True)
    rows, named = open_recusals(lead, now=NOW)
    assert (set(rows), named) == ({there, nowhere}, False)
    assert theirs not in rows
    assert AccessLog.objects.filter(opened=True, asked="who stands aside").count() == 2


@pytest.mark.parametrize("office", ["", "reception", "class_teacher", "dsl"])
def test_from_the_rest_it_is_hidden_and_noted(house: House, office: str) -> None:
    user = house.user(office, house.prestfield if office else None)
    with pytest.raises(Hidden):
        open_recusals(user, now=NOW)
    assert AccessLog.objects.get(user=user).opened is False
