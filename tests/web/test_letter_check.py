"""Anybody who holds a letter finds out that it is genuine, when it was issued, whether it was replaced; no more."""

import hashlib
import io
from datetime import timedelta

import pypdfium2 as pdfium
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from tests.house import NOW, TODAY, House
from tests.told import bar, incident, told

from fairgate.delivery.pdf import render
from fairgate.delivery.samples import letters
from fairgate.engine.entry import Actor, MeasureDecided
from fairgate.engine.words import Decision
from fairgate.policy.pack import load_pack
from fairgate.records.append import append
from fairgate.records.models import AccessLog, IssuedLetter
from fairgate.web.parents.letter_check.view import GUESSES

PDF = b"%PDF-1.7 every byte of it"
GENUINE, ISSUED, UNKNOWN = "This letter is genuine", "A letter with this code was issued", "We know of no such letter"


@pytest.fixture
def letter(house: House, settings: Settings) -> IssuedLetter:
    settings.FAIRGATE_CLOCK = lambda: NOW
    entries = [incident("e1"), bar("e2", TODAY, TODAY + timedelta(days=30))]
    case = told(house.case(), *entries, by=house.user("headteacher", house.prestfield))
    return IssuedLetter.objects.create(
        case=case,
        entry=case.entries.get(ref="e2"),
        letter="bar_notice",
        pdf=PDF,
        sha256=hashlib.sha256(PDF).hexdigest(),
        template_sha256="0" * 64,
        edition="2022-09",
        issued_at=NOW,
    )


def by_file(body: bytes) -> str:
    sent = SimpleUploadedFile("letter.pdf", body, "application/pdf")
    return Client().post("/letter-check", {"code": "", "file": sent}).content.decode()


def by_code(code: str) -> str:
    return Client().post("/letter-check", {"code": code}).content.decode()


def test_its_bytes_are_known_and_no_others(letter: IssuedLetter) -> None:
    text = by_file(PDF)
    assert GENUINE in text
    assert "1 October 2024" in text
    assert "No later decision" in text
    for altered in (PDF + b" ", PDF[:-1], PDF.replace(b"every", b"Every")):
        assert UNKNOWN in by_file(altered)
        assert GENUINE not in by_file(altered)


def test_its_code_is_known_however_it_is_typed_and_says_what_it_does_not_prove(letter: IssuedLetter) -> None:
    code = letter.entry.hash[:16]
    for typed in (code, code.upper(), " ".join((code[:4], code[4:8], code[8:12], code[12:])), f"{code[:8]}-{code[8:]}"):
        text = by_code(typed)
        assert ISSUED in text
        assert "does not show that the words before you are its words" in text
        assert GENUINE not in text
    other = ("0" if code[-1] != "0" else "1").rjust(1)
    assert UNKNOWN in by_code(code[:-1] + other)


def test_the_code_of_an_entry_without_a_letter_is_none(letter: IssuedLetter) -> None:
    assert UNKNOWN in by_code(letter.case.entries.get(ref="e1").hash[:16])


def test_a_later_decision_about_its_measure_replaces_it(letter: IssuedLetter, house: House) -> None:
    ceo = house.user("ceo", None)
    lifted = MeasureDecided(ref="e3", on=TODAY, by=Actor("ceo", "user 0"), of="e2", decision=Decision.LIFT)
    append(letter.case, [lifted], by=ceo, now=NOW, operation_key="lifted", expected_seq=2)
    text = by_file(PDF)
    assert GENUINE in text
    assert "by a decision of 1 October 2024" in text


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"code": ""}, "Type the code of the letter, or choose its file."),
        ({"code": "12 34"}, "A code has 16 digits"),
        ({"code": "z" * 16}, "A code has 16 digits"),
        ({"code": "' OR 1=1 --"}, "A code has 16 digits"),
    ],
)
def test_what_can_be_no_code_is_said_to_be_none(letter: IssuedLetter, sent: dict[str, str], words: str) -> None:
    text = Client().post("/letter-check", sent).content.decode()
    assert words in text
    assert UNKNOWN not in text


def test_nothing_else_is_told_kept_or_put_in_an_address(letter: IssuedLetter) -> None:
    person, case = letter.case.subject.kept, letter.case
    client = Client()
    before = AccessLog.objects.count()
    answer = client.post("/letter-check", {"code": letter.entry.hash[:16]})
    assert answer.status_code == 200, "the answer stands on the page: no redirect carries it"
    for secret in (person.name, case.reference, case.school.name, case.trust.name, "bar_notice", "Bar notice"):
        assert secret not in answer.content.decode()
    assert letter.entry.hash[:16] not in answer.content.decode()
    assert AccessLog.objects.count() == before
    assert client.get("/letter-check", {"code": letter.entry.hash[:16]}).content.decode().count(ISSUED) == 0


def test_whoever_guesses_is_stopped_and_whoever_holds_a_letter_is_not(letter: IssuedLetter, settings: Settings) -> None:
    code = letter.entry.hash[:16]
    client = Client()
    for _ in range(GUESSES.tries + 5):
        assert ISSUED in client.post("/letter-check", {"code": code}).content.decode(), "what is right costs nothing"
    for number in range(GUESSES.tries):
        assert UNKNOWN in client.post("/letter-check", {"code": f"{number:016x}"}).content.decode()
    for sent in ({"code": f"{99:016x}"}, {"code": code}, {"file": SimpleUploadedFile("letter.pdf", PDF)}):
        stopped = client.post("/letter-check", sent)
        assert stopped.status_code == 429
        assert "Wait five minutes" in stopped.content.decode()
        assert ISSUED not in stopped.content.decode()
    elsewhere = client.post("/letter-check", {"code": code}, REMOTE_ADDR="192.0.2.7")
    assert ISSUED in elsewhere.content.decode(), "nobody stops somebody else"


def test_a_real_letter_saved_again_or_changed_by_a_byte_is_another_file(letter: IssuedLetter) -> None:
    real = render(load_pack("oak").folder, letters()["oak/bar_notice"])
    own = IssuedLetter.objects.create(
        case=letter.case,
        entry=letter.case.entries.get(ref="e1"),
        letter="bar_notice",
        pdf=real,
        sha256=hashlib.sha256(real).hexdigest(),
        template_sha256="0" * 64,
        edition="2022-09",
        issued_at=NOW,
    )
    assert GENUINE in by_file(bytes(own.pdf))
    document, again = pdfium.PdfDocument(real), io.BytesIO()
    document.save(again)
    assert len(pdfium.PdfDocument(again.getvalue())) == len(document), "it reads the same"
    middle = len(real) // 2
    for other in (again.getvalue(), real[:middle] + bytes([real[middle] ^ 1]) + real[middle + 1 :], real + b"\n"):
        assert UNKNOWN in by_file(other)
