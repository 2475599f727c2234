"""Masking a passage, showing it again, and removing a file, as pages."""

import re
from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from tests.evidence import files
from tests.evidence.conftest import looked_at_here, store  # noqa: F401 - fixtures
from tests.house import NOW, TODAY, House, add
from tests.told import bar
from tests.visit import Page
from tests.web.test_evidence import Desk, signed_in

from fairgate.delivery.evidence import masking
from fairgate.delivery.evidence.store import Store
from fairgate.queries import evidence_mask
from fairgate.records.models import Evidence, User
from fairgate.records.verify import verify

CANARY = "Benjamin Quetzal"
MAIL = files.eml_with(
    f"Content-Type: text/plain\r\n\r\nI saw {CANARY} at the gate.\r\nAsk BENJAMIN\r\nQUETZAL himself.\r\n".encode(),
    files.attached("Quetzal.txt", b"A note of the gate"),
)


@pytest.fixture
def desk(house: House, store: Store, looked_at_here: None, settings: Settings) -> Desk:  # noqa: F811 - fixtures
    settings.FAIRGATE_CLOCK = lambda: NOW
    return Desk(house)


class Visit:
    """Somebody at the page of an act, who goes from its form to the end as a browser without scripts would."""

    def __init__(self, desk: Desk, address: str, user: User | None = None) -> None:
        self.client: Client = signed_in(user) if user else desk.client
        self.address = address
        self.page = self.get(address)

    def get(self, address: str) -> str:
        answer = self.client.get(address)
        self.status = answer.status_code
        return " ".join(answer.content.decode().split())

    def send(self, stage: str, **said: object) -> str:
        hidden = {name: values[-1] for name, values in Page(self.page).hidden.items()}
        answer = self.client.post(self.address, {**hidden, **said, "stage": stage}, follow=True)
        self.status = answer.status_code
        self.page = " ".join(answer.content.decode().split())
        return self.page

    def do(self, **said: object) -> str:
        checked = self.send("check", **said)
        assert "Check before it is entered" in checked or "govuk-button--warning" in checked, checked
        return self.send("confirm", **said)


def words(desk: Desk, item: Evidence) -> Visit:
    return Visit(desk, f"/cases/{desk.case.reference}/mask/{item.entry.ref}")


QUOTE = {"quoted": "benjamin\r\n  quetzal", "where": "everywhere", "reasons": "It is another child"}


def everything(client: Client, desk: Desk) -> bytes:
    """All that one reader is sent of the case and its files, whatever page or copy they ask for, and a search."""
    numbers = Evidence.objects.values_list("pk", flat=True)
    ends = ("", "/pages/1", "/sound", "/original")
    addresses = [f"/evidence/{number}{end}" for number in numbers for end in ends]
    addresses += [f"/cases/{desk.case.reference}", "/cases", "/worklist", desk.address]
    answers = [client.get(address) for address in addresses]
    answers += [client.post("/search", {"words": words}) for words in ("Quetzal", CANARY)]
    sent = [b"".join(one.streaming_content) if one.streaming else one.content for one in answers]
    return b" ".join(re.sub(rb'name="words"[^>]*', b"", one) for one in sent)


def test_a_quoted_passage_is_masked_wherever_it_stands_and_is_in_nothing_that_others_are_sent(desk: Desk) -> None:
    item = desk.add("Quetzal complains.eml", MAIL)
    teacher = desk.house.user("class_teacher", desk.house.prestfield)
    visit = words(desk, item)
    assert f"I saw {CANARY}" in visit.page
    done = visit.do(**QUOTE)
    assert "It is masked." in done
    assert desk.case.entries.filter(type="evidence_masked").count() == 2
    assert CANARY not in "".join(desk.case.entries.values_list("payload", flat=True))
    sent = everything(signed_in(teacher), desk)
    assert b"I saw " in sent
    for secret in (b"Benjamin", b"BENJAMIN", b"QUETZAL", b"Quetzal complains"):
        assert secret not in sent
    shown = desk.page(item, teacher)
    for part in ("What is masked", "It is another child", desk.head.name, "Show it again: for "):
        assert part in shown
    assert desk.client.get(f"/evidence/{item.pk}/original").status_code == 200


