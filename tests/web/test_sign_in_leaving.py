"""Whoever leaves is out at once: at the next page, and while one is being made."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from pytest_django.fixtures import Settings
from tests.house import NOW, TODAY, House

from fairgate.actions import acting
from fairgate.project import middleware
from fairgate.records.door import Hidden
from fairgate.records.held import held_of
from fairgate.records.models import Holding, User
from fairgate.web.shared.asking import only_asks
from fairgate.web.shared.request import Request

CANARY = "what only the head may read"
LEAVES = {
    "the last day was yesterday": lambda user: Holding.objects.filter(user=user).update(
        until=TODAY - timedelta(days=1)
    ),
    "the office is taken away": lambda user: Holding.objects.filter(user=user).delete(),
    "switched off": lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
    "moved to another trust": lambda user: User.objects.filter(pk=user.pk).update(trust=None),
}


def page(request: Request) -> HttpResponse:
    LEAVES.get(request.GET.get("meanwhile", ""), lambda user: None)(request.user)
    return HttpResponse(CANARY)


def shows(request: Request) -> HttpResponse:
    """What is still held by somebody who lost it while the page was made, as the door tells it."""
    LOSES[request.GET["meanwhile"]](request.user)
    return HttpResponse(" ".join(sorted({office for office, _ in held_of(request.user, TODAY)})) or "nothing")


@only_asks
def asks(request: Request) -> HttpResponse:
    return shows(request)


LOSES = LEAVES | {"one of two": lambda user: Holding.objects.filter(user=user, office="headteacher").delete()}

urlpatterns = [
    path("x/page", page),
    path("x/shows", shows),
    path("x/asks", asks),
    path("", include("fairgate.project.urls")),
]


@pytest.fixture(autouse=True)
def _our_addresses(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__
    settings.FAIRGATE_CLOCK = lambda: NOW


@pytest.fixture
def head(house: House) -> User:
    return house.user("headteacher", house.prestfield)


@pytest.fixture
def client(head: User) -> Client:
    client = Client()
    client.force_login(head)
    return client


@pytest.mark.parametrize("how", LEAVES)
def test_out_at_the_next_page(client: Client, head: User, how: str) -> None:
    assert client.get("/x/page").content.decode() == CANARY
    LEAVES[how](head)
    answer = client.get("/x/page")
    assert answer.headers["Location"] == "/sign-in?next=/x/page"
    assert not Session.objects.exists()


@pytest.mark.parametrize("how", LEAVES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_that_was_being_made_is_thrown_away(client: Client, how: str, method: str) -> None:
    assert getattr(client, method)("/x/page?meanwhile=nothing").content.decode() == CANARY
    answer = getattr(client, method)(f"/x/page?meanwhile={how}")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in")
    assert CANARY not in answer.content.decode()
    assert not Session.objects.exists()


@pytest.mark.parametrize(("method", "address"), [("get", "/x/shows"), ("post", "/x/shows"), ("post", "/x/asks")])
def test_a_page_made_for_an_office_that_was_lost_meanwhile_is_thrown_away(
    house: House, client: Client, head: User, method: str, address: str
) -> None:
    """Somebody who keeps another office stays signed in, and is led to what that opens."""
    house.hold(head, "reception", house.hollins)
    answer = getattr(client, method)(f"{address}?meanwhile=one of two")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert b"headteacher" not in answer.content
    assert client.get("/").headers["Location"] == "/gate"


def test_what_acts_asks_anew_what_its_user_holds(head: User, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no second look at the end, one sees what the view saw: a page that shows what was held, an act what is."""
    held = held_of(head, TODAY)
    monkeypatch.setattr(middleware, "held_still", lambda number, on: held)
    seen = {}
    for method, address in (("get", "/x/shows"), ("post", "/x/asks"), ("post", "/x/shows")):
        with transaction.atomic():
            seen[method, address] = getattr(client, method)(f"{address}?meanwhile=the office is taken away").content
            transaction.set_rollback(True)
    assert seen == {
        ("get", "/x/shows"): b"headteacher",
        ("post", "/x/asks"): b"headteacher",
        ("post", "/x/shows"): b"nothing",
    }


@pytest.mark.parametrize("how", LEAVES)
def test_an_act_that_was_under_way_is_not_done(house: House, head: User, how: str) -> None:
    """The person is the one whom the request found, as they stood then."""
    case = house.case_with(1)
    act = acting.Act(case.reference, head, NOW, "key-1", 1)
    LEAVES[how](head)
    with pytest.raises(Hidden):
        acting.written(case, act)
    assert case.entries.count() == 1


def test_the_last_day_counts(client: Client, head: User) -> None:
    Holding.objects.filter(user=head).update(until=TODAY)
    assert client.get("/x/page").content.decode() == CANARY


def test_with_the_right_password_it_is_said_and_nothing_opens(house: House, settings: Settings) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    late = house.user()
    late.set_password("an old red gate at the end of the lane")
    late.save()
    client = Client()
    asked = {"email": late.email, "password": "an old red gate at the end of the lane"}
    answer = client.post("/sign-in", asked)
    assert answer.status_code == 403
    assert "You hold no office here" in answer.content.decode()
    assert client.get("/x/page").status_code == 302
    assert not Session.objects.filter(session_data__contains="_auth_user_id").exists()
    house.hold(late, "headteacher", house.prestfield, since=TODAY)
    assert client.post("/sign-in", asked).headers["Location"] == "/"
