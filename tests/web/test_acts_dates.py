"""The dates of an act: what the form says is taken, what the check page works out, and what is then entered agree."""

import json
from datetime import date, timedelta

import pytest
from pytest_django import Settings
from tests.acts import ARRANGED, WEIGHED, on
from tests.told import answered, bar
from tests.visit import Visit
from tests.world import World

from fairgate.engine.acts.service import LetterServed
from fairgate.engine.entry import Actor
from fairgate.engine.words import Method
from fairgate.records.models import Case, Closure, HalfTerm

REASONS = {"reasons": "He threatened a member of staff in front of children."}
BAN = {"scope": "own", "contact": "head_of_school", **REASONS, **ARRANGED, **WEIGHED}


def at(world: World, office: str, case: Case, path: str) -> Visit:
    return Visit(world.client(world.staff(office)), f"/cases/{case.reference}/{path}").open()


def world_of(pack: str, settings: Settings) -> World:
    made = World(pack)
    settings.FAIRGATE_CLOCK = lambda: made.now
    return made


@pytest.fixture
def oak(db: None, settings: Settings) -> World:
    return world_of("oak", settings)


@pytest.fixture
def aspire(db: None, settings: Settings) -> World:
    return world_of("aspire", settings)


def last(case: Case) -> dict[str, object]:
    entry = case.entries.order_by("seq").last()
    assert entry is not None
    told: dict[str, object] = json.loads(entry.payload)
    return told


def test_left_empty_it_ends_with_the_half_term_as_the_form_said(aspire: World) -> None:
    case = aspire.case(aspire.breach("e1", 3, "threat", serious="A threat."))
    visit = at(aspire, "trust_slt", case, "steps/ban")
    said = "Left empty: Friday 25 October 2024, the end of the half-term (note.2 and response.3a)."
    assert said in visit.words
    visit.send("check", **BAN)
    assert (
        "It ends on Paragraph note.2 Paragraph response.3a the end of the half-term; that day is included"
        in visit.words
    )
    assert "Friday 25 October 2024" in visit.words
    visit.send("confirm")
    assert last(case)["until"] == "2024-10-25"


def test_a_day_that_is_given_is_said_to_be_given(aspire: World) -> None:
    case = aspire.case(aspire.breach("e1", 3, "threat", serious="A threat."))
    visit = at(aspire, "trust_slt", case, "steps/ban").send("check", **BAN, **on(date(2024, 12, 20), "until"))
    assert "the day that was given; that day is included Friday 20 December 2024" in visit.words
    assert "at the end of each half-term, while it lasts beyond that" in visit.words


def test_longer_without_reasons_is_refused_with_its_paragraph(oak: World) -> None:
    case = oak.case(oak.breach("e1", 3, "threat", serious="A threat."))
    visit = at(oak, "headteacher", case, "steps/bar")
    assert "The code asks for written reasons for more than 12 months (2.5b.2 and 5.2b)." in visit.words


def test_the_days_by_hand_and_by_post(oak: World) -> None:
    Closure.objects.create(school=oak.school, day=date(2024, 10, 7))
    case = oak.case(oak.breach("e1", 3, "threat", serious="A threat."))
    fields = {"contact": "school_business_manager", **on(date(2024, 12, 20), "until"), **REASONS, **ARRANGED, **WEIGHED}
    visit = at(oak, "headteacher", case, "steps/bar").send("check", **fields)
    words = visit.words
    # Tuesday 1 October: by hand that day, by post on Thursday; ten school days from each, the 7th closed.
    assert "handed over today Tuesday 1 October 2024 posted today Thursday 3 October 2024" in words
    assert "handed over today Wednesday 16 October 2024 posted today Friday 18 October 2024" in words
    # Ten more, half-term between 25 October and 4 November.
    assert "handed over today Wednesday 6 November 2024 posted today Friday 8 November 2024" in words
    assert "From now on reception is told: Jo Penrose is barred at Oak School until 20 December 2024" in words
    assert "Serve the letter about the bar by 2 October 2024" in words


