"""Copies of a case file: what each audience is given, and that nothing else is in any byte of it."""

import hashlib
import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pypdfium2 as pdfium
import pytest
from django.test import Client
from PIL import Image
from PIL.ExifTags import Base
from pytest_django import Settings
from tests.house import NOW, TODAY, House
from tests.told import terms

from fairgate.actions.acting import Act, NotAllowed
from fairgate.actions.bundle import KEPT_FOR, LEASE, AlreadyAsked, ask_for_bundle, claim
from fairgate.actions.evidence import Upload, add_evidence
from fairgate.actions.evidence_mask import Quoted, mask_evidence
from fairgate.delivery import bundle as delivery
from fairgate.delivery.evidence import intake, worker
from fairgate.delivery.evidence.kinds import Media
from fairgate.delivery.evidence.seen import Job, Seen
from fairgate.delivery.pdf import render
from fairgate.delivery.samples import letters
from fairgate.engine.acts.account import AccountTaken, Part
from fairgate.engine.acts.bar import BarImposed
from fairgate.engine.acts.bundle import Audience
from fairgate.engine.acts.finding import BreachFound
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.acts.representations import RepresentationsMade
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.entries import AnyEntry
from fairgate.engine.entry import SUBJECT, Actor
from fairgate.engine.words import Method, Setting
from fairgate.ops.bundle import once
from fairgate.policy.pack import load_pack
from fairgate.queries import bundle_rules
from fairgate.queries.bundle_rules import RULES, Matter, Shown
from fairgate.records.append import append
from fairgate.records.models import (
    AccessLog,
    Bundle,
    Case,
    Child,
    CourtOrder,
    Evidence,
    IssuedLetter,
    Relationship,
    User,
)
from fairgate.records.search.keep import keep_person

PANEL, COURT, PARENT = Audience.PANEL, Audience.COURT, Audience.PARENT
EVERY = {PANEL, COURT, PARENT}

CANARIES: dict[str, set[Audience]] = {
    "zqreport": {PANEL, COURT},  # what was reported; the person's copy where it is confirmed
    "zqwitness": {PANEL, COURT},  # the name of who saw it
    "zqaffected": {PANEL, COURT},
    "zqteller": {PANEL, COURT},  # the name of whoever gave an account
    "zqaccount": {PANEL, COURT},  # what they told
    "zqfinding": {PANEL, COURT},  # reasons that staff wrote for the file
    "zqreasons": EVERY,  # of the bar, which the letter gives
    "zqsaid": EVERY,  # representations
    "zqsafe": {COURT},  # marked safeguarding
    "zqorder": {COURT},  # of a court
    "zqmasked": {COURT},  # in a masked passage of an e-mail
    "zqplain": {PANEL, COURT},  # beside it
    "zqwhy": {COURT},  # why it is masked
    "zqfilename": set(),  # the file's own name, which is in no copy
    "zqexif": {PANEL, COURT},  # hidden in a picture as it was handed in, which is attached
    "zqhidden": set(),  # their confidential address
}


@dataclass
class Told:
    """A case with something planted in each kind of what a file holds."""

    house: House
    case: Case
    head: User
    teacher: User

    def ask(self, audience: Audience, *confirmed: str, by: User | None = None, key: str = "") -> Bundle:
        act = Act(self.case.reference, by or self.head, NOW, key or str(uuid4()), 0)
        return ask_for_bundle(act, audience=audience, confirmed=confirmed)

    def made(self, audience: Audience, *confirmed: str) -> bytes:
        """The bytes of a copy, as the worker made it."""
        row = self.ask(audience, *confirmed)
        assert work() >= 1
        row.refresh_from_db()
        assert row.became == "made", row.why
        return self.fetch(row).content

    def fetch(self, row: Bundle, by: User | None = None) -> Any:
        client = Client()
        client.force_login(by or self.head)
        return client.get(f"/cases/{self.case.reference}/bundles/{row.pk}")


def work(now: datetime = NOW) -> int:
    return once(lambda: now)


@pytest.fixture(scope="module")
def letter_pdf() -> bytes:
    return render(load_pack("oak").folder, letters()["oak/bar_notice"])


def looked_at_here(path: Path, media: Media, **_: object) -> Seen:
    """By the same readers, in the test's own process: quicker, and not what is tested here."""
    job = Job(media.value, 10)
    return worker.look(worker.reader(job), path.read_bytes())


