"""Signing in through an identity provider, from the button to being in, against oidc-provider."""

import logging
import re
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings
from tests.house import TODAY, House
from tests.oidc.running import TENANT, Running
from tests.second_step import code, give_app

from fairgate.delivery import account_mail
from fairgate.project.providers import providers
from fairgate.queries.sessions import sessions
from fairgate.records.models import Holding, User
from fairgate.web.account.provider import first
from fairgate.web.account.sign_in import throttle

SITE = "http://testserver"
HEAD = "head@oak.example"
ENTRA, GOOGLE = "oak-entra", "oak-google"

MICROSOFT = {"tid": TENANT, "oid": "5a0e", "email": HEAD}
AT_GOOGLE = {"hd": "oak.example", "email": HEAD, "email_verified": True}
PEOPLE: dict[str, dict[str, Any]] = {
    "head": MICROSOFT,
    "head, by two steps": MICROSOFT | {"amr": ["pwd", "mfa"]},
    "head, by one step": MICROSOFT | {"amr": ["pwd"]},
    "head, in capitals": MICROSOFT | {"tid": TENANT.upper(), "email": " Head@OAK.example "},
    "head's other account": MICROSOFT | {"oid": "77ff"},
    "nobody's address": MICROSOFT | {"oid": "1", "email": "stranger@oak.example"},
    "not this directory's domain": MICROSOFT | {"oid": "2", "xms_edov": False},
    "an address elsewhere": MICROSOFT | {"oid": "3", "email": "head@elsewhere.example"},
    "no address": {"tid": TENANT, "oid": "4"},
    "another directory": MICROSOFT | {"tid": "99999999-5f7b-4f57-9d3a-8a1f6d3b2c11"},
    "no directory": {"oid": "5a0e", "email": HEAD},
    "nobody there": {"tid": TENANT, "email": HEAD},
    "google head": AT_GOOGLE,
    "google, not checked": AT_GOOGLE | {"email_verified": False},
    "google, nothing said of it": {"hd": "oak.example", "email": HEAD},
    "google, a private account": {"email": HEAD, "email_verified": True},
    "google, another organisation": AT_GOOGLE | {"hd": "elsewhere.example"},
}


@pytest.fixture(scope="module")
def idp() -> Iterator[Running]:
    running = Running(PEOPLE, {name: [f"{SITE}/sign-in/with/{name}/back"] for name in (ENTRA, GOOGLE)})
    yield running
    running.stop()