def test_control_without_the_cover_the_same_look_finds_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    item = desk.add("Quetzal complains.eml", MAIL)
    words(desk, item).do(**QUOTE)
    teacher = desk.house.user("class_teacher", desk.house.prestfield)
    monkeypatch.setattr(masking, "text", lambda words, spans: words)
    assert CANARY.encode() in everything(signed_in(teacher), desk)


def test_what_came_in_an_email_keeps_its_whole_original_back(desk: Desk) -> None:
    """The bytes of the e-mail hold the picture that is masked: they are for those who may lift the mask."""
    mail = desk.add("a.eml", files.eml_with(files.attached("gate.jpg", files.picture())))
    picture = Evidence.objects.exclude(pk=mail.pk).get()
    address = f"/evidence/{mail.pk}/original"
    teacher = desk.house.user("class_teacher", desk.house.prestfield)
    assert signed_in(teacher).get(address).status_code == 200
    visit = words(desk, picture)
    assert f'src="/evidence/{picture.pk}/pages/1"' in visit.page
    visit.do(left="0", right="50", top="0", bottom="100", reasons="Another child")
    assert signed_in(teacher).get(address).status_code == 404
    assert desk.client.get(address).status_code == 200


def test_only_the_first_place_is_masked_where_that_is_asked_for(desk: Desk) -> None:
    item = desk.add("a.eml", MAIL)
    words(desk, item).do(**{**QUOTE, "where": "first"})
    page = desk.page(item)
    assert CANARY not in page
    assert "BENJAMIN" in page


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"quoted": "Somebody else"}, "These words do not stand in it."),
        ({"quoted": " "}, "Write the passage that is to be masked"),
        ({"reasons": ""}, "a mask needs reasons"),
        ({"reasons": f"{CANARY} is another child"}, "The reasons repeat what is to be masked"),
    ],
)
def test_what_cannot_be_masked_says_why_and_keeps_what_was_typed(desk: Desk, said: dict[str, str], why: str) -> None:
    item = desk.add("a.eml", MAIL)
    page = words(desk, item).send("check", **{**QUOTE, **said})
    assert why in page
    assert desk.case.entries.filter(type="evidence_masked").count() == 0


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"right": "10"}, "It ends further from the left edge than it begins"),
        ({"bottom": "101"}, "write 100 or less"),
        ({"number": "9"}, "Its copy has 2 pages, and no page 9."),
    ],
)
def test_a_rectangle_lies_on_a_page(desk: Desk, said: dict[str, str], why: str) -> None:
    item = desk.add("a.pdf", files.pdf(2))
    given = {"number": "2", "left": "10", "right": "60", "top": "5", "bottom": "20", "reasons": "Another child"}
    visit = words(desk, item)
    assert why in visit.send("check", **{**given, **said})
    visit = words(desk, item)
    assert "It is masked." in visit.do(**given)
    assert "A passage on page 2 of PDF e2 was masked." in visit.page


def test_the_passage_is_shown_again_with_reasons(desk: Desk) -> None:
    item = desk.add("a.eml", MAIL)
    words(desk, item).do(**{**QUOTE, "where": "first"})
    visit = Visit(desk, f"/cases/{desk.case.reference}/unmask/e4")
    for part in ("It is another child", desk.head.name):
        assert part in visit.page
    assert "Write why it is shown again" in visit.send("check", reasons="")
    assert "The passage is shown again." in visit.do(reasons="It is the person himself")
    assert CANARY in desk.page(item)
    assert "What is masked" not in desk.page(item)
    again = Visit(desk, f"/cases/{desk.case.reference}/unmask/e4")
    assert "This passage was shown again already" in again.page


