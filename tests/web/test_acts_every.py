"""What holds for every act that a page does: right, refused, wrong, twice, too late, somebody else's, never half."""

import json
import re
from uuid import uuid4

import pytest
from django.db import transaction
from pytest_django import Settings
from tests.acts import ACTS, KEPT, WORDS, Act
from tests.visit import Visit
from tests.world import World

from fairgate.engine.telling import sentence
from fairgate.records.models import Case, IssuedLetter, LedgerEntry
from fairgate.records.standing import standing

REFUSABLE = [act for act in ACTS if act.other]
NOTE = "Nobody but the tests knows."
ONE_A_KIND = list({act.path.split("/")[0]: act for act in ACTS}.values())
"""For what hangs on the page and not on the act: one act of each page."""
HOSTILE = [
    {"operation": "1"},
    {"operation": ""},
    {"seen": ""},
    {"seen": "-1"},
    {"seen": "9" * 400},
    {"seen": "999"},
    {"seen": "\0"},
    {"operation": "\0" * 90},
    {"stage": "\0"},
    {"on-day": "9" * 300, "until-day": "\0", "reply_by-year": "99999"},
]


@pytest.fixture(params=ACTS, ids=str)
def act(request: pytest.FixtureRequest) -> Act:
    found: Act = request.param
    return found


@pytest.fixture
def world(db: None, act: Act, settings: Settings) -> World:
    made = World(act.pack)
    settings.FAIRGATE_CLOCK = lambda: made.now
    return made


@pytest.fixture
def case(world: World, act: Act) -> Case:
    return world.case(*act.ledger(world))


def at(world: World, act: Act, case: Case, office: str = "") -> Visit:
    client = world.client(world.staff(office or act.office))
    return Visit(client, f"/cases/{case.reference}/{act.path}")


def ledger(case: Case) -> list[str]:
    return list(case.entries.order_by("seq").values_list("type", flat=True))


def test_it_is_filled_in_checked_and_done(world: World, act: Act, case: Case) -> None:
    before = ledger(case)
    visit = at(world, act, case).open()
    assert visit.answer.status_code == 200
    visit.send("check", **act.fields)
    assert "Check before it is entered" in visit.words, visit.words
    assert ledger(case) == before, "checking writes nothing"
    assert not IssuedLetter.objects.exists()
    shown = visit.words
    visit.send("confirm")
    assert visit.answer.status_code == 302, visit.words
    assert visit.answer["Location"] == f"/cases/{case.reference}"
    assert ledger(case) == [*before, *act.entered]
    stands = standing(case, world.today)
    for entry in stands.entries[len(before) :]:
        told = sentence(stands.folded, entry)
        assert " ".join(told.split()) in shown, "the check page says what is then entered"
        assert entry.by.person.startswith(("user", "subject"))
    assert {row.by_user for row in case.entries.filter(seq__gt=len(before))} == {world.staff(act.office)}
    kept = json.loads(case.entries.get(seq=len(before) + 1).payload)
    assert kept[act.text] == KEPT, "byte for byte as it was typed"


def test_its_letter_is_issued_with_it(world: World, act: Act, case: Case) -> None:
    visit = at(world, act, case).open().send("check", **act.fields)
    assert ("is made and kept as it is issued" in visit.words) is bool(act.letter)
    visit.send("confirm")
    letters = list(IssuedLetter.objects.filter(case=case))
    made = act.letter or act.note
    assert [letter.letter for letter in letters] == ([made] if made else [])
    assert all(bytes(letter.pdf).startswith(b"%PDF") for letter in letters)
    shown = page_after(visit)
    assert ("The letter is issued" in shown) is bool(act.letter)
    assert ("send it to them" in shown) is bool(act.note)


def page_after(visit: Visit) -> str:
    """The case page, with what it says has been done."""
    return visit.client.get(visit.answer["Location"]).content.decode()


def test_change_brings_back_what_was_typed(world: World, act: Act, case: Case) -> None:
    visit = at(world, act, case).open().send("check", **act.fields).send("change")
    assert visit.answer.status_code == 200
    assert visit.page.boxes[act.text] == KEPT
    assert "There is a problem" not in visit.words
    assert visit.send("check", **act.fields).send("confirm").answer.status_code == 302


def test_wrong_input_comes_back_as_it_was_typed(world: World, act: Act, case: Case) -> None:
    before = ledger(case)
    visit = at(world, act, case).open()
    wrong = act.wrong or {**act.fields, act.text: WORDS * 200}
    for stage in ("check", "confirm"):
        visit.send(stage, **wrong)
        assert visit.answer.status_code == 200
        assert "There is a problem" in visit.words or "This cannot be done as it stands" in visit.words
        for name, value in wrong.items():
            if value == WORDS:
                assert visit.page.boxes[name] == KEPT
        assert re.search(r"<title>Error: ", visit.answer.content.decode())
    assert ledger(case) == before


