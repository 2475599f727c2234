"""The list of cases as a page."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from tests.house import NOW, House
from tests.told import case_alleged, case_barred, case_closed, case_overdue, incident, terms, told

from fairgate.records.models import User

# The session; the user, their trust and what they hold; how many cases, cases, ledgers, and all else together; and
# whether they hold it still.
QUERIES = 7


@pytest.fixture(autouse=True)
def oak(house: House, settings: Settings) -> House:
    settings.FAIRGATE_CLOCK = lambda: NOW
    terms(house.oak)
    return house


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.get("/accessibility")
    return client


def text_of(client: Client, address: str = "/cases") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_no_cases_says_so(oak: House) -> None:
    text = text_of(signed_in(oak.user("headteacher", oak.prestfield)))
    assert "No cases, newest first" in text
    assert "There are no cases at your schools." in text


def test_each_case_leads_to_its_page_and_says_where_it_stands(oak: House) -> None:
    case = case_barred(oak)
    text = text_of(signed_in(oak.user("headteacher", oak.prestfield)))
    assert f'href="/cases/{case.reference}">Jo Penrose</a>' in text
    assert "Barred, provisionally</strong><span>until 25 November 2024</span>" in text
    assert "1 case, newest first" in text


def test_filters_narrow_and_stay_chosen(oak: House) -> None:
    case_barred(oak)
    closed = case_closed(oak)
    text = text_of(signed_in(oak.user("ceo", oak.oak)), "/cases?school=prestfield&state=closed&measure=none")
    assert "1 case, newest first" in text
    assert closed.reference in text
    assert '<option value="closed" selected>' in text
    assert '<option value="prestfield" selected>' in text


def test_what_it_is_narrowed_to_can_be_taken_away_one_by_one(oak: House) -> None:
    case_barred(oak)
    client = signed_in(oak.user("ceo", oak.oak))
    text = text_of(client, "/cases?school=prestfield&setting=online&sort=due&page=2")
    assert "No case is like that. Take away one of what it is narrowed to" in text
    assert 'href="/cases?setting=online&amp;sort=due"' in text
    assert "School: Prestfield School" in text
    assert 'href="/cases?school=prestfield&amp;sort=due"' in text
    assert "Where it happened: Online" in text
    assert '<details class="govuk-details fg-filter__more" open>' in text
    one = text_of(client, "/cases?school=hollins")
    assert "No case is like that. To see more," in one
    assert 'fg-filter__more"> <summary' in one
    assert "due soonest first" in text


def test_a_row_says_what_is_due_next(oak: House) -> None:
    case_overdue(oak)
    text = text_of(signed_in(oak.user("ceo", oak.oak)))
    assert "Overdue</strong> Review of the decision to bar, by " in text


@pytest.mark.parametrize("value", ["%00", "%0a", "'", '"', "%25", "x" * 5000])
def test_whatever_stands_in_the_address_is_answered(oak: House, value: str) -> None:
    case_alleged(oak)
    client = signed_in(oak.user("ceo", oak.oak))
    for name in ("school", "state", "measure", "due", "whose", "step", "setting", "sort"):
        assert "<title>Error: " in text_of(client, f"/cases?{name}={value}"), name


def test_a_filter_that_there_is_not_is_an_error_in_words(oak: House) -> None:
    case_alleged(oak)
    text = text_of(signed_in(oak.user("ceo", oak.oak)), "/cases?state=lost")
    assert "Choose one of the answers that are offered: Open or closed" in text
    assert "<title>Error: " in text


@pytest.mark.parametrize("page", ["x", "-1", "0", "99", "9" * 5000, "²", "%00"])
def test_a_page_that_there_is_not_gives_one_that_there_is(oak: House, page: str) -> None:
    case_alleged(oak)
    assert "1 case, newest first" in text_of(signed_in(oak.user("ceo", oak.oak)), f"/cases?page={page}")


def test_pages_keep_the_filters(oak: House) -> None:
    person = oak.person()
    for _ in range(30):
        told(oak.case(subject=person), incident("e1"))
    client = signed_in(oak.user("ceo", oak.oak))
    first = text_of(client, "/cases?school=prestfield")
    assert "30 cases, page 1 of 2, newest first" in first
    assert 'href="?school=prestfield&amp;page=2" rel="next"' in first
    second = text_of(client, "/cases?school=prestfield&page=2")
    assert second.count('class="fg-row ') == 5
    assert 'rel="next"' not in second


def test_no_address_on_the_page_names_anybody(oak: House) -> None:
    case_alleged(oak, person=oak.person("Zebedee Quux"))
    text = text_of(signed_in(oak.user("ceo", oak.oak)))
    assert "Zebedee Quux" in text
    assert not [href for href in re.findall(r'href="([^"]*)"', text) if "ebedee" in href or "uux" in href]


def test_reception_and_who_holds_nothing_have_none(oak: House) -> None:
    case_alleged(oak)
    assert signed_in(oak.user("reception", oak.prestfield)).get("/cases").status_code == 404
    assert signed_in(oak.user()).get("/cases").headers["Location"] == "/sign-in?next=/cases"


def test_one_trust_shows_nothing_of_the_other(oak: House) -> None:
    case_alleged(oak, person=oak.person("Nobody Elses"))
    text = text_of(signed_in(oak.user("ceo", oak.aspire)), "/cases?school=prestfield")
    assert "Nobody Elses" not in text
    assert "Prestfield School" not in text


def test_the_queries_are_as_many_with_many_cases(oak: House, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = signed_in(oak.user("ceo", oak.oak))
    case_barred(oak)
    with django_assert_num_queries(QUERIES):
        client.get("/cases")
    for _ in range(12):
        case_alleged(oak, oak.hollins)
    with django_assert_num_queries(QUERIES):
        assert client.get("/cases").content.count(b'class="fg-row ') == 13
