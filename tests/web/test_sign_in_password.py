"""A new password: by a link in a mail, without telling who has an account; and from one's own page."""

import re
import threading
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from pytest_django.fixtures import Settings
from tests.house import House
from tests.second_step import give_app

from fairgate.actions import new_password
from fairgate.delivery import account_mail
from fairgate.project.mail import mail as mail_settings
from fairgate.records.models import Holding, User

OLD, NEW = "an old red gate at the end of the lane", "seven slow barges under the bridge"


@pytest.fixture(autouse=True)
def _quick(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    monkeypatch.setattr(account_mail, "in_background", lambda work: work())


@pytest.fixture
def head(house: House) -> User:
    user = house.user("headteacher", house.prestfield)
    user.set_password(OLD)
    user.save()
    return user


def ask(email: str) -> str:
    """What the page says."""
    answer = Client().post("/password/forgotten", {"email": email})
    assert answer.status_code == 200
    return re.sub(r'value="\w{64}"', "", answer.content.decode())


def link() -> str:
    """The path of the link in the only mail."""
    (sent,) = mail.outbox
    found = re.search(r"http\S+", str(sent.body))
    assert found
    parts = urlsplit(found[0])
    return f"{parts.path}?{parts.query}"


def enters(user: User, password: str) -> bool:
    return Client().post("/sign-in", {"email": user.email, "password": password}).status_code == 302


def test_the_link_sets_a_password_once(head: User) -> None:
    ask(f" {head.email.upper()} ")
    assert head.name not in mail.outbox[0].subject + str(mail.outbox[0].body)
    client = Client()
    opened = client.get(link())
    assert opened.headers["Location"] == "/password/new"  # the ticket is not left in the address
    assert "Choose a new password" in client.get("/password/new").content.decode()
    for weak in ("short", "password1234", head.email):
        again = client.post("/password/new", {"new": weak})
        assert again.status_code == 200
        assert "Choose another" in again.content.decode()
    assert client.post("/password/new", {"new": NEW}).headers["Location"] == "/sign-in"
    assert enters(head, NEW)
    assert not enters(head, OLD)
    assert client.get("/worklist").status_code == 302  # one is not signed in by it
    late = Client()
    late.get(link_of(0))
    assert late.get("/password/new").status_code == 410


def link_of(number: int) -> str:
    found = re.search(r"/password/new\?for=\S+", str(mail.outbox[number].body))
    assert found
    return found[0]


def test_the_second_step_is_still_asked_for(head: User) -> None:
    give_app(head)
    ask(head.email)
    client = Client()
    client.get(link())
    client.post("/password/new", {"new": NEW})
    assert client.post("/sign-in", {"email": head.email, "password": NEW}).headers["Location"] == "/sign-in/code"
    assert client.get("/worklist").status_code == 302


def test_the_answer_is_the_same_whoever_is_asked_for_and_mail_goes_to_accounts_alone(head: User, house: House) -> None:
    gone = house.user("headteacher", house.prestfield)
    Holding.objects.filter(user=gone).update(until=date.today() - timedelta(days=1))
    off = house.user("headteacher", house.prestfield)
    User.objects.filter(pk=off.pk).update(is_active=False)
    answers = {ask(email) for email in ("nobody@oak.example", gone.email, off.email)}
    assert mail.outbox == []
    answers.add(ask(head.email))
    assert len(mail.outbox) == 1
    assert len(answers) == 1


@pytest.mark.django_db(transaction=True)
def test_the_answer_does_not_wait_for_the_mail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor for looking whether there is such an account."""
    monkeypatch.undo()
    cache.clear()
    house = House()
    head = house.user("headteacher", house.prestfield)
    may_go, begun = threading.Event(), threading.Event()
    real = new_password.here

    def slow(on: date) -> object:
        begun.set()
        assert may_go.wait(10)
        return real(on)

    monkeypatch.setattr(new_password, "here", slow)
    ask(head.email)
    assert begun.wait(10)
    assert mail.outbox == []
    may_go.set()
    for thread in threading.enumerate():
        if thread.name == "account-mail":
            thread.join(10)
    assert len(mail.outbox) == 1


def test_a_mail_that_cannot_be_sent_is_logged_and_not_told(
    head: User, settings: Settings, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(threading.Thread, "start", lambda thread: thread.run())
    monkeypatch.setattr(account_mail.connection, "close", lambda: None)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert "If that address belongs to an account" in ask(head.email)
    assert "could not be sent" in caplog.text
    assert head.email not in caplog.messages[0]


def test_three_mails_in_five_minutes_and_no_more(head: User) -> None:
    for _ in range(5):
        ask(head.email)
    assert len(mail.outbox) == 3


def test_a_ticket_that_is_not_ours_or_is_old_opens_nothing(
    head: User, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(head.email)
    good = link().partition("for=")[2]
    other = house.user("headteacher", house.prestfield)
    number = User.objects.get(pk=other.pk).pk
    for bad in ("", "-", "x", "zzzzzzzzzzzzzzzzzz-x", f"{number}-{good.partition('-')[2]}", good[:-1], "\0-\0"):
        client = Client()
        client.get("/password/new", {"for": bad})
        assert client.get("/password/new").status_code == 410, bad
    client = Client()
    client.get("/password/new", {"for": good})
    assert client.get("/password/new").status_code == 200
    now = default_token_generator._now()
    monkeypatch.setattr(default_token_generator, "_now", lambda: now + timedelta(minutes=61))
    assert client.get("/password/new").status_code == 410


def test_changing_it_ends_every_other_session(head: User) -> None:
    give_app(head)
    here, elsewhere = Client(), Client()
    here.force_login(head)
    elsewhere.force_login(head)
    assert elsewhere.get("/worklist").status_code == 200
    assert here.post("/account/password", {"new": NEW}).headers["Location"] == "/account"
    assert here.get("/worklist").status_code == 200
    assert elsewhere.get("/worklist").status_code == 302
    assert "password of your Fairgate account was changed" in str(mail.outbox[0].body)


def test_where_mails_go(settings: Settings) -> None:
    assert mail_settings("", "")["EMAIL_BACKEND"].endswith("console.EmailBackend")
    made = mail_settings("smtp+tls://u%40x:p%2Fw@mail.example.org", "fairgate@example.org")
    assert (made["EMAIL_HOST"], made["EMAIL_PORT"], made["EMAIL_USE_TLS"]) == ("mail.example.org", 587, True)
    assert (made["EMAIL_HOST_USER"], made["EMAIL_HOST_PASSWORD"]) == ("u@x", "p/w")
    assert made["DEFAULT_FROM_EMAIL"] == "fairgate@example.org"
    for url, sender in (("http://x", "a@b"), ("smtp://", "a@b"), ("smtp://x:y", "a@b"), ("smtp://x", "")):
        with pytest.raises(ImproperlyConfigured, match="FAIRGATE_MAIL"):
            mail_settings(url, sender)
