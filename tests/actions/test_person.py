"""Changing a person's details: all of them at once, never over somebody else's change, and noted without a value."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction
from tests.house import NOW, House
from tests.told import case_alleged

from fairgate.actions.person import Details, DetailsMoved, change_person
from fairgate.records.door import Hidden
from fairgate.records.models import AccessLog, Person

NEW = Details(name="Jo Penrose", address="1 Fore Street\nPL25 5AB", phone="01632 960001", languages="Cornish")


def test_the_details_are_kept_and_which_of_them_is_noted(house: House) -> None:
    person, head = house.person(), house.user("headteacher", house.prestfield)
    change_person(person.pk, details=NEW, seen=Details.of(person).stamp, by=head, now=NOW)
    assert Details.of(Person.objects.get(pk=person.pk)) == NEW
    noted = AccessLog.objects.filter(user=head).exclude(why="").get()
    assert noted.why == "changed: address, phone, languages"


def test_the_same_details_again_change_nothing(house: House) -> None:
    person, head = house.person(), house.user("headteacher", house.prestfield)
    seen = Details.of(person).stamp
    for _ in range(2):
        change_person(person.pk, details=NEW, seen=seen, by=head, now=NOW)
    assert AccessLog.objects.filter(user=head).exclude(why="").count() == 1


def test_somebody_elses_change_is_not_overwritten(house: House) -> None:
    person, head = house.person(), house.user("headteacher", house.prestfield)
    seen = Details.of(person).stamp
    theirs = replace(Details.of(person), phone="01632 960777")
    change_person(person.pk, details=theirs, seen=seen, by=house.user("ceo", house.oak), now=NOW)
    with pytest.raises(DetailsMoved):
        change_person(person.pk, details=NEW, seen=seen, by=head, now=NOW)
    assert Details.of(Person.objects.get(pk=person.pk)) == theirs


def test_nobody_changes_whom_they_may_not_see_and_the_try_is_noted(house: House) -> None:
    case = case_alleged(house)
    stranger = house.user("headteacher", house.hollins)
    with pytest.raises(Hidden):
        change_person(case.subject_id, details=NEW, seen=Details.of(case.subject).stamp, by=stranger, now=NOW)
    assert Person.objects.get(pk=case.subject_id).address == ""
    assert not AccessLog.objects.get(user=stranger).opened


def test_the_stamp_differs_with_every_detail_and_tells_none(house: House) -> None:
    kept = Details.of(house.person())
    other = {
        name: (not value if isinstance(value, bool) else f"{value}x")
        for name, value in ((name, getattr(kept, name)) for name in Details.__dataclass_fields__)
    }
    stamps = {replace(kept, **{name: value}).stamp for name, value in other.items()} | {kept.stamp}
    assert len(stamps) == len(other) + 1
    assert all("penrose" not in stamp.lower() for stamp in stamps)


def test_a_confidential_address_stays_as_it_is_for_who_may_not_see_it(house: House) -> None:
    person, teacher = house.person(), house.user("class_teacher", house.prestfield)
    Person.objects.update(address="9 Tern Court\nTR1 2BB", address_protected=True)
    person.refresh_from_db()
    stamp = Details.of(person).stamp
    for tried in (replace(NEW, address_protected=False), replace(NEW, address="", no_fixed_abode=True)):
        change_person(person.pk, details=tried, seen=stamp, by=teacher, now=NOW)
        person.refresh_from_db()
        stamp = Details.of(person).stamp
        kept = (person.address, person.address_protected, person.no_fixed_abode)
        assert kept == ("9 Tern Court\nTR1 2BB", True, False)
        assert person.phone == NEW.phone
    lead = house.user("dsl", house.prestfield)
    change_person(person.pk, details=NEW, seen=stamp, by=lead, now=NOW)
    assert Details.of(Person.objects.get(pk=person.pk)) == NEW


def test_nobody_without_an_abode_has_an_address(house: House) -> None:
    person, head = house.person(), house.user("headteacher", house.prestfield)
    with pytest.raises(IntegrityError), transaction.atomic():
        change_person(
            person.pk,
            details=replace(NEW, no_fixed_abode=True),
            seen=Details.of(person).stamp,
            by=head,
            now=NOW,
        )