@pytest.fixture
def told(
    house: House,
    settings: Settings,
    tmp_path: Path,
    letter_pdf: bytes,
    monkeypatch: pytest.MonkeyPatch,
    request: pytest.FixtureRequest,
) -> Told:
    monkeypatch.setattr(intake, "look", looked_at_here)
    if "page_asks" not in request.node.name:  # once in earnest
        monkeypatch.setattr(delivery, "look", looked_at_here)
    settings.FAIRGATE_CLOCK = lambda: NOW
    settings.STATE = tmp_path
    terms(house.oak)
    head = house.user("headteacher", house.prestfield)
    person = house.person("Jo Penrose")
    person.address, person.address_protected = "1 zqhidden Road\nBury\nBL9 0ZZ", True
    person.save()
    keep_person(person)
    child = Child.objects.create(school=house.prestfield, name="Jory Penrose")
    tie = Relationship.objects.create(child=child, person=person, relationship="father")
    CourtOrder.objects.create(relationship=tie, says="No contact: zqorder.", seen="order", by=head, at=NOW)
    case = house.case(subject=person)
    by, day = Actor("headteacher", f"user {head.pk}"), TODAY
    entries = (
        BreachRecorded(
            ref="e1",
            on=day,
            by=by,
            clauses=("threat",),
            setting=Setting.PREMISES,
            text="Zqwitness says: he shouted zqreport.",
            witnesses="Mrs Kerra Zqwitness",
            affected="Zqaffected",
            serious="A threat.",
        ),
        BreachRecorded(
            ref="e2", on=day, by=by, clauses=("threat",), text="zqsafe", safeguarding=True, setting=Setting.PREMISES
        ),
        AccountTaken(
            ref="e3", on=day, by=by, of="e1", part=Part.WITNESS, teller="Ann Zqteller", text="I saw zqaccount."
        ),
        BreachFound(ref="e4", on=day, by=by, of="e1", reasons="I believe Zqteller: zqfinding."),
        BarImposed(
            ref="e5",
            on=day,
            by=by,
            step="bar",
            reasons="zqreasons",
            until=day + timedelta(days=30),
            sites=("prestfield",),
            contact="school_business_manager",
            rests_on=("e1",),
        ),
        LetterServed(ref="e6", on=day, by=by, of="e5", method=Method.HAND, deemed_on=day),
        RepresentationsMade(ref="e7", on=day, by=Actor(SUBJECT, "subject 1"), of="e5", text="zqsaid"),
    )
    append(case, entries, by=head, now=NOW, operation_key="told", expected_seq=0)
    made = Told(house, case, head, house.user("class_teacher", house.prestfield))
    add(made, email_of("zqplain, and then zqmasked."), "zqfilename.eml", "e1")
    add(made, picture("zqexif"), "zqfilename.jpg", "e1")
    row = Evidence.objects.select_related("entry").get(case=case, media_type="message/rfc822")
    act = Act(case.reference, head, NOW, str(uuid4()), case.entries.count())
    mask_evidence(act, of=row.entry.ref, passage=Quoted("zqmasked"), reasons="It says zqwhy.")
    IssuedLetter.objects.create(
        case=case,
        entry=case.entries.get(ref="e5"),
        letter="bar_notice",
        pdf=letter_pdf,
        sha256=hashlib.sha256(letter_pdf).hexdigest(),
        template_sha256="0" * 64,
        edition="2022-09",
        issued_at=NOW,
    )
    return made


def add(told: Told, body: bytes, name: str, about: str) -> None:
    act = Act(told.case.reference, told.head, NOW, str(uuid4()), 0)
    add_evidence(act, Upload(io.BytesIO(body), name), about=(about,))


def email_of(text: str) -> bytes:
    return f"From: a@b.example\r\nTo: c@d.example\r\nSubject: Hello\r\n\r\n{text}\r\n".encode()


def picture(hidden: str) -> bytes:
    made, exif = io.BytesIO(), Image.Exif()
    exif[Base.Artist] = hidden
    Image.new("RGB", (60, 40), "green").save(made, "JPEG", exif=exif)
    return made.getvalue()


# -- reading all of a file ---------------------------------------------------------------------------------------------


