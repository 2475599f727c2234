"""Who is shown under whom: worked out from the decisions, the same whichever way round they are made."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from fairgate.records import door
from fairgate.records.door import Hidden
from fairgate.records.merging import root, settle
from fairgate.records.models import Child, Merge, Person, Recusal, Relationship, SearchRow, User
from fairgate.records.search.words import terms
from tests.house import NOW, TODAY, House


def decide(merged: Person, kept: Person, by: User, *, together: bool = True) -> None:
    turn = Merge.objects.filter(merged=merged).count() + 1
    Merge.objects.create(merged=merged, kept=kept, together=together, turn=turn, why="asked", by=by, at=NOW)
    settle(Person.objects.values_list("pk", flat=True))


def shown(*people: Person) -> list[str]:
    return [Person.objects.get(pk=one.pk).kept.name for one in people]


def test_a_chain_is_shown_under_its_end_and_comes_apart_link_by_link(house: House) -> None:
    a, b, c, by = house.person("A"), house.person("B"), house.person("C"), house.user()
    decide(a, b, by)
    decide(b, c, by)
    assert shown(a, b, c) == ["C", "C", "C"]
    decide(b, c, by, together=False)
    assert shown(a, b, c) == ["B", "B", "C"]
    decide(a, b, by, together=False)
    assert shown(a, b, c) == ["A", "B", "C"]


def test_a_circle_is_refused_as_a_fault(house: House) -> None:
    with pytest.raises(ValueError, match="circle"):
        root(1, {1: 2, 2: 1})


def test_a_decision_is_never_changed_or_taken_out(house: House) -> None:
    a, b, by = house.person("A"), house.person("B"), house.user()
    decide(a, b, by)
    for spoil in (lambda: Merge.objects.update(why="x"), lambda: Merge.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            spoil()
    assert Merge.objects.get().why == "asked"


def test_two_decisions_about_one_person_cannot_have_one_turn(house: House) -> None:
    a, b, by = house.person("A"), house.person("B"), house.user()
    decide(a, b, by)
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        Merge.objects.create(merged=a, kept=b, together=True, turn=1, why="me too", by=by, at=NOW)


def test_each_is_found_by_the_names_of_both_and_no_longer_once_parted(house: House) -> None:
    a, b, by = house.person("Ann Nance"), house.person("Bea Bray"), house.user()
    settle([a.pk, b.pk])

    def found(text: str) -> set[int | None]:
        return set(SearchRow.objects.saying(terms(text)[0]).values_list("person", flat=True))

    assert found("nance") == {a.pk}
    decide(a, b, by)
    assert found("nance") == found("bray") == {a.pk, b.pk}
    decide(a, b, by, together=False)
    assert (found("nance"), found("bray")) == ({a.pk}, {b.pk})


# --- the door -----------------------------------------------------------------------------------------------------


def test_one_person_is_seen_as_one_or_not_at_all(house: House) -> None:
    here, there = house.person("Here"), house.person("There")
    house.case(house.prestfield, here)
    house.case(house.hollins, there)
    head, other = house.user("headteacher", house.prestfield), house.user("headteacher", house.hollins)
    with pytest.raises(Hidden):
        door.open_person(head, there.pk, now=NOW)
    decide(there, here, house.user())
    for user in (head, other):
        assert {door.open_person(user, one.pk, now=NOW).name for one in (here, there)} == {"Here"}
    decide(there, here, house.user(), together=False)
    with pytest.raises(Hidden):
        door.open_person(head, there.pk, now=NOW)


def test_whom_no_school_knows_is_known_once_they_are_one_with_somebody_known(house: House) -> None:
    unknown, known = house.person("Unknown"), house.person("Known")
    house.case(house.hollins, known)
    head = house.user("headteacher", house.prestfield)
    assert door.open_person(head, unknown.pk, now=NOW) == unknown
    decide(unknown, known, house.user())
    with pytest.raises(Hidden):
        door.open_person(head, unknown.pk, now=NOW)


def test_who_stands_aside_from_one_of_them_sees_neither(house: House) -> None:
    a, b = house.person("A"), house.person("B")
    cases = [house.case(house.prestfield, one) for one in (a, b)]
    head = house.user("headteacher", house.prestfield)
    Recusal.objects.create(
        user=head, person=a, since=TODAY, why="sister", entered_by=house.user("ceo", house.oak), entered_at=NOW
    )
    assert set(door.cases_for(head, TODAY)) == {cases[1]}
    decide(b, a, house.user())
    assert set(door.cases_for(head, TODAY)) == set()
    assert not door.people_for(head, TODAY).filter(pk=b.pk).exists()


def test_in_a_report_one_person_is_offered_once(house: House) -> None:
    a, b = house.person("A"), house.person("B")
    for person in (a, b):
        child = Child.objects.create(school=house.prestfield, name=f"Child of {person}")
        Relationship.objects.create(child=child, person=person, relationship="parent")
    reception = house.user("reception", house.prestfield)
    assert set(door.subjects_for(reception, house.prestfield, TODAY)) == {a, b}
    decide(a, b, house.user())
    assert list(door.subjects_for(reception, house.prestfield, TODAY)) == [b]
