"""`fairgate notify` against a real mail server: who is told, once a day, and that nothing personal leaves."""

import asyncio
import email
import email.policy
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from email.message import EmailMessage
from threading import Barrier, Thread
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection
from pytest_django import Settings
from tests.browser.site import free_port
from tests.house import NOW, TODAY, House
from tests.told import case_overdue, incident, terms, told

from fairgate.actions import notify as actions
from fairgate.actions.notify import Due, Told, choose, notify
from fairgate.delivery import mail
from fairgate.ops import cli
from fairgate.records.models import Case, Notification, Often, Person, School, Trust, User

DAY = timedelta(days=1)


class Post:
    """What a mail server was given; `refuses` or `breaks_off` for the addresses in them.

    While it `holds_on` it takes a mail and does not answer.
    """

    def __init__(self) -> None:
        self.got: list[Envelope] = []
        self.refuses: set[str] = set()
        self.breaks_off: set[str] = set()
        self.holds_on = False

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, to: str, options: Any) -> str:
        if to in self.refuses:
            return f"550 5.1.1 no {to} here"
        envelope.rcpt_tos.append(to)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.got.append(envelope)
        if set(envelope.rcpt_tos) & self.breaks_off:
            server.transport.close()  # it has the mail, and its answer is never heard
        while self.holds_on:
            await asyncio.sleep(0.05)
        return "250 OK"

    @property
    def mails(self) -> list[EmailMessage]:
        """The mails, read."""
        policy = email.policy.default
        return [email.message_from_bytes(bytes(one.content or b""), policy=policy) for one in self.got]  # type: ignore[misc]

    @property
    def to(self) -> list[str]:
        return sorted(str(one["To"]) for one in self.mails)


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    """A mail server of the test's own, which the settings name."""
    kept = Post()
    controller = Controller(kept, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    settings.DEFAULT_FROM_EMAIL = "fairgate@mail.example.org"
    settings.FAIRGATE_CLOCK = lambda: NOW
    yield kept
    controller.stop()


@pytest.fixture
def oak(house: House, post: Post) -> House:
    """A case in which the decision of the chief executive is overdue."""
    terms(house.oak)
    case_overdue(house)
    return house


def told_all() -> int:
    return cli.main(["notify"])


def test_who_owes_something_is_told_how_much_and_nobody_else(
    oak: House, post: Post, capsys: pytest.CaptureFixture[str]
) -> None:
    ceo = oak.user("ceo", oak.oak)
    others = [
        oak.user("headteacher", oak.prestfield),
        oak.user("reception", oak.prestfield),
        oak.user("ceo", oak.aspire),
        oak.user(),
    ]
    left = oak.user()
    oak.hold(left, "ceo", oak.oak, until=TODAY - DAY)
    gone = oak.user("ceo", oak.oak)
    gone.is_active = False
    gone.save()
    assert told_all() == 0
    assert post.to == [ceo.email], [other.email for other in others]
    (one,) = post.mails
    assert one["Subject"] == "Something in Fairgate is overdue"
    assert "Yours: 1 overdue." in one.get_content()
    assert "Sign in to see it" in one.get_content()
    assert str(one["From"]) == "fairgate@mail.example.org"
    assert one["Auto-Submitted"] == "auto-generated"
    assert re.fullmatch(r"<[^@]+@mail\.example\.org>", one["Message-ID"])
    assert "http" not in one.get_content(), "no link, so that nobody learns to sign in by one"
    said = capsys.readouterr()
    assert said.out == "1 sent; 2 nothing was due\n"
    assert said.err == ""


def test_due_today_is_told_apart_from_overdue(oak: House, post: Post) -> None:
    mailed = mail.due_mail("a@b.example", today=2, overdue=1, now=NOW)
    assert mailed.subject == "Something in Fairgate is due today"
    assert "Yours: 2 due today, 1 overdue." in mailed.body
    assert "overdue" not in mail.due_mail("a@b.example", today=1, overdue=0, now=NOW).body


def test_run_again_that_day_nobody_gets_a_second_one_and_the_next_day_they_do(
    oak: House, post: Post, settings: Settings
) -> None:
    ceo = oak.user("ceo", oak.oak)
    for _ in range(3):
        assert told_all() == 0
    assert post.to == [ceo.email]
    settings.FAIRGATE_CLOCK = lambda: NOW + DAY
    assert told_all() == 0
    assert post.to == [ceo.email, ceo.email]
    assert list(Notification.objects.values_list("day", "sent_at")) == [(TODAY, NOW), (TODAY + DAY, NOW + DAY)]


def test_who_chose_none_gets_none(oak: House, post: Post) -> None:
    ceo = oak.user("ceo", oak.oak)
    choose(ceo, Often.OFF)
    assert told_all() == 0
    assert post.got == []
    choose(ceo, Often.DAILY)
    assert told_all() == 0
    assert post.to == [ceo.email]


def test_where_nothing_is_due_nothing_is_sent_and_later_that_day_it_can_be(house: House, post: Post) -> None:
    terms(house.oak)
    ceo = house.user("ceo", house.oak)
    assert told_all() == 0
    assert post.got == []
    case_overdue(house)
    assert told_all() == 0
    assert post.to == [ceo.email]


def test_a_refused_mail_is_tried_again_and_keeps_nobody_else_from_theirs(
    oak: House, post: Post, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = oak.user("ceo", oak.oak), oak.user("ceo", oak.oak)
    post.refuses = {first.email}
    assert told_all() == 1
    assert post.to == [second.email]
    said = capsys.readouterr()
    assert "1 refused by the mail server" in said.out
    assert first.email not in said.out + said.err, "a server's answer repeats the address; nothing of ours does"
    post.refuses = set()
    assert told_all() == 0
    assert post.to == sorted([first.email, second.email])


def test_where_nobody_can_tell_whether_it_was_sent_it_is_not_sent_again(oak: House, post: Post) -> None:
    first, second = oak.user("ceo", oak.oak), oak.user("ceo", oak.oak)
    post.breaks_off = {first.email}
    assert told_all() == 1
    assert post.to == sorted([first.email, second.email]), "the next one went by another connection"
    post.breaks_off = set()
    assert told_all() == 0
    assert len(post.got) == 2
    assert Notification.objects.get(user=first).sent_at is None


def test_without_the_server_nothing_is_remembered_and_it_says_so(
    oak: House, post: Post, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    ceo = oak.user("ceo", oak.oak)
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert told_all() == 2
    assert "the mail server cannot be reached: ConnectionRefusedError" in capsys.readouterr().err
    assert not Notification.objects.exists()
    settings.EMAIL_PORT = port
    assert told_all() == 0
    assert post.to == [ceo.email]


def test_without_settings_it_is_printed(oak: House, settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    ceo = oak.user("ceo", oak.oak)
    assert told_all() == 0
    assert f"To: {ceo.email}" in capsys.readouterr().out


def test_a_server_that_cannot_be_meant_is_an_error_in_words() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "fairgate.ops.cli", "notify"],
        env=os.environ | {"FAIRGATE_MAIL": "mail.example.org", "FAIRGATE_MAIL_FROM": "a@b.example"},
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 2
    assert "FAIRGATE_MAIL must look like" in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.django_db(transaction=True)
def test_two_at_once_send_one() -> None:
    user = House().user("ceo")
    together, sent, came = Barrier(2), list[object](), list[Told]()

    def one() -> None:
        together.wait()
        try:
            came.append(notify(user, Due(1, 0), on=TODAY, now=NOW, send=sent.append))
        finally:
            connection.close()

    threads = [Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(came) == [Told.SENT, Told.ALREADY]
    assert len(sent) == 1


# -- canaries --------------------------------------------------------------------------------------------------------

PLANTED = ("Zephyrine", "Quillfeather", "Marmaduke", "Xanthe", "Ironbark", "Wolfsbane", "Pumpernickel", "Bramblewick")


@pytest.fixture
def planted(house: House) -> list[str]:
    """Canaries wherever something personal stands; and the references of the cases."""
    terms(house.oak)
    Trust.objects.filter(pk=house.oak.pk).update(name="Bramblewick Trust")
    School.objects.filter(pk=house.prestfield.pk).update(name="Ironbark School", slug="prestfield")
    house.oak.refresh_from_db()
    case_overdue(house)
    Person.objects.update(name="Zephyrine Quillfeather", languages="Marmaduke", adjustments="Pumpernickel")
    told(house.case(), incident("e1", alleged=True))
    User.objects.create_user("chief@oak.example", name="Xanthe Wolfsbane", trust=house.oak)
    house.hold(User.objects.get(email="chief@oak.example"), "ceo", house.oak)
    return [*PLANTED, *Case.objects.values_list("reference", flat=True), "prestfield", "threat", "bar"]


def leaked(post: Post, canaries: list[str], *printed: str) -> set[str]:
    """The canaries that stand anywhere in a mail, its address apart, as it came and decoded; or in what was printed."""
    assert post.got
    texts = list(printed)
    for envelope, one in zip(post.got, post.mails, strict=True):
        raw = bytes(envelope.content or b"").decode(errors="replace")
        texts += [raw.replace(str(one["To"]), ""), one.get_content(), str(one["Subject"]), str(envelope.mail_from)]
    told = "\n".join(texts).lower()
    return {canary for canary in canaries if re.search(rf"\b{canary.lower()}\b", told)}


def test_nothing_personal_leaves(
    planted: list[str], post: Post, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    assert told_all() == 0
    printed = capfd.readouterr()
    assert leaked(post, planted, printed.out, printed.err, caplog.text) == set()
    assert post.to == ["chief@oak.example"]


def test_control_what_says_more_is_caught(planted: list[str], post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case.objects.select_related("subject", "school").first()
    assert case is not None
    plain = mail.due_mail

    def talkative(to: str, **counts: Any) -> Any:
        made = plain(to, **counts)
        made.body += f"It is about {case.subject.name} at {case.school.name}, case {case.reference}.\n"
        return made

    monkeypatch.setattr(actions, "due_mail", talkative)
    assert told_all() == 0
    assert leaked(post, planted) == {"Zephyrine", "Quillfeather", "Ironbark", case.reference}


def test_control_a_canary_in_a_subject_or_encoded_is_caught(
    planted: list[str], post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = mail.due_mail

    def encoded(to: str, **counts: Any) -> Any:
        made = plain(to, **counts)
        made.subject += " für Marmaduke"
        made.body += "Größe: Pumpernickel"
        return made

    monkeypatch.setattr(actions, "due_mail", encoded)
    assert told_all() == 0
    assert leaked(post, planted) == {"Marmaduke", "Pumpernickel"}


def test_the_queries_for_each_user_are_as_many_with_many_cases(house: House, post: Post) -> None:
    from django.test.utils import CaptureQueriesContext

    terms(house.oak)
    house.user("ceo", house.oak)
    case_overdue(house)
    counts = []
    for day in (0, 1):
        on: date = TODAY + day * DAY
        with CaptureQueriesContext(connection) as asked:
            (user,) = actions.to_be_asked_about(on)
            from fairgate.queries.worklist import worklist

            worklist(user, on, only_yours=True)
        counts.append(len(asked))
        for _ in range(9):
            case_overdue(house)
    assert counts[0] == counts[1] <= 9
