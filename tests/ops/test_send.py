"""The outbox carried: against a real mail server, and a stand-in for GOV.UK Notify. Nothing is ever sent twice."""

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from aiosmtpd.controller import Controller
from django.test import Client
from pytest_django import Settings
from tests.browser.site import free_port
from tests.house import NOW, TODAY, House
from tests.notify_stand_in import KEY, NotifyStandIn
from tests.ops.test_notify import Post
from tests.told import bar, incident, terms, told

from fairgate.actions import sending as actions
from fairgate.actions.acting import Act
from fairgate.actions.sending import LEASE, WAITS, CannotSend, ask_to_send, came_back, claim
from fairgate.delivery.bounce import read_bounce
from fairgate.delivery.pdf import render
from fairgate.delivery.samples import letters
from fairgate.ops.send import once
from fairgate.policy.pack import load_pack
from fairgate.records.models import Holding, IssuedLetter, LetterLink, Sending, SendingWay, User, Worker
from fairgate.records.standing import standing

ADDRESS = "14 Invented Terrace\nUnsworth\nBury\nBL9 0ZZ"
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def server(settings: Settings) -> Iterator[Post]:
    kept = Post()
    controller = Controller(kept, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    settings.DEFAULT_FROM_EMAIL = "fairgate@mail.example.org"
    settings.FAIRGATE_ADDRESS = "https://gate.example.org"
    settings.FAIRGATE_CLOCK = lambda: NOW
    yield kept
    controller.stop()


@pytest.fixture
def printer(settings: Settings) -> Iterator[NotifyStandIn]:
    kept = NotifyStandIn()
    settings.FAIRGATE_NOTIFY, settings.FAIRGATE_NOTIFY_AT = {"oak": KEY}, kept.address
    yield kept
    kept.stop()


@pytest.fixture(scope="session")
def pdf() -> bytes:
    letter = letters()["oak/bar_notice"]
    return render(load_pack("oak").folder, letter)


class Matter:
    """A case with a bar, its letter as issued, and the headteacher who would send it."""

    def __init__(self, house: House, pdf: bytes) -> None:
        self.head: User = house.user("headteacher", house.prestfield)
        terms(house.oak)
        person = house.person("Mr Daniel Ashworth")
        person.email, person.email_service_agreed, person.address = "dan@example.net", True, ADDRESS
        person.save()
        entries = [incident("e1"), bar("e2", TODAY, TODAY + timedelta(days=30))]
        self.case = told(house.case(subject=person), *entries, by=self.head)
        self.person = person
        self.letter = IssuedLetter.objects.create(
            case=self.case,
            entry=self.case.entries.get(ref="e2"),
            letter="bar_notice",
            pdf=pdf,
            sha256=hashlib.sha256(pdf).hexdigest(),
            template_sha256="0" * 64,
            edition="2022-09",
            issued_at=NOW,
        )

    def ask(self, way: SendingWay, key: str = "") -> Sending:
        act = Act(self.case.reference, self.head, NOW, key or str(uuid4()), 2)
        return ask_to_send(act, number=self.letter.pk, way=way)

    def served(self) -> list[str]:
        return list(self.case.entries.filter(type="letter_served").values_list("by_user__name", flat=True))

    def owed(self) -> set[str]:
        from fairgate.engine.next_steps import position

        return {duty.id for duty in position(standing(self.case, TODAY).folded).duties}


@pytest.fixture
def matter(house: House, pdf: bytes) -> Matter:
    return Matter(house, pdf)


def carry(now: datetime = NOW) -> int:
    return once(lambda: now)


# -- by e-mail -------------------------------------------------------------------------------------------------------


def test_a_mail_brings_the_letter_behind_a_link_and_names_nobody(matter: Matter, server: Post) -> None:
    matter.ask(SendingWay.EMAIL)
    assert carry() == 1
    (mail,) = server.mails
    assert mail["To"] == "dan@example.net"
    whole = bytes(server.got[0].content or b"").decode()
    for secret in ("Ashworth", "Prestfield", matter.case.reference, "bar", "Bar", "barred"):
        assert not re.search(rf"\b{secret}\b", whole), secret
    assert list(mail.iter_attachments()) == []
    assert matter.served() == [matter.head.name]
    assert matter.owed() & {"serve_notice"} == set()
    assert Sending.objects.get().became == "sent"


def test_the_link_opens_once_and_for_an_hour(matter: Matter, server: Post, settings: Settings) -> None:
    matter.ask(SendingWay.EMAIL)
    carry()
    found = re.search(r"https://gate\.example\.org/your-letter#(\S+)", str(server.mails[0].get_content()))
    assert found
    word = found[1]
    assert word not in str(LetterLink.objects.values_list()), "the database knows its hash alone"
    client = Client()
    assert client.get("/your-letter").content.count(b"%PDF") == 0, "looking opens nothing"
    for later, opens in ((0, True), (59, True), (61, False)):
        settings.FAIRGATE_CLOCK = lambda later=later: NOW + later * MINUTE
        answer = client.post("/your-letter", {"word": word})
        assert (answer.content == bytes(matter.letter.pdf)) is opens
    assert "opens once" in answer.content.decode()
    assert client.post("/your-letter", {"word": word[:-1]}).content.count(b"%PDF") == 0


def test_a_trust_may_have_it_attached(matter: Matter, server: Post) -> None:
    trust = matter.case.trust
    trust.email_letters = trust.ATTACHED
    trust.save()
    matter.ask(SendingWay.EMAIL)
    carry()
    (attached,) = server.mails[0].iter_attachments()
    assert attached.get_payload(decode=True) == bytes(matter.letter.pdf)
    assert attached.get_filename() == "letter.pdf"


def test_the_same_button_twice_sends_one_mail(matter: Matter, server: Post) -> None:
    key = str(uuid4())
    assert matter.ask(SendingWay.EMAIL, key) == matter.ask(SendingWay.EMAIL, key)
    with pytest.raises(CannotSend, match="waits to be sent"):
        matter.ask(SendingWay.EMAIL)
    assert [carry(), carry()] == [1, 0]
    assert len(server.got) == 1


def test_who_did_not_agree_is_sent_no_mail(matter: Matter, server: Post) -> None:
    matter.person.email_service_agreed = False
    matter.person.save()
    with pytest.raises(CannotSend, match="not agreed"):
        matter.ask(SendingWay.EMAIL)
    assert not Sending.objects.exists()


def test_a_server_that_says_no_is_asked_again_later_and_then_no_more(matter: Matter, server: Post) -> None:
    server.refuses = {"dan@example.net"}
    matter.ask(SendingWay.EMAIL)
    now = NOW
    for wait in WAITS:
        assert carry(now) == 1
        assert carry(now + wait - MINUTE / 2) == 0, "not before its time"
        now += wait
    assert carry(now) == 1
    row = Sending.objects.get()
    assert row.became == "failed"
    assert "Serve it another way" in row.why
    assert "dan@" not in row.why
    assert matter.served() == []
    assert "serve_notice" in matter.owed()


def test_where_nobody_can_tell_it_is_not_sent_again(matter: Matter, server: Post) -> None:
    server.breaks_off = {"dan@example.net"}
    matter.ask(SendingWay.EMAIL)
    carry()
    assert Sending.objects.get().became == "unsure"
    assert [carry(NOW + HOUR * n) for n in range(1, 4)] == [0, 0, 0]
    assert len(server.got) == 1
    assert matter.served() == []


class Killed(BaseException):
    """Ends a process in the middle of its work."""


def test_a_worker_that_is_killed_while_it_sends_leaves_no_second_mail(
    matter: Matter, server: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter.ask(SendingWay.EMAIL)
    with monkeypatch.context() as patch:

        def killed(*_: object) -> None:
            raise Killed

        patch.setattr(actions, "_left", killed)
        with pytest.raises(Killed):
            carry()
    assert len(server.got) == 1
    assert carry(NOW + MINUTE) == 0, "another worker leaves it alone while it may be at work"
    assert carry(NOW + LEASE + MINUTE) == 1
    assert len(server.got) == 1
    assert Sending.objects.get().became == "unsure"


def test_a_mail_that_came_back_is_owed_again(matter: Matter, server: Post) -> None:
    sending = matter.ask(SendingWay.EMAIL)
    carry()
    report = (
        "From: MAILER-DAEMON@example.net\r\nMessage-ID: <0@example.net>\r\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/plain\r\n\r\nNobody of that name.\r\n"
        "--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.example.net\r\n\r\n"
        "Final-Recipient: rfc822; dan@example.net\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        f"--b\r\nContent-Type: message/rfc822\r\n\r\n{bytes(server.got[0].content or b'').decode()}\r\n--b--\r\n"
    )
    bounce = read_bounce(report.encode())
    assert bounce is not None
    assert (bounce.reference, bounce.for_good, bounce.status) == (sending.reference, True, "5.1.1")
    assert read_bounce(report.replace("Action: failed", "Action: delayed").encode()) is not None
    assert read_bounce(bytes(server.got[0].content or b"")) is None, "our own mail is no report"
    assert came_back(bounce.reference, bounce.status, now=NOW)
    assert "serve_notice" in matter.owed()
    assert not came_back(bounce.reference, bounce.status, now=NOW), "once"
    assert not came_back(uuid4(), "5.1.1", now=NOW)
    assert matter.case.entries.filter(type="letter_returned").count() == 1


# -- by post ---------------------------------------------------------------------------------------------------------


def test_the_bytes_as_issued_are_printed_and_served_when_they_are_posted(
    matter: Matter, printer: NotifyStandIn
) -> None:
    sending = matter.ask(SendingWay.POST)
    assert carry() == 1
    assert printer.letters[0]["pdf"] == bytes(matter.letter.pdf)
    assert printer.letters[0]["reference"] == str(sending.reference)
    assert matter.served() == [], "not posted yet"
    printer.become("accepted")
    carry(NOW + HOUR)
    assert matter.served() == []
    printer.become("received")
    carry(NOW + 2 * HOUR)
    assert matter.served() == [matter.head.name]
    assert len(printer.letters) == 1


def test_what_may_have_been_taken_is_asked_after_and_not_sent_again(matter: Matter, printer: NotifyStandIn) -> None:
    matter.ask(SendingWay.POST)
    printer.breaks_off = True
    carry()
    printer.breaks_off = False
    carry(NOW + WAITS[0])
    assert len(printer.letters) == 1
    assert printer.asked == ["POST /v2/notifications/letter", "GET /v2/notifications"]
    printer.become("received")
    carry(NOW + WAITS[0] + HOUR)
    assert len(matter.served()) == 1


def test_without_asking_first_it_would_be_printed_twice(
    matter: Matter, printer: NotifyStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the test above."""
    from fairgate.delivery.notify_post import NotifyPost

    monkeypatch.setattr(NotifyPost, "find", lambda *_: None)
    matter.ask(SendingWay.POST)
    printer.breaks_off = True
    carry()
    printer.breaks_off = False
    carry(NOW + WAITS[0])
    assert len(printer.letters) == 2


@pytest.mark.parametrize("answered", [True, False])
def test_what_the_printer_has_forgotten_nobody_can_tell_and_it_is_not_sent_again(
    matter: Matter, printer: NotifyStandIn, answered: bool
) -> None:
    matter.ask(SendingWay.POST)
    printer.breaks_off = not answered
    carry()
    printer.breaks_off = False
    printer.letters.clear()  # seven days after it was sent, and nobody had asked
    carry(NOW + timedelta(days=8))
    assert Sending.objects.get().became == "unsure"
    assert printer.letters == []
    assert matter.served() == []


@pytest.mark.parametrize("status", ["permanent-failure", "validation-failed", "technical-failure", "cancelled"])
def test_what_the_printer_gives_up_is_to_be_served_another_way(
    matter: Matter, printer: NotifyStandIn, status: str
) -> None:
    matter.ask(SendingWay.POST)
    carry()
    printer.become(status)
    carry(NOW + HOUR)
    row = Sending.objects.get()
    assert row.became == "failed"
    assert "Serve it another way" in row.why
    assert "serve_notice" in matter.owed()


@pytest.mark.parametrize(("answer", "became"), [(400, "failed"), (403, "failed"), (429, ""), (500, ""), (503, "")])
def test_an_answer_that_will_change_is_waited_for(
    matter: Matter, printer: NotifyStandIn, answer: int, became: str
) -> None:
    printer.answers = [answer]
    matter.ask(SendingWay.POST)
    carry()
    row = Sending.objects.get()
    assert row.became == became
    assert "Penrose" not in row.why, "what a carrier quotes is not kept"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"address_protected": True}, "confidential"),
        ({"address": "", "no_fixed_abode": True}, "no fixed abode"),
        ({"address": "14 Invented Terrace\nBury"}, "postcode"),
        ({"address": "2 Another Road\nUnsworth\nBury\nBL9 0ZZ"}, "does not show the address"),
    ],
)
def test_what_no_window_shows_is_not_posted(
    matter: Matter, printer: NotifyStandIn, changes: dict[str, object], words: str
) -> None:
    for name, value in changes.items():
        setattr(matter.person, name, value)
    matter.person.save()
    with pytest.raises(CannotSend, match=words):
        matter.ask(SendingWay.POST)
    assert printer.letters == []


# -- the worker ------------------------------------------------------------------------------------------------------


def test_who_left_meanwhile_has_sent_it_and_somebody_else_records_it(matter: Matter, server: Post) -> None:
    matter.ask(SendingWay.EMAIL)
    Holding.objects.filter(user=matter.head).delete()
    carry()
    row = Sending.objects.get()
    assert row.became == "sent"
    assert "still to be recorded" in row.why
    assert matter.served() == []


def test_a_letter_is_for_one_worker_at_a_time_and_the_worker_is_seen(matter: Matter, server: Post) -> None:
    matter.ask(SendingWay.EMAIL)
    assert claim(NOW) is not None
    assert claim(NOW) is None
    assert claim(NOW + LEASE + MINUTE) is not None
    carry()
    assert Worker.objects.get().seen_at == NOW
