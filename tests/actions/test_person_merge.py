"""Two records made one by a person, and two again: nothing is lost, whoever decides first wins, others cannot."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection, connections
from tests.barred import bar, known_as
from tests.house import NOW, TODAY, House
from tests.ties import capacity, tie

from fairgate.actions.person import NotCleared
from fairgate.actions.person_merge import DecidedMeanwhile, keep_apart, merge_people, part_people
from fairgate.queries import gate
from fairgate.queries.gate import Word
from fairgate.queries.person import person_page
from fairgate.queries.search import search
from fairgate.records.door import Hidden
from fairgate.records.merging import state_of
from fairgate.records.models import (
    AccessLog,
    Capacity,
    Case,
    KeptApart,
    Merge,
    OtherName,
    Person,
    Relationship,
    SearchRow,
    User,
    Vehicle,
)

WHY = "The office rang both numbers: one man answered."
KEPT_ROWS = (Person, OtherName, Vehicle, Relationship, Capacity, Case)


@pytest.fixture
def lead(house: House) -> User:
    return house.user("dsl", house.oak)


def rows() -> dict[str, list[object]]:
    """All that is kept of people, but for under whom they are shown."""
    found: dict[str, list[object]] = {}
    for model in KEPT_ROWS:
        names = [field.attname for field in model._meta.concrete_fields if field.attname != "kept_as_id"]
        found[model.__name__] = sorted(model._default_manager.values_list(*names), key=str)
    return found


def merged(lead: User, keep: Person, other: Person, why: str = WHY) -> Person:
    return merge_people(keep.pk, other.pk, why=why, seen=state_of(keep, other), by=lead, now=NOW)


def reload(*people: Person) -> tuple[Person, ...]:
    return tuple(Person.objects.get(pk=one.pk) for one in people)


def test_cases_children_and_names_are_shown_under_one_and_go_back_again(house: House, lead: User) -> None:
    jo, joan = house.person("Jo Penrose"), house.person("Joan Tregenza")
    known_as(joan, "Joanie T")
    capacity(tie(joan, house.prestfield), lead)
    Vehicle.objects.create(person=joan, registration="AB12CDE")
    cases = [house.case(house.prestfield, jo), house.case(house.hollins, joan)]
    before = rows()
    merged(lead, jo, joan)
    page = person_page(lead, joan.pk, NOW)
    assert page.card.number == jo.pk
    assert {one.name for one in page.card.others} == {"Joan Tregenza", "Joanie T"}
    assert {one.reference for one in page.cases} == {case.reference for case in cases}
    assert ([one.child for one in page.ties], [one.registration for one in page.cars]) == (
        ["Tia Penrose"],
        ["AB12 CDE"],
    )
    [joined] = page.joined
    assert (joined.name, joined.why, joined.by) == ("Joan Tregenza", WHY, lead.name)
    assert rows() == before
    part_people(jo.pk, joined.number, why="Twins.", by=lead, now=NOW)
    assert rows() == before
    assert [(row.together, row.turn, row.why) for row in Merge.objects.order_by("turn")] == [
        (True, 1, WHY),
        (False, 2, "Twins."),
    ]
    for person, case, others in ((jo, cases[0], set()), (joan, cases[1], {"Joanie T"})):
        page = person_page(lead, person.pk, NOW)
        assert (page.card.number, page.joined) == (person.pk, ())
        assert {one.name for one in page.card.others} == others
        assert [one.reference for one in page.cases] == [case.reference]


def test_the_gate_knows_them_by_both_names_and_by_either_child_or_car(house: House, lead: User) -> None:
    jo, joan = house.person("Jo Penrose"), house.person("Joan Tregenza")
    known_as(joan, "Joanie Trenear")
    bar(house, joan)
    tie(jo, house.prestfield, "Poppy Marrow")
    Vehicle.objects.create(person=jo, registration="AB12CDE")
    reception = house.user("reception", house.prestfield)

    def ask(name: str, clue: str = "") -> tuple[Word, str]:
        told = gate.ask(reception, "prestfield", name, now=NOW, clue=clue)
        return told.word, told.name

    assert ask("Jo Penrose") == (Word.CLEAR, "")
    merged(lead, jo, joan)
    for name in ("Jo Penrose", "Joan Tregenza", "Joanie Trenear"):
        assert ask(name) == (Word.BARRED, "Jo Penrose"), name
    for name, clue in (("J Tregenza", "Poppy Marrow"), ("J Penrose", "ab12 cde"), ("J Trenear", "Poppy")):
        assert ask(name) == (Word.CHECK, ""), name
        assert ask(name, clue) == (Word.BARRED, "Jo Penrose"), (name, clue)
    part_people(jo.pk, Merge.objects.get().pk, why="Twins.", by=lead, now=NOW)
    assert ask("Jo Penrose") == (Word.CLEAR, "")
    assert ask("Joan Tregenza") == (Word.BARRED, "Joan Tregenza")


def test_a_search_shows_one_person_by_either_name_with_all_their_cases(house: House, lead: User) -> None:
    jo, joan = house.person("Jo Penrose"), house.person("Joan Tregenza")
    cases = {house.case(house.prestfield, one).reference for one in (jo, joan)}
    merged(lead, jo, joan)
    for typed in ("Penrose", "Tregenza", "Joan Tregenza"):
        [found] = search(lead, typed, now=NOW).people
        assert (found.number, {case.reference for case in found.cases}) == (jo.pk, cases), typed


def test_of_three_the_one_taken_away_leaves_the_other_two_together(house: House, lead: User) -> None:
    a, b, c = (house.person(name) for name in ("A One", "B Two", "C Three"))
    merged(lead, b, a)
    merged(lead, c, reload(b)[0])
    assert {one.one_pk for one in reload(a, b, c)} == {c.pk}
    row = Merge.objects.get(merged=b)
    part_people(c.pk, row.pk, why="no", by=lead, now=NOW)
    assert [one.one_pk for one in reload(a, b, c)] == [b.pk, b.pk, c.pk]


def test_the_same_post_twice_acts_once(house: House, lead: User) -> None:
    jo, joan = house.person("Jo"), house.person("Joan")
    seen = state_of(jo, joan)
    for _ in range(2):
        assert merge_people(jo.pk, joan.pk, why=WHY, seen=seen, by=lead, now=NOW) == jo
    assert Merge.objects.count() == 1
    other, another = house.person("Al"), house.person("Alan")
    seen = state_of(other, another)
    for _ in range(2):
        keep_apart(other.pk, another.pk, why=WHY, seen=seen, by=lead, now=NOW)
    assert KeptApart.objects.count() == 1


def test_whoever_decides_second_is_told(house: House, lead: User) -> None:
    jo, joan, chief = house.person("Jo"), house.person("Joan"), house.user("ceo", house.oak)
    seen = state_of(jo, joan)
    merged(chief, jo, joan)
    for act in (
        lambda: merge_people(joan.pk, jo.pk, why="other way round", seen=seen, by=lead, now=NOW),
        lambda: keep_apart(jo.pk, joan.pk, why="no", seen=seen, by=lead, now=NOW),
    ):
        with pytest.raises(DecidedMeanwhile):
            act()
    row = Merge.objects.get()
    part_people(jo.pk, row.pk, why="no", by=chief, now=NOW)
    with pytest.raises(DecidedMeanwhile):
        part_people(jo.pk, row.pk, why="no", by=lead, now=NOW)
    with pytest.raises(DecidedMeanwhile):
        merge_people(jo.pk, joan.pk, why=WHY, seen=seen, by=lead, now=NOW)
    assert Merge.objects.count() == 2
    # Found apart by one while the other still looks at them as before.
    seen = state_of(*reload(jo, joan))
    keep_apart(jo.pk, joan.pk, why="twins", seen=seen, by=chief, now=NOW)
    with pytest.raises(DecidedMeanwhile):
        merge_people(jo.pk, joan.pk, why=WHY, seen=seen, by=lead, now=NOW)
    assert merged(lead, *reload(jo, joan)).pk == jo.pk  # and knowing of it, one may still find otherwise


@pytest.mark.parametrize("office", ["class_teacher", "school_business_manager"])
def test_only_who_reads_what_is_restricted_of_both_decides(house: House, lead: User, office: str) -> None:
    jo, joan = house.person("Jo"), house.person("Joan")
    tie(jo, house.prestfield)
    user = house.user(office, house.prestfield)
    with pytest.raises(NotCleared):
        merged(user, jo, joan)
    with pytest.raises(NotCleared):
        keep_apart(jo.pk, joan.pk, why="no", seen=state_of(jo, joan), by=user, now=NOW)
    merged(lead, jo, joan)
    with pytest.raises(NotCleared):
        part_people(jo.pk, Merge.objects.get().pk, why="no", by=user, now=NOW)
    assert Merge.objects.count() == 1


def test_nobody_decides_about_whom_they_may_not_see_and_the_try_is_noted(house: House) -> None:
    jo, joan = house.person("Jo"), house.person("Joan")
    tie(joan, house.hollins)
    head = house.user("headteacher", house.prestfield)
    with pytest.raises(Hidden):
        merged(head, jo, joan)
    foreign = house.person("Jo", trust=house.aspire)
    with pytest.raises(Hidden):
        merged(head, jo, foreign)
    noted = AccessLog.objects.filter(user=head, opened=False)
    assert set(noted.values_list("asked", flat=True)) == {str(joan.pk), str(foreign.pk)}


def test_what_was_decided_is_noted_by_number_and_without_a_reason(house: House, lead: User) -> None:
    jo, joan = house.person("Jo"), house.person("Joan")
    merged(lead, jo, joan)
    assert AccessLog.objects.exclude(why="").get().why == f"changed: one with {joan.pk}"


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_wins() -> None:
    house = House()
    jo, joan = house.person("Jo"), house.person("Joan")
    users = [house.user("dsl", house.oak), house.user("ceo", house.oak)]
    seen = state_of(jo, joan)
    results = at_once(
        lambda: merge_people(jo.pk, joan.pk, why="first", seen=seen, by=users[0], now=NOW),
        lambda: merge_people(joan.pk, jo.pk, why="second", seen=seen, by=users[1], now=NOW),
    )
    assert sum(isinstance(one, Person) for one in results) == 1, results
    assert sum(isinstance(one, DecidedMeanwhile) for one in results) == 1, results
    row = Merge.objects.get()
    assert Person.objects.get(pk=row.merged_id).kept_as_id == row.kept_id
    assert Person.objects.get(pk=row.kept_id).kept_as_id is None
    assert SearchRow.objects.filter(person__in=(jo, joan)).count() == 2


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act came to, all begun at once, each on a connection of its own."""
    gate_, results = Barrier(len(acts)), []

    def run(act: Callable[[], object]) -> None:
        try:
            gate_.wait()
            results.append(act())
        except Exception as error:
            results.append(error)
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(act,)) for act in acts]
    connection.close() if connection.vendor == "sqlite" else None
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_a_trust_with_nobody_in_it_has_nothing_to_propose(house: House, lead: User) -> None:
    from fairgate.queries.person_duplicates import duplicates_page

    assert duplicates_page(lead, TODAY).pairs == ()
