"""Search as a page: by POST, its answers kept on our side; marked without markup of anybody's own; nothing leaks."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from tests.house import NOW, House, talk
from tests.told import told

from fairgate.records.models import Case, Person, School, User
from fairgate.records.search.keep import keep_person

# The session; the user, their trust and what they hold; people and texts (a case only where there is one to find);
# what was shown is noted; and whether they hold it still.
QUERIES = 6


@pytest.fixture(autouse=True)
def oak(house: House, settings: Settings) -> House:
    settings.FAIRGATE_CLOCK = lambda: NOW
    return house


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.get("/accessibility")
    return client


def planted(house: House, name: str, text: str, school: School | None = None) -> Case:
    person = Person.objects.create(trust=house.oak, name=name)
    keep_person(person)
    return told(house.case(school or house.prestfield, person), talk("e1", text=text))


def searched(client: Client, asked: str) -> str:
    """The page after the words were sent, as a browser gets it."""
    answer = client.post("/search", {"looked_for": asked})
    assert (answer.status_code, answer["Location"]) == (302, "/search"), "nothing of it stands in an address"
    return page(client)


def page(client: Client) -> str:
    answer = client.get("/search")
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    return " ".join(answer.content.decode().split())


@pytest.fixture
def head(oak: House) -> Client:
    return signed_in(oak.user("headteacher", oak.prestfield))


def test_before_anything_is_asked_it_says_what_can_be(head: Client) -> None:
    assert "Search finds people by any of their names" in page(head)


def test_results_are_grouped_and_lead_to_their_pages(oak: House, head: Client) -> None:
    case = planted(oak, "Jo Penrose", "He parked across the gate.")
    text = searched(head, "penrose")
    assert "1 found for “penrose”" in text
    assert f'href="/people/{case.subject_id}">Jo <mark class="fg-search__hit">Penrose</mark></a>' in text
    assert f'href="/cases/{case.reference}">Case {case.reference}</a>, Prestfield School, opened 1 October 2024' in text
    assert f'href="/cases/{case.reference}#entry-e1">Note' not in text, "only the name says it, not the text by itself"


def test_a_text_is_shown_with_its_words_marked(oak: House, head: Client) -> None:
    case = planted(oak, "Jo Penrose", "He parked across the gate.")
    text = searched(head, "parking")
    assert 'He <mark class="fg-search__hit">parked</mark> across the gate.' in text
    address = f"/cases/{case.reference}#entry-e1"
    assert f'href="{address}"' in text
    assert 'id="entry-e1"' in head.get(address).content.decode()


def test_by_reference(oak: House, head: Client) -> None:
    case = planted(oak, "Jo Penrose", "Marmalade.")
    text = searched(head, case.reference.lower())
    assert "Cases by reference" in text
    assert f'href="/cases/{case.reference}">{case.reference}' in text


def test_nothing_found_says_what_to_do(head: Client) -> None:
    text = searched(head, "zebra")
    assert "Nothing was found for “zebra”" in text
    assert "Try fewer words" in text
    assert 'href="/report"' in text


def test_nothing_asked_is_an_error_in_words(head: Client) -> None:
    searched(head, "zebra")
    answer = head.post("/search", {"looked_for": "  "})
    assert answer.status_code == 200
    assert "Write a name, a reference or a word." in answer.content.decode()
    assert "Nothing was found" not in page(head), "what was asked before is forgotten"


def test_too_much_is_an_error_in_words(head: Client) -> None:
    assert "120 characters or fewer" in head.post("/search", {"looked_for": "x" * 121}).content.decode()


def test_back_and_reload_show_it_again_and_another_browser_does_not(oak: House, head: Client) -> None:
    planted(oak, "Jo Penrose", "Marmalade.")
    assert "1 found" in searched(head, "marmalade")
    assert "1 found" in page(head)
    assert "1 found" not in page(signed_in(oak.user("ceo", oak.oak)))


HOSTILE = '<script>alert(1)</script> <b onclick="x">marmalade</b> &amp; </mark>'


def test_markup_that_somebody_wrote_stays_text(oak: House, head: Client) -> None:
    planted(oak, "<i>Jo</i> Penrose", HOSTILE)
    for asked in ("marmalade", "script", "penrose", "<script>alert(1)</script>", "jo"):
        text = searched(head, asked)
        assert "<i>" not in text
        assert "<b " not in text
        assert not re.search(r"<script(?! type=\"module\"| src=)", text), asked
    assert '&lt;b onclick=&quot;x&quot;&gt;<mark class="fg-search__hit">marmalade</mark>&lt;/b&gt;' in searched(
        head, "marmalade"
    )


def test_control_without_escaping_it_would_be_seen(oak: House, head: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.utils.safestring import mark_safe

    from fairgate.queries import excerpt

    planted(oak, "Jo Penrose", HOSTILE)
    unsafe = excerpt.excerpt
    monkeypatch.setattr(
        "fairgate.queries.search.excerpt",
        lambda text, asked: tuple(excerpt.Bit(mark_safe(bit.text), bit.hit) for bit in unsafe(text, asked)),
    )
    assert "<b " in searched(head, "marmalade")


def test_nothing_personal_stands_in_an_address(oak: House, head: Client) -> None:
    planted(oak, "Jo Penrose", "Penrose ate marmalade.")
    text = searched(head, "penrose")
    addresses = re.findall(r'(?:href|action|src)="([^"]*)"', text)
    assert len(addresses) > 8
    assert not [one for one in addresses if "penrose" in one.lower()]
    assert head.get("/search?looked_for=penrose").status_code == 200
    assert "2 found" in page(head), "an address says nothing to it"


def test_reception_strangers_and_who_is_not_signed_in_have_no_search(oak: House) -> None:
    planted(oak, "Jo Penrose", "Marmalade.")
    client = signed_in(oak.user("reception", oak.prestfield))
    assert client.get("/search").status_code == 404
    assert client.post("/search", {"looked_for": "penrose"}).status_code == 404
    assert signed_in(oak.user()).get("/search")["Location"].startswith("/sign-in")
    assert Client().post("/search", {"looked_for": "penrose"})["Location"].startswith("/sign-in")
    for user in (oak.user("headteacher", oak.hollins), oak.user("ceo", oak.aspire)):
        for asked in ("penrose", "marmalade", Case.objects.get().reference):
            assert "Nothing was found" in searched(signed_in(user), asked)


def test_only_asking_and_sending_are_answered(head: Client) -> None:
    assert head.put("/search").status_code == head.delete("/search").status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = head.cookies
    assert strict.post("/search", {"looked_for": "penrose"}).status_code == 403


def test_the_queries_are_as_many_with_many_results(
    oak: House, head: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    planted(oak, "Jo Penrose", "Penrose parked.")
    searched(head, "penrose parked")
    with django_assert_num_queries(QUERIES):
        assert page(head).count('class="fg-row ') == 1
    for _ in range(30):
        planted(oak, "Jo Penrose", "Penrose parked.")
    with django_assert_num_queries(QUERIES):
        text = page(head)
    assert text.count('class="fg-row ') == 20
    assert "There are more entries than are shown." in text
    assert len(text) < 100_000
