"""Visitors: the tablet that is locked to its page, what the desk is told and they are not, what is deleted."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from tests.barred import bar, barred
from tests.evidence.conftest import looked_at_here as _looked_at_here  # noqa: F401 (a fixture)
from tests.evidence.files import picture
from tests.house import NOW, House

from fairgate.actions import desk_alert
from fairgate.actions.arrival import arrivals_store
from fairgate.actions.arrival_upkeep import sweep
from fairgate.actions.tablet import CODE_HOLDS, pair_tablet, set_up_tablet
from fairgate.delivery import help_asked
from fairgate.policy.pack import ids, load_pack
from fairgate.policy.visitors import LANGUAGES, points
from fairgate.records.models import (
    AccessLog,
    Arrival,
    ArrivalsDeleted,
    DeskAlert,
    DeskCall,
    DeskContact,
    HelpAsked,
    IncidentDraft,
    Tablet,
    User,
)
from fairgate.web.reception.tablet import view
from fairgate.web.reception.tablet.words import words

FORM = {"stage": "sign_in", "language": "en", "visiting": "Mrs Lark", "vehicle": "", "answer": "accept"}


@pytest.fixture(autouse=True)
def _here(settings: Settings, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.FAIRGATE_CLOCK = lambda: NOW
    settings.STATE = tmp_path_factory.mktemp("state")
    settings.FAIRGATE_CLAMAV = ""
    monkeypatch.setattr(view, "AT_LEAST", 0.0)
    monkeypatch.setattr(desk_alert, "in_background", lambda work: work())
    monkeypatch.setattr(help_asked, "in_background", lambda work: work())


@pytest.fixture
def reception(house: House) -> User:
    return house.user("reception", house.prestfield)


@pytest.fixture
def tablet(reception: User) -> Client:
    client = Client()
    code = set_up_tablet("prestfield", "Front desk", by=reception, now=NOW)
    assert client.post("/tablet", {"stage": "pair", "code": f"{code[:5].lower()} {code[5:]}"}).status_code == 302
    return client


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def arrive(client: Client, name: str, **more: object) -> bytes:
    """Everything that the tablet is sent when somebody of that name signs in, without what is drawn at random."""
    key = f"00000000-0000-4000-8000-{Arrival.objects.count():012}"
    first = client.post("/tablet", {**FORM, "operation": key, "name": name, **more})
    last = client.get(first.headers.get("Location", "/tablet"))
    sent = b"".join(f"{one.status_code} {sorted(one.headers.items())}".encode() + one.content for one in (first, last))
    return re.sub(rb'value="[A-Za-z0-9]{64}"|<bdi>[0-9]{4}</bdi>', b"", sent)


# -- the tablet ----------------------------------------------------------------------------------------------------


def test_a_code_sets_up_one_tablet_once_and_for_a_while(reception: User, tablet: Client) -> None:
    assert "Sign in, in your language" in tablet.get("/tablet").content.decode()
    cookie = tablet.cookies["tablet"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert Tablet.objects.get().token_sha256 not in cookie.value
    code = set_up_tablet("prestfield", "Hall", by=reception, now=NOW)
    assert pair_tablet(code, now=NOW + CODE_HOLDS + timedelta(seconds=1)) is None
    assert pair_tablet(code, now=NOW)
    assert pair_tablet(code, now=NOW) is None
    assert "This code sets nothing up" in Client().post("/tablet", {"stage": "pair", "code": code}).content.decode()


def test_a_tablet_is_signed_out_everywhere_else_whoever_signs_in_on_it(tablet: Client, reception: User) -> None:
    tablet.force_login(reception)
    out = Client()
    for address in (
        "/",
        "/gate",
        "/visitors",
        "/visitors/prestfield",
        "/visitors/prestfield/roll-call",
        "/report",
        "/code",
    ):
        asked, nobody = tablet.get(address), out.get(address)
        assert (asked.status_code, asked.headers["Location"]) == (nobody.status_code, nobody.headers["Location"])
        assert "/sign-in" in asked.headers["Location"]
    assert "_auth_user_id" not in tablet.session
    page = tablet.get("/tablet").content.decode()
    assert not re.search(r'href="/(?!static/)', page), "a way leads away from the tablet"


def test_a_tablet_that_is_ended_is_nothing_at_its_next_touch(tablet: Client, reception: User) -> None:
    staff = signed_in(reception)
    staff.post("/visitors/prestfield/tablets", {"stage": "revoke", "tablet": Tablet.objects.get().pk})
    answer = tablet.get("/tablet")
    assert "Set up this tablet" in answer.content.decode()
    assert tablet.cookies["tablet"].value == ""
    assert '"storage"' in answer.headers["Clear-Site-Data"]
    arrive(tablet, "Amy Green")
    assert not Arrival.objects.exists()


def test_the_tablet_shows_the_same_whatever_the_gate_answers(
    house: House, tablet: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    barred(house, "Jo Penrose", vehicle="red van, AB12 CDE")
    clear = arrive(tablet, "Amy Green")
    assert b"You are signed in." in clear
    assert arrive(tablet, "Jo Penrose") == clear
    assert arrive(tablet, "J Penrose") == clear
    assert arrive(tablet, "Ann Field", vehicle="AB12 CDE") == clear
    words_of = dict(DeskAlert.objects.values_list("arrival__name", "word"))
    assert words_of == {"Jo Penrose": "barred", "J Penrose": "check", "Ann Field": "check"}
    # One name alone is refused whosever it is.
    assert arrive(tablet, "Penrose").replace(b"Penrose", b"Hawking") == arrive(tablet, "Hawking")
    # The control: a tablet that says a little more to somebody who is barred is found out.
    done = view._done
    told = {"in": lambda: "refused" if DeskAlert.objects.filter(word="barred").count() > 1 else "in"}
    monkeypatch.setattr(view, "_done", lambda language, what, badge: done(language, told[what](), badge))
    assert arrive(tablet, "Jo Penrose") != clear


def test_every_signing_in_takes_the_same_time_at_least(
    house: House, tablet: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    barred(house, "Jo Penrose")
    slept: list[float] = []
    monkeypatch.setattr(view, "AT_LEAST", 5.0)
    monkeypatch.setattr(view.time, "sleep", slept.append)
    for name in ("Amy Green", "Jo Penrose"):
        arrive(tablet, name)
    assert len(slept) == 2
    assert all(3.0 < one < 5.0 for one in slept)  # what is left of the five seconds


def test_nobody_sees_what_another_visitor_wrote(tablet: Client) -> None:
    arrive(tablet, "Amy Green")
    assert tablet.get("/tablet/done").headers["Location"] == "/tablet"  # shown once
    pages = [tablet.get("/tablet"), tablet.get("/tablet", {"stage": "language", "language": "pl"})]
    assert all(page.headers["Cache-Control"] == "no-store" and b"Amy" not in page.content for page in pages)
    form = pages[1].content.decode()
    assert len(re.findall(r'autocomplete="off"', form)) >= 4
    wrong = tablet.post("/tablet", {"stage": "sign_out", "badge": "0000", "language": "en"})
    assert "Nobody with this number is signed in here." in wrong.content.decode()
    for _ in range(10):
        last = tablet.post("/tablet", {"stage": "sign_out", "badge": "0001", "language": "en"})
    assert "Please speak to reception." in last.content.decode()


def test_refusing_the_code_is_kept_and_nothing_is_said_of_it(tablet: Client) -> None:
    said = arrive(tablet, "Amy Green", answer="refuse", language="cy").decode()
    assert words("cy")["speak"] in unescape(said)
    row = Arrival.objects.get()
    assert (row.accepted, row.language, row.edition, row.at) == (False, "cy", "2022-09", NOW)


def test_every_pack_and_every_word_is_told_in_every_language() -> None:
    for pack in ids():
        told = {language: points(load_pack(pack), language) for language in LANGUAGES}
        assert len({len(one) for one in told.values()}) == 1
        assert all(point.text for one in told.values() for point in one)
    assert {frozenset(words(language)) for language in LANGUAGES} == {frozenset(words("en"))}
    assert len({words(language)["sign_in"] for language in LANGUAGES}) == len(LANGUAGES)


def test_arabic_runs_from_right_to_left_and_says_that_the_english_counts(tablet: Client) -> None:
    page = tablet.get("/tablet", {"stage": "language", "language": "ar"}).content.decode()
    assert '<html lang="ar" dir="rtl"' in page
    assert words("ar")["courtesy"] in page
    assert words("en")["courtesy"] not in tablet.get("/tablet", {"stage": "language"}).content.decode()


# -- the desk ------------------------------------------------------------------------------------------------------


def test_the_desk_is_told_and_the_mail_names_nobody(
    house: House, tablet: Client, reception: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    jo = house.person("Jo Penrose")
    bar(house, jo, reasons="canary-reason")
    staff, desk = signed_in(reception), "/visitors/prestfield"
    head = house.user("headteacher", house.prestfield)
    DeskContact.objects.create(school=house.prestfield, user=head)
    with django_capture_on_commit_callbacks(execute=True):
        arrive(tablet, "Jo Penrose")
    (sent,) = mail.outbox
    assert sent.to == [head.email]
    told = f"{sent.subject} {sent.body} {sent.message()}"
    assert not re.search(r"Penrose|barred|Front desk|http", told)
    (call,) = DeskCall.objects.all()
    alert = call.alert
    assert (call.user, alert.person, alert.raised_by) == (head, jo, None)
    assert "Jo Penrose is here, and is barred" in signed_in(head).get(f"/desk/calls/{call.pk}").content.decode()
    assert staff.get("/desk-alerts").json() == {"waiting": 1}
    assert 'role="alert" data-from="/desk-alerts">' in staff.get("/gate").content.decode()
    page = staff.get(desk).content.decode()
    assert "Barred here" in page
    assert "They have been told nothing" in page
    arrival = Arrival.objects.get()
    answer = staff.get(f"/arrivals/{arrival.pk}").content.decode()
    assert "must not come onto the premises" in answer
    assert f'href="/gate/help/{alert.pk}"' in answer
    assert "canary" not in page + answer + staff.get(f"{desk}/roll-call").content.decode()
    assert not IncidentDraft.objects.exists()
    for _ in range(2):  # whoever deals with it has a report begun, once
        staff.post(f"/arrivals/{arrival.pk}")
    assert IncidentDraft.objects.get().user == reception
    alert.refresh_from_db()
    assert (alert.raised_by, alert.draft) == (reception, IncidentDraft.objects.get().key)
    assert staff.get("/desk-alerts").json() == {"waiting": 0}
    assert DeskAlert.objects.get().seen_by == reception
    assert AccessLog.objects.filter(kind="gate", user=reception, why__contains="Front desk").count() == 1


def test_a_name_to_be_looked_up_is_a_mail_and_no_call_and_the_desk_can_call_from_its_page(
    house: House, tablet: Client, reception: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    barred(house, "Jo Penrose")
    head = house.user("headteacher", house.prestfield)
    staff = signed_in(reception)
    with django_capture_on_commit_callbacks(execute=True):
        arrive(tablet, "J Penrose")
    assert [one.to for one in mail.outbox] == [[head.email]]  # nobody was chosen: whoever leads the school
    assert "Prestfield" not in mail.outbox[0].body
    assert not HelpAsked.objects.exists()
    arrive(tablet, "Jo Penrose")
    page = staff.get(f"/arrivals/{Arrival.objects.latest('pk').pk}").content.decode()
    form = page[page.index('action="/gate/here"') :].partition("</form>")[0]
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form)) | {"clue": ""}
    assert staff.post("/gate/here", fields).headers["Location"].startswith("/gate/help/")
    assert HelpAsked.objects.filter(raised_by=reception).count() == 1


def test_the_list_is_of_ones_own_school_and_of_today(
    house: House, tablet: Client, reception: User, settings: Settings
) -> None:
    arrive(tablet, "Amy Green")
    number = Arrival.objects.get().pk
    theirs = signed_in(house.user("reception", house.hollins))
    for address in ("/visitors/prestfield", "/visitors/prestfield/roll-call", f"/arrivals/{number}"):
        assert theirs.get(address).status_code == 404
    assert theirs.post(f"/arrivals/{number}/sign-out").status_code == 404
    assert b"Amy" not in theirs.get("/visitors/hollins").content
    staff = signed_in(reception)
    assert b"Amy Green" in staff.get("/visitors/prestfield/roll-call").content
    settings.FAIRGATE_CLOCK = lambda: NOW + timedelta(days=1)
    assert b"Amy" not in staff.get("/visitors/prestfield").content
    assert staff.get(f"/arrivals/{number}").status_code == 404


def test_signed_in_at_the_desk_and_again_by_one_press(house: House, reception: User) -> None:
    barred(house, "Jo Penrose")
    staff, desk = signed_in(reception), "/visitors/prestfield"
    key = "00000000-0000-4000-8000-00000000000{}"
    form = {"visiting": "The boiler", "vehicle": "", "language": "en", "accepted": "yes", "regular": "on"}
    sent = {**form, "operation": key.format(1), "name": "Gus Fitter"}
    assert staff.post(f"{desk}/sign-in", sent).headers["Location"] == desk
    staff.post(f"{desk}/sign-in", sent)
    first = Arrival.objects.get()
    staff.post(f"/arrivals/{first.pk}/sign-out")
    page = staff.get(desk).content.decode()
    assert f'name="again" value="{first.pk}"' in page
    staff.post(f"{desk}/sign-in", {"again": first.pk, "operation": key.format(2)})
    assert Arrival.objects.still_here().get().name == "Gus Fitter"
    other = signed_in(house.user("reception", house.hollins))
    assert other.post("/visitors/hollins/sign-in", {"again": first.pk, "operation": key.format(3)}).status_code == 404
    alerted = staff.post(f"{desk}/sign-in", {**sent, "operation": key.format(4), "name": "Jo Penrose", "regular": ""})
    assert alerted.headers["Location"] == f"/arrivals/{Arrival.objects.latest('pk').pk}"
    assert staff.post(f"{desk}/sign-in", {**sent, "name": "Gus"}).status_code == 200


# -- what is deleted -----------------------------------------------------------------------------------------------


@pytest.fixture
def pictured(tablet: Client, request: pytest.FixtureRequest) -> Arrival:
    request.getfixturevalue("_looked_at_here")
    arrive(tablet, "Amy Green", photograph=SimpleUploadedFile("me.jpg", picture()))
    return Arrival.objects.get()


def test_a_photograph_is_painted_anew_and_gone_when_they_leave(
    tablet: Client,
    reception: User,
    pictured: Arrival,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    staff = signed_in(reception)
    address = f"/arrivals/{pictured.pk}/photograph"
    shown = staff.get(address)
    assert shown.headers["Content-Type"] == "image/jpeg"
    assert shown.content != picture()
    with django_capture_on_commit_callbacks(execute=True):
        done = tablet.post("/tablet", {"stage": "sign_out", "badge": pictured.badge, "language": "en"})
    assert done.headers["Location"] == "/tablet/done"
    assert list(arrivals_store().items()) == []
    assert staff.get(address).status_code == 404


@pytest.mark.usefixtures("_looked_at_here")
def test_what_is_no_picture_signs_nobody_in(tablet: Client) -> None:
    said = arrive(tablet, "Amy Green", photograph=SimpleUploadedFile("me.jpg", b"no picture")).decode()
    assert words("en")["bad_picture"] in said
    assert 'value="Amy Green"' in said
    assert not Arrival.objects.exists()


def test_what_was_signed_is_deleted_in_time_and_counted(
    house: House,
    reception: User,
    pictured: Arrival,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    lead = signed_in(house.user("data_lead", house.oak))
    assert "Write 3650 or less" in lead.post("/visitors-kept", {"days": "9999"}).content.decode()
    assert lead.post("/visitors-kept", {"days": "30"}).status_code == 302
    assert signed_in(reception).get("/visitors-kept").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        assert (sweep(now=NOW).arrivals, sweep(now=NOW).pictures) == (0, 0)
        assert sweep(now=NOW + timedelta(days=1)).pictures == 1
    assert list(arrivals_store().items()) == []
    assert sweep(now=NOW + timedelta(days=30)).arrivals == 0
    assert sweep(now=NOW + timedelta(days=31)).arrivals == 1
    row = ArrivalsDeleted.objects.get()
    assert (row.trust, row.count, row.kept_days) == (house.oak, 1, 30)
    assert not Arrival.objects.exists()
