"""The pages of a council: who sees them and what, keeping a meeting, and entering what it decided at it."""

import hashlib
import json
import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from tests.acts import WEIGHED
from tests.council import OFFICE, Council
from tests.evidence.files import pdf
from tests.visit import Visit
from tests.world import World

from fairgate.records.models import BodyMeeting, Case, DeclaredInterest, Person, Seat, User

PAGE = f"/bodies/{OFFICE}"
REASONS = "The film is clear, and the class is still frightened."


@pytest.fixture
def council(db: None, settings: Settings) -> Council:
    made = Council()
    settings.FAIRGATE_CLOCK = lambda: made.now
    return made


def client(council: Council, user: User) -> Client:
    return council.client(user)


def words(answer: Any) -> str:
    """What the main part of the page says."""
    assert answer.status_code == 200, answer.status_code
    main = answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    return unescape(" ".join(re.sub(r"<[^>]+>", " ", main).split()))


def hrefs(answer: Any) -> set[str]:
    return set(re.findall(r'href="([^"#?]+)', answer.content.decode()))


def on(day: date, name: str = "on") -> dict[str, str]:
    """A day as the form of it posts it."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


def somebody(council: Council, name: str, ago: int = 8) -> Case:
    """A banned parent of that name whose case waits for the council."""
    case = council.banned(ago=ago)
    Person.objects.filter(pk=case.subject_id).update(name=name)
    return case


def forms(meeting: BodyMeeting, case: Case) -> list[str]:
    at = f"{PAGE}/meetings/{meeting.pk}"
    return [
        f"{PAGE}/meetings/new",
        f"{at}/agenda",
        f"{at}/attendance",
        f"{at}/cases/{case.reference}/interests",
        f"{at}/minutes",
        f"{at}/adjourning",
    ]


# -- who sees it ---------------------------------------------------------------------------------------------------


def test_clerk_members_and_leaders_see_it_and_nobody_else(council: Council) -> None:
    case = council.banned()
    meeting = council.meeting(case)
    pages = [PAGE, f"{PAGE}/meetings/{meeting.pk}"]
    former = council.user("Gone Member", OFFICE)
    Seat.objects.create(body=council.body, user=former, since=date(2020, 1, 1), until=council.day(1))
    of_school = council.user("Head Teacher", "head_of_school", throughout=False)
    others = [
        former,
        of_school,
        council.user("Rita Reception", "reception"),
        council.user("Tom Pascoe", "class_teacher", throughout=False),
        council.user("No Office", "legal_team"),
        World("oak").staff("headteacher"),
    ]
    for page in pages:
        for user in (council.clerk, council.chair, council.second, council.leader):
            assert client(council, user).get(page).status_code == 200, (user.name, page)
        for user in others:
            assert client(council, user).get(page).status_code == 404, (user.name, page)
    for user in others:
        for form in forms(meeting, case):
            assert client(council, user).get(form).status_code == 404, (user.name, form)
            assert client(council, user).post(form).status_code == 404, (user.name, form)


def test_what_is_not_there_answers_as_what_is_hidden(council: Council) -> None:
    chair = client(council, council.chair)
    for address in ("/bodies/clerk", "/bodies/trustees", f"{PAGE}/meetings/987654", f"{PAGE}/members/987654/end"):
        assert chair.get(address).status_code in (403, 404), address
    assert chair.get("/bodies/clerk").status_code == 404
    assert chair.get(f"{PAGE}/meetings/987654").status_code == 404


def test_members_and_leaders_read_and_do_not_keep(council: Council) -> None:
    case = council.banned()
    meeting = council.meeting(case)
    for user in (council.second, council.leader):
        for form in forms(meeting, case):
            assert client(council, user).get(form).status_code == 403, (user.name, form)
            assert client(council, user).post(form, {"text": "Mine."}).status_code == 403, (user.name, form)
        shown = client(council, user).get(f"{PAGE}/meetings/{meeting.pk}")
        assert not [href for href in hrefs(shown) if href.endswith(("agenda", "attendance", "minutes", "adjourning"))]
    assert client(council, council.second).get(f"{PAGE}/members/new").status_code == 403
    assert client(council, council.leader).get(f"{PAGE}/members/new").status_code == 200


def test_a_member_sees_only_the_cases_before_them(council: Council) -> None:
    before, apart, elsewhere = (somebody(council, name) for name in ("Ann Before", "Bea Apart", "Cy Elsewhere"))
    meeting = council.meeting(before, apart)
    item = meeting.agenda.get(case=apart)
    DeclaredInterest.objects.create(item=item, seat=council.seats[1], why="relative", note="a cousin")
    member, chair = client(council, council.second), client(council, council.chair)
    for page in (PAGE, f"{PAGE}/meetings/{meeting.pk}", "/cases"):
        said = words(member.get(page))
        assert "Ann Before" in said, page
        assert "Bea Apart" not in said, page
        assert "Cy Elsewhere" not in said, page
        assert "Bea Apart" in words(chair.get(page)), page
    assert member.get(f"/cases/{before.reference}").status_code == 200
    for hidden in (apart, elsewhere):
        assert member.get(f"/cases/{hidden.reference}").status_code == 404
        assert member.get(f"/cases/{hidden.reference}/decision/e2").status_code == 404
    assert "Cy Elsewhere" in words(client(council, council.clerk).get(PAGE))


def test_a_member_is_led_to_the_council_and_nowhere_else(council: Council) -> None:
    member = client(council, council.second)
    assert member.get("/").headers["Location"] == PAGE
    assert member.get("/bodies").headers["Location"] == PAGE
    header = member.get(PAGE).content.decode().split("<main", 1)[0]
    assert set(re.findall(r'href="(/[a-z_/]+)"', header)) >= {PAGE, "/code"}
    for address in ("/worklist", "/cases", "/gate", "/report"):
        assert f'href="{address}"' not in header
    for address in ("/worklist", "/gate"):
        assert member.get(address).status_code == 404, address
    clerk = client(council, council.clerk).get("/worklist").content.decode()
    assert f'href="{PAGE}"' in clerk


def test_what_waits_says_by_when_and_at_which_meeting(council: Council) -> None:
    late = somebody(council, "Ann Early", ago=8)
    somebody(council, "Bea Unplanned", ago=7)
    far = council.meeting(late, on=council.today + timedelta(days=30))
    said = words(client(council, council.clerk).get(PAGE))
    assert "Hub Council's decision on the representations" in said
    assert re.search(r"Ann Early [^;]* by 8 October 2024 .{0,30}Meeting of 31 October 2024 after that day", said)
    assert re.search(r"Bea Unplanned [^;]* by 9 October 2024 .{0,30}Not before a meeting yet", said)
    assert far.on.isoformat() == "2024-10-31"
    yours = words(client(council, council.clerk).get("/worklist?whose=yours"))
    assert "Ann Early" in yours, "the clerk enters what the council owes"


# -- keeping a meeting ---------------------------------------------------------------------------------------------


def test_from_a_call_to_a_decision_that_is_entered(council: Council) -> None:
    case = somebody(council, "Ann Before")
    clerk = client(council, council.clerk)
    led = clerk.post(f"{PAGE}/meetings/new", {**on(council.today), "at": "18:00", "place": "Room 2"})
    assert led.headers["Location"] == PAGE
    meeting = BodyMeeting.objects.get()
    at = f"{PAGE}/meetings/{meeting.pk}"
    assert "No case is before it yet." in words(clerk.get(at))
    assert "Ann Before" in words(clerk.get(f"{at}/agenda"))
    clerk.post(f"{at}/agenda", {"cases": [case.reference]})
    assert "Nobody has said yet who was there" in words(clerk.get(at))
    clerk.post(f"{at}/attendance", {"present": [str(seat.pk) for seat in council.seats]})
    said = words(clerk.get(at))
    assert "Quorum reached" in said
    assert "3 members can decide; 3 are needed" in said
    decide = f"/cases/{case.reference}/decision/e2"
    assert decide in hrefs(clerk.get(at))
    visit = Visit(clerk, f"{decide}?meeting={meeting.pk}").open()
    assert "you enter what it decided as its clerk" in visit.words
    assert "3 members could decide." in visit.words
    answers = {"meeting": str(meeting.pk), "decision": "uphold", "reasons": REASONS, **WEIGHED}
    voted = {"vote": "voted", "votes_for": "2", "votes_against": "1", "abstained": "0"}
    visit.send("check", **answers, **voted)
    assert "Ban upheld; decided by the Hub Council at its meeting on 1 October 2024, by 2 votes to 1." in visit.words
    visit.send("confirm")
    assert visit.answer.status_code == 302, visit.words
    entry = json.loads(case.entries.last().payload)  # type: ignore[union-attr]  # it has entries
    assert entry["meeting"]["votes"] == [2, 1, 0]
    assert entry["by"]["office"] == OFFICE
    said = words(clerk.get(at))
    assert "Decided Ban upheld; decided by the Hub Council" in said
    assert decide not in hrefs(clerk.get(at))
    assert "Pru Ogilvie, Hub Council" in words(clerk.get(f"/cases/{case.reference}"))


def test_the_web_cannot_leave_the_meeting_out(council: Council) -> None:
    """Neither the form nor a POST made by hand: not at the first stage, nor straight at the last."""
    case = council.banned()
    meeting = council.meeting(case)
    clerk = client(council, council.clerk)
    visit = Visit(clerk, f"/cases/{case.reference}/decision/e2").open()
    whole = {
        "meeting": str(meeting.pk),
        "vote": "unanimous",
        "decision": "uphold",
        "reasons": REASONS,
        **WEIGHED,
    }
    carried = dict(visit.page.hidden)
    left_out: list[dict[str, str]] = [
        {"meeting": ""},
        {"vote": ""},
        {"meeting": "987654"},
        {"meeting": "e2"},
        {"vote": "voted"},
        {"vote": "voted", "votes_for": "3", "votes_against": "", "abstained": "0"},
        {"vote": "voted", "votes_for": "-3", "votes_against": "0", "abstained": "0"},
        {"vote": "somehow"},
    ]
    for stage in ("check", "confirm"):
        for wrong in left_out:
            sent = {**carried, **whole, **wrong, "stage": stage}
            answer = clerk.post(visit.address, {k: value for k, value in sent.items() if value != ""}, follow=True)
            assert answer.status_code == 200, (stage, wrong)
            assert "There is a problem" in answer.content.decode(), (stage, wrong)
    assert case.entries.count() == 4
    # The control: whole, the same POST is done.
    done = clerk.post(visit.address, {**carried, **whole, "stage": "confirm"})
    assert done.headers["Location"] == f"/cases/{case.reference}"
    assert case.entries.count() == 5


def test_a_member_is_told_who_enters_it_and_cannot_by_hand(council: Council) -> None:
    case = council.banned()
    meeting = council.meeting(case)
    member = client(council, council.second)
    page = member.get(f"/cases/{case.reference}/decision/e2")
    assert "in a meeting, and its clerk or its chair enters what it decides." in words(page)
    assert "<form" not in page.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    sent = {
        "operation": "6f3f1fb2-7a8e-4a3e-b2fb-0d1f3f7b1f11",
        "seen": "4",
        "stage": "confirm",
        "meeting": str(meeting.pk),
        "vote": "unanimous",
        "decision": "uphold",
        "reasons": REASONS,
        **WEIGHED,
    }
    member.post(f"/cases/{case.reference}/decision/e2", sent)
    assert case.entries.count() == 4


@pytest.mark.parametrize(
    ("says", "present", "out", "adjourned"),
    [
        ("There was no quorum", 2, False, False),
        ("since 1 had to step out", 3, True, False),
        ("was adjourned to 5 October 2024 before it decided", 3, False, True),
    ],
)
def test_a_meeting_that_could_not_decide_says_so_where_it_would_be_chosen(
    council: Council, says: str, present: int, out: bool, adjourned: bool
) -> None:
    case = council.banned()
    meeting = council.meeting(case, present=council.seats[:present])
    if out:
        item = meeting.agenda.get()
        DeclaredInterest.objects.create(item=item, seat=council.seats[2], why="declared", note="a friend")
    if adjourned:
        BodyMeeting.objects.update(adjourned_to=date(2024, 10, 5), adjourned_why="Late.")
    clerk = client(council, council.clerk)
    said = words(clerk.get(f"/cases/{case.reference}/decision/e2"))
    assert "there is none yet at which it could decide about this" in said
    assert says in said
    assert "Put the case before a meeting" in said
    assert says in words(clerk.get(f"{PAGE}/meetings/{meeting.pk}"))


def test_who_steps_out_is_asked_with_what_the_records_know(council: Council) -> None:
    case = council.banned(by=council.second)
    Person.objects.filter(pk=case.subject_id).update(name="Ewan Baek")
    meeting = council.meeting(case)
    clerk = client(council, council.clerk)
    address = f"{PAGE}/meetings/{meeting.pk}/cases/{case.reference}/interests"
    page = clerk.get(address)
    assert "By the ledger they imposed it" in words(page)
    assert "They have a surname of Ewan Baek: ask whether they are related." in words(page)
    second = council.seats[1].pk
    assert re.search(rf'name="why_{second}".*?<option value="made" selected', page.content.decode(), re.S)
    sent = {f"why_{second}": "made", f"note_{second}": "", f"why_{council.seats[2].pk}": "relative"}
    assert clerk.post(address, sent).status_code == 302
    kept = dict(DeclaredInterest.objects.values_list("seat", "why"))
    assert kept == {second: "made", council.seats[2].pk: "relative"}
    assert "It cannot decide about this here" in words(clerk.get(f"{PAGE}/meetings/{meeting.pk}"))
    assert clerk.post(address, {f"why_{second}": "bored"}).status_code == 200
    assert clerk.get(address.replace(case.reference, council.banned().reference)).status_code == 404


def test_minutes_are_kept_as_text_or_as_a_file_that_can_be_saved(
    council: Council, settings: Settings, tmp_path: Path
) -> None:
    settings.STATE = tmp_path
    meeting = council.meeting()
    clerk, member = client(council, council.clerk), client(council, council.second)
    at = f"{PAGE}/meetings/{meeting.pk}"
    assert "Write the minutes, or choose the file" in words(clerk.post(f"{at}/minutes", {"text": "  "}))
    assert member.get(f"{at}/minutes/file").status_code == 404
    file = SimpleUploadedFile("../minutes of 1 October.pdf", pdf(), "text/html")
    assert clerk.post(f"{at}/minutes", {"text": "", "file": file}).status_code == 302
    said = clerk.get(at)
    assert "minutes of 1 October.pdf" in words(said)
    assert hashlib.sha256(pdf()).hexdigest() in words(said)
    assert f"{at}/minutes/file" in hrefs(said)
    saved = member.get(f"{at}/minutes/file")
    assert b"".join(saved.streaming_content) == pdf()
    assert saved.headers["Content-Type"] == "application/octet-stream"
    assert saved.headers["Content-Disposition"].startswith("attachment")
    program = SimpleUploadedFile("minutes.pdf", b"MZ", "application/pdf")
    assert "Nothing was kept" in words(clerk.post(f"{at}/minutes", {"text": "", "file": program}))
    clerk.post(f"{at}/minutes", {"text": "<b>We met.</b>"})
    assert "&lt;b&gt;We met.&lt;/b&gt;" in clerk.get(at).content.decode()


def test_an_adjourned_meeting_leads_to_the_later_one(council: Council) -> None:
    meeting = council.meeting(somebody(council, "Ann Before"))
    clerk = client(council, council.clerk)
    at = f"{PAGE}/meetings/{meeting.pk}"
    assert "cannot go on then" in words(clerk.post(f"{at}/adjourning", {**on(council.today, "to"), "why": "Late."}))
    clerk.post(f"{at}/adjourning", {**on(date(2024, 10, 4), "to"), "why": "No quorum."})
    later = BodyMeeting.objects.get(on=date(2024, 10, 4))
    shown = clerk.get(at)
    assert "Adjourned to Friday 4 October 2024." in words(shown)
    assert f"{PAGE}/meetings/{later.pk}" in hrefs(shown)
    assert "Ann Before" in words(clerk.get(f"{PAGE}/meetings/{later.pk}"))
    assert not [href for href in hrefs(shown) if href.endswith(("agenda", "attendance", "adjourning"))]


def test_a_seat_is_given_and_ended(council: Council) -> None:
    leader = client(council, council.leader)
    sent = {"who": "named", "name": "Ada Trelawny", "part": "substitute", **on(council.today, "since")}
    assert leader.post(f"{PAGE}/members/new", sent).status_code == 302
    seat = Seat.objects.get(name="Ada Trelawny")
    assert "Ada Trelawny Substitute, from 1 October 2024" in words(leader.get(PAGE))
    missing = leader.post(f"{PAGE}/members/new", {"who": "user", "part": "member", **on(council.today, "since")})
    assert "Choose who it is" in words(missing)
    chair = {"who": "user", "user": str(council.leader.pk), "part": "chair", **on(council.today, "since")}
    assert "There is a chair on some of those days." in words(leader.post(f"{PAGE}/members/new", chair))
    assert leader.post(f"{PAGE}/members/{seat.pk}/end", on(council.today, "until")).status_code == 302
    seat.refresh_from_db()
    assert seat.until == council.today


MEETING = 14


def test_the_queries_are_as_many_with_many_cases(council: Council) -> None:
    clerk = client(council, council.clerk)
    meeting = council.meeting(council.banned())
    pages = [PAGE, f"{PAGE}/meetings/{meeting.pk}"]
    counts = []
    for more in (0, 5):
        for _ in range(more):
            meeting.agenda.create(case=council.banned())
        for page in pages:
            clerk.get(page)
            with CaptureQueriesContext(connection) as asked:
                clerk.get(page)
            counts.append(len(asked))
    assert counts == [8, MEETING, 8, MEETING]
