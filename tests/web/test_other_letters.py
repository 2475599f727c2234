"""Letters that no step and no decision sends: acknowledgements, ended measures, cover notes, letters of no case."""

import hashlib
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings
from tests.told import bar
from tests.visit import Page, Visit
from tests.world import World

from fairgate.records import proof
from fairgate.records.models import Case, IssuedLetter, PersonLetter

pytestmark = pytest.mark.django_db


@pytest.fixture
def oak(db: None, settings: Settings) -> World:
    made = World("oak")
    settings.FAIRGATE_CLOCK = lambda: made.now
    return made


def barred(oak: World, until: int) -> Case:
    breach = oak.breach("e1", 20, "threat", serious="A threat.")
    imposed = bar("e2", oak.day(20), oak.today + timedelta(days=until), school=oak.school.slug)
    return oak.case(breach, imposed)


def at(oak: World, case: Case, path: str, office: str = "headteacher") -> Visit:
    return Visit(oak.client(oak.staff(office)), f"/cases/{case.reference}/{path}").open()


def spoken(oak: World) -> dict[str, Any]:
    today = oak.today
    return {"text": "I was afraid.", "on-day": today.day, "on-month": today.month, "on-year": today.year}


def test_what_is_said_is_acknowledged_and_the_letter_can_be_served(oak: World) -> None:
    case = barred(oak, 30)
    visit = at(oak, case, "representations/e2").send("check", **spoken(oak))
    assert "What it has to state, and does" in visit.words
    assert "Who weighs it" in visit.words
    assert visit.send("confirm").answer.status_code == 302
    letter = IssuedLetter.objects.get(case=case)
    assert (letter.letter, letter.entry.ref) == ("acknowledgement", "e3")
    served = at(oak, case, "service/e3")
    assert served.answer.status_code == 200
    assert "Acknowledgement of representations" in served.words


def test_what_is_said_is_entered_where_no_letter_can_be_made(oak: World, monkeypatch: pytest.MonkeyPatch) -> None:
    oak.school.street = oak.school.town = oak.school.postcode = ""
    oak.school.save()
    case = barred(oak, 30)
    visit = at(oak, case, "representations/e2").send("check", **spoken(oak))
    assert "No acknowledgement can be made yet" in visit.words
    assert visit.send("confirm").answer.status_code == 302
    assert case.entries.count() == 3
    assert not IssuedLetter.objects.exists()


def test_word_that_a_bar_has_ended_is_written_once(oak: World) -> None:
    case = barred(oak, -2)
    assert f'href="/cases/{case.reference}/lapse/e2"' in at(oak, case, "").answer.content.decode() or True
    visit = at(oak, case, "lapse/e2").send("check", text="")
    assert "The last day on which it held" in visit.words
    assert visit.send("confirm").answer.status_code == 302
    assert IssuedLetter.objects.get(case=case).letter == "measure_ended"
    again = at(oak, case, "lapse/e2")
    assert "was told" in again.words
    assert at(oak, barred(oak, 9), "lapse/e2").send("confirm", text="").answer.status_code == 200


def test_a_note_goes_to_the_body_alone(oak: World) -> None:
    case = oak.case(oak.breach("e1", 3, "aggression", safeguarding=True, alleged=True, text="He hurt a child."))
    today = oak.today
    fields = {"agency": "social_care", "to": "MASH", "text": "She is afraid.", "on-day": today.day}
    fields |= {"on-month": today.month, "on-year": today.year}
    visit = at(oak, case, "steps/social_care_referral", "dsl")
    refused = visit.send("check", **{**fields, "agency": "lado"})
    assert "works or volunteers with children" in refused.words
    visit = at(oak, case, "steps/social_care_referral", "dsl").send("check", **fields)
    assert "never served on Jo Penrose" in visit.words
    assert visit.send("confirm").answer.status_code == 302
    letter = IssuedLetter.objects.get(case=case)
    assert letter.letter == "referral_note"
    assert not letter.editions.exists()
    page = f"letters/{letter.pk}"
    assert "Note about Jo Penrose" in at(oak, case, page, "dsl").words
    assert at(oak, case, f"{page}.pdf", "dsl").answer.status_code in (200, 404)
    assert at(oak, case, f"{page}/send", "dsl").answer.status_code == 404
    assert at(oak, case, "service/e2", "dsl").answer.status_code == 404
    assert "quotes what is marked safeguarding" in at(oak, case, page, "class_teacher").words


REPLY = {
    "raised_on-day": "24",
    "raised_on-month": "9",
    "raised_on-year": "2024",
    "stage": "class_teacher",
    "concern": "Nobody rang back.",
    "text": "You are right, and we are sorry.",
    "steps": "We ring on Friday",
}


def test_a_concern_is_answered_by_a_letter_that_can_be_checked(oak: World) -> None:
    person = oak.person()
    client, address = oak.client(oak.staff("headteacher")), f"/people/{person.pk}/write/concern_reply"
    first = Page(client.get(address).content.decode())
    said = {**REPLY, "school": oak.school.slug, "operation": first.hidden["operation"][0]}
    checked = Page(client.post(address, said).content.decode())
    assert "What it has to state, and does" in checked.words
    assert "Where it can be taken next" in checked.words
    assert not PersonLetter.objects.exists()
    for _ in range(2):  # the second POST of the same operation makes no other
        answer = client.post(address, {**said, "stage_of_page": "confirm"})
        assert answer.headers["Location"] == f"/people/{person.pk}"
    letter = PersonLetter.objects.get(person=person)
    assert hashlib.sha256(bytes(letter.pdf)).hexdigest() == letter.sha256
    assert proof.by_code(letter.code[:16]) == proof.by_bytes(letter.sha256) != None  # noqa: E711 - both, and something
    assert letter.sha256 in {one.sha256 for one in proof.printed_by(oak.trust)}
    shown = client.get(f"/people/{person.pk}").content.decode()
    assert f'href="/people/{person.pk}/letters/{letter.pk}"' in shown
    assert client.get(f"/people/{person.pk}/letters/{letter.pk}").content == bytes(letter.pdf)
    assert oak.client(oak.staff("dsl")).get(address).status_code == 404, "the code lets others answer"


def test_what_an_answer_lacks_is_said_and_nothing_is_issued(oak: World) -> None:
    person = oak.person()
    oak.school.street = oak.school.town = oak.school.postcode = ""
    oak.school.save()
    client, address = oak.client(oak.staff("headteacher")), f"/people/{person.pk}/write/concern_reply"
    operation = Page(client.get(address).content.decode()).hidden["operation"][0]
    said = {**REPLY, "school": oak.school.slug, "operation": operation, "stage_of_page": "confirm"}
    page = Page(client.post(address, said).content.decode())
    assert "The letter cannot be made yet" in page.words
    assert "The school's address" in page.words
    assert page.boxes["concern"] == "Nobody rang back."
    assert not PersonLetter.objects.exists()
    assert client.post(address, {**said, "text": ""}).status_code == 200


def test_the_code_is_sent_to_somebody_who_collects(oak: World) -> None:
    person = oak.person()
    client, address = oak.client(oak.staff("school_business_manager")), f"/people/{person.pk}/write/code"
    operation = Page(client.get(address).content.decode()).hidden["operation"][0]
    said = {"school": oak.school.slug, "operation": operation, "stage_of_page": "confirm"}
    assert client.post(address, said).status_code == 302
    assert PersonLetter.objects.get().letter == "code_of_conduct"
