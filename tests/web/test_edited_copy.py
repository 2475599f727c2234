"""A letter edited outside: handed in by one, read against the law's list and approved by another, then served."""

import hashlib
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from pytest_django import Settings
from tests.acts import ARRANGED, WEIGHED, WORDS, on
from tests.evidence.test_sheets import sheet
from tests.visit import Visit
from tests.world import World

from fairgate.actions.acting import NotAllowed
from fairgate.actions.edited_copy import CopyMoved, Doing, approve, statements
from fairgate.actions.sending import CannotSend, _issued
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.entry import Actor
from fairgate.engine.words import Method
from fairgate.queries.edited_copy import edited_copy
from fairgate.records.models import Case, EditedCopy, Holding, IssuedLetter, LetterEdition, LetterReplaced
from fairgate.records.proof import by_bytes, by_code, printed_by
from fairgate.records.verify import verify

HEAD, SECOND = "headteacher", "second"


@pytest.fixture
def world(db: None, settings: Settings) -> World:
    made = World("oak")
    settings.FAIRGATE_CLOCK = lambda: made.now
    made.hold(made.staff(SECOND), HEAD)
    return made


@pytest.fixture
def case(world: World) -> Case:
    """A bar that the head imposed, whose letter has not left."""
    made = world.case(world.breach("e1", 3, "threat", serious="A threat."))
    said: dict[str, Any] = {"contact": "school_business_manager", "reasons": WORDS, **ARRANGED, **WEIGHED}
    said |= on(world.today.replace(month=11), "until")
    visit = Visit(world.client(world.staff(HEAD)), f"/cases/{made.reference}/steps/bar").open()
    visit.send("check", **said).send("confirm")
    assert IssuedLetter.objects.count() == 1, visit.words
    return made


def edited(more: bytes = b"\n% edited outside\n") -> bytes:
    """The letter as it came back: the bytes are others, the sheets are as good."""
    return bytes(IssuedLetter.objects.get().pdf) + more


def at(world: World, case: Case, office: str) -> Visit:
    address = f"/cases/{case.reference}/letters/{IssuedLetter.objects.get().pk}/edited"
    return Visit(world.client(world.staff(office)), address).open()


def handed_in(world: World, case: Case, body: bytes, office: str = HEAD) -> Visit:
    visit = at(world, case, office)
    file = SimpleUploadedFile("letter.pdf", body, "application/pdf")
    return visit.send("hand_in", copy=file)


def all_ticked(visit: Visit) -> dict[str, str]:
    asked = visit.answer.context["listed"]
    assert len(asked) > 15, "the control: the list is the law's"
    return {f"states_{number}": "on" for number in range(len(asked))}


def test_it_is_handed_in_by_one_and_approved_by_another_and_then_it_is_what_is_served(world: World, case: Case) -> None:
    letter, body = IssuedLetter.objects.get(), edited()
    assert (
        "Use a copy edited outside"
        in world.client(world.staff(HEAD)).get(f"/cases/{case.reference}/letters/{letter.pk}").content.decode()
    )
    visit = handed_in(world, case, body)
    assert visit.answer.status_code == 302, visit.words
    own = at(world, case, HEAD)
    assert f"Nobody approves what they handed in themselves. Ask {world.staff(SECOND).name}" in own.words
    assert not LetterReplaced.objects.exists()
    assert by_bytes(hashlib.sha256(body).hexdigest()) is None

    other = at(world, case, SECOND)
    assert other.client.get(f"{other.address}/pdf").content == body
    for words in ("To whom representations are made", "The paragraphs of the code", "What it does, in careful words"):
        assert words in other.words
    other.send("approve", **all_ticked(other))
    assert other.answer.status_code == 302, other.words
    row = LetterReplaced.objects.get()
    assert (row.by, row.approved_by, row.approved_in) == (world.staff(HEAD), world.staff(SECOND), HEAD)
    assert "law.md 9" in row.stated
    assert not EditedCopy.objects.exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        LetterReplaced.objects.update(stated="")

    letter.refresh_from_db()
    assert hashlib.sha256(bytes(letter.pdf)).hexdigest() == letter.sha256, "the letter stays as it was issued"
    assert _issued(letter, "")[0] == body
    with pytest.raises(CannotSend, match="this edition says what stood there before"):
        _issued(letter, "large")
    first, copy = by_bytes(letter.sha256), by_bytes(hashlib.sha256(body).hexdigest())
    assert first
    assert copy
    assert (first.replaced_on, first.by_copy, copy.replaced_on) == (world.today, True, None)
    assert by_code(letter.entry.hash[:16]) is not None
    told = {one.sha256: one.proof.replaced_on for one in printed_by(world.trust)}
    assert (told[letter.sha256], told[hashlib.sha256(body).hexdigest()]) == (world.today, None)
    page = " ".join(other.client.get(f"/cases/{case.reference}/letters/{letter.pk}").content.decode().split())
    assert "A copy edited outside is served in its place" in page
    assert other.client.get(f"/cases/{case.reference}/letters/{letter.pk}/pdf/edited").content == body
    said = other.client.post("/letter-check", {"file": SimpleUploadedFile("a.pdf", bytes(letter.pdf))}).content.decode()
    assert "by an edited copy of the same letter" in said
    assert verify().fault is None
    assert "has taken the place of this letter already" in at(world, case, HEAD).words


