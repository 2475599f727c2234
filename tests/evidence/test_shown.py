"""What of the evidence is shown to whom: safe copies with what is masked covered, and nothing of what is held."""

import io
from collections.abc import Callable

import pytest
from PIL import Image
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

from fairgate.actions.acting import Act
from fairgate.actions.evidence import Upload, add_evidence, redact_evidence
from fairgate.actions.evidence_mask import Passage, mask_evidence, unmask_evidence
from fairgate.delivery.evidence.store import Store, new_key
from fairgate.engine.acts.evidence import Basis
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.entry import Actor
from fairgate.engine.words import Setting
from fairgate.queries.evidence import (
    NotShown,
    Shown,
    evidence_of,
    open_original,
    open_page,
    open_sound,
    open_text,
)
from fairgate.queries.reader import Reader
from fairgate.queries.timeline import FileLine, timeline
from fairgate.records.door import Hidden, offices_of
from fairgate.records.models import AccessKind, AccessLog, Evidence, Scan, User
from fairgate.records.standing import standing
from tests.evidence import files
from tests.house import NOW, TODAY, House, add, breach


class Desk:
    def __init__(self, house: House) -> None:
        self.house = house
        self.head = house.user("headteacher", house.prestfield)
        self.teacher = house.user("class_teacher", house.prestfield)
        self.case = house.case()
        add(self.case, breach("e1"), seq=0)
        dangerous = BreachRecorded(
            ref="e2",
            on=TODAY,
            by=Actor("headteacher", "x"),
            clauses=("threat",),
            setting=Setting.PREMISES,
            safeguarding=True,
        )
        add(self.case, dangerous, seq=1)

    def act(self) -> Act:
        return Act(self.case.reference, self.head, NOW, f"key-{new_key()}", self.case.entries.count())

    def hand_in(self, body: bytes, name: str, **fields: object) -> Evidence:
        return Evidence.objects.get(entry=add_evidence(self.act(), Upload(io.BytesIO(body), name), **fields))

    def mask(self, item: Evidence, **where: object) -> str:
        return mask_evidence(self.act(), of=item.entry.ref, passage=Passage(**where), reasons="another child").ref

    def reader(self, user: User) -> Reader:
        return Reader.of(user, offices_of(user, self.case.school, TODAY), standing(self.case, TODAY).code)

    def shown(self, user: User | None = None) -> tuple[Shown, ...]:
        return evidence_of(standing(self.case, TODAY), self.reader(user or self.head))


@pytest.fixture
def desk(house: House, store: Store, looked_at_here: None) -> Desk:
    return Desk(house)


@pytest.fixture
def whole_desk(house: House, store: Store) -> Desk:
    """One at which the sealed process looks at each file, as it does when Fairgate runs."""
    return Desk(house)


@pytest.mark.parametrize(
    ("body", "name", "shown_as", "pages", "why_not"),
    [
        (files.picture(), "a.jpg", "pictures", 1, ""),
        (files.pdf(2), "a.pdf", "pictures", 2, ""),
        (files.eml(), "a.eml", "text", 0, ""),
        (files.wav(), "a.wav", "sound", 0, ""),
        (files.docx(), "a.docx", "", 0, "It is not shown here; it can be saved and opened on your own computer."),
        (b"Hello", "a.txt", "", 0, "It is not shown here; it can be saved and opened on your own computer."),
    ],
)
def test_each_kind_is_shown_in_its_way(
    desk: Desk, body: bytes, name: str, shown_as: str, pages: int, why_not: str
) -> None:
    item = desk.hand_in(body, name, text="what it shows", about=("e1",))
    (one,) = desk.shown()
    assert (one.shown_as, one.pages, one.why_not) == (shown_as, pages, why_not)
    assert (one.number, one.ref, one.given_name, one.text, one.about) == (item.pk, "e3", name, "what it shows", ("e1",))
    assert one.by == desk.head.name
    assert one.notes == ("It was not scanned for viruses: no scanner is set up here.",)
    original = open_original(desk.head, item.pk, now=NOW)
    assert original.path.read_bytes() == body
    assert (original.media_type, original.name) == (item.media_type, name)


def test_a_covered_page_is_handed_out_covered_until_the_mask_is_lifted(whole_desk: Desk) -> None:
    item = whole_desk.hand_in(files.pdf(2), "a.pdf")

    def colour(page: int) -> tuple[int, ...]:
        shown = open_page(whole_desk.teacher, item.pk, page, now=NOW)
        assert shown.media_type == "image/jpeg"
        return Image.open(shown.path).getpixel((300, 400))

    assert colour(1)[0] > 240
    ref = whole_desk.mask(item, page=1, box=(0, 0, 10_000, 10_000))
    assert colour(1)[0] < 15
    assert colour(2)[0] > 240
    unmask_evidence(whole_desk.act(), of=ref, reasons="it matters")
    assert colour(1)[0] > 240


def test_covered_words_are_handed_out_covered(desk: Desk) -> None:
    item = desk.hand_in(files.eml(b"My son Tom saw it"), "a.eml")
    plain = open_text(desk.teacher, item.pk, now=NOW)
    at = plain.index("Tom")
    desk.mask(item, span=(at, at + 3))
    assert open_text(desk.teacher, item.pk, now=NOW) == plain.replace("Tom", "███")


