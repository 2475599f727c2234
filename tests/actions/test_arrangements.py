"""A measure is on one adult and never on a child or a household; what happens for the child is a part of every bar."""

import json
from dataclasses import fields as fields_of
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from tests.acts import ARRANGED, WEIGHED
from tests.barred import bar
from tests.house import NOW as HOUSE_NOW
from tests.house import House
from tests.world import World

from fairgate.actions.acting import Act, NotAllowed
from fairgate.actions.arrangements import ABOUT, joined, why_incomplete
from fairgate.actions.step import check_step, take_step
from fairgate.engine.entries import STEP_ENTRIES
from fairgate.engine.entry import MeasureImposed, Weighing
from fairgate.queries import gate
from fairgate.queries.gate import Word
from fairgate.queries.step import step as asked_about
from fairgate.records.models import Case, Child, Merge, Person, Relationship, User

BARS = {"oak": ("bar", "headteacher"), "aspire": ("ban", "trust_slt")}


@pytest.fixture
def oak(db: None) -> World:
    return World("oak")


def bar_of(world: World, case: Case, **said: Any) -> tuple[Act, dict[str, Any]]:
    step, office = BARS[world.pack]
    until = world.today + timedelta(days=30)
    given = {"step": step, "until": until, "reasons": "A threat.", "arrangements": joined(ARRANGED)}
    given |= {"weighing": Weighing(**WEIGHED), **said}
    return Act(case.reference, world.staff(office), world.now, str(uuid4()), 1), given


def threat(world: World, **person: Any) -> Case:
    clause = "threat" if world.pack == "oak" else "premises.3"
    known = world.person(**person)
    return world.case(world.breach("e1", 3, clause, serious="A threat."), person=known)


def test_a_bar_of_a_parent_says_what_is_arranged(oak: World) -> None:
    act, given = bar_of(oak, threat(oak))
    assert take_step(act, **given).type == "bar_imposed"


@pytest.mark.parametrize("left_out", [*ABOUT, "everything"])
def test_without_it_the_bar_is_refused_and_nothing_is_written(oak: World, left_out: str) -> None:
    case = threat(oak)
    said = joined({name: text for name, text in ARRANGED.items() if left_out not in (name, "everything")})
    act, given = bar_of(oak, case, arrangements=said)
    for attempt in (check_step, take_step):
        with pytest.raises(NotAllowed) as refused:
            attempt(act, **given)
        [reason] = refused.value.refusal.reasons
        assert "for Sam Penrose" in reason.text
        missing = ABOUT.values() if left_out == "everything" else [ABOUT[left_out]]
        assert all(heading[1:] in reason.text for heading in missing)
        assert reason.change.startswith("Write what is arranged")
        assert reason.paragraphs == ("2.5b.2", "5.2b") or reason.paragraphs
    assert case.entries.count() == 1


def test_of_somebody_without_children_nothing_is_asked(oak: World) -> None:
    act, given = bar_of(oak, threat(oak, child=""), arrangements="")
    assert take_step(act, **given).type == "bar_imposed"


def test_the_children_of_a_record_of_the_same_person_are_asked_for_too(oak: World) -> None:
    case = threat(oak, child="")
    other = oak.person("Joanna Penrose", child="Kit Penrose")
    other.kept_as = case.subject
    other.save()
    act, given = bar_of(oak, case, arrangements="")
    with pytest.raises(NotAllowed, match="for Kit Penrose"):
        check_step(act, **given)


def test_what_the_code_does_not_allow_is_refused_for_its_own_reason(oak: World) -> None:
    case = threat(oak)
    act, given = bar_of(oak, case, arrangements="")
    act = Act(case.reference, oak.staff("class_teacher"), oak.now, str(uuid4()), 1)
    with pytest.raises(NotAllowed, match="may not"):
        check_step(act, **given)


def test_the_form_asks_each_of_them_and_names_the_children(oak: World) -> None:
    case = threat(oak)
    asked = asked_about(oak.staff("headteacher"), case.reference, "bar", now=oak.now)
    assert asked.children == ("Sam Penrose",)
    assert why_incomplete("", (), ()) is None
    assert why_incomplete("Her aunt.", asked.children, ()) is not None


# --- one adult ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("named", ["child", "children", "person", "people", "household", "subject", "family"])
def test_no_measure_has_a_place_for_anybody_but_the_one_the_case_is_about(named: str) -> None:
    measures = [kind for kind in STEP_ENTRIES.values() if issubclass(kind, MeasureImposed)]
    assert len(measures) >= 4
    assert not any(named in kind.__struct_fields__ for kind in measures)


def test_whoever_else_is_given_with_a_measure_stays_out_of_it(oak: World) -> None:
    case = threat(oak)
    other, child = oak.person("Al Penrose"), Child.objects.first()
    act, given = bar_of(oak, case, child=child, children=[child], person=other, subject=other, household=True)
    row = take_step(act, **given)
    assert row.case.subject == case.subject
    assert not {"child", "children", "person", "subject", "household"}.intersection(json.loads(row.payload))


def test_a_case_is_about_an_adult_and_cannot_be_about_a_child(oak: World) -> None:
    child = Child.objects.create(school=oak.school, name="Sam Penrose")
    with pytest.raises(ValueError, match='must be a "Person" instance'):
        Case(trust=oak.trust, school=oak.school, subject=child, pack="oak", opened_at=oak.now)
    related = {field.related_model for field in Case._meta.get_fields() if field.is_relation}
    assert Child not in related
    assert Relationship not in related


def test_one_persons_bar_bars_nobody_else_of_the_household(house: House) -> None:
    barred, partner = house.person("Gareth Marrow"), house.person("Helen Marrow")
    child = Child.objects.create(school=house.prestfield, name="Poppy Marrow")
    for person in (barred, partner):
        Person.objects.filter(pk=person.pk).update(address="1 Fore Street\nTR1 2BB", phone="01632 960001")
        Relationship.objects.create(child=child, person=person, relationship="parent")
    bar(house, barred)
    reception: User = house.user("reception", house.prestfield)
    words = {
        name: gate.ask(reception, "prestfield", name, now=HOUSE_NOW).word
        for name in ("Gareth Marrow", "Helen Marrow", "Poppy Marrow")
    }
    # Whoever gives the child's name may be anybody of the household: they are asked who they are.
    assert words == {"Gareth Marrow": Word.BARRED, "Helen Marrow": Word.CLEAR, "Poppy Marrow": Word.CHECK}
    assert not Merge.objects.exists()
    assert "child" not in {field.name for field in fields_of(gate.Answer)}