REMOVAL = {"basis": "erasure_request", "reasons": "He asked, and is right", "certain": "on"}


def test_a_removal_is_meant_and_leaves_its_marker(
    desk: Desk, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    item = desk.add("Quetzal.eml", MAIL, text=f"From {CANARY}")
    visit = Visit(desk, f"/cases/{desk.case.reference}/removal/e2")
    assert "What came in it stays as evidence of its own: Text e3." in visit.page
    assert "This page removes E-mail e2" in visit.send("check", **REMOVAL, named="E-mail e9")
    assert "Tick the box to say that you know" in visit.send("check", **{**REMOVAL, "certain": ""}, named="E-mail e2")
    assert "Nobody can bring them back." in visit.send("check", **REMOVAL, named=" e-mail  E2")
    assert desk.page(item).count(CANARY)
    with django_capture_on_commit_callbacks(execute=True):
        done = visit.send("confirm", **REMOVAL, named="E-mail e2")
    for part in ("E-mail e2 is removed.", "was removed for good: at the request of", "He asked, and is right"):
        assert part in done
    sent = everything(desk.client, desk)
    assert b"Benjamin" not in sent
    assert b"It was removed for good; nothing of it is left." in sent
    assert verify().intact


def test_what_something_in_force_may_rest_on_is_not_removed(desk: Desk) -> None:
    item = desk.add("a.txt", b"Hello")
    add(desk.case, bar("e3", TODAY, TODAY), seq=2)
    page = Visit(desk, f"/cases/{desk.case.reference}/removal/{item.entry.ref}").send(
        "check", **REMOVAL, named=f"Text {item.entry.ref}"
    )
    assert "what it rests on may be asked for" in page
    assert "Mask what nobody need see" in page


OTHERS: list[Callable[[House], User]] = [
    lambda house: house.user("class_teacher", house.prestfield),
    lambda house: house.user("dsl", house.prestfield),
]


@pytest.mark.parametrize("other", OTHERS)
def test_who_neither_finds_nor_closes_is_told_who_does(desk: Desk, other: Callable[[House], User]) -> None:
    item = desk.add("a.eml", MAIL)
    words(desk, item).do(**QUOTE)
    user = other(desk.house)
    for page, ref in (("mask", "e2"), ("unmask", "e4"), ("removal", "e2")):
        visit = Visit(desk, f"/cases/{desk.case.reference}/{page}/{ref}", user)
        assert (visit.status, "This is not open to you now" in visit.page) == (200, True)
        seen = desk.case.entries.count()
        visit.page = f'<input type="hidden" name="seen" value="{seen}">'
        operation = {"operation": "b4d3c0de-0000-4000-8000-000000000001", "seen": str(seen)}
        visit.send("confirm", **(QUOTE | REMOVAL | operation), named="E-mail e2")
        assert desk.case.entries.count() == seen
    assert "Mask a passage: for " in desk.page(item, user)


def test_strangers_find_no_such_pages(desk: Desk) -> None:
    desk.add("a.eml", MAIL)
    client = signed_in(desk.house.user("headteacher", desk.house.hollins))
    for page, ref in (("mask", "e2"), ("unmask", "e4"), ("removal", "e2"), ("mask", "e1"), ("unmask", "e9")):
        assert client.get(f"/cases/{desk.case.reference}/{page}/{ref}").status_code == 404
    for page, ref in (("mask", "e1"), ("mask", "e9"), ("unmask", "e2"), ("removal", "e1")):
        assert desk.client.get(f"/cases/{desk.case.reference}/{page}/{ref}").status_code == 404


def test_control_without_the_rule_of_whose_masks_the_original_would_be_sent(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = desk.add("Quetzal.eml", MAIL)
    words(desk, item).do(**QUOTE)
    teacher = desk.house.user("class_teacher", desk.house.prestfield)
    monkeypatch.setattr(evidence_mask, "lifts", lambda reader: True)
    assert CANARY.encode() in everything(signed_in(teacher), desk)
