"""Search: who and what is found, in what order, marked how; and that nothing is found that may not be seen."""

from datetime import timedelta
from typing import Any, get_args

import msgspec
import pytest
from msgspec.structs import replace
from pytest_django import DjangoAssertNumQueries
from tests.barred import known_as
from tests.house import NOW, TODAY, House, add, talk
from tests.told import bar, incident, told
from tests.told import found as finding

from fairgate.engine.acts.account import AccountTaken, Part
from fairgate.engine.acts.bundle import Audience
from fairgate.engine.acts.evidence import Basis
from fairgate.engine.acts.representations import RepresentationsMade
from fairgate.engine.decide import Accepted
from fairgate.engine.entries import AnyEntry, encode
from fairgate.engine.entry import SUBJECT, Actor, Entry, Weighing
from fairgate.engine.exceptions import BarException
from fairgate.engine.fold import fold
from fairgate.engine.words import Decision, Method, Occasion
from fairgate.policy.pack import CARRIED
from fairgate.policy.rehearse import propose
from fairgate.policy.stories import read_story
from fairgate.queries import search as queries
from fairgate.queries.own_words import words_of
from fairgate.queries.reader import Reader
from fairgate.queries.search import MOST, Results, search
from fairgate.queries.timeline import is_read
from fairgate.records.models import AccessLog, Case, Person, School, SearchRow, User
from fairgate.records.search.keep import keep_all, keep_person
from fairgate.records.search.rows import FREE, words_of_entry, words_of_ledger
from fairgate.records.search.words import stems

CANARY = "xylophone"


def known(house: House, name: str, others: str = "", school: School | None = None) -> Person:
    person = house.person(name, (school or house.prestfield).trust)
    known_as(person, *filter(None, others.split(", ")))
    keep_person(person)
    return person


def case_of(house: House, person: Person, text: str, school: School | None = None, **fields: bool) -> Case:
    return told(house.case(school or house.prestfield, person), talk("e1", text=text))


def names_in(found: Results) -> list[str]:
    return ["".join(bit.text for bit in one.name) for one in found.people]


def text_in(found: Results) -> list[str]:
    return ["".join(bit.text for bit in one.text) for one in found.texts]


@pytest.fixture
def head(house: House) -> User:
    return house.user("headteacher", house.prestfield)


# -- what is found ---------------------------------------------------------------------------------------------------


def test_people_by_any_name_accent_beginning_and_near_name(house: House, head: User) -> None:
    for name, others in (
        ("Łukasz Zieliński", ""),
        ("Siân O’Brien", "Shan Mc Donald"),
        ("Mohammed Al-Amin", ""),
        ("Jo Brown", ""),
    ):
        known(house, name, others)
    wanted = {
        "lukasz zielinski": ["Łukasz Zieliński"],
        "Zieliński, Łukasz": ["Łukasz Zieliński"],
        "Zielin": ["Łukasz Zieliński"],
        "sian o brien": ["Siân O’Brien"],
        "obrien": ["Siân O’Brien"],
        "Brien": ["Siân O’Brien"],
        "McDonald": ["Siân O’Brien"],
        "Mr L Zielinski": ["Łukasz Zieliński"],
        "Lukas Zielinsky": ["Łukasz Zieliński"],
        "Muhammad Al Amin": ["Mohammed Al-Amin"],
        "Trelawny": [],
        "Jo Trelawny": [],
    }
    for typed, people in wanted.items():
        assert names_in(search(head, typed, now=NOW)) == people, typed


def test_a_near_name_says_so_and_comes_after_the_name_itself(house: House, head: User) -> None:
    known(house, "Joan Penrose", "Jo")
    known(house, "Joe Penrose")
    found = search(head, "Joe Penrose", now=NOW)
    assert [("".join(bit.text for bit in one.name), one.near) for one in found.people] == [
        ("Joe Penrose", False),
        ("Joan Penrose", True),
    ]
    assert not any(one.near for one in search(head, "Penrose", now=NOW).people)


def test_another_name_that_was_meant_is_shown(house: House, head: User) -> None:
    known(house, "Siân O’Brien", "Shan Mc Donald")
    (one,) = search(head, "donald", now=NOW).people
    assert "".join(bit.text for bit in one.also) == "Shan Mc Donald"
    assert [bit.text for bit in one.also if bit.hit] == ["Donald"]
    (one,) = search(head, "obrien", now=NOW).people
    assert one.also == ()


