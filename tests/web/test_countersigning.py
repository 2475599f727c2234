"""The pages of an act that two people sign: drafted on the step's page, signed on its own, told on the case's."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings
from tests.acts import ARRANGED, KEPT, WEIGHED, WORDS, on
from tests.told import answered
from tests.visit import Visit
from tests.world import World

from fairgate.engine.acts.service import LetterServed
from fairgate.engine.acts.warning import IntentionNotified
from fairgate.engine.entry import Actor
from fairgate.engine.words import Method
from fairgate.records.models import Case, DraftedAct, IssuedLetter


@pytest.fixture
def world(db: None, settings: Settings) -> World:
    made = World("model")
    settings.FAIRGATE_CLOCK = lambda: made.now
    return made


@pytest.fixture
def case(world: World) -> Case:
    head, day = Actor("headteacher", "user 0"), world.day(6)
    return world.case(
        world.breach("e1", 8, "threat", serious="A threat."),
        IntentionNotified(
            ref="e2",
            on=day,
            by=head,
            step="intention_to_bar",
            reasons="Again.",
            reply_by=world.day(-20),
            under=("6.3",),
        ),
        LetterServed(ref="e3", on=day, by=head, of="e2", method=Method.HAND, deemed_on=day),
        answered("e4", "e2", world.day(2)),
    )


def at(world: World, case: Case, office: str, page: str) -> Visit:
    return Visit(world.client(world.staff(office)), f"/cases/{case.reference}/{page}")


def drafting(world: World) -> dict[str, str]:
    until = on(world.today + timedelta(days=60), "until")
    return {"contact": "school_business_manager", **until, "reasons": WORDS, **ARRANGED, **WEIGHED}


def drafted(world: World, case: Case) -> None:
    visit = at(world, case, "headteacher", "steps/bar").open().send("check", **drafting(world)).send("confirm")
    assert visit.answer.status_code == 302, visit.words


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def test_from_a_draft_to_what_both_have_signed(world: World, case: Case) -> None:
    visit = at(world, case, "headteacher", "steps/bar").open()
    assert (
        "takes effect when the Deputy Headteacher or the Senior Leader has countersigned it, word for word"
        in visit.words
    )
    visit.send("check", **drafting(world))
    assert "Keep the draft, to be countersigned" in visit.words
    assert "Nothing is entered, and no letter is made, until the Deputy Headteacher" in visit.words
    visit.send("confirm")
    assert (visit.answer.status_code, case.entries.count(), IssuedLetter.objects.count()) == (302, 4, 0)

    head, deputy = (world.client(world.staff(office)) for office in ("headteacher", "deputy_headteacher"))
    own, theirs = (text_of(one, f"/cases/{case.reference}") for one in (head, deputy))
    assert "Waiting to be countersigned" in own
    assert "See the draft<span" in own
    assert "Countersign<span" in theirs
    assert "Countersign: bar" in text_of(deputy, "/worklist?whose=yours")
    assert "Countersign: bar" not in text_of(head, "/worklist?whose=yours").split("Waiting for others")[0]

    signing = at(world, case, "deputy_headteacher", "countersigning/bar").open()
    for part in ("Bar, to be countersigned", "slammed the door", WEIGHED["child"], "Bar imposed until 23 January 2027"):
        assert part in signing.words, part
    signing.send("sign")
    assert "Read it, then tick the box" in signing.words
    assert case.entries.count() == 4
    signing.send("sign", read="on")
    assert signing.answer.status_code == 302, signing.words
    assert (case.entries.count(), DraftedAct.objects.count()) == (5, 0)
    page = text_of(head, f"/cases/{case.reference}")
    assert f"{world.staff('deputy_headteacher').name}, Deputy Headteacher; drafted on 24 November 2026" in page
    assert "Waiting to be countersigned" not in page


def test_nobody_signs_their_own_and_who_may_not_is_told_who_may(world: World, case: Case) -> None:
    drafted(world, case)
    own = at(world, case, "headteacher", "countersigning/bar").open()
    assert "Nobody countersigns what they drafted themselves" in own.words
    assert "I have read it" not in own.words
    assert "Withdraw the draft" in own.words
    other = at(world, case, "ceo", "countersigning/bar").open()
    assert "may countersign a bar; the Chief Executive may not" in other.words
    assert "Withdraw the draft" not in other.words
    other.send("sign", read="on")
    assert "This cannot be done as it stands" in other.words
    other.send("withdraw")
    assert "somebody else's draft" in other.words
    assert (case.entries.count(), DraftedAct.objects.count()) == (4, 1)
    assert own.send("withdraw").answer.status_code == 302
    assert not DraftedAct.objects.exists()


def test_a_draft_is_changed_from_what_was_typed_and_what_was_read_is_not_signed(world: World, case: Case) -> None:
    drafted(world, case)
    signing = at(world, case, "deputy_headteacher", "countersigning/bar").open()
    again = at(world, case, "headteacher", "steps/bar").open()
    assert again.page.boxes["reasons"] == KEPT, "it goes on from the draft"
    assert again.page.values["until-year"] == "2027"
    assert "drafted this on" in again.words
    assert "There is a problem" not in again.words
    again.send("check", **{**drafting(world), "reasons": "Shorter."}).send("confirm")
    assert again.answer.status_code == 302, again.words
    signing.send("sign", read="on")
    assert signing.answer.status_code == 409
    assert "The draft was changed or withdrawn" in signing.words
    assert case.entries.count() == 4


def test_a_draft_that_came_meanwhile_is_not_written_over(world: World, case: Case) -> None:
    first = at(world, case, "headteacher", "steps/bar").open()
    drafted(world, case)
    first.send("check", **{**drafting(world), "reasons": "Unseen."}).send("confirm")
    assert "Somebody has drafted this meanwhile" in first.words
    assert first.page.boxes["reasons"] == "Unseen."
    assert "slammed" in DraftedAct.objects.get().payload


def test_others_find_no_such_page(world: World, case: Case) -> None:
    drafted(world, case)
    for user in (World("oak").staff("headteacher"), World("model", "beside").staff("deputy_headteacher")):
        visit = Visit(world.client(user), f"/cases/{case.reference}/countersigning/bar").open()
        assert visit.answer.status_code == 404
    for nothing in ("order", "nothing", "%00"):
        assert at(world, case, "deputy_headteacher", f"countersigning/{nothing}").open().answer.status_code == 404
    assert at(world, case, "reception", "countersigning/bar").open().answer.status_code == 404


def test_whoever_signs_reads_the_letter_that_goes_out(world: World, case: Case) -> None:
    drafted(world, case)
    deputy = world.client(world.staff("deputy_headteacher"))
    address = f"/cases/{case.reference}/countersigning/bar"
    page = text_of(deputy, address)
    assert "The letter that goes out with your signature" in page
    assert "Having considered all that has been said since then" in page
    assert '<mark class="fg-free">' in page
    pdf, copy = (deputy.get(f"{address}/letter?as={form}") for form in ("pdf", "docx"))
    assert pdf.content.startswith(b"%PDF")
    assert copy.content.startswith(b"PK")
    assert 'filename="draft.docx"' in copy.headers["Content-Disposition"]
    assert not IssuedLetter.objects.exists()