def test_sent_twice_it_acts_once(world: World, act: Act, case: Case) -> None:
    visit = at(world, act, case).open().send("check", **act.fields)
    carried = visit.page.hidden
    first = visit.again(carried).answer
    entered, letters = ledger(case), IssuedLetter.objects.count()
    second = visit.again(carried).answer
    assert (first.status_code, second.status_code) == (302, 302)
    assert first["Location"] == second["Location"]
    assert (ledger(case), IssuedLetter.objects.count()) == (entered, letters)


def test_too_late_says_what_happened_and_loses_nothing(world: World, act: Act, case: Case) -> None:
    visit = at(world, act, case).open().send("check", **act.fields)
    carried = visit.page.hidden
    world.add(case, world.breach("meanwhile", 0, "threat", text=NOTE))
    entered = ledger(case)
    for stage in ("check", "confirm"):
        visit.page.hidden = carried
        visit.send(stage)
        assert visit.answer.status_code == 409
        assert "Somebody else acted first" in visit.words
        assert "Threatening" in visit.words, "it says what happened meanwhile"
        assert NOTE not in visit.words
    assert ledger(case) == entered
    assert not IssuedLetter.objects.exists()
    visit.send("change")
    assert visit.answer.status_code == 200
    assert visit.page.boxes[act.text] == KEPT
    assert visit.page.hidden["seen"] == [str(len(entered))]


@pytest.mark.parametrize("act", REFUSABLE, ids=str, indirect=True)
def test_another_office_is_told_why_not(world: World, act: Act, case: Case) -> None:
    before = ledger(case)
    visit = at(world, act, case, act.other).open()
    assert "This is not open to you now" in visit.words
    assert act.cites in visit.words
    assert "What would change it" in visit.words
    assert "stage" not in visit.answer.content.decode(), "there is no form to fill in for nothing"
    visit.page.hidden = {"operation": [str(uuid4())], "seen": [str(len(before))]}
    for stage in ("check", "confirm"):
        visit.send(stage, **act.fields)
        assert visit.answer.status_code == 200
        assert act.cites in visit.words or "Choose" in visit.words
        assert visit.page.boxes[act.text] == KEPT
    assert ledger(case) == before
    assert not IssuedLetter.objects.exists()


def test_others_find_no_such_page(world: World, act: Act, case: Case) -> None:
    elsewhere = World("aspire" if act.pack != "aspire" else "oak", "elsewhere")
    beside = World(act.pack, "beside")
    for user in (
        elsewhere.staff("ceo"),
        elsewhere.staff("headteacher"),
        beside.staff(act.office),
        world.staff("reception"),
    ):
        visit = Visit(world.client(user), f"/cases/{case.reference}/{act.path}")
        assert visit.open().answer.status_code == 404
        visit.page.hidden = {"operation": [str(uuid4())], "seen": ["1"]}
        assert visit.send("confirm", **act.fields).answer.status_code == 404
        assert "Penrose" not in visit.words
    assert Visit(world.client(world.staff(act.office)), f"/cases/ZZZZZZZZ/{act.path}").open().answer.status_code == 404


def test_what_no_browser_would_send_is_answered_in_words(world: World, act: Act, case: Case) -> None:
    before = ledger(case)
    visit = at(world, act, case).open()
    for hostile in HOSTILE:
        fields = {**act.fields, "stage": "confirm", **hostile}
        with transaction.atomic():
            answer = visit.client.post(visit.address, {**visit.page.hidden, **fields})
            done = answer.headers.get("Location") == f"/cases/{case.reference}"
            assert done or visit.client.get(answer.headers["Location"]).status_code in (200, 409), hostile
            assert done or ledger(case) == before, hostile
            transaction.set_rollback(True)  # the next is asked of the same case


@pytest.mark.parametrize("act", ONE_A_KIND, ids=str, indirect=True)
def test_an_address_that_leads_nowhere_is_not_found(world: World, act: Act, case: Case) -> None:
    if act.path in ("closing", "reopening"):
        return
    client = world.client(world.staff(act.office))
    kind = act.path.split("/")[0]
    for ref in ("nothing", "e99", "%00", "é", "x" * 300, "e1'--"):
        answer = client.get(f"/cases/{case.reference}/{kind}/{ref}")
        assert answer.status_code == 404, ref


@pytest.mark.parametrize("act", ONE_A_KIND, ids=str, indirect=True)
def test_only_asking_and_posting_are_answered(world: World, act: Act, case: Case) -> None:
    visit = at(world, act, case)
    assert visit.client.head(visit.address).status_code == 200
    assert visit.client.put(visit.address).status_code == 405
    assert visit.client.delete(visit.address).status_code == 405
    assert LedgerEntry.objects.count() == len(ledger(case))
