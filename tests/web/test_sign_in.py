"""Signing in and out: who gets in, where they come to, how often a password may be guessed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from http.cookies import Morsel

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings
from tests.house import House

from fairgate.project.sessions import SessionStore
from fairgate.records import slots
from fairgate.records.models import User
from fairgate.web.account.sign_in import throttle

PASSWORD = "an old red gate at the end of the lane"


@pytest.fixture
def user(house: House, settings: Settings) -> User:
    # Django's own hasher takes a third of a second on purpose; one test below uses it.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return with_password(house.user("headteacher", house.prestfield))


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def attempt(email: str, password: str = PASSWORD, client: Client | None = None, **more: str) -> HttpResponse:
    return (client or Client()).post("/sign-in", {"email": email, "password": password, **more})


def test_with_django_s_real_hasher(house: House) -> None:
    user = with_password(house.user("headteacher", house.prestfield))
    assert user.password.startswith("pbkdf2_sha256$")
    assert attempt(user.email).headers["Location"] == "/"


def test_the_address_is_the_same_in_capitals(user: User) -> None:
    assert attempt(f"  {user.email.upper()} ").status_code == 302


def test_what_does_not_fit_is_refused_alike(user: User) -> None:
    wrong = attempt(user.email, PASSWORD + " ")
    unknown = attempt("nobody@oak.example")
    user.is_active = False
    user.save()
    gone = attempt(user.email)
    for answer in (wrong, unknown, gone):
        html = answer.content.decode()
        assert answer.status_code == 200
        assert "do not belong together here" in html
        assert "<title>Error: Sign in" in html
        assert PASSWORD not in html
        assert "session" not in answer.cookies


@pytest.mark.parametrize(
    ("wanted", "comes_to"),
    [
        ("/cases/K7PQ2MVR", "/cases/K7PQ2MVR"),
        ("", "/"),
        ("https://elsewhere.example/", "/"),
        ("//elsewhere.example", "/"),
        ("/\\elsewhere.example", "/"),
        ("javascript:alert(1)", "/"),
    ],
)
def test_it_leads_where_the_person_wanted_to_go_on_this_site(user: User, wanted: str, comes_to: str) -> None:
    assert attempt(user.email, next=wanted).headers["Location"] == comes_to


def test_a_page_asked_for_before_signing_in_is_where_one_comes(user: User) -> None:
    client = Client()
    sign_in = client.get("/cases").headers["Location"]
    assert 'name="next" value="/cases"' in client.get(sign_in).content.decode()


def test_the_session_is_new_ends_with_the_browser_and_cannot_be_read_by_scripts(user: User) -> None:
    client = Client()
    client.get("/sign-in")
    client.cookies["session"] = "planted"
    attempt(user.email, client=client)
    cookie: Morsel[str] = client.cookies["session"]
    assert cookie.value != "planted"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == cookie["expires"] == ""
    kept = Session.objects.get()
    assert timedelta(minutes=29) < kept.expire_date - timezone.now() <= timedelta(minutes=30)


def test_an_idle_session_ends_and_a_used_one_does_not(user: User) -> None:
    client = Client()
    client.force_login(user)
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=2))
    client.get("/accessibility")
    [used] = Session.objects.all()
    assert used.expire_date > timezone.now() + timedelta(minutes=29)
    client.get("/accessibility")
    # within the same minute it is not written again
    assert Session.objects.get().expire_date == used.expire_date
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/worklist").headers["Location"] == "/sign-in?next=/worklist"


def test_a_session_is_kept_alive_in_one_query_and_nothing_else_of_it_is_written(user: User) -> None:
    """What another answer keeps in the session meanwhile is not undone."""
    client = Client()
    client.force_login(user)
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=2))
    with CaptureQueriesContext(connection) as asked:
        client.get("/accessibility")
    writes = [one["sql"] for one in asked if not one["sql"].startswith("SELECT")]
    assert len(writes) == 1
    assert "expire_date" in writes[0]
    assert "session_data" not in writes[0]


def test_a_session_that_was_ended_while_a_page_was_made_is_not_brought_back(user: User) -> None:
    client = Client()
    client.force_login(user)
    store = SessionStore(client.session.session_key)
    store.load()
    store.ends = timezone.now() + timedelta(minutes=2)
    Session.objects.all().delete()
    store.keep_alive()
    assert not Session.objects.exists()


def test_signing_out_is_a_post_and_ends_the_session(user: User) -> None:
    client = Client()
    attempt(user.email, client=client)
    assert client.get("/sign-out").status_code == 405
    assert Session.objects.count() == 1
    assert client.post("/sign-out").headers["Location"] == "/sign-in"
    assert Session.objects.count() == 0
    assert client.get("/worklist").status_code == 302


def test_ten_tries_in_five_minutes_and_no_more(user: User, house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    other = with_password(house.user("headteacher", house.prestfield))
    for _ in range(throttle.TRIES):
        assert attempt(user.email.title(), "wrong").status_code == 200
    refused = attempt(user.email)
    assert refused.status_code == 429
    assert "Wait five minutes" in refused.content.decode()
    assert attempt(other.email).status_code == 302

    def later() -> datetime:
        return timezone.now() + timedelta(minutes=5, seconds=2)

    monkeypatch.setattr(slots, "tz_now", later)
    assert attempt(user.email).status_code == 302


def test_a_try_that_succeeds_is_not_counted(user: User) -> None:
    for _ in range(throttle.TRIES + 2):
        assert attempt(user.email).status_code == 302


def test_what_counts_the_tries_names_nobody(user: User) -> None:
    attempt(user.email, "wrong")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM fairgate_cache")
        keys = [key for (key,) in cursor.fetchall()]
    assert len(keys) == 1
    assert user.email not in keys[0]
    assert user.email.split("@")[0] not in keys[0]


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_ten_tries_between_them() -> None:
    cache.clear()

    def take(_: int) -> str | None:
        try:
            return throttle.PASSWORD.take("user@oak.example")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        taken = [slot for slot in pool.map(take, range(40)) if slot]
    cache.clear()
    assert len(taken) == len(set(taken)) == throttle.TRIES


def test_only_a_demonstration_says_whom_to_sign_in_as(user: User, settings: Settings) -> None:
    settings.FAIRGATE_DEMO = False
    html = Client().get("/sign-in").content.decode()
    assert user.email not in html
    assert settings.FAIRGATE_DEMO_PASSWORD not in html
    settings.FAIRGATE_DEMO = True
    html = Client().get("/sign-in").content.decode().replace("<wbr>", "")
    assert user.email in html
    assert settings.FAIRGATE_DEMO_PASSWORD in html
    assert "Headteacher, Prestfield School" in html
