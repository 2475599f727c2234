"""The gate's answer: who is barred here today, who is not, and when it must ask instead of guessing."""

from dataclasses import fields
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.barred import UNTIL, bar, barred, child
from tests.house import NOW, TODAY, House, add

from fairgate.engine.entry import Actor, MeasureDecided
from fairgate.engine.words import Decision
from fairgate.queries import gate
from fairgate.queries.gate import Allowed, Answer, Call, Unsettled, Word
from fairgate.queries.gate_question import Question
from fairgate.records.door import Hidden
from fairgate.records.models import AccessLog, Person, User


@pytest.fixture
def reception(house: House) -> User:
    return house.user("reception", house.prestfield)


def ask(user: User, name: str, clue: str = "", school: str = "prestfield") -> Answer:
    return gate.ask(user, school, name, now=NOW, clue=clue)


def test_whoever_is_barred_is_told_with_the_last_day_the_exceptions_and_whom_to_call(
    house: House, reception: User
) -> None:
    house.prestfield.phone = "01632 960100"
    house.prestfield.save()
    manager = house.user("school_business_manager", house.prestfield)
    jo = house.person("Jo Penrose")
    bar(house, jo, exceptions=("bringing your child to the gate",))
    assert ask(reception, "jo penrose") == Answer(
        word=Word.BARRED,
        school="Prestfield School",
        phone="01632 960100",
        asked="jo penrose",
        name="Jo Penrose",
        until=UNTIL,
        exceptions=("bringing your child to the gate",),
        person=jo.pk,
        calls=(Call("School Business Manager", (manager.name,)),),
    )


def test_anybody_else_is_not_barred_and_nothing_more_is_said(house: House, reception: User) -> None:
    barred(house, "Jo Penrose")
    assert ask(reception, "Amy Green") == Answer(Word.CLEAR, "Prestfield School", "", "Amy Green")


def test_the_answer_can_hold_nothing_but_this() -> None:
    """law.md I29: no field for a reason, an allegation or anything about health, belief or origin."""
    assert {field.name for field in fields(Answer)} == {
        *("word", "school", "phone", "asked", "name", "until", "exceptions", "calls"),
        *("question", "unsettled", "settled", "now", "later", "today", "instructions"),
        "person",  # on no page
    }
    assert {field.name for field in fields(Allowed)} == {"words", "agreed_by", "ends"}
    assert {field.name for field in fields(Call)} == {"office", "holders"}


def test_a_bar_is_in_force_on_its_first_and_last_day_and_on_no_other(house: House, reception: User) -> None:
    first_today, last_today, over = house.person("Ada First"), house.person("Bea Last"), house.person("Cy Over")
    bar(house, first_today, on=TODAY)
    bar(house, last_today, on=date(2024, 9, 2), until=TODAY)
    bar(house, over, on=date(2024, 9, 2), until=date(2024, 9, 30))
    assert ask(reception, "Ada First").word is Word.BARRED
    assert ask(reception, "Bea Last").until == TODAY
    assert ask(reception, "Cy Over").word is Word.CLEAR
    assert ask(reception, "Cy Overe").word is Word.CLEAR


def test_a_lifted_bar_bars_nobody(house: House, reception: User) -> None:
    jo = house.person("Jo Penrose")
    case = bar(house, jo)
    lifted = MeasureDecided(ref="d1", on=TODAY, by=Actor("ceo", "user 0"), of="bar1", decision=Decision.LIFT)
    assert ask(reception, "Jo Penrose").word is Word.BARRED
    add(case, lifted, seq=2)
    assert ask(reception, "Jo Penrose").word is Word.CLEAR


def test_a_bar_holds_on_the_premises_that_it_names_whichever_school_made_it(house: House) -> None:
    jo, kit = house.person("Jo Penrose"), house.person("Kit Marlowe")
    bar(house, jo, house.hollins)
    bar(house, kit, house.hollins, sites=("hollins", "prestfield"))
    everywhere = house.user("ceo", house.oak)
    assert ask(everywhere, "Jo Penrose").word is Word.CLEAR
    assert ask(everywhere, "Jo Penrose", school="hollins").word is Word.BARRED
    assert ask(everywhere, "Kit Marlowe").word is Word.BARRED


def test_nobody_is_barred_by_another_trust(house: House, reception: User) -> None:
    barred(house, "Jo Penrose", at=house.carn)
    assert ask(reception, "Jo Penrose").word is Word.CLEAR
    assert ask(house.user("reception", house.carn), "Jo Penrose", school="carn").word is Word.BARRED