@pytest.fixture(autouse=True)
def _set_up(idp: Running, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.FAIRGATE_PROVIDERS = providers(idp.environment())
    monkeypatch.setattr(account_mail, "in_background", lambda work: work())


@pytest.fixture
def head(house: House) -> User:
    user = house.user("headteacher", house.prestfield)
    user.email = HEAD
    user.set_unusable_password()
    user.save()
    return user


def button(client: Client, name: str = ENTRA, wanted: str = "") -> str:
    """The button is pressed; where it leads."""
    answer = client.post(f"/sign-in/with/{name}", {"next": wanted})
    assert answer.status_code == 302
    return str(answer.headers["Location"])


def back(idp: Running, client: Client, who: str = "head", name: str = ENTRA, wanted: str = "") -> str:
    """... and through the provider as `who`; the address that the browser is sent back to."""
    return idp.visit(button(client, name, wanted), who, SITE)


def arrive(client: Client, address: str) -> str:
    """Where one comes from there."""
    answer = client.get(address.removeprefix(SITE))
    assert answer.status_code == 302, answer.content
    return str(answer.headers["Location"])


def mailed() -> str:
    """The code in the newest mail."""
    found = re.search(r"\n +([A-Z0-9]{4} [A-Z0-9]{4})\n", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]


def connect(idp: Running, client: Client, who: str = "head", name: str = ENTRA, wanted: str = "") -> str:
    """The first sign-in, with its code; where one comes."""
    first_page = arrive(client, back(idp, client, who, name, wanted))
    assert first_page == f"/sign-in/with/{name}/first"
    answer = client.post(first_page, {"code": mailed()})
    assert answer.status_code == 302, answer.content
    return str(answer.headers["Location"])


def is_in(client: Client) -> bool:
    return client.get("/worklist").status_code == 200


def nothing_came_of_it(client: Client, users: int) -> bool:
    signed_in = Session.objects.filter(session_data__contains="_auth_user_id").exists()
    return not (signed_in or is_in(client) or SocialAccount.objects.exists()) and User.objects.count() == users


@pytest.mark.parametrize(("who", "name"), [("head", ENTRA), ("head, in capitals", ENTRA), ("google head", GOOGLE)])
def test_the_first_time_a_code_is_mailed_and_then_it_is_the_second_step_alone(
    idp: Running, head: User, who: str, name: str
) -> None:
    give_app(head)
    client = Client()
    assert connect(idp, client, who, name, "/cases") == "/sign-in/code"
    assert not is_in(client)
    assert first.KEPT not in client.session, "the code counts once"
    assert client.post("/sign-in/code", {"code": code()}).headers["Location"] == "/cases"
    assert is_in(client)
    assert [sent.to for sent in mail.outbox] == [[HEAD], [HEAD]]
    assert "was connected with an account of your organisation" in mail.outbox[1].body
    again = Client()
    assert arrive(again, back(idp, again, who, name)) == "/sign-in/code"
    assert again.post("/sign-in/code", {"code": code(after=1)}).headers["Location"] == "/"
    assert len(mail.outbox) == 2
    assert (User.objects.count(), SocialAccount.objects.count()) == (1, 1)
    assert SocialAccount.objects.get().extra_data == {}


def test_who_has_no_second_step_yet_sets_one_up(idp: Running, head: User) -> None:
    client = Client()
    connect(idp, client)
    assert client.get("/worklist").headers["Location"] == "/account/second-step?next=%2Fworklist"
    assert client.get("/account/second-step/app").status_code == 200


@pytest.mark.parametrize(
    ("who", "name", "why"),
    [
        ("nobody's address", ENTRA, "unknown"),
        ("not this directory's domain", ENTRA, "no-address"),
        ("an address elsewhere", ENTRA, "no-address"),
        ("no address", ENTRA, "no-address"),
        ("another directory", ENTRA, "elsewhere"),
        ("no directory", ENTRA, "elsewhere"),
        ("nobody there", ENTRA, "elsewhere"),
        ("google, not checked", GOOGLE, "no-address"),
        ("google, nothing said of it", GOOGLE, "no-address"),
        ("google, a private account", GOOGLE, "elsewhere"),
        ("google, another organisation", GOOGLE, "elsewhere"),
        ("", ENTRA, "cancelled"),
    ],
)
def test_who_is_not_known_or_not_vouched_for_is_told_why(
    idp: Running, head: User, who: str, name: str, why: str
) -> None:
    client = Client()
    stopped = arrive(client, back(idp, client, who, name))
    assert stopped == f"/sign-in/with/{name}/stopped/{why}"
    page = client.get(stopped)
    assert page.status_code == 403
    assert "Go to the sign-in page" in page.content.decode()
    assert nothing_came_of_it(client, users=1)
    assert mail.outbox == []


@pytest.mark.parametrize("how", ["left yesterday", "switched off", "of another trust"])
def test_whoever_is_not_staff_of_that_trust_today_is_a_stranger(
    idp: Running, head: User, house: House, how: str
) -> None:
    _no_more_staff(head, house, how)
    client = Client()
    assert arrive(client, back(idp, client)).endswith("/stopped/unknown")
    assert nothing_came_of_it(client, users=1)


@pytest.mark.parametrize("how", ["left yesterday", "switched off", "of another trust"])
def test_whoever_was_connected_and_left_is_out_at_once(idp: Running, head: User, house: House, how: str) -> None:
    client = Client()
    connect(idp, client, "head")
    _no_more_staff(head, house, how)
    if how != "of another trust":  # whose office they now hold: they may well be signed in, but not by this provider
        assert client.get("/account").headers["Location"] == "/sign-in?next=/account"
    client = Client()
    answer = client.get(back(idp, client).removeprefix(SITE))
    if how == "of another trust":
        assert answer.headers["Location"].endswith("/stopped/unknown")
    else:
        assert answer.status_code == 403
        assert "You hold no office here" in answer.content.decode()
    assert not is_in(client)
    assert client.get("/account").headers["Location"] == "/sign-in?next=/account"


@pytest.mark.parametrize("how", ["left yesterday", "of another trust"])
def test_one_who_leaves_between_the_mail_and_its_code(idp: Running, head: User, house: House, how: str) -> None:
    client = Client()
    page = arrive(client, back(idp, client))
    _no_more_staff(head, house, how)
    assert client.post(page, {"code": mailed()}).headers["Location"].endswith("/stopped/unknown")
    assert nothing_came_of_it(client, users=1)


def _no_more_staff(user: User, house: House, how: str) -> None:
    if how == "left yesterday":
        Holding.objects.filter(user=user).update(until=TODAY)
    elif how == "switched off":
        User.objects.filter(pk=user.pk).update(is_active=False)
    else:
        Holding.objects.filter(user=user).delete()
        user.trust = house.aspire
        user.save()
        house.hold(user, "headteacher", house.carn)


@pytest.mark.parametrize(
    ("who", "trusted", "taken"),
    [
        ("head, by two steps", "1", True),
        ("head, by two steps", "", False),
        ("head", "1", False),
        ("head, by one step", "1", False),
    ],
)
def test_the_provider_s_second_step_counts_where_that_is_set_and_it_was_taken(
    idp: Running, head: User, settings: Settings, who: str, trusted: str, taken: bool
) -> None:
    settings.FAIRGATE_PROVIDERS = providers(idp.environment(FAIRGATE_OIDC_OAK_ENTRA_MFA=trusted))
    give_app(head)
    client = Client()
    comes_to = connect(idp, client, who)
    assert (comes_to, is_in(client)) == (("/", True) if taken else ("/sign-in/code", False))
    again = Client()
    assert arrive(again, back(idp, again, who)) == comes_to
    assert is_in(again) == taken


def changed(address: str, **to: str) -> str:
    asked = {key: values[0] for key, values in parse_qs(urlsplit(address).query).items()}
    return f"{urlsplit(address).path}?{urlencode(asked | to)}"


def test_a_forged_a_used_and_a_stolen_answer_are_refused(idp: Running, head: User) -> None:
    client = Client()
    address = back(idp, client)
    assert arrive(client, changed(address, state="forged")).endswith("/stopped/stale")
    assert arrive(Client(), address).endswith("/stopped/stale"), "in another browser"
    assert arrive(client, address).endswith("/first"), "the control: it is good, and counts once"
    assert arrive(client, address).endswith("/stopped/stale"), "the same once more"
    used = parse_qs(urlsplit(address).query)["code"][0]
    assert arrive(client, changed(back(idp, client), code=used)).endswith("/stopped/not-accepted"), "a used code"
    assert arrive(client, changed(back(idp, client), iss="https://other.example")).endswith("/stopped/not-accepted")
    late = back(idp, client)
    session = client.session
    for kept in session["socialaccount_states"].values():
        kept[1] -= 601
    session.save()
    assert arrive(client, late).endswith("/stopped/stale"), "after ten minutes"


@pytest.mark.parametrize("part", ["nonce", "verifier"])
def test_the_answer_must_be_to_this_very_sign_in(idp: Running, head: User, part: str) -> None:
    client = Client()
    address = back(idp, client)
    session = client.session
    for state, _, _ in session["socialaccount_states"].values():
        assert len(state[part]) >= 32
        state[part] = state[part][::-1]
    session.save()
    assert arrive(client, address).endswith("/stopped/not-accepted")


def test_what_is_asked_of_the_provider(idp: Running, head: User) -> None:
    asked = parse_qs(urlsplit(button(Client())).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["prompt"] == ["select_account"]
    assert len(asked["nonce"][0]) == 32
    assert set(asked["scope"][0].split()) == {"openid", "email", "profile"}
    assert set(asked) == {"client_id", "redirect_uri", "scope", "response_type", "state", "nonce", "prompt"} | {
        "code_challenge",
        "code_challenge_method",
    }


def test_a_provider_that_does_not_answer_is_a_plain_page(idp: Running, head: User, settings: Settings) -> None:
    client = Client()
    begun = back(idp, client)
    settings.FAIRGATE_PROVIDERS = providers(idp.environment(FAIRGATE_OIDC_OAK_ENTRA_SERVER="http://127.0.0.1:9"))
    stopped = button(client)
    assert stopped == f"/sign-in/with/{ENTRA}/stopped/unreachable"
    page = client.get(stopped)
    assert page.status_code == 503
    assert "Microsoft does not answer" in page.content.decode()
    assert arrive(client, changed(begun, iss="http://127.0.0.1:9")).endswith("/stopped/unreachable")


def test_the_code_is_asked_in_the_browser_that_began_and_not_for_long(
    idp: Running, head: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = Client()
    page = arrive(client, back(idp, client))
    right = mailed()
    assert Client().post(page, {"code": right}).headers["Location"].endswith("/stopped/spent")
    assert client.get(page.replace(ENTRA, GOOGLE)).headers["Location"].endswith("/stopped/spent")
    wrong = client.post(page, {"code": "BCDF BCDF"})
    assert (wrong.status_code, "not the code of the newest mail" in wrong.content.decode()) == (200, True)
    for _ in range(throttle.TRIES - 1):
        client.post(page, {"code": "BCDF BCDF"})
    assert client.post(page, {"code": right}).status_code == 429
    with monkeypatch.context() as later:
        now = time.time() + first.MINUTES * 60
        later.setattr(first.time, "time", lambda: now)
        assert client.get(page).headers["Location"].endswith("/stopped/spent")
    assert nothing_came_of_it(client, users=1)


def test_three_mails_in_five_minutes(idp: Running, head: User) -> None:
    client = Client()
    for _ in range(3):
        assert arrive(client, back(idp, client)).endswith("/first")
    assert arrive(client, back(idp, client)).endswith("/stopped/too-often")
    assert len(mail.outbox) == 3
    assert client.post(f"/sign-in/with/{ENTRA}/first", {"code": mailed().lower()}).headers["Location"] == "/"


def test_an_account_is_one_person_s_there_until_its_owner_disconnects_it(
    idp: Running, head: User, house: House
) -> None:
    client = Client()
    connect(idp, client)
    other = Client()
    assert arrive(other, back(idp, other, "head's other account")).endswith("/stopped/another")
    page = client.get("/account/second-step")
    assert page.status_code == 200
    give_app(head)
    client = Client()
    arrive(client, back(idp, client))
    client.post("/sign-in/code", {"code": code()})
    assert "Microsoft" in client.get("/account").content.decode()
    number = SocialAccount.objects.get().pk
    stranger = Client()
    stranger.force_login(house.user("headteacher", house.prestfield))
    assert stranger.post(f"/account/providers/{number}/remove").status_code == 404
    assert client.post(f"/account/providers/{number}/remove").headers["Location"] == "/account"
    assert "disconnected from an account" in mail.outbox[-1].body
    assert connect(idp, other, "head's other account") == "/sign-in/code"


def test_its_session_is_listed_and_ends_like_any_other(idp: Running, head: User) -> None:
    client = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/140.0")
    connect(idp, client)
    (listed,) = sessions(head, client.session.session_key)
    assert listed.browser == "Chrome on Windows"
    kept = Session.objects.get(session_key=client.session.session_key)
    assert kept.expire_date - listed.used == timedelta(minutes=30)
    assert client.cookies["session"]["max-age"] == ""
    Session.objects.update(expire_date=listed.used - timedelta(hours=1))
    assert client.get("/account").headers["Location"] == "/sign-in?next=/account"


def test_the_way_back_stays_on_this_site_and_tells_nothing(
    idp: Running, head: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = Client()
    cancelled = back(idp, client, "")
    assert "somebody%40example.org" in cancelled or "somebody@example.org" in cancelled, "the provider says who it was"
    assert "example.org" not in arrive(client, cancelled)
    assert connect(idp, client, wanted="https://elsewhere.example/") == "/"
    arrive(Client(), back(idp, Client(), "nobody's address"))
    fairgate = " ".join(record.getMessage() for record in caplog.records if not record.name.startswith("urllib3"))
    for told in (HEAD, "stranger", "somebody", "5a0e"):
        assert told not in fairgate


def test_the_sign_in_page_alone_may_lead_there(
    idp: Running, house: House, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = Client()
    with django_assert_num_queries(0):
        page = client.get("/sign-in")
    assert "Sign in with Microsoft<" in page.content.decode()
    assert "Sign in with Google<" in page.content.decode()
    assert f"form-action 'self' {idp.issuer};" in page.headers["Content-Security-Policy"] + ";"
    assert idp.issuer not in client.get("/accessibility").headers["Content-Security-Policy"]
    one = settings.FAIRGATE_PROVIDERS[0]
    many = [type(one)(**{**vars(one), "name": f"m{n}", "trust": ("oak", "aspire")[n % 2]}) for n in range(12)]
    for several in (many[:2], many):
        settings.FAIRGATE_PROVIDERS = several
        with django_assert_num_queries(1):
            html = client.get("/sign-in").content.decode()
        assert html.count("Sign in with Microsoft<") == len(several)
        assert "Aspire Academy Trust" in html
    settings.FAIRGATE_PROVIDERS = ()
    page = client.get("/sign-in")
    assert "Sign in with" not in page.content.decode()
    assert "form-action 'self';" in page.headers["Content-Security-Policy"] + ";"
    assert client.post(f"/sign-in/with/{ENTRA}").status_code == 404
    assert client.get(f"/sign-in/with/{ENTRA}/back").status_code == 404


def test_it_is_begun_by_a_post_from_our_own_page() -> None:
    assert Client().get(f"/sign-in/with/{ENTRA}").status_code == 405
    assert Client(enforce_csrf_checks=True).post(f"/sign-in/with/{ENTRA}").status_code == 403
    assert Client().post(f"/sign-in/with/{ENTRA}/back").status_code == 405
