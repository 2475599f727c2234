"""Where one is signed in, and ending it elsewhere."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django.fixtures import Settings
from tests.house import House
from tests.second_step import code, give_app

from fairgate.queries.sessions import browser, sessions
from fairgate.records.models import User

PASSWORD = "an old red gate at the end of the lane"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 (KHTML) Version/18.0 Safari/604.1"


def enter(user: User, agent: str = CHROME, after: int = 0, **more: str) -> Client:
    client = Client(HTTP_USER_AGENT=agent, **more)
    client.post("/sign-in", {"email": user.email, "password": PASSWORD})
    client.post("/sign-in/code", {"code": code(after)})
    return client


@pytest.fixture
def head(house: House, settings: Settings) -> User:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    user = house.user("headteacher", house.prestfield)
    user.set_password(PASSWORD)
    user.save()
    give_app(user)
    return user


@pytest.fixture
def two(head: User) -> tuple[Client, Client]:
    return enter(head), enter(head, PHONE, after=1)


def test_each_is_listed_to_its_owner_alone(house: House, head: User, two: tuple[Client, Client]) -> None:
    office, _ = two
    page = office.get("/account").content.decode()
    assert "Chrome on Windows" in page
    assert "Safari on an iPhone" in page
    assert page.index("Chrome on Windows") < page.index("Safari on an iPhone")
    assert page.count("This one") == 1
    assert "127.0.0.1" in page
    other = Client()
    other.force_login(house.user("headteacher", house.prestfield))
    assert "iPhone" not in other.get("/account").content.decode()


def test_one_is_ended_and_the_other_goes_on(head: User, two: tuple[Client, Client], house: House) -> None:
    office, phone = two
    found = sessions(head, office.session.session_key)
    assert [one.here for one in found] == [True, False]
    other = Client()
    other.force_login(house.user("headteacher", house.prestfield))
    assert other.post("/account/sessions/end", {"session": str(found[1].number)}).status_code == 404
    assert phone.get("/worklist").status_code == 200
    assert office.post("/account/sessions/end", {"session": "none"}).status_code == 404
    assert office.post("/account/sessions/end", {"session": str(found[1].number)}).status_code == 302
    assert phone.get("/worklist").headers["Location"] == "/sign-in?next=/worklist"
    assert office.get("/worklist").status_code == 200
    assert len(sessions(head, office.session.session_key)) == 1


def test_all_others_are_ended(head: User, two: tuple[Client, Client], house: House) -> None:
    office, phone = two
    other = Client()
    other.force_login(house.user("headteacher", house.prestfield))
    assert office.get("/account/sessions/end").status_code == 405
    assert office.post("/account/sessions/end").status_code == 302
    assert phone.get("/worklist").status_code == 302
    assert office.get("/worklist").status_code == 200
    assert other.get("/worklist").status_code == 200


def test_one_that_ended_by_itself_is_not_listed(head: User, two: tuple[Client, Client]) -> None:
    office, phone = two
    phone.post("/sign-out")
    assert len(sessions(head, office.session.session_key)) == 1
    Session.objects.all().delete()
    assert sessions(head, None) == []


@pytest.mark.parametrize(
    ("proxies", "sent", "address"),
    [
        (0, "203.0.113.7", "127.0.0.1"),  # anybody can send that header
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "198.51.100.9, 203.0.113.7", "203.0.113.7"),  # the first was made up by the browser
        (1, "nonsense", ""),
    ],
)
def test_behind_a_proxy_its_own_word_counts_and_no_other(
    head: User, settings: Settings, proxies: int, sent: str, address: str
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    client = enter(head, HTTP_X_FORWARDED_FOR=sent)
    (found,) = sessions(head, client.session.session_key)
    assert found.address == address


@pytest.mark.parametrize(
    ("agent", "told"),
    [
        (CHROME, "Chrome on Windows"),
        (PHONE, "Safari on an iPhone"),
        (CHROME.replace("Safari/537.36", "Safari/537.36 Edg/140.0"), "Edge on Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        ("curl/8", "A browser"),
        ("", "A browser"),
    ],
)
def test_a_browser_in_a_few_words(agent: str, told: str) -> None:
    assert browser(agent) == told
