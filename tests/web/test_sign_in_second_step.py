"""The second step of signing in: who needs one, how it is set up, what counts and how often."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta
from html import unescape
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.cache.backends import base as cache_base
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone
from pytest_django.fixtures import Settings
from tests.house import House
from tests.second_step import RECORDS, SECRET, WHOSE, by_password_alone, code, give_app

from fairgate.actions import second_factor
from fairgate.delivery import account_mail
from fairgate.records import slots
from fairgate.records.models import User
from fairgate.web.account.confirm import view as confirming
from fairgate.web.account.sign_in import throttle

PASSWORD = "an old red gate at the end of the lane"

# What whoever has no second step yet can reach, beside what needs no sign-in at all.
BEFORE = {
    "account/second-step",
    "account/second-step/app",
    "account/second-step/app/picture",
    "account/second-step/passkey",
    "account/confirm",
}
WITHOUT = {
    # Of machines, which have a key; of a tablet, which has a word of its own; what a device keeps to have no line.
    "api/v1/",
    "api/v1/openapi.json",
    "api/v1/gate/check",
    "tablet",
    "tablet/done",
    "gate/worker.js",
    "gate/offline/shell",
    "sign-in",
    "sign-in/code",
    "sign-in/with/1",
    "sign-in/with/1/back",
    "sign-in/with/1/first",
    "sign-in/with/1/stopped/1",
    "sign-out",
    "password/forgotten",
    "password/new",
    "accessibility",
    "theme.css",
    "letter-check",
    "your-letter",
}


@pytest.fixture(autouse=True)
def _quick(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(account_mail, "in_background", lambda work: work())


@pytest.fixture
def head(house: House) -> User:
    return with_password(house.user("headteacher", house.prestfield))


def with_password(user: User) -> User:
    user.set_password(PASSWORD)
    user.save()
    return user


def password(user: User) -> Client:
    """A browser in which the password was given, and nothing else."""
    client = Client()
    assert client.post("/sign-in", {"email": user.email, "password": PASSWORD}).status_code == 302
    return client


def text(answer: Any) -> str:
    return unescape(" ".join(answer.content.decode().split()))


def try_code(client: Client, typed: str) -> HttpResponse:
    return client.post("/sign-in/code", {"code": typed})


def is_in(client: Client) -> bool:
    return client.get("/worklist").status_code == 200


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        else:
            yield re.sub(r"<[^>]*>", "1", here)


# --- who needs one ---------------------------------------------------------------------------------------------------


def test_who_may_open_cases_comes_nowhere_without_one(head: User) -> None:
    client = password(head)
    every = set(addresses(get_resolver().url_patterns))
    assert every >= BEFORE | WITHOUT
    for address in every - BEFORE - WITHOUT:
        led = client.get(f"/{address}").headers.get("Location", "")
        assert led.startswith("/account/second-step?next="), address
        assert client.post(f"/{address}").headers.get("Location") == "/account/second-step?next=%2F", address
    # The controls: the same person with one, and somebody who needs none.
    client.force_login(head)
    assert is_in(client)


def test_reception_may_do_without_and_may_have_one(house: House) -> None:
    reception = with_password(house.user("reception", house.prestfield))
    give_app(house.user("headteacher", house.prestfield))  # whose app is no reason to ask anybody else
    client = password(reception)
    assert client.get("/gate").status_code == 200
    assert client.get("/account").status_code == 200
    give_app(reception)
    client = password(reception)
    assert client.get("/gate").status_code == 302
    assert try_code(client, code()).status_code == 302
    assert client.get("/gate").status_code == 200


def test_who_is_given_an_office_while_signed_in_needs_one_from_then_on(house: House) -> None:
    reception = with_password(house.user("reception", house.prestfield))
    client = password(reception)
    assert client.get("/code").status_code == 200
    house.hold(reception, "senior_leader", house.prestfield)
    assert client.get("/code").headers["Location"] == "/account/second-step?next=%2Fcode"


def test_a_session_does_not_borrow_the_second_step_of_another(head: User) -> None:
    """Somebody who knows the password alone, while its owner sets up an app."""
    thief, owner = password(head), password(head)
    owner.get("/account/second-step/app")
    secret = owner.session["second_step.secret"]
    owner.post("/account/second-step/app", {"code": second_factor.code_of(secret, time.time())})
    assert is_in(owner)
    assert thief.get("/worklist").headers["Location"] == "/sign-in"
    assert "second step" in text(thief.get("/sign-in"))
    assert "_auth_user_id" not in thief.session
    assert not is_in(thief)


# --- setting it up ---------------------------------------------------------------------------------------------------


def test_an_app_is_set_up_with_its_first_code(head: User) -> None:
    client = password(head)
    assert client.get("/cases", follow=True).status_code == 200
    page = text(client.get("/account/second-step/app"))
    secret = client.session["second_step.secret"]
    assert " ".join(re.findall("....", secret)) in page
    picture = client.get("/account/second-step/app/picture")
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert picture.headers["Cache-Control"] == "no-store"
    assert b"<svg" in picture.content
    wrong = client.post("/account/second-step/app", {"code": "000000"})
    assert "not what your app should show" in text(wrong)
    assert not Authenticator.objects.exists()
    done = text(client.post("/account/second-step/app", {"code": second_factor.code_of(secret, time.time())}))
    told = re.findall(r"\b\d{4} \d{4}\b", done)
    assert len(set(told)) == 10
    assert 'href="/cases"' in done  # where the person was going
    assert is_in(client)
    assert "second_step.secret" not in client.session
    assert client.get("/account/second-step/app/picture").status_code == 404
    for page in ("/account", "/account/recovery-codes"):
        assert told[0] not in text(client.get(page))


def test_no_secret_lies_in_the_database_as_it_is(head: User) -> None:
    give_app(head)
    codes = second_factor.renew_recovery_codes(head)
    stored = repr(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in stored
    assert not any(one in stored for one in codes)
    assert second_factor.tried(head, codes[3], time.time()) is not None


def test_its_owner_is_told_by_a_mail_that_names_nobody(head: User) -> None:
    client = password(head)
    client.get("/account/second-step/app")
    secret = client.session["second_step.secret"]
    client.post("/account/second-step/app", {"code": second_factor.code_of(secret, time.time())})
    (sent,) = mail.outbox
    assert sent.to == [head.email]
    assert "second step for signing in was added" in sent.body
    assert head.name not in sent.subject + sent.body


def test_taking_the_only_one_away_leads_to_setting_up_another(head: User, house: House) -> None:
    client = Client()
    client.force_login(head)
    second_factor.renew_recovery_codes(head)
    app = Authenticator.objects.get(user=head, type="totp")
    other = give_app(house.user("headteacher", house.hollins))
    assert client.post(f"/account/second-step/{other.pk}/remove").status_code == 404
    assert client.post(f"/account/second-step/{app.pk}/remove").status_code == 302
    assert not Authenticator.objects.filter(user=head).exists()
    assert Authenticator.objects.filter(pk=other.pk).exists()
    assert client.get("/worklist").headers["Location"].startswith("/account/second-step")


def test_what_one_signs_in_with_is_changed_only_by_who_has_just_proved_who_they_are(
    head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    client.force_login(head)
    app = Authenticator.objects.get(user=head)
    remove = f"/account/second-step/{app.pk}/remove"
    an_hour = time.time() + 3600
    monkeypatch.setattr(confirming.time, "time", lambda: an_hour)
    for address in ("/account/second-step/app", "/account/second-step/passkey", "/account/recovery-codes"):
        assert client.get(address).headers["Location"] == f"/account/confirm?next={address.replace('/', '%2F')}"
    assert client.get("/account/password").headers["Location"] == "/account/confirm?next=%2Faccount%2Fpassword"
    assert client.post(remove).headers["Location"] == "/account/confirm?next=%2Faccount"
    assert client.post("/account/confirm", {"secret": "wrong"}).status_code == 200
    assert client.post(remove).headers["Location"] == "/account/confirm?next=%2Faccount"
    monkeypatch.undo()
    assert client.post("/account/confirm", {"secret": PASSWORD, "next": "/account"}).headers["Location"] == "/account"
    assert client.post(remove).headers["Location"] == "/account"
    assert not Authenticator.objects.exists()


# --- using it --------------------------------------------------------------------------------------------------------


def test_the_password_alone_opens_nothing_for_who_has_one(head: User) -> None:
    give_app(head)
    client = password(head)
    for address in ("/worklist", "/account", "/account/second-step", "/account/second-step/app", "/account/confirm"):
        assert client.get(address).headers["Location"].startswith("/sign-in?next="), address
    assert "Type your code" in text(client.get("/sign-in/code"))
    assert client.post("/sign-in/code", {"code": ""}).status_code == 200
    assert not is_in(client)
    assert try_code(client, code()).headers["Location"] == "/"
    assert is_in(client)


def test_without_the_password_there_is_no_page_for_the_code(head: User) -> None:
    give_app(head)
    client = Client()
    assert client.get("/sign-in/code").headers["Location"] == "/sign-in"
    assert try_code(client, code()).headers["Location"] == "/sign-in"


def test_it_leads_where_the_person_wanted_to_go(head: User) -> None:
    give_app(head)
    client = Client()
    client.post("/sign-in", {"email": head.email, "password": PASSWORD, "next": "/cases?school=prestfield"})
    assert try_code(client, code()).headers["Location"] == "/cases?school=prestfield"


@pytest.mark.parametrize(("after", "counts"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_code_counts_a_little_early_and_a_little_late(
    head: User, after: int, counts: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_app(head)
    middle = (int(time.time()) // 30) * 30 + 15.0
    assert (second_factor.tried(head, second_factor.code_of(SECRET, middle + 30 * after), middle) is not None) is counts


def test_a_code_counts_once(head: User) -> None:
    give_app(head)
    now = code()
    assert try_code(password(head), now).status_code == 302
    again = try_code(password(head), now)
    assert again.status_code == 200
    assert "used already" in text(again)
    assert try_code(password(head), code(1)).status_code == 302


def test_a_recovery_code_counts_once_and_for_its_owner(head: User, house: House) -> None:
    give_app(head)
    first, second = second_factor.renew_recovery_codes(head)[:2]
    other = with_password(house.user("headteacher", house.hollins))
    give_app(other)
    assert try_code(password(other), first).status_code == 200
    assert try_code(password(head), f" {first[:4]} {first[4:]} ").status_code == 302
    assert try_code(password(head), first).status_code == 200
    assert try_code(password(head), second).status_code == 302
    second_factor.renew_recovery_codes(head)
    assert try_code(password(head), second).status_code == 200


def test_ten_wrong_codes_in_five_minutes_and_thirty_in_a_day(
    head: User, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_app(head)
    other = with_password(house.user("headteacher", house.prestfield))
    give_app(other)
    passed = timedelta()
    monkeypatch.setattr(slots, "tz_now", lambda: timezone.now() + passed)
    clock = SimpleNamespace(time=lambda: time.time() + passed.total_seconds())
    monkeypatch.setattr(cache_base, "time", clock)

    def ten_wrong() -> None:
        client = password(head)
        for _ in range(throttle.TRIES):
            assert try_code(client, "000000").status_code == 200
        assert try_code(client, code()).status_code == 429

    ten_wrong()
    assert try_code(password(other), code()).status_code == 302
    passed = timedelta(minutes=5, seconds=2)
    assert try_code(password(head), code()).status_code == 302  # one that succeeds is not counted
    ten_wrong()
    passed = timedelta(minutes=11)
    ten_wrong()
    passed = timedelta(minutes=17)
    assert try_code(password(head), code(1)).status_code == 429
    passed = timedelta(days=1, minutes=23)
    assert try_code(password(head), code(1)).status_code == 302


def test_who_was_switched_off_between_password_and_code_stays_out(head: User) -> None:
    give_app(head)
    client = password(head)
    head.is_active = False
    head.save()
    assert try_code(client, code()).headers["Location"] == "/sign-in"
    assert not is_in(client)


# --- what no browser would send --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "null",
        "[]",
        "{}",
        "1",
        '{"id": 1}',
        "[" * 20_000,
        '{"id":"AA","rawId":"AA","type":"public-key","response":{}}',
    ],
)
def test_a_passkey_that_no_browser_made_is_refused_in_words(head: User, settings: Settings, answer: str) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    give_app(head)
    client = Client(SERVER_NAME="localhost")
    client.post("/sign-in", {"email": head.email, "password": PASSWORD})
    client.get("/sign-in/code")
    assert client.post("/sign-in/code", {"credential": answer}).headers["Location"] == "/sign-in/code"
    assert "That passkey did not work here" in text(client.get("/sign-in/code"))
    client.post("/sign-in/code", {"code": code()})
    client.get("/account/second-step/passkey")
    refused = client.post("/account/second-step/passkey", {"name": "A", "credential": answer})
    assert "did not make a passkey" in text(refused)
    assert Authenticator.objects.count() == 1


def test_passkeys_are_offered_where_browsers_have_them(head: User, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    for host, secure, offered in (
        ("localhost", False, True),
        ("fairgate.example.org", True, True),
        ("fairgate.example.org", False, False),
        ("127.0.0.1", False, False),
        ("127.0.0.1", True, False),
    ):
        client = Client(SERVER_NAME=host)
        by_password_alone(client, head)
        page = text(client.get("/account/second-step", secure=secure))
        assert ("/account/second-step/passkey" in page) is offered, host


# --- the demonstration, and keys that change -------------------------------------------------------------------------


def test_the_published_secret_opens_a_demonstration_and_nothing_else(head: User, settings: Settings) -> None:
    second_factor.publish(head)
    second_factor.publish(head)
    settings.FAIRGATE_DEMO = True
    visitor, another = password(head), password(head)
    shown = second_factor.published_code(time.time())
    assert shown in text(visitor.get("/sign-in/code"))
    assert shown in text(Client().get("/sign-in"))
    assert try_code(visitor, shown).status_code == 302
    assert try_code(another, shown).status_code == 302  # two visitors at the same time
    assert try_code(password(head), "000000").status_code == 200
    settings.FAIRGATE_DEMO = False
    client = password(head)
    assert shown not in text(client.get("/sign-in/code"))
    assert shown not in text(Client().get("/sign-in"))
    assert try_code(client, shown).status_code == 200
    assert not is_in(client)


def test_what_was_sealed_with_another_key_is_no_way_in_and_no_fault(head: User, settings: Settings) -> None:
    give_app(head)
    old_key, settings.SECRET_KEY = settings.SECRET_KEY, "another key for this site altogether"
    client = password(head)
    assert try_code(client, code()).status_code == 200
    settings.SECRET_KEY_FALLBACKS = [old_key]
    assert try_code(client, code()).status_code == 302


def test_who_has_lost_theirs_is_helped_by_taking_all_of_it_away(head: User) -> None:
    give_app(head)
    assert second_factor.forget(head)
    assert not second_factor.forget(head)
    assert password(head).get("/worklist").headers["Location"].startswith("/account/second-step")


def test_whoever_has_not_taken_the_step_makes_no_new_codes(head: User) -> None:
    give_app(head)
    client = Client()
    by_password_alone(client, head)
    session = client.session
    session[RECORDS], session[WHOSE] = [{"method": "password", "at": time.time()}], str(head.pk)
    session.save()
    for answer in (client.get("/account/recovery-codes"), client.post("/account/recovery-codes")):
        assert answer.status_code == 302
        assert "recovery-codes" not in answer.headers["Location"].partition("?")[0]
    assert not Authenticator.objects.filter(user=head, type=Authenticator.Type.RECOVERY_CODES).exists()


def test_between_the_password_and_the_code_no_other_method_does_anything(head: User) -> None:
    give_app(head)
    head.set_password(PASSWORD)
    head.save()
    client = Client()
    assert client.post("/sign-in", {"email": head.email, "password": PASSWORD}).status_code == 302
    assert client.get("/sign-in/code").status_code == 200
    assert client.put("/sign-in/code").status_code == 405
