"""Evidence in a case: taken in once, masked, removed for good; the ledger of it verifies to the end."""

import hashlib
import io
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from fairgate.actions import evidence
from fairgate.actions.acting import Act, NotAllowed
from fairgate.actions.evidence import Upload, add_evidence, check_redaction, redact_evidence
from fairgate.actions.evidence_mask import Passage, check_mask, check_unmasking, mask_evidence, unmask_evidence
from fairgate.actions.evidence_upkeep import Scanned, scan_again, tidy
from fairgate.delivery.evidence.refused import EvidenceRefused, FileInfected
from fairgate.delivery.evidence.store import Store, new_key
from fairgate.engine.acts.evidence import Basis
from fairgate.records.append import LedgerMoved
from fairgate.records.chain import said_hash
from fairgate.records.door import Hidden
from fairgate.records.models import AccessLog, Case, Evidence, InfectedFile, LedgerEntry, Scan, User
from fairgate.records.standing import standing
from fairgate.records.verify import verify
from tests.evidence import files
from tests.evidence.fake_clamd import VIRUS, fake_clamd
from tests.evidence.files import attached, eml_with
from tests.house import NOW, House, add, breach

WORDS = b"Content-Type: text/plain\r\n\r\nTom saw it"
PHOTO = files.picture()


class Untouched(io.BytesIO):
    """A stream of which no byte may be asked."""

    def read(self, *_: object) -> bytes:
        pytest.fail("it was read")


class Desk:
    """A head, a case with one incident, and a way to act in it."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.head = house.user("headteacher", house.prestfield)
        self.case = house.case()
        add(self.case, breach("e1"), seq=0)

    def act(self, key: str = "", by: User | None = None) -> Act:
        seq = self.case.entries.count()
        return Act(self.case.reference, by or self.head, NOW, key or f"key-{new_key()}", seq)

    def hand_in(self, body: bytes = PHOTO, name: str = "Jo Penrose at the gate.jpg", **fields: object) -> Evidence:
        row = add_evidence(self.act(), Upload(io.BytesIO(body), name), **fields)
        return Evidence.objects.get(entry=row)


@pytest.fixture
def desk(house: House, store: Store, looked_at_here: None) -> Desk:
    return Desk(house)


@pytest.fixture
def whole_desk(house: House, store: Store) -> Desk:
    """One at which the sealed process looks at each file, as it does when Fairgate runs."""
    return Desk(house)


@pytest.fixture
def committed(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Callable[[], object]:
    """What is done once the entry stands, done at the end of the block."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_file_is_kept_byte_for_byte_with_its_hash_in_the_ledger(whole_desk: Desk, store: Store) -> None:
    item = whole_desk.hand_in(about=("e1",), text="The yard at 8.40")
    entry = standing(whole_desk.case, NOW.date()).entries[-1]
    assert entry.sha256 == hashlib.sha256(PHOTO).hexdigest()
    assert (entry.name, entry.media_type, entry.size) == ("Picture e2", "image/jpeg", len(PHOTO))
    assert (entry.about, item.text) == (("e1",), "The yard at 8.40")
    assert entry.said == said_hash(item.salt, "The yard at 8.40")
    assert store.path(item.sha256, item.key).read_bytes() == PHOTO
    assert store.path(item.sha256, item.key, "page-1.jpg").read_bytes()[:2] == b"\xff\xd8"
    assert (item.given_name, item.pages, item.scan) == ("Jo Penrose at the gate.jpg", 1, Scan.NO_SCANNER)
    assert verify(whole_desk.case.reference).intact


def test_no_name_of_anybody_is_in_the_ledger_or_in_the_store(desk: Desk, store: Store) -> None:
    desk.hand_in()
    assert "Penrose" not in "".join(desk.case.entries.values_list("payload", flat=True))
    assert not [path for path in store.root.rglob("*") if "enrose" in path.name]


