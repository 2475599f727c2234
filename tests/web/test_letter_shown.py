"""The letter beside the form: as it will read, what is missing left open; nothing is kept; faults at their place."""

import io
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest
from django.core.cache import cache
from pytest_django import Settings
from tests.acts import ARRANGED, WEIGHED, WORDS, on
from tests.visit import Visit
from tests.world import World

from fairgate.records.models import Case, DraftedAct, IssuedLetter, LedgerEntry, Person


@pytest.fixture
def oak(db: None, settings: Settings) -> World:
    made = World("oak")
    settings.FAIRGATE_CLOCK = lambda: made.now
    cache.clear()
    return made


@pytest.fixture
def case(oak: World) -> Case:
    return oak.case(oak.breach("e1", 3, "threat", serious="A threat."))


def fields(world: World, **more: Any) -> dict[str, Any]:
    until = on(world.today + timedelta(days=30), "until")
    return {"contact": "school_business_manager", **until, "reasons": WORDS, **ARRANGED, **WEIGHED, **more}


def head(world: World, case: Case) -> Visit:
    return Visit(world.client(world.staff("headteacher")), f"/cases/{case.reference}/steps/bar").open()


def shown(visit: Visit, **said: Any) -> str:
    """What the script of the page is answered."""
    answer = visit.client.post(f"{visit.address}/letter", {**visit.page.hidden, **said})
    visit.answer = answer
    return "" if "pdf" in answer.headers["Content-Type"] else " ".join(answer.content.decode().split())


def test_fixed_words_stand_there_before_anything_is_written(oak: World, case: Case) -> None:
    said = shown(head(oak, case))
    assert "you must not come onto the school premises named below" in said
    assert '<mark class="fg-free">[The reasons]</mark>' in said
    assert '<mark class="fg-free">[a day that you give]</mark>' in said
    assert "questions still to be answered" in said
    assert "too few to be measured" in said
    assert "<strong>Date</strong><br>" in said, "lines end where the letter's do"


def test_what_is_typed_stands_in_it_marked_and_measured_and_nothing_is_kept(oak: World, case: Case) -> None:
    visit = head(oak, case)
    kept = [model.objects.count() for model in (LedgerEntry, IssuedLetter, DraftedAct)]
    typed = "You always shouted at the <b>clerk</b> on Monday. She asked you to stop; you did not. She shut the door."
    said = shown(visit, **fields(oak, reasons=typed))
    assert '<mark class="fg-free">You always shouted at the &lt;b&gt;clerk&lt;/b&gt; on Monday.' in said
    assert "reading age about" in said
    assert "“always”: one exception makes it untrue" in said
    assert "still to be answered" not in said
    assert [model.objects.count() for model in (LedgerEntry, IssuedLetter, DraftedAct)] == kept
    assert typed[:20] not in str(dict(visit.client.session))


def test_without_a_script_the_button_shows_it_on_the_page(oak: World, case: Case) -> None:
    visit = head(oak, case).send("show", **fields(oak))
    assert visit.page.boxes["reasons"].strip() == WORDS.strip().replace("\r\n", "\n")
    assert "you must not come onto the school premises named below" in visit.words
    assert "Still to be answered" not in visit.words
    assert case.entries.count() == 1


def test_the_sheets_are_drafts(oak: World, case: Case) -> None:
    visit = head(oak, case)
    shown(visit, **fields(oak), **{"as": "pdf"})
    assert visit.answer.headers["Content-Type"] == "application/pdf"
    pages = pypdfium2.PdfDocument(io.BytesIO(visit.answer.content))
    assert all("DRAFT: not issued" in page.get_textpage().get_text_range() for page in pages)
    assert "cannot be printed yet" in shown(visit, **fields(oak, reasons=""), **{"as": "pdf"})


@pytest.mark.parametrize("stage", ["check", "letter"])
def test_every_fault_is_told_at_its_own_question(oak: World, case: Case, stage: str) -> None:
    visit = head(oak, case)
    wrong = fields(oak, reasons="He said 🙂 to me.", meetings="By post \U00013080.", exceptions="x" * 450)
    said = shown(visit, **wrong) if stage == "letter" else visit.send("check", **wrong).answer.content.decode()
    assert "SLIGHTLY SMILING FACE, U+1F642), after “He said ”, character number 9" in said
    assert 'href="#id_reasons"' in said
    assert 'href="#id_meetings"' in said
    assert 'href="#id_exceptions"' in said
    assert "so there are 50 too many" in said
    assert case.entries.count() == 1
    if stage == "check":
        assert 'id="id_reasons-error"' in said


def test_what_the_record_says_is_told_as_the_records(oak: World, case: Case) -> None:
    Person.objects.filter(pk=case.subject_id).update(name="محمد Ashworth")
    visit = head(oak, case).send("check", **fields(oak))
    assert "The person's name: the character 'م' (ARABIC LETTER MEEM" in visit.words
    assert f'href="/people/{case.subject_id}"' in visit.answer.content.decode()


def test_five_thousand_characters_are_told_by_how_many_they_are_too_many(oak: World, case: Case) -> None:
    said = shown(head(oak, case), **fields(oak, reasons="word " * 1000))
    assert "there are 5000 now" in said
    assert "1000 too many" in said


def test_it_is_shown_so_often_and_no_more(oak: World, case: Case) -> None:
    visit = head(oak, case)
    for _ in range(15):
        cache_free = shown(visit)
    assert "must not come onto" in cache_free
    assert "in half a minute" in shown(visit)
    assert visit.answer.status_code == 429
