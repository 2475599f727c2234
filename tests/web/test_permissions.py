"""What the school allows somebody: given on their page, shown at the gate, and beside a report of what it allows."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings
from tests.barred import bar
from tests.house import NOW, TODAY, House
from tests.ties import tie

from fairgate.engine.words import Setting
from fairgate.records.models import Incident, IncidentPerson, Permission, Person, Role, User

UNTIL = TODAY + timedelta(days=17)


@pytest.fixture(autouse=True)
def _clock(settings: Settings) -> None:
    settings.FAIRGATE_CLOCK = lambda: NOW


@pytest.fixture
def jo(house: House) -> Person:
    person = house.person("Jo Penrose")
    tie(person, house.prestfield)
    return person


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def head(house: House) -> User:
    return house.user("headteacher", house.prestfield)


def said(**more: object) -> dict[str, object]:
    days = {f"{end}-{part}": getattr(day, part) for end, day in (("since", TODAY), ("until", UNTIL)) for part in PARTS}
    return {"kind": "animal", "words": "May bring the dog Rex to the gate.", **days, **more}


PARTS = ("day", "month", "year")


def give(house: House, person: Person, **more: object) -> str:
    page = reverse("give_permission", args=[person.pk])
    return str(signed_in(head(house)).post(page, said(**more), follow=True).content.decode())


def keeps(user: User, name: str, school: str = "prestfield") -> list[str]:
    """What reception is told to keep to, and the answer before it."""
    page = signed_in(user).post("/gate", {"name": name, "school": school}).content.decode()
    part = page[page.index('id="gate-answer"') : page.index('<template id="gate-failed"')]
    listed = part.partition("Keep to this")[2].partition("</dl>")[0] if "Keep to this" in part else ""
    word = re.search(r'id="gate-word">([^<]+)<', part)
    assert word
    return [word[1], *re.findall(r"<li>([^<]+)</li>", listed)]


def test_it_is_given_on_the_page_of_the_person_and_shown_at_the_gate(house: House, jo: Person) -> None:
    reception = house.user("reception", house.prestfield)
    assert keeps(reception, "Jo Penrose") == ["Not barred here"]
    page = give(house, jo)
    assert "May bring the dog Rex to the gate" in page
    assert "It is allowed, and the gate knows of it." in page
    told = f"May bring the dog Rex to the gate until {UNTIL.day} {UNTIL:%B %Y}."
    assert keeps(reception, "jo penrose") == ["Not barred here", told]
    assert keeps(reception, "Joe Penrose") == ["Not barred here"]  # only near: it says nothing about who that is
    bar(house, jo)
    assert keeps(reception, "Jo Penrose") == ["Barred here", told]
    house.person("Jo Penrose")  # two of that name: whose it is, is not known
    assert keeps(reception, "Jo Penrose") == ["Check"]


def test_it_holds_on_its_days_at_its_school_and_until_it_is_withdrawn(
    house: House, jo: Person, settings: Settings
) -> None:
    reception, elsewhere = house.user("reception", house.prestfield), house.user("reception", house.hollins)
    give(house, jo)
    assert len(keeps(reception, "Jo Penrose")) == 2
    assert keeps(elsewhere, "Jo Penrose", "hollins") == ["Not barred here"]
    for day, count in ((NOW + timedelta(days=17), 2), (NOW + timedelta(days=18), 1)):
        settings.FAIRGATE_CLOCK = lambda day=day: day
        assert len(keeps(reception, "Jo Penrose")) == count
    settings.FAIRGATE_CLOCK = lambda: NOW
    row = Permission.objects.get()
    withdraw = reverse("withdraw_permission", args=[jo.pk, row.pk])
    client = signed_in(head(house))
    assert "Write why it is withdrawn" in client.post(withdraw, {"why": ""}).content.decode()
    page = client.post(withdraw, {"why": "Rex bit the postman."}, follow=True).content.decode()
    assert "Withdrawn" in page
    assert "Rex bit the postman." in page  # for those who see the person; never at the gate
    assert keeps(reception, "Jo Penrose") == ["Not barred here"]
    assert client.get(withdraw).status_code == 404
    row.refresh_from_db()
    assert (row.office, row.ended_why) == ("headteacher", "Rex bit the postman.")


def test_an_assistance_dog_is_asked_for_nothing(house: House, jo: Person) -> None:
    """law.md 58: the form says so, and has no field for papers, a register or a need."""
    page = signed_in(head(house)).get(reverse("give_permission", args=[jo.pk])).content.decode()
    assert "An assistance dog needs no permission" in page
    fields = set(re.findall(r'name="([\w-]+)"', page)) - {"csrfmiddlewaretoken", "viewport", "q"}
    days = {f"{end}-{part}" for end in ("since", "until") for part in PARTS}
    assert days | {"kind", "words"} <= fields
    assert not {one for one in fields if re.search("paper|proof|regist|need|health", one)}


def test_what_is_wrong_is_said_and_nothing_is_kept(house: House, jo: Person) -> None:
    yesterday = TODAY - timedelta(days=1)
    assert "must not be before the first" in give(house, jo, **{"since-day": UNTIL.day + 1})
    assert "Write what they may do" in give(house, jo, words="")
    give(house, jo, **{"until-day": yesterday.day, "until-month": yesterday.month, "until-year": yesterday.year})
    assert not Permission.objects.exists()
    give(house, jo)
    assert "They have this permission already" in give(house, jo)
    assert Permission.objects.count() == 1


def test_who_reviews_a_report_sees_what_was_allowed_that_day(house: House, jo: Person) -> None:
    give(house, jo)
    report = Incident.objects.create(
        trust=house.oak,
        school=house.prestfield,
        by=house.user("class_teacher", house.prestfield),
        at=NOW,
        happened_on=TODAY,
        setting=Setting.PREMISES,
        text="A dog was in the playground.",
        operation_key="1",
    )
    IncidentPerson.objects.create(incident=report, role=Role.SUBJECT, person=jo)
    client, address = signed_in(head(house)), reverse("review", args=[report.reference])
    page = client.get(address).content.decode()
    assert "was allowed to bring the dog Rex to the gate" in page
    Permission.objects.update(since=TODAY + timedelta(days=1))
    assert "was allowed to bring" not in client.get(address).content.decode()


def test_the_gate_asks_as_often_with_a_permission_as_without(house: House, jo: Person) -> None:
    client = signed_in(house.user("reception", house.prestfield))
    client.post("/gate", {"name": "Jo Penrose", "school": "prestfield"})
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.post("/gate", {"name": "Jo Penrose", "school": "prestfield"})
        counts.append(len(queries))
        give(house, jo)
    assert counts[0] == counts[1]