def test_the_original_of_what_is_masked_is_for_those_who_may_lift_the_mask(desk: Desk) -> None:
    item = desk.hand_in(files.picture(), "a.jpg")
    assert open_original(desk.teacher, item.pk, now=NOW).name == "a.jpg"
    desk.mask(item, page=1, box=(0, 0, 10, 10))
    with pytest.raises(NotShown, match="only for those who may lift the mask"):
        open_original(desk.teacher, item.pk, now=NOW)
    assert open_original(desk.head, item.pk, now=NOW).name == "a.jpg"


def test_what_bears_on_safeguarding_is_for_those_who_read_that(desk: Desk) -> None:
    item = desk.hand_in(files.picture(), "Tom's arm.jpg", about=("e2",), text="Tom's arm")
    desk.mask(item, page=1, box=(0, 0, 10, 10))
    (one,) = desk.shown(desk.teacher)
    assert (one.shown_as, one.pages, one.text, one.given_name, one.notes) == ("", 0, "", "", ())
    assert "marked safeguarding" in one.why_not
    for attempt in (open_original, lambda *a, **k: open_page(a[0], a[1], 1, **k)):
        with pytest.raises(NotShown, match="marked safeguarding"):
            attempt(desk.teacher, item.pk, now=NOW)
        attempt(desk.head, item.pk, now=NOW)
    stands = standing(desk.case, TODAY)
    rows = {row.ref: row for row in desk.case.entries.all()}
    said = {"e3": FileLine(item.pk, item.text)}
    for user, restricted in ((desk.teacher, True), (desk.head, False)):
        lines = {line.ref: line for line in timeline(stands, rows, {}, desk.reader(user), said)}
        assert lines["e3"].restricted is lines["e4"].restricted is restricted
        assert any("arm" in words.text for words in lines["e3"].words) is not restricted
        assert any("another child" in words.text for words in lines["e4"].words) is not restricted


def test_control_what_bears_on_nothing_of_the_sort_is_shown_to_the_teacher(desk: Desk) -> None:
    item = desk.hand_in(files.picture(), "a.jpg", about=("e1",))
    assert desk.shown(desk.teacher)[0].shown_as == "pictures"
    assert open_page(desk.teacher, item.pk, 1, now=NOW).name == "picture-e3-1.jpg"


def test_what_is_held_is_kept_and_shown_to_nobody(desk: Desk, settings: Settings, store: Store) -> None:
    settings.FAIRGATE_CLAMAV = "127.0.0.1:1"
    item = desk.hand_in(files.picture(), "a.jpg")
    (one,) = desk.shown()
    assert one.scan == Scan.HELD
    assert (one.shown_as, one.pages) == ("", 0)
    assert "has not been scanned yet" in one.why_not
    for attempt in (open_original, open_sound, open_text, lambda *a, **k: open_page(a[0], a[1], 1, **k)):
        with pytest.raises(NotShown, match="has not been scanned yet"):
            attempt(desk.head, item.pk, now=NOW)
    assert store.is_whole(item.sha256, item.key)
    Evidence.objects.update(scan=Scan.CLEAN)
    assert desk.shown()[0].shown_as == "pictures"


def test_what_was_removed_leaves_its_marker(
    desk: Desk, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    item = desk.hand_in(files.picture(), "Jo.jpg")
    with django_capture_on_commit_callbacks(execute=True):
        redact_evidence(desk.act(), of="e3", basis=Basis.NOT_NEEDED, reasons="another family")
    (one,) = desk.shown()
    assert (one.name, one.given_name, one.shown_as, one.removed_on) == ("Picture e3", "", "", TODAY)
    assert one.why_not == "It was removed for good; nothing of it is left."
    with pytest.raises(NotShown, match="removed for good"):
        open_original(desk.head, item.pk, now=NOW)


def test_only_a_recording_is_played_and_only_what_is_there_is_shown(desk: Desk) -> None:
    sound, text = desk.hand_in(files.mp3(), "a.mp3"), desk.hand_in(b"Hello", "a.txt")
    assert open_sound(desk.teacher, sound.pk, now=NOW).media_type == "audio/mpeg"
    for attempt in (open_sound, open_text, lambda *a, **k: open_page(a[0], a[1], 1, **k)):
        with pytest.raises(NotShown, match="It "):
            attempt(desk.teacher, text.pk, now=NOW)


OPENED: list[Callable] = [open_original, open_text, open_sound, lambda *a, **k: open_page(a[0], a[1], 1, **k)]


@pytest.mark.parametrize("attempt", OPENED, ids=["original", "text", "sound", "page"])
def test_evidence_of_others_answers_as_what_does_not_exist(desk: Desk, attempt: Callable) -> None:
    item = desk.hand_in(files.picture(), "a.jpg")
    strangers = [
        desk.house.user("headteacher", desk.house.hollins),
        desk.house.user("headteacher", desk.house.carn),
        desk.house.user("reception", desk.house.prestfield),
        desk.house.user(),
    ]
    for stranger in strangers:
        for number in (item.pk, item.pk + 1_000):
            with pytest.raises(Hidden, match="there is no such evidence"):
                attempt(stranger, number, now=NOW)
    noted = AccessLog.objects.filter(kind=AccessKind.EVIDENCE)
    assert noted.count() == 8
    assert not noted.filter(opened=True).exists()


def test_a_long_list_takes_no_more_queries(desk: Desk, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    for number in range(3):
        desk.hand_in(b"note %d" % number, f"{number}.txt")
    stands, reader = standing(desk.case, TODAY), desk.reader(desk.head)
    with django_assert_num_queries(1):
        assert len(evidence_of(stands, reader)) == 3
