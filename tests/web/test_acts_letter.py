"""The letter of an act: made with it or not at all; what it lacks is said before anything is entered; its service."""

import json
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings
from tests.acts import ARRANGED, KEPT, WEIGHED, WORDS, on
from tests.told import bar
from tests.visit import Visit
from tests.world import World

from fairgate.actions import letter
from fairgate.delivery.letter import LetterRefused
from fairgate.records.models import Case, IssuedLetter, Person


@pytest.fixture
def oak(db: None, settings: Settings) -> World:
    made = World("oak")
    settings.FAIRGATE_CLOCK = lambda: made.now
    return made


def threat(world: World) -> Case:
    return world.case(world.breach("e1", 3, "threat", serious="A threat."))


def bar_fields(world: World, **fields: Any) -> dict[str, Any]:
    until = on(world.today + timedelta(days=30), "until")
    return {"contact": "school_business_manager", **until, "reasons": WORDS, **ARRANGED, **WEIGHED, **fields}


def at(world: World, case: Case, path: str = "steps/bar", office: str = "headteacher") -> Visit:
    return Visit(world.client(world.staff(office)), f"/cases/{case.reference}/{path}").open()


def test_what_the_letter_lacks_is_said_with_where_to_add_it(oak: World) -> None:
    oak.school.email = oak.school.phone = ""
    oak.school.save()
    case = threat(oak)
    for stage in ("check", "confirm"):
        visit = at(oak, case).send(stage, **bar_fields(oak))
        assert "The letter cannot be made yet" in visit.words
        assert "Whom to contact, by e-mail or telephone" in visit.words
        assert f'href="/people/{case.subject_id}"' in visit.answer.content.decode()
        assert visit.page.boxes["reasons"] == KEPT
    assert case.entries.count() == 1
    assert not IssuedLetter.objects.exists()
    oak.school.phone = "01872 960001"
    oak.school.save()
    assert visit.send("check", **bar_fields(oak)).send("confirm").answer.status_code == 302
    assert IssuedLetter.objects.filter(case=case).count() == 1


def test_what_cannot_be_printed_is_named(oak: World) -> None:
    case = threat(oak)
    visit = at(oak, case).send("check", **bar_fields(oak, reasons="He drew \U00013080 on the door."))
    assert "The letter cannot be made yet" in visit.words
    assert "\U00013080" in visit.words or "U+13080" in visit.words
    assert case.entries.count() == 1


def test_a_letter_that_fails_at_the_last_undoes_the_act(oak: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case = threat(oak)
    visit = at(oak, case).send("check", **bar_fields(oak))

    def refused(*_: object, **__: object) -> None:
        raise LetterRefused("The paper has run out.")

    with monkeypatch.context() as broken:
        broken.setattr(letter, "issue", refused)
        visit.send("confirm")
        assert "The paper has run out." in visit.words
        assert visit.page.boxes["reasons"] == KEPT
        assert case.entries.count() == 1
    assert visit.send("confirm", **bar_fields(oak)).answer.status_code == 302


def test_the_letter_is_the_one_that_was_entered(oak: World) -> None:
    case = threat(oak)
    at(oak, case).send("check", **bar_fields(oak)).send("confirm")
    kept = IssuedLetter.objects.get()
    assert kept.entry == case.entries.get(seq=2)
    assert (kept.edition, kept.issued_at) == ("2022-09", oak.now)


@pytest.mark.parametrize("agreed", [False, True])
def test_by_email_only_with_a_word_of_warning_unless_agreed(oak: World, agreed: bool) -> None:
    imposed = bar("e2", oak.day(1), oak.today + timedelta(days=40), school=oak.school.slug)
    case = oak.case(oak.breach("e1", 3, "threat", serious="A threat."), imposed)
    Person.objects.update(email_service_agreed=agreed)
    visit = at(oak, case, "service/e2")
    assert ("has not agreed to letters by e-mail" in visit.words) is not agreed
    fields = {"method": "email", **on(oak.today), "text": WORDS}
    visit.send("check", **fields)
    if not agreed:
        assert "Tick the box to serve it by e-mail all the same" in visit.words
        assert visit.page.boxes["text"] == KEPT
        visit.send("check", **fields, unagreed="on")
    visit.send("confirm")
    told = json.loads(case.entries.get(seq=3).payload)
    assert (told["method"], told["deemed_on"]) == ("email", "2024-10-01")


def test_without_an_address_posting_is_warned_about(oak: World) -> None:
    imposed = bar("e2", oak.day(1), oak.today + timedelta(days=40), school=oak.school.slug)
    case = oak.case(oak.breach("e1", 3, "threat", serious="A threat."), imposed)
    Person.objects.update(address="")
    assert "No address is on record" in at(oak, case, "service/e2").words


def test_a_step_without_a_letter_has_none_to_serve(oak: World) -> None:
    case = threat(oak)
    at(oak, case, "steps/conversation").send("check", **on(oak.today), text="Talked.", outcome="").send("confirm")
    assert case.entries.count() == 2
    assert at(oak, case, "service/e2").answer.status_code == 404


def test_the_childs_arrangements_are_told_one_by_one(oak: World) -> None:
    case = threat(oak)
    arranged = {"bringing": "Her aunt.\r\nAt the side gate.", "meetings": "By telephone."}
    at(oak, case).send("check", **bar_fields(oak, **arranged)).send("confirm")
    told = json.loads(case.entries.get(seq=2).payload)
    assert told["arrangements"] == (
        "Bringing and collecting:\nHer aunt.\nAt the side gate."
        "\n\nIllness or an accident:\nThe office rings her sister."
        "\n\nReports and news from school:\nBy post.\n\nParents' evenings and meetings:\nBy telephone."
    )


def test_other_schools_only_when_they_are_named(oak: World) -> None:
    beside = World("oak", "beside").school
    World("aspire", "elsewhere")
    case = threat(oak)
    visit = at(oak, case)
    assert "Beside School" in visit.words
    assert "Elsewhere School" not in visit.words
    visit.send("check", **bar_fields(oak, scope="others"))
    assert "Tick the other schools" in visit.words
    visit.send("check", **bar_fields(oak, scope="others", sites=["elsewhere"]))
    assert "Choose one of the answers that are offered" in visit.words
    visit.send("check", **bar_fields(oak, scope="others", sites=[beside.slug])).send("confirm")
    assert json.loads(case.entries.get(seq=2).payload)["sites"] == [oak.school.slug, beside.slug]
