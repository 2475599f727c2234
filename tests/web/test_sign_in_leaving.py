"""Whoever leaves is out at once: at the next page, and while one is being made."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.http import HttpResponse
from django.test import Client
from django.urls import include, path
from pytest_django.fixtures import Settings
from tests.house import NOW, TODAY, House

from fairgate.actions import acting
from fairgate.records.door import Hidden
from fairgate.records.models import Holding, User
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


urlpatterns = [path("x/page", page), path("", include("fairgate.project.urls"))]


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