def test_sent_twice_it_is_taken_once(desk: Desk, store: Store) -> None:
    act = desk.act("one-post")
    first = add_evidence(act, Upload(io.BytesIO(PHOTO), "a.jpg"))
    again = add_evidence(act, Upload(Untouched(), "a.jpg"))
    assert first == again
    assert Evidence.objects.count() == len(list(store.items())) == 1


def test_the_same_file_again_is_refused_and_nothing_of_it_is_left(desk: Desk, store: Store) -> None:
    desk.hand_in()
    with pytest.raises(NotAllowed, match="in the case already: Picture e2"):
        desk.hand_in(name="other.jpg")
    assert len(list(store.items())) == 1


def test_files_that_come_in_while_others_act_are_taken(desk: Desk) -> None:
    act = desk.act()
    desk.hand_in()
    row = add_evidence(replace(act, operation_key="two"), Upload(io.BytesIO(files.picture("PNG")), "b.png"))
    assert row.seq == 3


def test_what_an_email_brought_is_evidence_of_its_own(whole_desk: Desk, store: Store) -> None:
    whole_desk.hand_in(files.picture("PNG"), "before.png")
    body = eml_with(
        WORDS,
        attached("gate.jpg", PHOTO),
        attached("again.jpg", PHOTO),
        attached("known.png", files.picture("PNG")),
        attached("note.txt", b"8.40"),
    )
    mail = whole_desk.hand_in(body, "complaint.eml", about=("e1",), text="Sent to the office")
    entries = standing(whole_desk.case, NOW.date()).entries[2:]
    said = dict(Evidence.objects.values_list("entry__ref", "text"))
    assert [(entry.name, entry.part_of, entry.about, said[entry.ref]) for entry in entries] == [
        ("E-mail e3", "", ("e1",), "Sent to the office"),
        ("Picture e4", "e3", ("e1",), ""),
        ("Text e5", "e3", ("e1",), ""),
    ]
    assert "“again.jpg”, which came in it, came in it more than once." in mail.notes
    assert "“known.png”, which came in it, is in the case already: Picture e2." in mail.notes
    assert len(list(store.items())) == 4
    assert {row.operation_key for row in whole_desk.case.entries.filter(seq__gt=2)} == {mail.entry.operation_key}


def test_who_may_not_see_the_case_hands_nothing_in(desk: Desk, store: Store) -> None:
    stranger = desk.house.user("headteacher", desk.house.carn)
    with pytest.raises(Hidden):
        add_evidence(desk.act(by=stranger), Upload(Untouched(), "a.jpg"))
    reception = desk.house.user("reception", desk.house.prestfield)
    with pytest.raises(Hidden):
        add_evidence(desk.act(by=reception), Upload(Untouched(), "a.jpg"))


def test_what_is_refused_leaves_no_trace(desk: Desk, store: Store) -> None:
    with pytest.raises(EvidenceRefused, match=r"ends in “\.pdf”"):
        desk.hand_in(PHOTO, "a.pdf")
    with pytest.raises(NotAllowed, match="no breach or step called 'e9'"):
        desk.hand_in(about=("e9",))
    assert desk.case.entries.count() == 1
    assert list(store.items()) == []


@pytest.mark.django_db
def test_a_failure_after_the_file_was_kept_takes_it_away_again(
    desk: Desk, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "_recorded", lambda *_: (_ for _ in ()).throw(OSError("the disk is full")))
    with pytest.raises(OSError, match="the disk is full"):
        desk.hand_in()
    assert desk.case.entries.count() == 1
    assert list(store.items()) == []


def test_an_infected_file_is_refused_and_noted(desk: Desk, store: Store, settings: Settings) -> None:
    with fake_clamd() as (settings.FAIRGATE_CLAMAV, _), pytest.raises(FileInfected):
        desk.hand_in(VIRUS, "Jo.txt")
    noted = InfectedFile.objects.get()
    assert (noted.case, noted.by, noted.at, noted.found) == (desk.case, desk.head, NOW, "Test.Eicar")
    assert noted.sha256 == hashlib.sha256(VIRUS).hexdigest()
    assert desk.case.entries.count() == 1
    assert list(store.items()) == []