def everything(pdf: bytes) -> Iterator[bytes]:
    """All that is in a PDF: its bytes, each stream unpacked, each string, the text of each page, what is attached."""
    yield pdf
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            body = zlib.decompressobj().decompress(found[1])
        except zlib.error:
            continue
        yield body
        yield from _strings(body)
    yield from _strings(pdf)
    document = pdfium.PdfDocument(pdf)
    for page in document:
        yield page.get_textpage().get_text_bounded().encode()
    for number in range(document.count_attachments()):
        one = document.get_attachment(number)
        yield one.get_name().encode()
        yield bytes(one.get_data())


def _strings(body: bytes) -> Iterator[bytes]:
    """The strings in it that are written in hexadecimal, or in UTF-16."""
    for found in re.finditer(rb"<([0-9A-Fa-f\s]{8,})>", body):
        digits = re.sub(rb"\s", b"", found[1])
        text = bytes.fromhex(digits.decode() + "0" * (len(digits) % 2))
        yield text.replace(b"\0", b"")
    yield body.replace(b"\0", b"").replace(b"\\000", b"")


def canaries_in(pdf: bytes) -> set[str]:
    whole = b"\n".join(everything(pdf)).lower()
    return {canary for canary in CANARIES if canary.encode() in whole}


def expected(audience: Audience) -> set[str]:
    return {canary for canary, seen in CANARIES.items() if audience in seen}


# -- what each is given ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", list(Audience))
def test_each_is_given_what_they_may_see_and_nothing_else_is_in_any_byte(told: Told, audience: Audience) -> None:
    pdf = told.made(audience)
    assert canaries_in(pdf) == expected(audience)
    row = Bundle.objects.get()
    assert row.sha256 == hashlib.sha256(pdf).hexdigest()
    entry = told.case.entries.get(type="bundle_made")
    assert (entry.by_user, row.sha256 in entry.payload) == (told.head, True), "recorded as an act, with its hash"
    assert AccessLog.objects.filter(user=told.head, why__startswith="copied for").count() == 1, "and as a read"
    assert AccessLog.objects.filter(user=told.head, why__startswith="to be copied").count() == 1


def test_what_is_confirmed_is_given_with_the_names_of_others_covered(told: Told) -> None:
    files = [f"e{number}" for number in range(8, 10)]
    seen = canaries_in(told.made(PARENT, "e1", "e3", "e4", *files))
    assert seen == expected(PARENT) | {"zqreport", "zqaccount", "zqfinding", "zqplain"}


def test_what_is_restricted_cannot_be_confirmed_into_it(told: Told) -> None:
    assert "zqsafe" not in canaries_in(told.made(PARENT, "e2"))


BROKEN: dict[str, tuple[Audience, Callable[[pytest.MonkeyPatch], None]]] = {
    "others": (PARENT, lambda patch: patch.setitem(RULES[Matter.OTHERS], PARENT, Shown.YES)),
    "staff": (PARENT, lambda patch: patch.setitem(RULES[Matter.STAFF], PARENT, Shown.YES)),
    "restricted": (PANEL, lambda patch: patch.setitem(RULES[Matter.RESTRICTED], PANEL, Shown.YES)),
    "sealed": (PANEL, lambda patch: patch.setitem(RULES[Matter.SEALED], PANEL, Shown.FLAGGED)),
    "masking": (PANEL, lambda patch: patch.setitem(RULES[Matter.MASKING], PANEL, Shown.YES)),
    "masked": (PANEL, lambda patch: patch.setattr("fairgate.delivery.evidence.masking.text", lambda words, _: words)),
}