def test_a_person_comes_with_the_cases_that_one_may_see(house: House, head: User) -> None:
    person = known(house, "Jo Penrose")
    own = case_of(house, person, "Marmalade.")
    other = case_of(house, person, "Marmalade.", house.hollins)
    (one,) = search(head, "penrose", now=NOW).people
    assert [case.reference for case in one.cases] == [own.reference]
    ceo = house.user("ceo", house.oak)
    (one,) = search(ceo, "penrose", now=NOW).people
    assert {case.reference for case in one.cases} == {own.reference, other.reference}


@pytest.mark.parametrize("written", ["{0}", "{1}", "{2} {3}", "case {1}", "{2}-{3}", "{2}"])
def test_a_case_by_its_reference_however_it_is_written(house: House, head: User, written: str) -> None:
    case = case_of(house, known(house, "Jo Penrose"), "Marmalade.")
    ref = case.reference
    found = search(head, written.format(ref, ref.lower(), ref[:4], ref[4:]), now=NOW)
    assert [one.reference for one in found.cases] == [ref]
    assert found.cases[0].person == "Jo Penrose"


def test_a_text_by_its_words_newest_first(house: House, head: User) -> None:
    person = known(house, "Jo Penrose")
    case = told(
        house.case(house.prestfield, person),
        talk("e1", TODAY - timedelta(days=9), text="He parked across the gate."),
        talk("e2", TODAY, text="Parking again; nobody else was there."),
    )
    found = search(head, "parks", now=NOW)
    assert [(one.ref, one.reference, one.heading) for one in found.texts] == [
        ("e2", case.reference, "Note"),
        ("e1", case.reference, "Note"),
    ]
    assert search(head, "parked marmalade", now=NOW).count == 0


def test_words_of_a_text_and_the_name_of_the_person_together(house: House, head: User) -> None:
    case_of(house, known(house, "Jo Penrose"), "He parked across the gate.")
    case_of(house, known(house, "Amy Green"), "She parked across the gate.")
    assert [one.person for one in search(head, "penrose parked", now=NOW).texts] == ["Jo Penrose"]
    assert [one.person for one in search(head, "gate green", now=NOW).texts] == ["Amy Green"]
    assert search(head, "penrose", now=NOW).texts == ()


def test_the_part_is_shown_in_which_the_words_stand_and_they_are_marked(house: House, head: User) -> None:
    person = known(house, "Jo Penrose")
    told(house.case(house.prestfield, person), incident(), bar("e2", TODAY, TODAY))
    (one,) = search(head, "DIRECT threat", now=NOW).texts
    assert one.heading == "Why it is serious"
    assert [(bit.text, bit.hit) for bit in one.text] == [
        ("A ", False), ("direct", True), (" ", False), ("threat", True), (".", False),
    ]  # fmt: skip


def test_of_a_long_text_the_part_around_the_words_is_shown(house: House, head: User) -> None:
    case_of(house, known(house, "Jo Penrose"), f"{'Before. ' * 100}A {CANARY} fell.{' After.' * 100}")
    (text,) = text_in(search(head, CANARY, now=NOW))
    assert CANARY in text
    assert text.startswith("… ")
    assert text.endswith(" …")
    assert len(text) < 350


@pytest.mark.parametrize("typed", ["", "  ", "…", "' \" * ( ) : -", "the and of", "zzzz", "' OR 1=1 --", "NEAR(a b)"])
def test_nothing_is_found_and_nothing_breaks(house: House, head: User, typed: str) -> None:
    case_of(house, known(house, "Jo Penrose"), "Marmalade.")
    assert search(head, typed, now=NOW).count == 0


def test_more_than_is_shown_is_said(house: House, head: User) -> None:
    person = known(house, "Jo Penrose")
    case = house.case(house.prestfield, person)
    for number in range(MOST):
        add(case, talk(f"e{number + 1}", text="Marmalade."), seq=number)
    assert search(head, "marmalade", now=NOW).more == frozenset()
    add(case, talk("e99", text="Marmalade."), seq=MOST)
    found = search(head, "marmalade", now=NOW)
    assert found.more == {"texts"}
    assert len(found.texts) == MOST


# -- who may find it -------------------------------------------------------------------------------------------------


def everything(user: User) -> int:
    """How many results all the planted words give."""
    return sum(search(user, typed, now=NOW).count for typed in (CANARY, "Quintessa Xavier", "xavi"))


@pytest.fixture
def planted(house: House) -> Case:
    person = known(house, "Quintessa Xavier")
    return told(house.case(house.prestfield, person), talk("e1", text=f"A {CANARY}."))


