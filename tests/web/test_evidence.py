"""Evidence as pages: files added one by one, shown as safe copies, kept from whoever may not see the case."""

import io
import re
from collections.abc import Callable
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from pytest_django import Settings
from tests.evidence import files
from tests.evidence.conftest import looked_at_here, store  # noqa: F401 - fixtures
from tests.house import NOW, House
from tests.told import case_alleged, case_closed, incident, told

from fairgate.actions.acting import Act
from fairgate.actions.evidence_mask import Passage, mask_evidence
from fairgate.delivery.evidence import store as stored
from fairgate.delivery.evidence.store import Store
from fairgate.engine.acts.evidence import EvidenceAdded
from fairgate.queries.evidence import open_text
from fairgate.records.models import AccessKind, AccessLog, Case, Evidence, Scan, User
from fairgate.records.read import ledger

MOST_QUERIES = 15


class Desk:
    """A case at Prestfield, and its headteacher at the browser."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.head = house.user("headteacher", house.prestfield)
        self.case = case_alleged(house)
        self.client = signed_in(self.head)

    @property
    def address(self) -> str:
        return f"/cases/{self.case.reference}/evidence"

    def send(self, *given: tuple[str, bytes], **said: object) -> HttpResponse:
        chosen = [SimpleUploadedFile(name, body) for name, body in given]
        fields = {"operation": str(uuid4()), "seen": "1", "text": "What the camera saw", "chosen": chosen, **said}
        return self.client.post(self.address, fields)

    def add(self, name: str, body: bytes, **said: object) -> Evidence:
        before = set(Evidence.objects.values_list("pk", flat=True))
        answer = self.send((name, body), **said)
        assert answer.status_code == 302, answer.content.decode()
        return Evidence.objects.exclude(pk__in=before).order_by("pk")[0]

    def page(self, item: Evidence, user: User | None = None) -> str:
        client = signed_in(user) if user else self.client
        return " ".join(client.get(f"/evidence/{item.pk}").content.decode().split())


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    client.get("/accessibility")
    return client


def entries(case: Case) -> list[EvidenceAdded]:
    return [entry for entry in ledger(case).entries if isinstance(entry, EvidenceAdded)]


@pytest.fixture
def desk(house: House, store: Store, looked_at_here: None, settings: Settings) -> Desk:  # noqa: F811 - fixtures
    settings.FAIRGATE_CLOCK = lambda: NOW
    return Desk(house)


def test_files_are_added_with_what_they_are(desk: Desk) -> None:
    day = {"taken_on-day": "30", "taken_on-month": "9", "taken_on-year": "2024"}
    answer = desk.send(("a.jpg", files.picture()), ("b.pdf", files.pdf()), about=["e1"], **day)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/cases/{desk.case.reference}")
    first, second = entries(desk.case)
    assert (Evidence.objects.get(entry__ref=first.ref).text, first.taken_on, first.about) == (
        "What the camera saw",
        date(2024, 9, 30),
        ("e1",),
    )
    assert (first.media_type, second.media_type) == ("image/jpeg", "application/pdf")
    case = desk.client.get(f"/cases/{desk.case.reference}").content.decode()
    assert "2 files are added." in case
    for item in Evidence.objects.all():
        assert f'href="/evidence/{item.pk}"' in case
    assert f'href="{desk.address}"' in case
    shown = desk.page(Evidence.objects.get(entry__ref=first.ref))
    for part in ("What the camera saw", "30 September 2024", "1 October 2024 at 10:30am", desk.head.name, first.sha256):
        assert part in shown


def test_the_photograph_is_a_file_like_any_other(desk: Desk) -> None:
    answer = desk.send(photograph=SimpleUploadedFile("now.jpg", files.picture()))
    assert (answer.status_code, len(entries(desk.case))) == (302, 1)


def test_what_is_refused_says_why_and_loses_none_of_the_others(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "BYTES_AT_MOST", 100_000)
    answer = desk.send(
        ("run.exe", b"MZ" + b"\0" * 100),
        ("good.jpg", files.picture()),
        ("big.txt", b"word " * 30_000),
        ("anim.gif", b"GIF89a" + b"\0" * 50),
        ("same.jpg", files.picture()),
        text="Typed once",
    )
    text = answer.content.decode()
    assert (answer.status_code, len(entries(desk.case))) == (200, 1)
    for part in (
        "“run.exe” was not added. This file is a program, which is not taken. Programs are never taken.",
        "“big.txt” was not added. This file is larger than",
        "“anim.gif” was not added. This file is a picture of another kind",
        "“same.jpg” was not added. This very file is in the case already",
        "Added already, and safe: “good.jpg”.",
        "Typed once",
    ):
        assert part in text
    assert "“good.jpg” was not" not in text


def test_a_page_that_sends_file_by_file_is_answered_file_by_file(desk: Desk) -> None:
    def send(name: str, body: bytes, **said: object) -> dict[str, list[dict[str, str]]]:
        desk.client.defaults["HTTP_ACCEPT"] = "application/json"
        answer = desk.send((name, body), **said)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
        told: dict[str, list[dict[str, str]]] = answer.json()
        return told

    item = {"name": "good.jpg", "state": "Added. It was not scanned for viruses: no scanner is set up here."}
    assert send("good.jpg", files.picture()) == {
        "taken": [item | {"address": f"/evidence/{Evidence.objects.get().pk}"}],
        "refused": [],
        "problems": [],
    }
    (refused,) = send("run.exe", b"MZ" + b"\0" * 100)["refused"]
    assert refused["why"].startswith("This file is a program")
    problems = send("a.txt", b"Hello", text="")["problems"]
    assert "#id_text" in [one["href"] for one in problems]
    desk.case = case_closed(desk.house)
    assert "closed" in send("b.txt", b"Hello")["problems"][0]["text"]
    assert Evidence.objects.count() == 1


def test_the_same_page_sent_twice_adds_once_and_another_file_in_it_is_added(desk: Desk) -> None:
    operation = str(uuid4())
    for _ in range(2):
        assert desk.send(("a.jpg", files.picture()), operation=operation).status_code == 302
    assert len(entries(desk.case)) == 1
    assert desk.send(("a.png", files.picture("PNG")), operation=operation).status_code == 302
    assert len(entries(desk.case)) == 2


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"chosen": []}, "Choose a file, or take a photograph."),
        ({"text": ""}, "Choose the files again: nothing is added yet"),
        ({"about": ["e9"]}, "Choose the files again: nothing is added yet"),
        ({"taken_on-day": "2", "taken_on-month": "10", "taken_on-year": "2024"}, "Choose the files again"),
        ({"chosen": [SimpleUploadedFile(f"{n}.txt", b"x%d" % n) for n in range(11)]}, "Add 10 files at once, or fewer"),
    ],
)
def test_what_is_wrong_adds_nothing_and_keeps_what_was_typed(desk: Desk, said: dict[str, object], why: str) -> None:
    answer = desk.send(("a.txt", b"Hello there"), **{"text": "Typed once", **said})
    text = answer.content.decode()
    assert (answer.status_code, entries(desk.case)) == (200, [])
    assert why in text
    assert ("Typed once" in text) is (said.get("text") != "")


def test_a_closed_case_takes_none_and_says_so(desk: Desk) -> None:
    desk.case = case_closed(desk.house)
    assert "This is not open to you now" in desk.client.get(desk.address).content.decode()
    assert desk.send(("a.txt", b"Hello")).status_code == 200
    assert entries(desk.case) == []
    assert desk.address not in desk.client.get(f"/cases/{desk.case.reference}").content.decode()


def test_a_picture_is_painted_anew_and_its_own_name_is_only_in_the_original(desk: Desk) -> None:
    body = files.picture()
    item = desk.add("Jo Penrose.jpg", body)
    assert f'src="/evidence/{item.pk}/pages/1"' in desk.page(item)
    copy = desk.client.get(f"/evidence/{item.pk}/pages/1")
    seen = b"".join(copy.streaming_content)
    assert files.SECRET not in seen
    assert Image.open(io.BytesIO(seen)).size == (40, 20)
    assert (copy.headers["Content-Type"], copy.headers["Content-Disposition"]) == ("image/jpeg", "inline")
    original = desk.client.get(f"/evidence/{item.pk}/original")
    assert b"".join(original.streaming_content) == body
    assert original.headers["Content-Disposition"] == 'attachment; filename="Jo Penrose.jpg"'
    for answer in (copy, original):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "img-src 'self'" in policy
        assert "media-src 'self'" in policy
    for end in ("pages/2", "pages/0", "sound"):
        assert desk.client.get(f"/evidence/{item.pk}/{end}").status_code == 404


def test_an_email_reads_as_text_with_what_came_in_it(desk: Desk) -> None:
    item = desk.add("a.eml", files.eml())
    page = desk.page(item)
    words = open_text(desk.head, item.pk, now=NOW)
    assert "From: " in words
    for line in words.splitlines():
        shown = " ".join(line.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        assert shown.replace("'", "&#x27;").replace('"', "&quot;") in page
    assert "<script" not in re.sub(r'<script [^>]*src="/static/[^"]*"[^>]*></script>', "", page)


def test_both_senders_of_an_email_that_names_two_are_on_its_page(desk: Desk) -> None:
    page = desk.page(desk.add("a.eml", b"From: Mallory <m@evil.example>\r\n" + files.eml()))
    for part in ("From: Mallory &lt;m@evil.example&gt;", "From: Jo &lt;jo@example.org&gt;", "has 2 From lines"):
        assert part in page


def test_an_outlook_email_as_it_was_sent_is_read_with_what_came_in_it(desk: Desk) -> None:
    item = desk.add("message.msg", (files.DATA / "oxmsg-message.msg").read_bytes())
    page = desk.page(item)
    for part in ("Subject: Re: test internal", "Attached: serveimage.jpg", "What came in it"):
        assert part in page
    picture = Evidence.objects.get(given_name="serveimage.jpg")
    assert desk.client.get(f"/evidence/{picture.pk}/pages/1").status_code == 200


def test_a_recording_is_played_in_the_parts_that_a_player_asks_for(desk: Desk) -> None:
    body = files.wav()
    item = desk.add("a.wav", body)
    address = f"/evidence/{item.pk}/sound"
    assert f'src="{address}"' in desk.page(item)
    whole = desk.client.get(address)
    assert (whole.status_code, b"".join(whole.streaming_content)) == (200, body)
    assert (whole.headers["Content-Type"], whole.headers["Accept-Ranges"]) == ("audio/wav", "bytes")
    size = len(body)
    for asked, first, last in (("bytes=0-1", 0, 1), ("bytes=10-", 10, size - 1), ("bytes=5-999999", 5, size - 1)):
        part = desk.client.get(address, headers={"range": asked})
        assert (part.status_code, part.content) == (206, body[first : last + 1])
        assert part.headers["Content-Range"] == f"bytes {first}-{last}/{size}"
        assert part.headers["Content-Type"] == "audio/wav"
    beyond = desk.client.get(address, headers={"range": f"bytes={size}-"})
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{size}")


def test_what_waits_for_the_scanner_is_shown_to_nobody(desk: Desk) -> None:
    item = desk.add("a.jpg", files.picture())
    Evidence.objects.update(scan=Scan.HELD)
    page = desk.page(item)
    assert "It has not been scanned yet" in page
    for end in ("/pages/1", "/original"):
        assert f"/evidence/{item.pk}{end}" not in page
        assert desk.client.get(f"/evidence/{item.pk}{end}").status_code == 404


def test_while_a_passage_is_masked_the_original_is_for_those_who_may_lift_it(desk: Desk) -> None:
    item = desk.add("a.eml", files.eml())
    teacher = desk.house.user("class_teacher", desk.house.prestfield)
    seen = desk.case.entries.count()
    act = Act(desk.case.reference, desk.head, NOW, "mask", seen)
    mask_evidence(act, of=item.entry.ref, passage=Passage(span=(0, 5)), reasons="Another child")
    assert "█████" in desk.page(item, teacher)
    original = f"/evidence/{item.pk}/original"
    assert original not in desk.page(item, teacher)
    assert signed_in(teacher).get(original).status_code == 404
    assert original in desk.page(item)
    assert desk.client.get(original).status_code == 200


def test_what_bears_on_safeguarding_is_kept_back(desk: Desk) -> None:
    desk.case = told(desk.house.case(), incident(safeguarding=True))
    item = desk.add("Poppy.jpg", files.picture(), about=["e1"])
    teacher = desk.house.user("class_teacher", desk.house.prestfield)
    page = desk.page(item, teacher)
    assert "What the camera saw" not in page
    assert "Poppy" not in page
    assert "It bears on something marked safeguarding" in page
    assert signed_in(teacher).get(f"/evidence/{item.pk}/pages/1").status_code == 404
    assert f"/evidence/{item.pk}" not in signed_in(teacher).get(f"/cases/{desk.case.reference}").content.decode()
    lead = desk.house.user("dsl", desk.house.prestfield)
    assert signed_in(lead).get(f"/evidence/{item.pk}/pages/1").status_code == 200


OTHERS: list[Callable[[House], User]] = [
    lambda house: house.user("reception", house.prestfield),
    lambda house: house.user("headteacher", house.hollins),
    lambda house: house.user("ceo", house.aspire),
    lambda house: house.user("data_lead", house.oak),
]


@pytest.mark.parametrize("other", OTHERS)
def test_others_find_no_such_evidence_and_add_none(desk: Desk, other: Callable[[House], User]) -> None:
    item = desk.add("a.wav", files.wav())
    client = signed_in(other(desk.house))
    for end in ("", "/pages/1", "/sound", "/original"):
        assert client.get(f"/evidence/{item.pk}{end}").status_code == 404
        assert client.get(f"/evidence/{10**30}{end}").status_code == 404
    assert client.get(desk.address).status_code == 404
    desk.client = client
    assert desk.send(("b.txt", b"Hello")).status_code == 404
    assert len(entries(desk.case)) == 1


def test_every_look_is_noted(desk: Desk) -> None:
    item = desk.add("a.jpg", files.picture())
    for number, end in enumerate(("", "/pages/1", "/original"), 1):
        desk.client.get(f"/evidence/{item.pk}{end}")
        noted = AccessLog.objects.filter(kind=AccessKind.EVIDENCE, user=desk.head, asked=str(item.pk), opened=True)
        assert noted.count() == number


def test_the_queries_are_as_many_with_many_files(desk: Desk) -> None:
    counts = []
    for more in (1, 12):
        for number in range(more):
            item = desk.add(f"{number}.txt", b"words %d %d" % (more, number))
        for address in (f"/evidence/{item.pk}", desk.address, f"/cases/{desk.case.reference}"):
            with CaptureQueriesContext(connection) as asked:
                assert desk.client.get(address).status_code == 200
            counts.append(len(asked))
            if address.startswith("/cases") and not address.endswith("evidence"):
                desk.client.get(address)  # what the banner said is read
    assert counts[1:3] == counts[4:6]
    assert max(counts) <= MOST_QUERIES, counts