def test_who_handed_it_in_does_not_approve_it_and_nothing_is_left_out(world: World, case: Case) -> None:
    handed_in(world, case, edited())
    letter, copy = IssuedLetter.objects.get(), EditedCopy.objects.get()
    found = edited_copy(world.staff(SECOND), case.reference, letter.pk, now=world.now).found
    listed = [str(one) for one in statements(found)]

    def act(office: str) -> Doing:
        return Doing(case.reference, letter.pk, world.staff(office), world.now)

    with pytest.raises(NotAllowed, match="Nobody approves what they handed in"):
        approve(act(HEAD), signed=copy.sha256, found_in_it=listed)
    with pytest.raises(NotAllowed, match="Not everything that the letter must state"):
        approve(act(SECOND), signed=copy.sha256, found_in_it=listed[1:])
    with pytest.raises(NotAllowed, match=r"Only .*Headteacher.* may say what this letter says"):
        approve(act("class_teacher"), signed=copy.sha256, found_in_it=listed)
    with pytest.raises(CopyMoved):
        approve(act(SECOND), signed="0" * 64, found_in_it=listed)
    assert not LetterReplaced.objects.exists()
    page = at(world, case, SECOND)
    ticks = all_ticked(page)
    ticks.popitem()
    page.send("approve", **ticks)
    assert "Not ticked:" in page.words
    assert not LetterReplaced.objects.exists()
    assert approve(act(SECOND), signed=copy.sha256, found_in_it=listed), "the control"


def test_a_case_that_moved_on_and_a_letter_that_left_take_no_copy(world: World, case: Case) -> None:
    handed_in(world, case, edited())
    letter, copy = IssuedLetter.objects.get(), EditedCopy.objects.get()
    world.add(case, world.breach(f"e{case.entries.count() + 1}", 1, "threat"))
    page = at(world, case, SECOND)
    assert "The case has moved on since this copy was handed in" in page.words
    assert "Approve it" not in page.words
    doing = Doing(case.reference, letter.pk, world.staff(SECOND), world.now)
    found = edited_copy(world.staff(SECOND), case.reference, letter.pk, now=world.now).found
    with pytest.raises(NotAllowed, match="moved on"):
        approve(doing, signed=copy.sha256, found_in_it=[str(one) for one in statements(found)])
    served = LetterServed(
        ref=f"e{case.entries.count() + 1}",
        on=world.today,
        by=Actor(HEAD, "user 0"),
        of=letter.entry.ref,
        method=Method.HAND,
        deemed_on=world.today,
    )
    world.add(case, served)
    assert "The letter has been served, or waits to be sent" in at(world, case, SECOND).words
    assert not LetterEdition.objects.filter(kind="edited").exists()


SCRIPT = b"9 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj\n"


@pytest.mark.one_database
def test_what_is_no_letter_is_not_kept_and_each_fault_is_told_with_its_place(world: World, case: Case) -> None:
    for body, said in (
        (sheet((5, 150, 3, 3)), "Page 1: something stands in the left margin (15 mm), which must be empty"),
        (sheet(), "Page 1 is addressed otherwise than the letter that was issued"),
        (sheet(), "These fonts are not in the file"),
        (edited(b"\n" + SCRIPT), "There is a script in the file"),
        (edited(b"\n" + SCRIPT.replace(b"JavaScript", b"J#61vaScript").replace(b"/JS ", b"/J#53 ")), "is a script"),
        (
            edited(b"\n9 0 obj << /Type /ObjStm /N 1 >>\nstream\nxx\nendstream endobj"),
            "packed so that it cannot be seen",
        ),
        (b"%PDF-1.7 broken", "This PDF is broken"),
        (b"\x89PNG\r\n\x1a\n", "its content is a PNG picture"),
    ):
        visit = handed_in(world, case, body)
        assert said in visit.words, visit.words
        assert visit.answer.status_code == 200
        assert not EditedCopy.objects.exists()
    handed_in(world, case, edited())
    assert EditedCopy.objects.exists(), "the control"


@pytest.mark.one_database
def test_another_trust_finds_nothing_and_nobody_else_is_said(world: World, case: Case) -> None:
    handed_in(world, case, edited())
    letter = IssuedLetter.objects.get()
    stranger = World("aspire")
    for page in ("", "/pdf"):
        address = f"/cases/{case.reference}/letters/{letter.pk}/edited{page}"
        assert stranger.client(stranger.staff(HEAD)).get(address).status_code == 404
    Holding.objects.filter(user=world.staff(SECOND)).delete()
    assert "Nobody else at the school may at present" in at(world, case, HEAD).words
    visit = at(world, case, HEAD)
    visit.send("withdraw", signed=EditedCopy.objects.get().sha256)
    assert not EditedCopy.objects.exists()
