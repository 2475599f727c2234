"""The worklist as a page."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from tests.house import NOW, TODAY, House
from tests.told import bar, case_alleged, case_barred, case_overdue, incident, terms, told

from fairgate.actions.sending import at_work
from fairgate.records.models import IncidentDraft, User
from fairgate.web.staff.worklist.view import MOST_LINES

# The session; the user, their trust and what they hold; cases, reports, ledgers, and all else together; and whether
# they hold it still.
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


def text_of(client: Client, address: str = "/worklist") -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_nothing_due_says_so_and_what_to_do(oak: House) -> None:
    text = text_of(signed_in(oak.user("headteacher", oak.prestfield)))
    assert "Nothing is due in any case that you may see." in text
    assert "report an incident" in text


def test_what_is_due_leads_to_its_case_and_its_paragraph(oak: House) -> None:
    case = case_overdue(oak)
    text = text_of(signed_in(oak.user("ceo", oak.oak)))
    assert "1 overdue. Nothing due today, nothing more this week. Yours: 1." in text
    assert f'href="/cases/{case.reference}"' in text
    assert 'href="/code#p-5.4a"' in text
    assert "Overdue" in text
    assert "Yours</strong>" in text
    assert "Jo Penrose, Prestfield School" in text


def test_only_ones_own_can_be_asked_for(oak: House) -> None:
    case_alleged(oak)
    teacher = signed_in(oak.user("class_teacher", oak.prestfield))
    assert "Decide whether it happened" in text_of(teacher)
    own = text_of(teacher, "/worklist?whose=yours")
    assert "Nothing is owed by an office that you hold." in own
    before, _, others = own.partition('id="others">Waiting for others')
    assert "Decide whether it happened" not in before
    assert "Decide whether it happened" in others


def test_one_office_can_be_asked_for_by_an_address_that_can_be_shared(oak: House) -> None:
    case_overdue(oak)
    case_alleged(oak)
    client = signed_in(oak.user("ceo", oak.oak))
    text = text_of(client, "/worklist?whose=headteacher")
    assert '<option value="headteacher" selected>Headteacher</option>' in text
    assert "Decide whether it happened" in text
    assert "Review of the decision to bar" not in text
    assert 'aria-current="page">Everybody' not in text
    assert "Nothing is owed by this office." in text_of(client, "/worklist?whose=nobody")
    assert "script" not in text_of(client, "/worklist?whose=%3Cscript%3Ex").partition("<main")[2].partition("</main")[0]


def test_what_one_began_and_a_worker_that_stopped_stand_on_it(oak: House) -> None:
    head = oak.user("headteacher", oak.prestfield)
    key = uuid4()
    IncidentDraft.objects.create(
        user=head, key=key, fields="{}", path="/report", begins="He shouted <at>", saved_at=NOW
    )
    at_work("send", now=NOW - timedelta(hours=1))
    text = text_of(signed_in(head))
    assert f'href="/report?draft={key}"' in text
    assert "He shouted &lt;at&gt;" in text
    assert "Letters are not being sent, since 1 October 2024." in text


def test_a_long_group_is_cut_short_and_shown_whole_where_it_is_asked_for(oak: House) -> None:
    person = oak.person()
    for _ in range(MOST_LINES + 3):
        case_alleged(oak, person=person)
    client = signed_in(oak.user("headteacher", oak.prestfield))
    text = text_of(client, "/worklist?whose=headteacher")
    assert text.count('class="fg-row"') == MOST_LINES
    assert 'href="?whose=headteacher&amp;whole=undated#undated">Show 3 more' in text
    assert f'fg-rows__count">{MOST_LINES + 3}<' in text
    whole = text_of(client, "/worklist?whose=headteacher&whole=undated")
    assert whole.count('class="fg-row"') == MOST_LINES + 3
    assert "more</a>" not in whole


def test_a_name_with_markup_is_shown_as_it_was_typed(oak: House) -> None:
    case_alleged(oak, person=oak.person("<script>alert(1)</script>"))
    text = text_of(signed_in(oak.user("headteacher", oak.prestfield)))
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;, Prestfield School" in text


def test_reception_and_who_holds_nothing_have_none(oak: House) -> None:
    case_alleged(oak)
    for user in (oak.user("reception", oak.prestfield), oak.user("reception", oak.oak)):
        assert signed_in(user).get("/worklist").status_code == 404
    assert signed_in(oak.user()).get("/worklist").headers["Location"] == "/sign-in?next=/worklist"


def test_one_trust_shows_nothing_of_the_other(oak: House) -> None:
    case_alleged(oak, person=oak.person("Nobody Elses"))
    assert "Nobody Elses" not in text_of(signed_in(oak.user("ceo", oak.aspire)))


def test_the_queries_are_as_many_with_many_cases(oak: House, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    client = signed_in(oak.user("ceo", oak.oak))
    case_barred(oak)
    with django_assert_num_queries(QUERIES):
        client.get("/worklist")
    for _ in range(15):
        case_alleged(oak, oak.hollins)
        told(oak.case(), incident("e1"), bar("e2", TODAY, TODAY + timedelta(days=9)))
    with django_assert_num_queries(QUERIES):
        assert client.get("/worklist").content.count(b'class="fg-row') > 30
