"""Who is proposed as on record twice: by the names field by field, and something else that agrees."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.house import NOW, TODAY, House
from tests.ties import tie

from fairgate.queries.names import Match
from fairgate.queries.person_duplicates import MOST_ALIKE, Field, Pair, duplicates_page, proposed
from fairgate.queries.person_same import parting_page, same_page
from fairgate.records.door import Hidden
from fairgate.records.merging import settle
from fairgate.records.models import KeptApart, Merge, OtherName, Person, User, Vehicle
from fairgate.records.search.keep import keep_person


@pytest.fixture
def lead(house: House) -> User:
    return house.user("dsl", house.oak)


def made(house: House, name: str, **fields: Any) -> Person:
    person = Person.objects.create(trust=house.oak, name=name, **fields)
    keep_person(person)
    return person


def pairs(user: User) -> list[tuple[str, str, tuple[Field, ...]]]:
    return [(pair.name, pair.other_name, pair.agree) for pair in proposed(user, TODAY)]


@pytest.mark.parametrize(
    ("mine", "theirs", "field"),
    [
        ({"phone": "07700 900101"}, {"phone": "+44 7700 900101"}, Field.PHONE),
        ({"email": "jo@example.org"}, {"email": "Jo@example.org"}, Field.EMAIL),
        (
            {"address": "14 Fore Street\nTruro\nTR1 2BB"},
            {"address": "14, fore street\nTruro\nCornwall\ntr1 2bb"},
            Field.ADDRESS,
        ),
    ],
)
def test_a_near_name_and_something_else_that_agrees(
    house: House, lead: User, mine: dict[str, Any], theirs: dict[str, Any], field: Field
) -> None:
    made(house, "Joanna Penrose", **mine)
    made(house, "Jo Penrose", **theirs)
    assert pairs(lead) == [("Joanna Penrose", "Jo Penrose", (field,))]


def test_the_same_child_or_car_agrees_too(house: House, lead: User) -> None:
    one, other = made(house, "Joanna Penrose"), made(house, "Jo Penrose")
    for person in (one, other):
        tie(person, house.prestfield)
        Vehicle.objects.create(person=person, registration="AB12CDE")
    assert pairs(lead) == [("Joanna Penrose", "Jo Penrose", (Field.CHILD, Field.CAR))]


def test_neither_a_near_name_alone_nor_all_the_rest_without_one(house: House, lead: User) -> None:
    made(house, "Joanna Penrose", phone="07700 900101")
    made(house, "Jo Penrose", phone="07700 900102")
    made(house, "Al Bray", phone="07700 900102", email="a@example.org", address="1 Fore Street\nTR1 2BB")
    made(house, "Bea Nance", email="a@example.org", address="1 Fore Street\nTR1 2BB")
    assert pairs(lead) == []


def test_parents_of_one_child_with_one_address_are_two_people(house: House, lead: User) -> None:
    for name in ("Gareth Marrow", "Helen Marrow"):
        tie(made(house, name, phone="07700 900101", address="1 Fore Street\nTR1 2BB"), house.prestfield)
    assert pairs(lead) == []


def test_just_the_same_name_is_proposed_only_where_nothing_else_could_agree(house: House, lead: User) -> None:
    made(house, "Jo Penrose", phone="07700 900101")
    made(house, "jo penrose")
    [pair] = proposed(lead, TODAY)
    assert (pair.match, pair.agree) == (Match.EXACT, ())
    assert pair.why == "the same name, and nothing else is known of one of them"
    Person.objects.filter(name="jo penrose").update(phone="07700 900102")
    assert pairs(lead) == []


def test_another_name_counts_as_the_name(house: House, lead: User) -> None:
    one, _ = made(house, "Leanne Marrow", phone="07700 900101"), made(house, "Leanne Trudgeon", phone="07700 900101")
    assert pairs(lead) == []
    OtherName.objects.create(person=one, name="Leanne Trudgeon", kind="maiden")
    [pair] = proposed(lead, TODAY)
    assert pair.why == "the same name and the same telephone number"


def test_a_value_that_everybody_has_says_nothing(house: House, lead: User) -> None:
    for number in range(MOST_ALIKE + 1):
        made(house, f"Jo Penrose{'abc'[number // 26]}{chr(97 + number % 26)}", phone="01632 960001")
    assert pairs(lead) == []
    Person.objects.filter(name="Jo Penroseaa").update(phone="")
    assert len(pairs(lead)) > MOST_ALIKE


def test_a_confidential_address_tells_nothing_by_agreeing(house: House, lead: User) -> None:
    made(house, "Joanna Penrose", address="1 Fore Street\nTR1 2BB", address_protected=True)
    other = made(house, "Jo Penrose", address="1 Fore Street\nTR1 2BB")
    assert pairs(lead) == []
    Person.objects.update(address_protected=False)
    assert other.pk in {proposed(lead, TODAY)[0].one, proposed(lead, TODAY)[0].other}


def test_whoever_was_found_to_be_two_is_not_proposed_again(house: House, lead: User) -> None:
    one, other = made(house, "Jo Penrose", phone="07700 900101"), made(house, "Jo Penrose", phone="07700 900101")
    assert len(proposed(lead, TODAY)) == 1
    KeptApart.objects.create(one=one, other=other, why="father and son", by=lead, at=NOW)
    assert proposed(lead, TODAY) == ()
    KeptApart.objects.all().delete()
    for turn, together in ((1, True), (2, False)):
        Merge.objects.create(merged=other, kept=one, together=together, turn=turn, why="x", by=lead, at=NOW)
        settle([one.pk, other.pk])
        assert proposed(lead, TODAY) == ()


def test_only_people_whom_one_may_see_are_compared(house: House) -> None:
    here, there = made(house, "Jo Penrose", phone="07700 900101"), made(house, "Jo Penrose", phone="07700 900101")
    tie(here, house.prestfield)
    tie(there, house.hollins)
    Person.objects.create(trust=house.aspire, name="Jo Penrose", phone="07700 900101")
    assert proposed(house.user("dsl", house.prestfield), TODAY) == ()
    assert len(proposed(house.user("dsl", house.oak), TODAY)) == 1


@pytest.mark.parametrize(("office", "sees"), [("dsl", True), ("headteacher", True), ("class_teacher", False)])
def test_the_list_is_for_those_who_read_what_is_restricted(house: House, office: str, sees: bool) -> None:
    made(house, "Jo Penrose")
    made(house, "Jo Penrose")
    user = house.user(office, house.prestfield)
    if sees:
        assert duplicates_page(user, TODAY).total == 1
    else:
        with pytest.raises(Hidden):
            duplicates_page(user, TODAY)


def test_the_two_side_by_side_are_the_same_from_either_side(house: House, lead: User) -> None:
    one, other = (
        made(house, "Joanna Penrose", email="jo@example.org"),
        made(house, "Jo Penrose", email="jo@example.org"),
    )
    house.case(house.prestfield, other)
    for numbers in ((one.pk, other.pk), (other.pk, one.pk)):
        page = same_page(lead, *numbers, NOW)
        assert (page.one.card.name, page.other.card.name) == ("Joanna Penrose", "Jo Penrose")
        assert page.why == "names that are near and the same e-mail address"
        assert ([len(side.cases) for side in (page.one, page.other)], page.may) == ([0, 1], True)
    with pytest.raises(Hidden):
        same_page(lead, one.pk, one.pk, NOW)
    with pytest.raises(Hidden):
        same_page(house.user("headteacher", house.hollins), one.pk, other.pk, NOW)
    with pytest.raises(Hidden):
        parting_page(lead, one.pk, 10**30, NOW)


def test_the_queries_are_as_many_for_many_people(house: House, lead: User) -> None:
    counts = []
    for more in (2, 40):
        for number in range(more):
            person = made(house, f"Jo Penrose{chr(97 + number % 26)}", phone=f"0770090{number // 2:04}")
            OtherName.objects.create(person=person, name=f"Joanne Pen{number}")
            tie(person, house.prestfield, f"Child {number // 2}")
        with CaptureQueriesContext(connection) as asked:
            found = proposed(lead, TODAY)
        counts.append(len(asked))
    assert len(found) > 10
    assert all(isinstance(pair, Pair) for pair in found)
    assert counts[0] == counts[1], counts