@pytest.mark.parametrize("typed", ["Joe Penrose", "J Penrose", "Penrose Jo", "Joanna Penrose", "Jo Penrose-Hay"])
def test_a_near_name_is_never_a_guess(house: House, reception: User, typed: str) -> None:
    barred(house, "Jo Penrose")
    told = ask(reception, typed)
    assert (told.word, told.name, told.until, told.exceptions) == (Word.CHECK, "", None, ())
    assert told.calls == (Call("School Business Manager"),)


def test_a_known_as_name_is_the_persons_own(house: House, reception: User) -> None:
    barred(house, "Jo Penrose", other_names="Joan Tregenza")
    assert ask(reception, "Joan Tregenza").name == "Jo Penrose"


@pytest.mark.parametrize("other_is_barred", [True, False])
def test_two_people_of_one_name_are_checked(house: House, reception: User, other_is_barred: bool) -> None:
    barred(house, "Jo Penrose")
    barred(house, "Jo Penrose") if other_is_barred else house.person("Jo Penrose")
    assert ask(reception, "Jo Penrose").word is Word.CHECK


def test_somebody_of_that_name_in_another_trust_is_nobody_here(house: House, reception: User) -> None:
    barred(house, "Jo Penrose")
    house.person("Jo Penrose", trust=house.aspire)
    assert ask(reception, "Jo Penrose").word is Word.BARRED


def test_of_two_bars_the_later_end_is_told_and_only_what_both_allow(house: House, reception: User) -> None:
    jo = house.person("Jo Penrose")
    bar(house, jo, exceptions=("voting", "a performance"))
    bar(house, jo, until=date(2024, 12, 1), contact="headteacher", exceptions=("voting",))
    told = ask(reception, "Jo Penrose")
    assert (told.until, told.exceptions) == (date(2024, 12, 1), ("voting",))
    assert told.calls == (Call("Headteacher"),)


# --- the question -------------------------------------------------------------------------------------------------


def test_only_what_is_on_record_is_asked(house: House, reception: User) -> None:
    ada, bea = barred(house, "Ada Penrose"), barred(house, "Bea Trevose", vehicle="red van, AB12 CDE")
    cy = barred(house, "Cy Curnow", vehicle="AB34 XYZ")
    barred(house, "Di Nance")
    child(house.prestfield, "Poppy Penrose", ada)
    child(house.prestfield, "Max Curnow", cy)
    assert bea.vehicles.exists()
    asked = [ask(reception, name).question for name in ("A Penrose", "B Trevose", "C Curnow", "D Nance")]
    assert asked == [Question.CHILD, Question.CAR, Question.CHILD_OR_CAR, None]


@pytest.mark.parametrize("said", ["Poppy", "poppy penrose", "Poppie Penrose"])
def test_the_child_they_collect_shows_who_it_is(house: House, reception: User, said: str) -> None:
    child(house.prestfield, "Poppy Penrose", barred(house, "Jo Penrose"))
    told = ask(reception, "J Penrose", said)
    assert (told.word, told.name, told.until, told.settled) == (Word.BARRED, "Jo Penrose", UNTIL, True)


def test_so_does_the_number_plate(house: House, reception: User) -> None:
    barred(house, "Jo Penrose", vehicle="red van, AB12 CDE")
    assert ask(reception, "J Penrose", "ab12cde").word is Word.BARRED
    assert ask(reception, "J Penrose", "AB12 CDX").unsettled is Unsettled.NOTHING
    assert ask(reception, "J Penrose", "red van").unsettled is Unsettled.NOTHING


def test_a_child_that_fits_nobody_clears_nobody(house: House, reception: User) -> None:
    child(house.prestfield, "Poppy Penrose", barred(house, "Jo Penrose"))
    child(house.prestfield, "Alfie Jones", house.person("Sam Jones"))
    for said in ("Alfie Jones", "Alfie", "Nobody Known", "a"):
        told = ask(reception, "J Penrose", said)
        assert (told.word, told.unsettled, told.name) == (Word.CHECK, Unsettled.NOTHING, "")


def test_another_adult_of_that_very_name_is_cleared_by_their_own_child(house: House, reception: User) -> None:
    child(house.prestfield, "Poppy Penrose", barred(house, "Jo Penrose"))
    child(house.prestfield, "Alfie Hay", house.person("Jo Penrose"))
    cleared, shown = ask(reception, "Jo Penrose", "Alfie Hay"), ask(reception, "Jo Penrose", "Poppy")
    assert (cleared.word, cleared.settled, cleared.name) == (Word.CLEAR, True, "")
    assert shown.word is Word.BARRED