def test_only_whom_the_door_lets_in_finds_it(house: House, planted: Case) -> None:
    assert everything(house.user("headteacher", house.prestfield)) == 3
    assert everything(house.user("ceo", house.oak)) == 3
    nobody = (
        house.user("headteacher", house.hollins),
        house.user("reception", house.prestfield),
        house.user("head_of_school", house.carn),
        house.user("ceo", house.aspire),
        house.user(),
        User.objects.create_superuser("root@oak.example", name="Root", trust=house.oak),
    )
    for user in nobody:
        assert everything(user) == 0, user
        assert search(user, planted.reference, now=NOW).count == 0
    left = house.user()
    house.hold(left, "headteacher", house.prestfield, until=TODAY - timedelta(days=1))
    assert everything(left) == 0
    gone = house.user("headteacher", house.prestfield)
    gone.is_active = False
    assert everything(gone) == 0


def test_control_without_the_door_it_would_be_found(
    house: House, planted: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger = house.user("headteacher", house.hollins)
    monkeypatch.setattr(queries.door, "cases_for", lambda user, on: Case.objects.select_related("subject", "school"))
    monkeypatch.setattr(queries.door, "people_for", lambda user, on: Person.objects.all())
    assert everything(stranger) == 3


def test_what_is_marked_safeguarding_is_found_by_those_who_read_it(house: House) -> None:
    person = known(house, "Jo Penrose")
    case = told(
        house.case(house.prestfield, person),
        incident("e1", alleged=True, safeguarding=True),
        finding("e2", "e1", TODAY),
        talk("e3", text="A window of the office was open."),
    )
    readers = ("headteacher", "senior_leader", "dsl")
    for office in (*readers, "class_teacher", "school_business_manager"):
        user = house.user(office, house.prestfield)
        found = {one.ref for one in search(user, "window", now=NOW).texts}
        assert found == ({"e1", "e3"} if office in readers else {"e3"}), office
        assert bool(search(user, "people saw", now=NOW).texts) == (office in readers), office
    both = house.user("class_teacher", house.prestfield)
    house.hold(both, "dsl", house.hollins)
    assert {one.ref for one in search(both, "window", now=NOW).texts} == {"e3"}, "a lead elsewhere reads it elsewhere"
    assert search(both, case.reference, now=NOW).cases


def test_what_somebody_tells_of_it_is_kept_back_too(house: House) -> None:
    told_of = replace(incident("e1", alleged=True, safeguarding=True), incident="R7PQ2MVR")
    account = AccountTaken(
        ref="e2",
        on=TODAY,
        by=Actor("headteacher", "user 0"),
        of="R7PQ2MVR",
        part=Part.WITNESS,
        text=f"A {CANARY}.",
        teller="B. Seen",
    )
    told(house.case(house.prestfield, known(house, "Jo Penrose")), told_of, account)
    assert search(house.user("dsl", house.prestfield), CANARY, now=NOW).count == 1
    assert search(house.user("class_teacher", house.prestfield), CANARY, now=NOW).count == 0
    SearchRow.objects.all().delete()
    keep_all()
    assert search(house.user("class_teacher", house.prestfield), CANARY, now=NOW).count == 0


def test_control_without_the_restriction_it_would_be_found(house: House) -> None:
    told(house.case(house.prestfield, known(house, "Jo Penrose")), incident("e1", safeguarding=True))
    teacher = house.user("class_teacher", house.prestfield)
    assert search(teacher, "window", now=NOW).count == 0
    SearchRow.objects.update(restricted=False)
    assert search(teacher, "window", now=NOW).count == 1


def test_what_was_shown_is_noted(house: House, head: User, planted: Case) -> None:
    search(head, CANARY, now=NOW)
    search(head, "Quintessa", now=NOW)
    noted = set(AccessLog.objects.filter(user=head).values_list("kind", "asked", "opened", "why"))
    person = str(planted.subject_id)
    assert noted == {
        ("search", "1 found", True, ""),
        ("search", "2 found", True, ""),
        ("case", planted.reference, True, "found by a search"),
        ("person", person, True, "found by a search"),
    }
    before = AccessLog.objects.count()
    search(head, "zzzz", now=NOW)
    assert AccessLog.objects.count() == before + 1
    assert AccessLog.objects.latest("pk").asked == "0 found"


# -- what the index holds --------------------------------------------------------------------------------------------


IDS = {
    "ref", "step", "of", "under", "sites", "contact", "rests_on", "weighed", "clauses", "made_to", "edition", "outcome",
    "channels", "per", "about", "part_of", "sha256", "said", "media_type", "name", "reported_by", "incident",
    "corrects", "letter", "site", "confirmed",
}  # fmt: skip
"""Fields of entries in which there is text that nobody types: references, ids of the code, hashes."""


def filled(kind: type[Entry], number: int) -> Entry:
    """An entry of that kind with a word of its own in every field in which somebody writes."""
    values: dict[str, Any] = {"ref": "e1", "on": TODAY, "by": Actor("headteacher", "user 0")}
    for field in msgspec.structs.fields(kind):
        word = f"word{number}{field.name.replace('_', '')}"
        if field.name == "answers":
            values[field.name] = (("vehicle", word),)
        elif field.name == "weighing":
            values[field.name] = Weighing(alternatives=word, child=f"{word}b", needs=f"{word}c")
        elif field.name in FREE:
            values[field.name] = (word,) if "tuple" in str(field.type) else word
        elif field.required and field.name not in values:
            values[field.name] = REQUIRED[str(field.type)]
    return kind(**values)


REQUIRED: dict[str, Any] = {
    "<class 'str'>": "x",
    "<class 'int'>": 1,
    "<class 'datetime.date'>": TODAY,
    "tuple[str, ...]": ("threat",),
    "<enum 'Decision'>": Decision.LIFT,
    "<enum 'Method'>": Method.HAND,
    "<enum 'Basis'>": Basis.NOT_NEEDED,
    "<enum 'Part'>": Part.WITNESS,
    "<enum 'Audience'>": Audience.COURT,
    "<class 'fairgate.engine.exceptions.BarException'>": BarException(kind=Occasion.OTHER, said="x"),
}


@pytest.mark.parametrize("kind", get_args(AnyEntry), ids=lambda kind: str(kind.__name__))
def test_what_somebody_writes_can_be_found_and_what_is_found_can_be_shown(kind: type[Entry]) -> None:
    """A new entry, or a new field of one: put its name into FREE (records/search/rows.py) or into IDS above."""
    fields = {field.name: str(field.type) for field in msgspec.structs.fields(kind)}
    textual = {name for name, of in fields.items() if "str" in of or "Weighing" in of}
    assert textual <= FREE | IDS, textual - FREE - IDS
    entry = filled(kind, 1)
    shown = {word for part in words_of(entry, "Jo") for word in stems(f"{part.heading} {part.text}")}  # type: ignore[arg-type]
    kept = set(words_of_entry(entry).split())
    assert len(kept) == len(textual & FREE) + (2 if "weighing" in textual else 0)
    assert kept <= shown, kept - shown


def test_whatever_a_page_keeps_back_is_kept_back_here() -> None:
    """Of every story: what somebody who reads no safeguarding does not read in a case, they do not find either."""
    kept = 0
    for path in sorted(CARRIED.glob("*/*/stories/*.yaml")):
        story, ledger = read_story(path), list[AnyEntry]()
        for line in story.lines:
            if line.expect is None and isinstance(answer := propose(story, ledger, line), Accepted):
                ledger.append(answer.entry)
        if not ledger:
            continue  # a story of something that the code refuses
        case = fold(story.pack.code, story.calendar, ledger, ledger[-1].on)
        nobody = Reader("user 0", frozenset({"nobody"}), story.pack.code)
        told = words_of_ledger(story.pack.code.id, [encode(entry) for entry in ledger])
        for entry, (_, restricted) in zip(ledger, told, strict=True):
            assert restricted or is_read(case, entry, nobody), (path.stem, entry)
            kept += restricted
    assert kept > 10


def test_a_statement_of_the_person_is_found(house: House, head: User) -> None:
    person = known(house, "Jo Penrose")
    case = told(house.case(house.prestfield, person), incident(), bar("e2", TODAY, TODAY))
    said = RepresentationsMade(ref="e3", on=TODAY, by=Actor(SUBJECT, "subject 1"), of="e2", text=f"It was a {CANARY}.")
    add(case, said, seq=2)
    (one,) = search(head, CANARY, now=NOW).texts
    assert one.heading == "What Jo Penrose says"


# -- how much it costs -----------------------------------------------------------------------------------------------


def test_the_queries_are_as_many_with_many_results(
    house: House, head: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    case_of(house, known(house, "Jo Penrose"), "Penrose ate marmalade.")
    with django_assert_num_queries(QUERIES):
        assert search(head, "penrose", now=NOW).count == 2
    for number in range(30):
        case_of(house, known(house, f"Jo{'abcdefghij'[number % 10]} Penrose"), "Penrose ate marmalade.")
    with django_assert_num_queries(QUERIES):
        assert search(head, "penrose", now=NOW).count == 2 * MOST


# What is held, four times (nobody signed in here: nothing came with the user); people, cases, texts; what was shown is
# noted.
QUERIES = 8
