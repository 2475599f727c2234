"""A letter for other eyes: issued with its editions, read as a page by staff and by whoever holds the link, checked."""

import hashlib
import os
import re
from contextlib import nullcontext
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.test import Client
from msgspec import structs
from pytest_django import Settings
from tests.acts import ARRANGED, WEIGHED
from tests.world import World

from fairgate.actions.acting import Act
from fairgate.actions.arrangements import joined
from fairgate.actions.sending import CannotSend, Carriers, ask_to_send, carry, claim
from fairgate.actions.step import take_step
from fairgate.delivery.courtesy import LANGUAGES, language
from fairgate.engine.entry import Weighing
from fairgate.queries import letter_editions
from fairgate.records.models import IssuedLetter, LetterLink, Sending, SendingWay
from fairgate.records.proof import printed_by

REASONS = "A threat was made & <b>heard</b> by two."


class Issued:
    """A bar that was imposed through the front door, on somebody who reads Urdu and needs large print."""

    def __init__(self) -> None:
        self.world = World("oak")
        case = self.world.case(self.world.breach("e1", 3, "threat", serious="He said that he would be back."))
        person = case.subject
        person.languages, person.adjustments = "Urdu, some English", "Large print, please"
        person.save()
        self.head = self.world.staff("headteacher")
        until = self.world.today + timedelta(days=30)
        act = Act(case.reference, self.head, self.world.now, str(uuid4()), 1)
        said = {"until": until, "reasons": REASONS, "arrangements": joined(ARRANGED), "contact": "headteacher"}
        take_step(act, step="bar", weighing=Weighing(**WEIGHED), **said)
        self.letter = IssuedLetter.objects.get()

    def at(self, end: str = "") -> str:
        return f"/cases/{self.letter.case.reference}/letters/{self.letter.pk}{end}"

    def word(self) -> str:
        """The word of a link that was mailed."""
        word = "a word of one's own"
        sending = Sending.objects.create(
            letter=self.letter,
            way=SendingWay.EMAIL,
            to="jo@example.org",
            reference=uuid4(),
            asked_by=self.head,
            asked_at=self.world.now,
            next_try_at=self.world.now,
            became="sent",
        )
        ends = self.world.now + timedelta(days=3)
        digest = hashlib.sha256(word.encode()).hexdigest()
        LetterLink.objects.create(sending=sending, token_sha256=digest, ends_at=ends)
        return word


@pytest.fixture
def issued(db: None, settings: Settings) -> Issued:
    made = Issued()
    settings.FAIRGATE_CLOCK = lambda: made.world.now
    return made


def test_a_letter_is_issued_with_its_editions_and_each_can_be_checked(issued: Issued) -> None:
    editions = {one.kind: bytes(one.body) for one in issued.letter.editions.all()}
    assert set(editions) == {"large", "page", "ur"}
    printed = {one.sha256 for one in printed_by(issued.world.trust)}
    for kind in ("large", "ur"):
        assert editions[kind].startswith(b"%PDF")
        assert hashlib.sha256(editions[kind]).hexdigest() in printed
        sent = SimpleUploadedFile("letter.pdf", editions[kind], "application/pdf")
        assert "This letter is genuine" in Client().post("/letter-check", {"file": sent}).content.decode()
    sent = SimpleUploadedFile("letter.pdf", editions["large"] + b" ", "application/pdf")
    assert "We know of no such letter" in Client().post("/letter-check", {"file": sent}).content.decode()


def test_staff_read_it_as_a_page_in_each_language(issued: Issued) -> None:
    client = issued.world.client(issued.head)
    page = client.get(issued.at()).content.decode()
    assert "Large print (PDF" in page
    assert page.count("needs this one") == 1
    assert page.count("not yet checked by a native reader") == len(LANGUAGES)
    english = client.get(issued.at("/page")).content.decode()
    assert "A threat was made &amp; &lt;b&gt;heard&lt;/b&gt; by two." in english
    keep("staff-english", english)
    for code in LANGUAGES:
        said = client.get(issued.at(f"/page/{code}")).content.decode()
        assert f'lang="{code}" dir="{language(code).direction}"' in said
        assert language(code).passages["binds"] in said
        assert "No native reader has checked" in said
        assert "A threat was made" not in said
        keep(f"staff-{code}", said)
    for kind in ("large", "ur"):
        answer = client.get(issued.at(f"/pdf/{kind}"))
        assert answer.content == bytes(issued.letter.editions.get(kind=kind).body)
        assert answer["Content-Disposition"] == f'inline; filename="letter-{issued.letter.pk}-{kind}.pdf"'
    for nothing in ("/page/xx", "/pdf/pl", "/pdf/page", "/pdf/xx"):
        assert client.get(issued.at(nothing)).status_code == 404