def test_the_other_parent_is_not_taken_for_the_one_who_is_barred(house: House, reception: User) -> None:
    jon, joan = barred(house, "Jon Penrose"), house.person("Joan Penrose")
    child(house.prestfield, "Poppy Penrose", jon, joan)
    assert ask(reception, "Joan Penrose").word is Word.CHECK
    assert ask(reception, "Joan Penrose", "Poppy").word is Word.CLEAR
    # J Penrose could be either of them.
    assert ask(reception, "J Penrose", "Poppy").unsettled is Unsettled.NOTHING
    assert ask(reception, "Jon Penrose").word is Word.BARRED


def test_a_first_name_that_several_children_have_settles_nothing(house: House, reception: User) -> None:
    child(house.prestfield, "Poppy Penrose", barred(house, "Jo Penrose"))
    child(house.prestfield, "Poppy Jones", house.person("Sam Jones"))
    assert ask(reception, "J Penrose", "Poppy").unsettled is Unsettled.SEVERAL
    assert ask(reception, "J Penrose", "Poppy Penrose").word is Word.BARRED


def test_two_who_are_barred_and_collect_one_child_are_not_told_apart(house: House, reception: User) -> None:
    child(house.prestfield, "Poppy Penrose", barred(house, "Jo Penrose"), barred(house, "Jon Penrose"))
    told = ask(reception, "J Penrose", "Poppy")
    assert (told.word, told.unsettled) == (Word.CHECK, Unsettled.SEVERAL)


def test_no_clue_undoes_what_the_name_alone_shows(house: House, reception: User) -> None:
    barred(house, "Jo Penrose")
    assert ask(reception, "Jo Penrose", "somebody else's child").word is Word.BARRED
    assert ask(reception, "Amy Green", "Poppy") == Answer(Word.CLEAR, "Prestfield School", "", "Amy Green")


# --- a name that is only like another -----------------------------------------------------------------------------


def test_a_name_that_is_only_like_is_asked_about_and_never_shown_to_be_that_person(
    house: House, reception: User
) -> None:
    child(house.prestfield, "Poppy Penrose", barred(house, "Gareth Penrose", vehicle="AB12 CDE"))
    child(house.prestfield, "Alfie Hay", house.person("Sam Hay"))
    told = ask(reception, "Helen Penrose")
    assert (told.word, told.question, told.name) == (Word.CHECK, Question.CHILD, "")
    for said in ("Poppy", "Poppy Penrose", "AB12 CDE", "Alfie", "Nobody Known"):
        assert (ask(reception, "Helen Penrose", said).word, said) == (Word.CHECK, said)
    # Another's child, by its full name, clears; as it never does of a name that is near.
    assert ask(reception, "Helen Penrose", "Alfie Hay").word is Word.CLEAR
    assert ask(reception, "Garth Penrose", "Alfie Hay").word is Word.CHECK


def test_somebody_on_record_by_just_that_name_is_not_asked_for_a_surname(house: House, reception: User) -> None:
    barred(house, "Gareth Penrose")
    assert ask(reception, "Helen Penrose").word is Word.CHECK
    house.person("Helen Penrose")
    assert ask(reception, "Helen Penrose").word is Word.CLEAR
    house.person("Garth Penrose")
    assert ask(reception, "Garth Penrose").word is Word.CHECK


def test_whoever_is_nearer_is_asked_about_alone(house: House, reception: User) -> None:
    child(house.prestfield, "Poppy Penrose", barred(house, "Gareth Penrose"), barred(house, "Helen Penrose"))
    assert ask(reception, "Garth Penrose", "Poppy").name == "Gareth Penrose"


def test_the_childs_full_name_is_a_reason_to_check(house: House, reception: User) -> None:
    child(house.prestfield, "Poppy Hay", barred(house, "Gareth Penrose"))
    told = ask(reception, "Poppy Hay")
    assert (told.word, told.name, told.calls) == (Word.CHECK, "", (Call("School Business Manager"),))
    assert ask(reception, "Poppy Jones").word is Word.CLEAR
    with pytest.raises(gate.NotAName):
        ask(reception, "Poppy")


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("AB10 CDI", Word.CHECK),
        ("ab1o cd1", Word.CHECK),
        ("AB11 CDE", Word.CLEAR),
        ("+44 7700 900123", Word.CHECK),
        ("07700900123", Word.CHECK),
        ("07700 900124", Word.CLEAR),
    ],
)
def test_a_number_plate_or_a_telephone_is_a_reason_to_check_and_names_nobody(
    house: House, reception: User, typed: str, word: Word
) -> None:
    jo = barred(house, "Jo Penrose", vehicle="AB10 CDI")
    jo.phone = "07700 900 123"
    jo.save()
    innocent = house.person("Amy Green")
    innocent.phone = "07700 900124"
    innocent.save()
    innocent.vehicles.create(registration="AB11CDE")
    told = ask(reception, typed)
    assert (told.word, told.name, told.question) == (word, "", None)