@pytest.mark.parametrize(
    ("method", "deemed", "window", "due"),
    [
        ("hand", "Tuesday 1 October 2024", "Tuesday 15 October 2024", "Tuesday 5 November 2024"),
        ("post", "Thursday 3 October 2024", "Thursday 17 October 2024", "Thursday 7 November 2024"),
    ],
)
def test_a_service_says_from_when_it_counts_and_what_runs_from_it(
    oak: World, method: str, deemed: str, window: str, due: str
) -> None:
    imposed = bar("e2", oak.day(1), oak.today + timedelta(days=80), school=oak.school.slug)
    case = oak.case(oak.breach("e1", 3, "threat", serious="A threat."), imposed)
    visit = at(oak, "senior_leader", case, "service/e2")
    assert f"Done today, it counts as received on {deemed}" in visit.words
    visit.send("check", method=method, **on(oak.today), text="")
    for day in (deemed, window, due):
        assert day in visit.words
    assert "It answers what is owed now: “Serve the letter about the bar”" in visit.words
    visit.send("confirm")
    assert last(case)["method"] == method


def test_served_yesterday_counts_from_yesterday(oak: World) -> None:
    imposed = bar("e2", oak.day(1), oak.today + timedelta(days=80), school=oak.school.slug)
    case = oak.case(oak.breach("e1", 3, "threat", serious="A threat."), imposed)
    visit = at(oak, "senior_leader", case, "service/e2").send("check", method="hand", **on(oak.day(1)), text="")
    assert "It counts as received on the same day Monday 30 September 2024" in visit.words
    visit.send("confirm")
    assert (last(case)["on"], last(case)["deemed_on"]) == ("2024-09-30", "2024-09-30")


def test_before_the_last_entry_is_refused_in_words(oak: World) -> None:
    imposed = bar("e2", oak.day(1), oak.today + timedelta(days=80), school=oak.school.slug)
    case = oak.case(oak.breach("e1", 3, "threat", serious="A threat."), imposed)
    visit = at(oak, "senior_leader", case, "service/e2").send("check", method="hand", **on(oak.day(2)), text="kept")
    assert "is before the last entry of this case, 30 September 2024" in visit.words
    assert visit.page.boxes["text"] == "kept"


def test_beyond_the_loaded_terms_the_form_and_the_refusal_name_them(aspire: World) -> None:
    HalfTerm.objects.filter(first__gt=aspire.today).delete()
    HalfTerm.objects.update(last=aspire.day(5))
    case = aspire.case(aspire.breach("e1", 3, "threat", serious="A threat."))
    visit = at(aspire, "trust_slt", case, "steps/ban")
    assert "cannot be worked out" in visit.words
    visit.send("check", **BAN)
    assert "Give the last day on which it holds" in visit.words, "the form asks for the day then"
    visit.send("check", **BAN, **on(date(2024, 12, 20), "until"))
    assert "It cannot be worked out yet: the end of the half-term after 1 October 2024 is not known" in visit.words
    assert "the terms loaded run from 2 September 2024 to 26 September 2024" in visit.words


def test_a_decision_says_what_it_answers_and_what_is_owed_then(oak: World) -> None:
    imposed = bar("e2", oak.day(9), oak.today + timedelta(days=40), school=oak.school.slug)
    served = LetterServed(
        ref="e3", on=oak.day(9), by=Actor("reception", "user 0"), of="e2", method=Method.HAND, deemed_on=oak.day(9)
    )
    case = oak.case(
        oak.breach("e1", 10, "threat", serious="A threat."), imposed, served, answered("e4", "e2", oak.day(1))
    )
    visit = at(oak, "ceo", case, "decision/e2")
    assert "I was frightened for my son." in visit.words, "what is to be weighed"
    assert "He threatened a member of staff." in visit.words, "why it was imposed"
    fields = {"decision": "lift", "reasons": "What he says is right."}
    visit.send("check", **fields)
    assert "Bar lifted." in visit.words
    assert "It answers what is owed now: “Review of the decision to bar”" in visit.words
    assert "reception is told: Jo Penrose is not barred at Oak School" in visit.words
    visit.send("confirm")
    assert last(case)["weighed"] == ["e4"]
    assert "Not barred here" in at_the_gate(oak)


def at_the_gate(world: World) -> str:
    answer = world.client(world.staff("reception")).post("/gate", {"school": world.school.slug, "name": "Jo Penrose"})
    return " ".join(answer.content.decode().split())
