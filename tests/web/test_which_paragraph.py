"""Which paragraph: near ones come first and say why; a look by other words works without a script; none is ticked."""

import re

import pytest
from pytest_django import Settings
from tests.acts import on
from tests.visit import Visit
from tests.world import World

from fairgate.records.models import Case

TEXT = "She swore at the receptionist, and her spaniel was off the lead. Xylophone."
QUIET = {"asked_safeguarding": "no", "is_serious": "no", "is_found": "no"}


@pytest.fixture
def world(db: None, settings: Settings) -> World:
    made = World("oak")
    settings.FAIRGATE_CLOCK = lambda: made.now
    return made


@pytest.fixture
def which(world: World) -> Visit:
    """At the page, in a case that is there."""
    case = world.case(world.breach("e1", 10, "threat"))
    visit = Visit(world.client(world.staff("headteacher")), f"/cases/{case.reference}/incident").open()
    what = {**on(world.day(1), "happened_on"), "setting": "premises", "text": TEXT}
    visit.send("next", **what)
    assert "Nearest to what you wrote" in visit.words
    return visit


def offered(visit: Visit) -> list[str]:
    """The paragraphs in the order in which they are offered."""
    return re.findall(r'name="clauses" type="checkbox" value="([^"]+)"', visit.answer.content.decode())


def ticked(visit: Visit) -> list[str]:
    return re.findall(r'type="checkbox" value="([^"]+)" checked', visit.answer.content.decode())


def test_what_comes_near_the_report_stands_first_and_says_why(which: Visit) -> None:
    assert set(offered(which)[:2]) == {"offensive_language", "animals"}
    assert "You wrote “swore”. Paragraph 2.5.3." in which.words
    assert re.search(r"You wrote (“[a-z]+”(, | and )?)*“spaniel”", which.words)
    assert "Paragraph 2.5.13. Not: an assistance dog" in which.words


def test_every_paragraph_that_reaches_there_is_offered_once(which: Visit, world: World) -> None:
    from fairgate.engine.words import Setting
    from fairgate.policy.pack import load_pack

    reach = [one.id for one in load_pack("oak").code.breaches.values() if Setting.PREMISES in one.setting.covers]
    assert sorted(offered(which)) == sorted(reach)


def test_nothing_is_ticked_for_anybody(which: Visit) -> None:
    assert ticked(which) == []
    which.send("next")
    assert "Tick what it was" in which.words
    assert ticked(which) == []
    which.send("look", described="swore and kicked the door")
    assert ticked(which) == []


def test_a_look_shows_only_what_comes_near_and_what_is_ticked(which: Visit) -> None:
    everything = offered(which)
    which.send("look", described="kicked the door in and smashed a window", clauses=["animals"])
    assert offered(which)[0] == "property_damage"
    assert ticked(which) == ["animals"]
    assert "offensive_language" not in offered(which)
    assert len(offered(which)) < len(everything)
    assert "Only what comes near is shown." in which.words
    assert which.page.values["described"] == "kicked the door in and smashed a window"
    which.send("look", described="", clauses=["animals", "property_damage"])
    assert sorted(offered(which)) == sorted(everything)
    assert sorted(ticked(which)) == ["animals", "property_damage"]


def test_a_look_that_finds_nothing_shows_everything_and_says_so(which: Visit) -> None:
    everything = offered(which)
    which.send("look", described="xylophone quintessence")
    assert "Nothing comes near these words. Every paragraph is shown." in which.words
    assert sorted(offered(which)) == sorted(everything)


def test_what_is_ticked_is_recorded_in_the_order_of_the_code_and_the_look_is_not(which: Visit) -> None:
    which.send("look", described="kicked the door", clauses=["animals"])
    which.send("next", described="kicked the door", clauses=["property_damage", "animals", "disruption"])
    which.send("next", asked_permission="no", asked_assistance_dog="no", asked_cost="", **QUIET)
    assert "Check before it is recorded" in which.words
    assert "Look for it in your own words" not in which.words
    which.send("confirm")
    payload = Case.objects.get().entries.get(seq=2).payload
    assert '"clauses":["disruption","property_damage","animals"]' in payload
    assert "kicked" not in payload


def test_a_look_before_what_happened_is_told_asks_for_that_first(world: World) -> None:
    case = world.case(world.breach("e1", 10, "threat"))
    visit = Visit(world.client(world.staff("headteacher")), f"/cases/{case.reference}/incident").open()
    visit.send("look", described="dog")
    assert "Give the day on which it happened" in visit.words
    assert offered(visit) == []


@pytest.mark.parametrize("described", ["<b>dog</b>", "x" * 5000, "\x00dog", "' OR 1=1"])
def test_whatever_is_looked_for_is_text(which: Visit, described: str) -> None:
    which.send("look", described=described)
    assert which.answer.status_code == 200
    assert "<b>dog" not in which.answer.content.decode()