@pytest.mark.parametrize("typed", ["Amy Green", "Helen Penrose", "Poppy Hay", "AB12 CDE", "07700 900123"])
def test_an_answer_takes_at_most_three_queries_of_the_record(house: House, reception: User, typed: str) -> None:
    def taken() -> int:
        with CaptureQueriesContext(connection) as queries:
            ask(reception, typed)
        return len(queries)

    at_rest = taken()
    for place in range(12):
        one = barred(house, f"Gareth{place} Penrose", vehicle="AB12 CDE")
        Person.objects.filter(pk=one.pk).update(phone="07700 900123")
        child(house.prestfield, "Poppy Hay", one)
    assert taken() - at_rest == (0 if typed == "Amy Green" else 2)


# --- whom to call -------------------------------------------------------------------------------------------------


def test_whom_to_call_is_who_holds_the_office_here_today(house: House, reception: User) -> None:
    barred(house, "Jo Penrose")
    here, throughout = house.user("school_business_manager", house.prestfield), house.user("ceo", house.oak)
    house.hold(throughout, "school_business_manager", house.oak)
    house.user("school_business_manager", house.hollins)
    house.hold(house.user(), "school_business_manager", house.prestfield, until=date(2024, 9, 30))
    gone = house.user("school_business_manager", house.prestfield)
    gone.is_active = False
    gone.save()
    told = ask(reception, "Jo Penrose")
    assert told.calls == (Call("School Business Manager", (here.name, throughout.name)),)


@pytest.mark.parametrize("contact", ["reception", "", "an_office_of_no_code"])
def test_without_an_office_to_call_it_is_the_school_office(house: House, reception: User, contact: str) -> None:
    bar(house, house.person("Jo Penrose"), contact=contact)
    assert ask(reception, "Jo Penrose").calls == (Call(),)


# --- the door -----------------------------------------------------------------------------------------------------


def test_every_look_up_is_noted_and_no_name_with_it(house: House, reception: User) -> None:
    barred(house, "Jo Penrose")
    for name in ("Jo Penrose", "J Penrose", "Amy Green"):
        ask(reception, name)
    with pytest.raises(gate.NotAName):
        ask(reception, "Jo")
    noted = AccessLog.objects.values_list("user", "kind", "asked", "school", "opened", "why")
    assert set(noted) == {(reception.pk, "gate", "prestfield", house.prestfield.pk, True, "")}
    assert noted.count() == 4


@pytest.mark.parametrize("school", ["hollins", "carn", "nowhere", "", "\x00"])
def test_nobody_asks_at_a_gate_that_is_not_theirs(house: House, reception: User, school: str) -> None:
    with pytest.raises(Hidden):
        ask(reception, "Jo Penrose", school=school)
    assert AccessLog.objects.filter(opened=False).count() == 1


def test_the_schools_to_choose_from_are_those_where_an_office_is_held(house: House, reception: User) -> None:
    def slugs(user: User) -> list[str]:
        return [school.slug for school in gate.schools(user, TODAY)]

    assert slugs(reception) == ["prestfield"]
    assert slugs(house.user("ceo", house.oak)) == ["hollins", "prestfield"]
    assert slugs(house.user()) == []


@pytest.mark.parametrize("name", ["Jo", "Penrose", "Mr Penrose", "", "42", "\x00"])
def test_half_a_name_is_asked_for_whole(house: House, reception: User, name: str) -> None:
    barred(house, "Jo Penrose")
    with pytest.raises(gate.NotAName, match=r"^Write the"):
        ask(reception, name)


def test_the_only_name_of_somebody_is_found(house: House, reception: User) -> None:
    barred(house, "Suharto")
    assert [ask(reception, name).word for name in ("Suharto", "Suharto Suharto")] == [Word.BARRED, Word.BARRED]
    assert ask(reception, "Sukarno Sukarno").word is Word.CLEAR
