"""The choice to be told by e-mail."""

import pytest
from django.test import Client
from pytest_django import Settings
from tests.house import NOW, House

from fairgate.records.models import NotificationChoice, User


@pytest.fixture(autouse=True)
def oak(house: House, settings: Settings) -> House:
    settings.FAIRGATE_CLOCK = lambda: NOW
    return house


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(client: Client, address: str = "/notifications") -> str:
    return " ".join(client.get(address).content.decode().split())


def test_it_is_found_from_the_worklist_and_says_where_the_mail_goes(oak: House) -> None:
    user = oak.user("headteacher", oak.prestfield)
    assert 'href="/notifications"' in text_of(signed_in(user), "/worklist")
    text = text_of(signed_in(user))
    assert f"An e-mail to {user.email}" in text
    assert 'value="daily" checked' in text


def test_a_choice_is_kept_and_can_be_changed(oak: House) -> None:
    user = oak.user("headteacher", oak.prestfield)
    client = signed_in(user)
    for choice in ("off", "daily", "off"):
        answer = client.post("/notifications", {"often": choice})
        assert (answer.status_code, answer["Location"]) == (302, "/worklist")
        assert "Your choice is kept." in text_of(client, "/worklist")
        assert f'value="{choice}" checked' in text_of(client)
        assert NotificationChoice.objects.get(user=user).often == choice


@pytest.mark.parametrize("often", ["", "hourly"])
def test_what_is_no_choice_changes_nothing(oak: House, often: str) -> None:
    client = signed_in(oak.user("headteacher", oak.prestfield))
    answer = client.post("/notifications", {"often": often})
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert not NotificationChoice.objects.exists()


def test_it_is_ones_own_alone(oak: House) -> None:
    one, other = oak.user("headteacher", oak.prestfield), oak.user("headteacher", oak.prestfield)
    signed_in(one).post("/notifications", {"often": "off", "user": str(other.pk)})
    assert list(NotificationChoice.objects.values_list("user", "often")) == [(one.pk, "off")]
    assert signed_in(oak.user("reception", oak.prestfield)).get("/notifications").status_code == 404
    for client in (Client(), signed_in(oak.user())):
        assert client.get("/notifications")["Location"].startswith("/sign-in")
