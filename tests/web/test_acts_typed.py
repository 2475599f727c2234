"""What answers a POST of an act is a page of its own: Back and Reload ask for it, and what was typed is on it."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from pytest_django import Settings
from tests.acts import KEPT, WORDS, on
from tests.visit import Page
from tests.world import World

from fairgate.records.models import Case


@pytest.fixture
def world(db: None, settings: Settings) -> World:
    made = World("oak")
    settings.FAIRGATE_CLOCK = lambda: made.now
    return made


@pytest.fixture
def case(world: World) -> Case:
    return world.case(world.breach("e1", 10, "threat"))


def said(world: World, page: Page, text: str = WORDS, **fields: str) -> dict[str, object]:
    return {**page.hidden, **on(world.today), "text": text, "stage": "check", **fields}


def test_the_page_that_answers_is_asked_for_again_and_again(world: World, case: Case) -> None:
    client, address = world.client(world.staff("class_teacher")), f"/cases/{case.reference}/steps/conversation"
    page = Page(client.get(address).content.decode())
    sent = client.post(address, said(world, page))
    way = sent.headers["Location"]
    assert sent.status_code == 302
    assert re.fullmatch(rf"{address}\?typed=[\w-]+", way), "the address tells nothing of what was typed"
    for _ in range(2):
        checked = client.get(way)
        assert "Check before it is entered" in checked.content.decode()
        assert "slammed the door" in checked.content.decode()
    assert case.entries.count() == 1
    changed = client.post(address, said(world, Page(checked.content.decode()), stage="change")).headers["Location"]
    assert Page(client.get(changed).content.decode()).boxes["text"] == KEPT
    wrong = client.post(address, said(world, page, **{"on-month": "13"})).headers["Location"]
    shown = client.get(wrong).content.decode()
    assert "There is a problem" in shown
    assert Page(shown).boxes["text"] == KEPT


def test_once_it_is_done_nothing_of_it_is_kept(world: World, case: Case) -> None:
    client, address = world.client(world.staff("class_teacher")), f"/cases/{case.reference}/steps/conversation"
    way = client.post(address, said(world, Page(client.get(address).content.decode()))).headers["Location"]
    assert "typed" in client.session
    done = client.post(address, said(world, Page(client.get(way).content.decode()), stage="confirm"))
    assert done.headers["Location"] == f"/cases/{case.reference}"
    assert "slammed" not in str(client.session.items())
    again = client.get(way).content.decode()
    assert "Check before it is entered" not in again, "Back from the case leads to the form, as it stands now"
    assert Page(again).boxes["text"] == ""
    assert case.entries.count() == 2


def test_it_is_nobody_else_s_and_of_no_other_page(world: World, case: Case) -> None:
    client, address = world.client(world.staff("class_teacher")), f"/cases/{case.reference}/steps/conversation"
    way = client.post(address, said(world, Page(client.get(address).content.decode()))).headers["Location"]
    other = world.client(world.staff("headteacher"))
    assert "slammed" not in other.get(way).content.decode()
    elsewhere = way.replace("/steps/conversation", "/steps/no_reply")
    assert "slammed" not in client.get(elsewhere).content.decode()
    client.post("/sign-out")
    client.force_login(world.staff("class_teacher"))
    assert "slammed" not in client.get(way).content.decode()


def test_no_more_is_kept_than_three_pages_and_nothing_past_its_session(world: World, case: Case) -> None:
    client, address = world.client(world.staff("class_teacher")), f"/cases/{case.reference}/steps/conversation"
    page = Page(client.get(address).content.decode())
    gone = world.client(world.staff("headteacher"))
    gone.post(address, said(world, page, "Old words"))
    Session.objects.filter(pk=gone.session.session_key).update(expire_date=timezone.now() - timedelta(minutes=1))
    ways = [client.post(address, said(world, page, f"Words {n}")).headers["Location"] for n in range(4)]
    assert "Words 0" not in client.get(ways[0]).content.decode()
    assert all(f"Words {n}" in client.get(ways[n]).content.decode() for n in (1, 2, 3))
    assert not Session.objects.filter(pk=gone.session.session_key, expire_date__lt=timezone.now()).exists()
    long = client.post(address, said(world, page, "word " * 60_000))
    assert long.status_code == 200, "what is too long for a session is answered at once"
    assert "There is a problem" in long.content.decode()


def test_what_happened_meanwhile_is_told_there_too(world: World, case: Case) -> None:
    client, address = world.client(world.staff("class_teacher")), f"/cases/{case.reference}/steps/conversation"
    way = client.post(address, said(world, Page(client.get(address).content.decode()))).headers["Location"]
    world.add(case, world.breach("e2", 1, "threat"))
    answer = client.get(way)
    assert answer.status_code == 409
    assert "slammed the door" in answer.content.decode(), "and what was typed is not lost"
