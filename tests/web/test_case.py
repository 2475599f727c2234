"""The case page as a page: the ways to every act, what is kept back, its size, and who may open it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from tests.house import NOW, TODAY, House, add, talk
from tests.told import (
    TEXT,
    answered,
    case_alleged,
    case_barred,
    case_closed,
    case_overdue,
    incident,
    terms,
    told,
)

from fairgate.records.models import Case, User

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')
MOST_QUERIES, MOST_BYTES = 15, 100_000


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


def text_of(user: User, case: Case) -> str:
    answer = signed_in(user).get(f"/cases/{case.reference}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def hrefs(text: str) -> set[str]:
    return set(re.findall(r'href="([^"]*)"', text))


def test_the_page_says_where_the_case_stands(oak: House) -> None:
    text = text_of(oak.user("headteacher", oak.prestfield), case_barred(oak))
    assert "Jo Penrose is barred from Prestfield School until 25 November 2024, that day included." in text
    assert "<dt>Bar: last day</dt><dd>25 November 2024" in text


def test_each_act_has_its_way_for_whoever_may_do_it(oak: House) -> None:
    head, chief = oak.user("headteacher", oak.prestfield), oak.user("ceo", oak.oak)
    alleged, barred, closed = case_alleged(oak), case_overdue(oak), case_closed(oak)
    wanted = {
        (head, alleged): ["incident", "steps/conversation", "finding/e1", "correction/e1", "closing"],
        (head, barred): ["incident", "representations/e2", "correction/e1"],
        (chief, barred): ["decision/e2", "representations/e2"],
        (head, closed): ["reopening"],
    }
    for (user, case), acts in wanted.items():
        found = hrefs(text_of(user, case))
        assert {f"/cases/{case.reference}/{act}" for act in acts} <= found, acts
    assert f"/cases/{barred.reference}/decision/e2" not in hrefs(text_of(head, barred))
    assert f"/cases/{closed.reference}/closing" not in hrefs(text_of(head, closed))


def test_no_way_leads_nowhere(oak: House) -> None:
    cases = [case_alleged(oak), case_barred(oak), case_overdue(oak), case_closed(oak)]
    followed = 0
    for office in ("headteacher", "class_teacher", "dsl"):
        user = oak.user(office, oak.prestfield)
        client = signed_in(user)
        for case in cases:
            for href in hrefs(text_of(user, case)):
                if href.startswith(f"/cases/{case.reference}/"):
                    assert client.get(href).status_code == 200, href
                    followed += 1
    assert followed > 40


def test_who_may_not_is_told_who_may(oak: House) -> None:
    case = told(oak.case(), incident("e1"))
    text = text_of(oak.user("class_teacher", oak.prestfield), case)
    assert f"/cases/{case.reference}/steps/bar" not in hrefs(text)
    assert "For the Headteacher" in text


def test_every_paragraph_is_one_click_away(oak: House) -> None:
    text = text_of(oak.user("headteacher", oak.prestfield), case_barred(oak))
    cited = {href for href in hrefs(text) if href.startswith("/code#p-")}
    assert {"/code#p-5.4a", "/code#p-5.2b", "/code#p-2.5.4"} <= cited
    code = signed_in(oak.user("reception", oak.prestfield)).get("/code").content.decode()
    for href in cited:
        assert f'id="{href.removeprefix("/code#")}"' in code, href


def test_what_must_not_be_done_is_folded_away_with_what_would_change_it(oak: House) -> None:
    text = text_of(oak.user("headteacher", oak.prestfield), case_barred(oak))
    folded = text[text.index("<details") : text.index("</details>")]
    assert "A bar is in force until 25 November 2024." in folded
    assert "What would change it:</strong> Only the CEO can change it" in folded
    assert " open" not in folded[: folded.index(">")]


def test_restricted_words_are_not_in_the_page_at_all(oak: House) -> None:
    case = told(oak.case(), incident("e1", safeguarding=True))
    assert TEXT in text_of(oak.user("dsl", oak.prestfield), case)
    text = text_of(oak.user("class_teacher", oak.prestfield), case)
    assert TEXT not in text
    assert "A direct threat." not in text
    assert "Restricted." in text


def test_what_was_typed_is_shown_as_typed(oak: House) -> None:
    words = "  <b>bold</b>\n\n   & {{ braces }} ‮ ends"
    case = told(oak.case(subject=oak.person("O'Brien <i>")), incident("e1"), talk("e2", text=words))
    answer = signed_in(oak.user("headteacher", oak.prestfield)).get(f"/cases/{case.reference}").content.decode()
    assert "  &lt;b&gt;bold&lt;/b&gt;\n\n   &amp; {{ braces }}" in answer
    assert "O&#x27;Brien &lt;i&gt;" in answer


def test_a_missing_address_is_pointed_out(oak: House) -> None:
    case = case_alleged(oak)
    head = oak.user("headteacher", oak.prestfield)
    assert "No address" in text_of(head, case)
    case.subject.address = "1 Fore Street\nPL25 5AB"
    case.subject.save()
    assert "No address" not in text_of(head, case)


@pytest.mark.parametrize("reference", ["NOSUCH22", "k7", "%00", "a b", "x" * 300, "'; drop table"])
def test_a_reference_that_there_is_not_is_not_found(oak: House, reference: str) -> None:
    assert signed_in(oak.user("headteacher", oak.prestfield)).get(f"/cases/{reference}").status_code == 404


def test_others_find_no_such_case(oak: House) -> None:
    case = case_alleged(oak)
    for user in (
        oak.user("headteacher", oak.hollins),
        oak.user("reception", oak.prestfield),
        oak.user("ceo", oak.aspire),
    ):
        client = signed_in(user)
        answer, none = client.get(f"/cases/{case.reference}"), client.get("/cases/NOSUCH22")
        assert (answer.status_code, none.status_code) == (404, 404)
        assert TOKEN.sub(b"", answer.content) == TOKEN.sub(b"", none.content)  # not even by what it says


def test_only_reading_is_done_here(oak: House) -> None:
    case = case_alleged(oak)
    assert signed_in(oak.user("headteacher", oak.prestfield)).post(f"/cases/{case.reference}").status_code == 405


def test_a_long_case_is_small_and_takes_few_queries(oak: House) -> None:
    head = oak.user("headteacher", oak.prestfield)
    clerk = oak.user("clerk", oak.oak)
    short, long = case_barred(oak), case_barred(oak)
    for seq in range(3, 100):
        add(long, answered(f"e{seq + 1}", "e2", TODAY, "word " * 30), seq=seq, by=clerk)
    client = signed_in(head)
    counts = []
    for case in (short, long):
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(f"/cases/{case.reference}")
        counts.append(len(asked))
        assert len(answer.content) < MOST_BYTES
    assert counts[0] == counts[1] <= MOST_QUERIES