def test_whoever_holds_the_link_reads_it_in_their_language_and_saves_it(
    issued: Issued, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    client, word = Client(), issued.word()
    shown = client.post("/your-letter", {"word": word})
    assert shown["Cache-Control"] == "no-store"
    page = shown.content.decode()
    assert "A threat was made &amp; &lt;b&gt;heard&lt;/b&gt; by two." in page
    assert "Save the letter (PDF)" in page
    keep("parent-english", page)
    urdu = client.post("/your-letter", {"word": word, "as": "page-ur"}).content.decode()
    assert '<article class="fg-issued" lang="ur" dir="rtl">' in urdu
    assert language("ur").passages["unchecked"] in urdu, "in their own language"
    assert "No native reader has checked our words in Urdu yet" in urdu
    assert "No native reader has checked" not in page, "the English is no translation"
    keep("parent-ur", urdu)
    checked = structs.replace(language("ur"), checked_by="A. Reader", checked_on="2026-11-30")
    monkeypatch.setattr(letter_editions, "language", lambda _code: checked)
    assert "No native reader" not in client.post("/your-letter", {"word": word, "as": "page-ur"}).content.decode()
    monkeypatch.undo()
    assert client.post("/your-letter", {"word": word, "as": "pdf"}).content == bytes(issued.letter.pdf)
    for kind in ("large", "ur"):
        got = client.post("/your-letter", {"word": word, "as": kind})
        assert got.content == bytes(issued.letter.editions.get(kind=kind).body)
        assert got["Content-Disposition"] == 'attachment; filename="letter.pdf"'
    assert "Keep your letter" in client.post("/your-letter", {"word": word, "as": "../../x"}).content.decode()
    settings.FAIRGATE_CLOCK = lambda: issued.world.now + timedelta(minutes=61)
    for kind in ("page", "pdf", "large"):
        assert "opens once" in client.post("/your-letter", {"word": word, "as": kind}).content.decode()


def keep(name: str, page: str) -> None:
    """Keep a page to be looked at, where FAIRGATE_LOOK names a folder."""
    if folder := os.environ.get("FAIRGATE_LOOK"):
        Path(folder, f"{name}.html").write_text(page, encoding="utf-8")


def test_what_suits_the_person_is_sent_unless_somebody_chooses_another(issued: Issued, settings: Settings) -> None:
    """By mail here; a mail that has the letter attached carries the edition that was chosen."""
    person = issued.letter.case.subject
    person.email_service_agreed = True
    person.save()
    client = issued.world.client(issued.head)
    page = client.get(issued.at("/send")).content.decode()
    assert "By what is noted of their needs" in page
    assert "Our translation into Urdu has not yet been checked by a native reader" in page
    chosen = re.findall(r'name="edition"[^>]*value="(\w+)"[^>]*checked', page)
    assert chosen == ["ur"]
    issued.world.trust.email_letters = "attached"
    issued.world.trust.save()
    seen = issued.letter.case.entries.count()
    sent = {"operation": str(uuid4()), "seen": seen, "way": "email", "edition": "large"}
    assert client.post(issued.at("/send"), sent).status_code == 302
    assert Sending.objects.get().edition == "large"
    mails: list[EmailMessage] = []
    carry(claim(issued.world.now), Carriers(lambda: nullcontext(mails.append), {}), now=issued.world.now)
    ((_name, body, _type),) = mails[0].attachments
    assert body == bytes(issued.letter.editions.get(kind="large").body)
    assert "Large print" in client.get(issued.at()).content.decode()


def test_what_is_too_long_for_the_post_is_said_before_it_is_sent(issued: Issued, settings: Settings) -> None:
    settings.FAIRGATE_NOTIFY = {"oak": "a key"}
    seen = issued.letter.case.entries.count()
    act = Act(issued.letter.case.reference, issued.head, issued.world.now, str(uuid4()), seen)
    with pytest.raises(CannotSend, match=r"This edition has \d\d pages, and GOV.UK Notify prints 10"):
        ask_to_send(act, number=issued.letter.pk, way=SendingWay.POST, edition="ur")
    with pytest.raises(CannotSend, match="no such edition"):
        ask_to_send(act, number=issued.letter.pk, way=SendingWay.POST, edition="page")
    assert ask_to_send(act, number=issued.letter.pk, way=SendingWay.POST).edition == ""