def test_a_filter_that_is_broken_on_purpose_is_caught(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    for broken, (audience, spoil) in BROKEN.items():
        with monkeypatch.context() as patch:
            spoil(patch)
            assert canaries_in(told.made(audience)) > expected(audience), broken
    monkeypatch.setattr("fairgate.queries.bundle_content.without_names", lambda text, _: text)
    assert {"zqwitness", "zqteller"} <= canaries_in(told.made(PARENT, "e1", "e3", "e4"))


def test_the_index_tells_how_much_is_left_out_only_where_that_tells_nothing(told: Told) -> None:
    text = b"".join(everything(told.made(PANEL))).decode(errors="replace")
    assert "Left out: 3 (restricted" not in text
    assert re.search(r"Left out: \d+ \(restricted", text)
    own = b"".join(everything(told.made(PARENT))).decode(errors="replace").lower()
    for tells in ("left out: ", "restricted", "safeguarding", "entries when this copy", "sealed"):
        assert tells not in own, tells


def test_every_rule_is_there_for_every_audience_and_every_kind_of_entry_has_its_matter() -> None:
    assert set(AnyEntry.__args__) == set(bundle_rules.MATTERS)  # type: ignore[attr-defined] # a union has them
    for matter in Matter:
        assert set(RULES[matter]) == EVERY, matter
    counted = {matter for matter, rules in RULES.items() if Shown.COUNTED in rules.values()}
    assert counted <= set(bundle_rules.WHY)
    assert Shown.COUNTED not in {rules[PARENT] for rules in RULES.values()}, "a count would tell the person"


# -- asking, making and fetching -------------------------------------------------------------------------------------


def test_who_may_ask_and_who_may_fetch(told: Told) -> None:
    with pytest.raises(NotAllowed):
        told.ask(COURT, by=told.teacher)
    copies = {audience: told.ask(audience) for audience in Audience}
    work()
    answers = {
        (who, audience): told.fetch(row, getattr(told, who)).status_code
        for audience, row in copies.items()
        for who in ("head", "teacher")
    }
    assert answers == {**{("head", one): 200 for one in Audience}, **{("teacher", one): 404 for one in Audience}}


def test_asked_twice_it_is_made_once_and_one_waits_for_each(told: Told) -> None:
    key = str(uuid4())
    assert told.ask(PANEL, key=key) == told.ask(PANEL, key=key)
    with pytest.raises(AlreadyAsked):
        told.ask(PANEL)
    assert [work(), work()] == [1, 0]
    assert told.case.entries.filter(type="bundle_made").count() == 1


def test_a_worker_that_died_over_it_is_followed_by_another_and_not_for_ever(told: Told) -> None:
    told.ask(PANEL)
    assert claim(NOW) is not None
    assert claim(NOW) is None
    for _ in range(3):
        Bundle.objects.update(tries=3, leased_until=None)
    assert work(NOW + LEASE) == 1
    assert Bundle.objects.get().became == "failed"


def test_who_lost_the_office_meanwhile_gets_none(told: Told) -> None:
    told.ask(COURT)
    told.head.holdings.all().delete()
    work()
    row = Bundle.objects.get()
    assert (row.became, row.sha256) == ("failed", "")
    assert not told.case.entries.filter(type="bundle_made").exists()


def test_its_time_over_or_its_bytes_changed_it_is_not_handed_out(told: Told, settings: Settings) -> None:
    told.made(PANEL)
    row = Bundle.objects.get()
    path = settings.STATE / "bundles" / f"{row.sha256}.pdf"
    assert path.stat().st_mode & 0o077 == 0
    body = path.read_bytes()
    path.write_bytes(body[:-1])
    assert told.fetch(row).status_code == 302
    path.write_bytes(body)
    work(NOW + KEPT_FOR)
    assert not path.exists()
    row.refresh_from_db()
    assert row.became == "gone"
    assert told.fetch(row).status_code == 302


def test_the_page_asks_tells_how_far_it_is_and_hands_it_out(told: Told) -> None:
    client = Client()
    client.force_login(told.head)
    at = f"/cases/{told.case.reference}/bundles"
    assert at in client.get(f"/cases/{told.case.reference}").content.decode()
    text = client.get(at).content.decode()
    assert "zqaccount" in text, "what is to be confirmed is read there"
    assert "zqsafe" not in text
    wrong = client.post(at, {"operation": str(uuid4()), "seen": "1"})
    assert "Choose for whom the copy is" in wrong.content.decode()
    asked = {"operation": str(uuid4()), "seen": "1", "audience": "parent", "confirmed": ["e3"]}
    assert client.post(at, asked).status_code == 302
    assert Bundle.objects.get().confirmed == ["e3"]
    Bundle.objects.update(done=3, total=12)
    text = client.get(at).content.decode()
    assert "Being made: 3 of 12 parts are ready" in text
    assert "What makes copies is not at work" in text, "no worker was ever seen"
    work()
    text = client.get(at).content.decode()
    assert "Save the copy" in text
    other = {"operation": str(uuid4()), "seen": "1", "audience": "court", "confirmed": ["e3"]}
    assert client.post(at, other).status_code == 302
    assert Bundle.objects.get(audience="court").confirmed == [], "only for the person is anything confirmed"