def test_what_is_held_is_scanned_when_the_scanner_is_back(
    desk: Desk, store: Store, settings: Settings, committed: Callable
) -> None:
    settings.FAIRGATE_CLAMAV = "127.0.0.1:1"
    clean, infected = desk.hand_in(), desk.hand_in(b"Hello " + VIRUS, "a.txt")
    assert {clean.scan, infected.scan} == {Scan.HELD}
    assert scan_again(now=NOW) == Scanned(clean=0, infected=0, held=2)
    with fake_clamd() as (settings.FAIRGATE_CLAMAV, _), committed():
        assert scan_again(now=NOW) == Scanned(clean=1, infected=1, held=0)
        assert scan_again(now=NOW) == Scanned(clean=0, infected=0, held=0)
    clean.refresh_from_db()
    infected.refresh_from_db()
    assert (clean.scan, clean.scanned_at, infected.scan) == (Scan.CLEAN, NOW, Scan.INFECTED)
    assert list(store.items()) == [(clean.sha256, clean.key)]
    assert InfectedFile.objects.get().sha256 == infected.sha256
    assert verify(desk.case.reference).intact


def test_a_passage_is_masked_and_shown_again(desk: Desk) -> None:
    item = desk.hand_in()
    passage = Passage(page=1, box=(0, 0, 5_000, 10_000))
    (would,) = check_mask(desk.act(), of=item.entry.ref, passage=passage, reasons="another child")
    mask = mask_evidence(desk.act(), of=item.entry.ref, passage=passage, reasons="another child")
    assert (would.of, mask.ref, mask.by_user) == ("e2", "e3", desk.head)
    held = standing(desk.case, NOW.date()).folded.evidence["e2"]
    assert [(one.box, one.page) for one in held.masked] == [((0, 0, 5_000, 10_000), 1)]
    (would,) = check_unmasking(desk.act(), of="e3", reasons="it is the subject")
    assert would.of == "e3"
    unmask_evidence(desk.act(), of="e3", reasons="it is the subject")
    assert standing(desk.case, NOW.date()).folded.evidence["e2"].masked == []
    assert verify(desk.case.reference).intact


def test_a_mask_lies_on_what_is_there(desk: Desk) -> None:
    item = desk.hand_in(files.pdf(2), "a.pdf")
    mail = desk.hand_in(files.eml(), "a.eml")
    cases = [
        (item, Passage(page=3, box=(0, 0, 1, 1)), "has 2 pages, and no page 3"),
        (mail, Passage(span=(0, 10_000)), "ends before character 10,000"),
        (mail, Passage(page=1, box=(0, 0, 1, 1)), "a passage of its text"),
    ]
    for one, passage, says in cases:
        for attempt in (mask_evidence, check_mask):
            with pytest.raises(NotAllowed, match=says):
                attempt(desk.act(), of=one.entry.ref, passage=passage, reasons="another child")
    with pytest.raises(NotAllowed, match="no evidence called 'e9'"):
        mask_evidence(desk.act(), of="e9", passage=Passage(page=1, box=(0, 0, 1, 1)), reasons="x")


def test_a_mask_is_not_made_on_what_has_moved_on(desk: Desk) -> None:
    item = desk.hand_in()
    act = desk.act()
    desk.hand_in(files.picture("PNG"), "b.png")
    with pytest.raises(LedgerMoved):
        mask_evidence(act, of=item.entry.ref, passage=Passage(page=1, box=(0, 0, 1, 1)), reasons="x")


