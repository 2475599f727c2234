"""A person's details as a page and as a form."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings
from tests.house import NOW, House
from tests.told import case_alleged

from fairgate.actions.person import Details
from fairgate.records.models import Person, User

GOOD = {
    "name": "Jo Penrose",
    "where": "address",
    "address": " 1  Fore Street \r\n\r\nSt Austell\r\npl255ab",
    "phone": "01632 960001",
}


@pytest.fixture(autouse=True)
def oak(house: House, settings: Settings) -> House:
    settings.FAIRGATE_CLOCK = lambda: NOW
    return house


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def head(oak: House) -> Client:
    return signed_in(oak.user("headteacher", oak.prestfield))


@pytest.fixture
def jo(oak: House) -> Person:
    return oak.person()


def posted(client: Client, person: Person, **fields: Any) -> Any:
    data = {**GOOD, "seen": Details.of(person).stamp, **fields}
    sent = {name: value for name, value in data.items() if value is not None}
    return client.post(f"/people/{person.pk}/details", sent)


def kept(person: Person) -> Details:
    return Details.of(Person.objects.get(pk=person.pk))


def test_the_page_says_what_is_known_and_what_is_missing(head: Client, oak: House, jo: Person) -> None:
    case = case_alleged(oak, person=jo)
    text = head.get(f"/people/{jo.pk}").content.decode()
    assert "No postal address is known" in text
    assert f'href="/cases/{case.reference}"' in text
    assert f'href="/people/{jo.pk}/details"' in text


def test_good_details_are_kept_and_the_address_is_tidied(head: Client, jo: Person) -> None:
    answer = posted(head, jo, email="JO@example.org", email_service_agreed="on", adjustments="Large print\r\nplease")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/people/{jo.pk}")
    details = kept(jo)
    assert details.address == "1 Fore Street\nSt Austell\nPL25 5AB"
    assert (details.email, details.email_service_agreed) == ("jo@example.org", True)
    assert details.adjustments == "Large print\nplease"
    assert "The details are kept." in head.get(f"/people/{jo.pk}").content.decode()


def test_an_address_may_be_unknown(head: Client, jo: Person) -> None:
    posted(head, jo)
    assert posted(head, jo, where="unknown", seen=kept(jo).stamp).status_code == 302
    assert (kept(jo).address, kept(jo).no_fixed_abode) == ("", False)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": " "}, "Enter full name"),
        ({"where": None}, "Choose an answer: Where does post reach them?"),
        ({"address": " \r\n "}, "Write the address, or say that it is not known"),
        ({"name": "x" * 121}, "120 characters or fewer; there are 121 now"),
        ({"address": "1 Fore Street\nSt Austell"}, "Put the postcode alone on the last line"),
        ({"address": "PL25 5AB"}, "Put the postcode alone on the last line"),
        ({"address": "\n".join([*"abcdef", "PL25 5AB"])}, "An address has at most 6 lines; this has 7."),
        ({"address": f"{'x' * 61}\nPL25 5AB"}, "A line of an address has at most 60 characters."),
        ({"email": "nobody"}, "Enter an e-mail address in the correct format"),
        ({"email_service_agreed": "on"}, "Enter the e-mail address to which they agreed"),
        ({"seen": None}, "This page is incomplete"),
    ],
)
def test_what_is_wrong_comes_back_as_it_was_typed(head: Client, jo: Person, fields: dict[str, Any], said: str) -> None:
    before = kept(jo)
    answer = posted(head, jo, **{"languages": "Cornish", **fields})
    text = answer.content.decode()
    assert answer.status_code == 200
    assert said in text
    assert "There is a problem" in text
    assert 'value="Cornish"' in text
    assert kept(jo) == before


def test_somebody_elses_change_is_not_overwritten(head: Client, jo: Person) -> None:
    seen = Details.of(jo).stamp
    assert posted(head, jo, phone="01632 960777").status_code == 302
    answer = posted(head, jo, seen=seen)
    assert answer.status_code == 200
    assert "Somebody else changed these details" in answer.content.decode()
    assert kept(jo).phone == "01632 960777"


def test_the_form_shows_what_is_kept(head: Client, jo: Person) -> None:
    posted(head, jo)
    text = head.get(f"/people/{jo.pk}/details").content.decode()
    assert "1 Fore Street\nSt Austell\nPL25 5AB</textarea>" in text
    assert f'value="{kept(jo).stamp}"' in text


@pytest.mark.parametrize("end", ["", "/details"])
def test_others_find_nobody(oak: House, jo: Person, end: str) -> None:
    case_alleged(oak, person=jo)
    for user in (
        oak.user("headteacher", oak.hollins),
        oak.user("reception", oak.prestfield),
        oak.user("ceo", oak.aspire),
    ):
        client = signed_in(user)
        assert client.get(f"/people/{jo.pk}{end}").status_code == 404
        assert posted(client, jo).status_code == 404
    assert kept(jo).address == ""
