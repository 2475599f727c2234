"""The code as a page: for everybody of the trust, each paragraph with the id that citations lead to."""

import re

import pytest
from django.test import Client
from pytest_django import Settings
from tests.house import NOW, House

from fairgate.policy.pack import carried


@pytest.fixture(autouse=True)
def oak(house: House, settings: Settings) -> House:
    settings.FAIRGATE_CLOCK = lambda: NOW
    return house


def signed_in(house: House, office: str, trust: str = "oak") -> Client:
    client = Client()
    client.force_login(house.user(office, getattr(house, trust)))
    return client


@pytest.mark.parametrize("trust", ["oak", "aspire"])
@pytest.mark.parametrize("office", ["ceo", "reception"])
def test_every_paragraph_stands_there_once(oak: House, trust: str, office: str) -> None:
    answer = signed_in(oak, office, trust).get("/code")
    assert answer.status_code == 200
    ids = re.findall(r'id="p-([^"]*)"', answer.content.decode())
    assert ids == list(carried(trust, "2022-09").code.paragraphs)


def test_every_link_within_the_page_leads_somewhere(oak: House) -> None:
    text = signed_in(oak, "reception", "aspire").get("/code").content.decode()
    ids = set(re.findall(r' id="([^"]*)"', text))
    inner = set(re.findall(r'href="(?:/code)?#([^"]*)"', text))
    assert len(inner) > 30
    assert inner <= ids


def test_ids_are_unique(oak: House) -> None:
    ids = re.findall(r' id="([^"]*)"', signed_in(oak, "ceo").get("/code").content.decode())
    assert len(ids) == len(set(ids))


def test_rules_and_readings_are_shown_with_their_reasons(oak: House) -> None:
    text = signed_in(oak, "ceo").get("/code").content.decode()
    assert "Under each paragraph stands what follows from it" in text
    assert "What is never a breach" in text
    assert text.count("<strong>Why:</strong>") == len(carried("oak", "2022-09").code.readings)


def test_it_is_not_shown_to_who_has_not_signed_in(oak: House) -> None:
    assert Client().get("/code").status_code == 302


def test_a_user_of_no_trust_is_not_let_in(oak: House) -> None:
    user = oak.user()
    user.trust = None
    user.save()
    client = Client()
    client.force_login(user)
    assert client.get("/code").headers["Location"] == "/sign-in?next=/code"