def test_a_removal_deletes_every_byte_and_leaves_a_chain_that_verifies(
    desk: Desk, store: Store, committed: Callable
) -> None:
    item = desk.hand_in()
    other = desk.hand_in(files.picture("PNG"), "b.png")
    head = verify(desk.case.reference).head
    (would,) = check_redaction(desk.act(), of="e2", basis=Basis.NOT_NEEDED, reasons="another family")
    assert would.of == "e2"
    assert store.is_whole(item.sha256, item.key)
    with committed():
        row = redact_evidence(desk.act(), of="e2", basis=Basis.NOT_NEEDED, reasons="another family")
    assert list(store.items()) == [(other.sha256, other.key)]
    secret = hashlib.sha256(PHOTO).hexdigest()
    assert not [path for path in store.root.rglob("*") if secret in str(path)]
    item.refresh_from_db()
    assert (item.given_name, item.notes) == ("", "")
    assert (row.by_user, row.type) == (desk.head, "evidence_redacted")
    verdict = verify(desk.case.reference)
    assert verdict.intact
    assert verdict.entries == 4
    assert verdict.head != head
    with pytest.raises(NotAllowed, match="Picture e2 was removed"):
        redact_evidence(desk.act(), of="e2", basis=Basis.NOT_NEEDED, reasons="again")


def test_a_removal_that_the_code_refuses_removes_nothing(desk: Desk, store: Store, committed: Callable) -> None:
    item = desk.hand_in()
    teacher = desk.house.user("class_teacher", desk.house.prestfield)
    with committed(), pytest.raises(NotAllowed, match="may have evidence removed"):
        redact_evidence(desk.act(by=teacher), of="e2", basis=Basis.NOT_NEEDED, reasons="x")
    assert store.is_whole(item.sha256, item.key)
    item.refresh_from_db()
    assert item.given_name


def test_an_attachment_goes_after_the_email_that_brought_it(desk: Desk, store: Store, committed: Callable) -> None:
    desk.hand_in(eml_with(WORDS, attached("gate.jpg", PHOTO)), "complaint.eml")
    with pytest.raises(NotAllowed, match="came in E-mail e2, which still holds it"):
        redact_evidence(desk.act(), of="e3", basis=Basis.NOT_NEEDED, reasons="x")
    for ref in ("e2", "e3"):
        with committed():
            redact_evidence(desk.act(), of=ref, basis=Basis.NOT_NEEDED, reasons="x")
    assert list(store.items()) == []
    assert not [row for row in Evidence.objects.all() if row.given_name or row.notes]


def test_what_a_power_cut_left_behind_is_tidied_away(desk: Desk, store: Store) -> None:
    kept, redacted = desk.hand_in(), desk.hand_in(files.picture("PNG"), "b.png")
    redact_evidence(desk.act(), of=redacted.entry.ref, basis=Basis.NOT_NEEDED, reasons="x")  # never committed here
    with store.received(io.BytesIO(b"orphan")) as (path, sha256, _):
        store.keep(sha256, new_key(), path, {})
    assert len(list(store.items())) == 3
    assert tidy(now=store.since(kept.sha256, kept.key)) == 1  # the orphan may still be on its way in
    assert tidy(now=store.since(kept.sha256, kept.key) + timedelta(days=2)) == 1
    assert list(store.items()) == [(kept.sha256, kept.key)]


def test_every_look_at_the_case_for_it_is_noted(desk: Desk) -> None:
    before = AccessLog.objects.count()
    desk.hand_in()
    assert AccessLog.objects.filter(asked=desk.case.reference).count() == before + 1


@pytest.mark.django_db(transaction=True)
def test_two_files_at_once_are_both_taken(house: House, store: Store, looked_at_here: None) -> None:
    import threading

    desk = Desk(house)
    done: list[object] = []

    def one(number: int) -> None:
        try:
            row = add_evidence(
                Act(desk.case.reference, desk.head, NOW, f"key-{number}", 1),
                Upload(io.BytesIO(b"note %d" % number), f"{number}.txt"),
            )
            done.append(row.seq)
        except BaseException as error:
            done.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done, key=str) == [2, 3, 4]
    assert Case.objects.get(pk=desk.case.pk).evidence.count() == 3
    assert verify(desk.case.reference).intact
    assert LedgerEntry.objects.filter(case=desk.case).count() == 4
