"""Somebody who is barred is here: who is called and how, who is coming, and that nothing of why is told on the way."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings
from tests.barred import bar
from tests.house import NOW, TODAY, House
from tests.notify_stand_in import KEY, NotifyStandIn
from tests.told import terms

from fairgate.actions.help_asked import Chosen, choose_contacts, tell
from fairgate.delivery import help_asked as delivery
from fairgate.engine.acts.override import BarOverridden
from fairgate.records.models import DeskCall, HelpAsked, Incident, IncidentDraft, Reached, Recusal, User
from fairgate.records.read import ledger

WORDS = "Somebody needs you at the desk at Prestfield School. Open Fairgate."


@pytest.fixture(autouse=True)
def _set_up(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.FAIRGATE_CLOCK = lambda: NOW
    monkeypatch.setattr(delivery, "in_background", lambda work: work())


@pytest.fixture
def reception(house: House) -> User:
    return house.user("reception", house.prestfield)


@pytest.fixture
def manager(house: House) -> User:
    return house.user("school_business_manager", house.prestfield)


@pytest.fixture
def head(house: House) -> User:
    return house.user("headteacher", house.prestfield)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def call_for_help(client: Client, name: str = "Jo Penrose", operation: str = "") -> Any:
    """The button, with what the page of the answer carries."""
    page = client.post("/gate", {"school": "prestfield", "name": name}).content.decode()
    form = page[page.index('action="/gate/here"') :]
    asked = dict(re.findall(r'name="(school|name|clue|operation)" value="([^"]*)"', form[: form.index("</form>")]))
    if operation:
        asked["operation"] = operation
    return client.post("/gate/here", asked, follow=True)


def text(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", response.content.decode()).split())


def test_help_is_called_for_and_somebody_comes(
    house: House, reception: User, manager: User, head: User, django_capture_on_commit_callbacks: Any
) -> None:
    case = bar(house, house.person("Jo Penrose"), reasons="canary-reason", text="canary-text")
    desk, called = signed_in(reception), signed_in(manager)
    with django_capture_on_commit_callbacks(execute=True):
        at_desk = call_for_help(desk)
    said = text(at_desk)
    alert = HelpAsked.objects.get()
    assert at_desk.redirect_chain == [(f"/gate/help/{alert.pk}", 302)]
    assert "Jo Penrose is here" in said
    assert f"{manager.name} Has not answered" in said
    assert f"{head.name} Has not answered" in said
    # Trespass, and what may be an offence; nothing stronger (law.md trap 1). And the words of the code for the desk.
    assert (
        "is trespass, a civil matter. Causing a nuisance or a disturbance on school premises may be an offence." in said
    )
    assert not re.search(r"arrested for|criminal|illegal|prosecut", said)
    assert "Nobody may enter a school in the trust as of right." in said
    assert sorted(one.to[0] for one in mail.outbox) == sorted([manager.email, head.email])
    assert {(one.subject, one.body.strip()) for one in mail.outbox} == {(WORDS, WORDS)}
    # On every page of whoever is called, and by itself; where it is, and nothing else.
    banner = called.get("/cases").content.decode()
    banner = banner[banner.index('id="desk-calls"') : banner.index('<template id="desk-calls-ended"')]
    assert "Somebody needs you at the desk at Prestfield School." in banner
    assert "Jo" not in banner
    assert case.reference not in banner
    assert "Somebody needs you" in text(called.get("/desk/calls"))
    call = DeskCall.objects.get(user=manager)
    about = text(called.get(f"/desk/calls/{call.pk}"))
    assert "Jo Penrose is here, and is barred" in about
    assert "Let them in today" in about
    assert "canary" not in about
    called.post(f"/desk/calls/{call.pk}", {"coming": "yes"})
    assert "Somebody is coming" in text(desk.get(f"/gate/help/{alert.pk}/answers"))
    assert "Somebody needs you" not in text(called.get("/cases"))
    assert "Somebody needs you" in text(signed_in(head).get("/cases"))
    assert "canary" not in text(desk.get(f"/gate/help/{alert.pk}"))
    # In the case: that they came, and that nobody has said yet that they did anything.
    shown = text(signed_in(head).get(f"/cases/{case.reference}"))
    assert "Came to the desk while barred" in shown
    assert "A report is begun, and not sent yet. It is no finding." in shown
    assert case.entries.count() == 2


def test_a_report_is_begun_and_is_found_again_in_the_case(house: House, reception: User, head: User) -> None:
    case = bar(house, house.person("Jo Penrose"), reasons="canary-reason")
    desk = signed_in(reception)
    call_for_help(desk)
    draft, alert = IncidentDraft.objects.get(), HelpAsked.objects.get()
    assert (draft.user, draft.key) == (reception, alert.draft)
    page = desk.get(f"/report/for-review?draft={draft.key}").content.decode()
    assert "Jo Penrose came to the desk at 10:30, and is barred from Prestfield School." in page
    assert "canary" not in page + draft.fields
    sent = {
        "text": "She asked for her son and left.",
        "known": "name",
        "name": "Jo Penrose",
        "when": "today",
        "setting": "premises",
        "at_risk": "no",
        "behalf": "no",
        "counts": "yes",
        "draft": str(draft.key),
        "stage": "confirm",
    }
    desk.post("/report/for-review", sent)
    incident = Incident.objects.get()
    assert HelpAsked.objects.get().incident == incident
    assert f"Reported: {incident.reference}" in text(signed_in(head).get(f"/cases/{case.reference}"))


def test_twice_is_once_and_what_is_no_bar_calls_nobody(house: House, reception: User, head: User) -> None:
    bar(house, house.person("Jo Penrose"))
    bar(house, house.person("Kit Marlowe"), house.hollins)
    desk, operation = signed_in(reception), str(uuid4())
    call_for_help(desk, operation=operation)
    call_for_help(desk, operation=operation)
    assert HelpAsked.objects.count() == DeskCall.objects.count() == 1
    wrong = [
        {"school": "prestfield", "name": "Kit Marlowe"},  # barred, and not here
        {"school": "prestfield", "name": "Amy Green"},
        {"school": "prestfield", "name": "J Penrose"},  # only like
        {"school": "prestfield", "name": ""},
    ]
    for asked in wrong:
        answer = desk.post("/gate/here", {**asked, "operation": str(uuid4())}, follow=True)
        assert "Nobody was called" in text(answer)
    for asked in ({"school": "hollins", "name": "Kit Marlowe"}, {"school": "nowhere", "name": "Jo Penrose"}):
        assert desk.post("/gate/here", {**asked, "operation": str(uuid4())}).status_code == 404
    assert desk.post("/gate/here", {"school": "prestfield", "name": "Jo Penrose"}, follow=True).status_code == 200
    assert HelpAsked.objects.count() == 1


def test_whom_a_leader_chose_is_called_and_nobody_who_stands_aside_or_has_left(
    house: House, reception: User, manager: User, head: User
) -> None:
    jo = house.person("Jo Penrose")
    bar(house, jo)
    teacher, relative = house.user("class_teacher", house.prestfield), house.user("senior_leader", house.prestfield)
    Recusal.objects.create(user=relative, person=jo, since=TODAY, why="sister", entered_by=relative, entered_at=NOW)
    choose_contacts("prestfield", [Chosen(teacher.pk), Chosen(relative.pk)], by=head, now=NOW)
    call_for_help(signed_in(reception))
    assert {one.user for one in DeskCall.objects.all()} == {teacher}
    teacher.holdings.update(until=TODAY - timedelta(days=1))
    HelpAsked.objects.all().delete()
    call_for_help(signed_in(reception))
    assert {one.user for one in DeskCall.objects.all()} == {manager, head}
    # The page: by those who lead, of those who see the school's cases.
    leads = signed_in(head)
    assert reception.name not in leads.get("/desk/contacts/prestfield").content.decode()
    leads.post("/desk/contacts/prestfield", {"people": [str(manager.pk)]})
    assert [one.user for one in house.prestfield.desk_contacts.all()] == [manager]
    assert leads.post("/desk/contacts/prestfield", {"people": [str(reception.pk)]}).status_code == 200
    assert leads.post("/desk/contacts/hollins", {"people": []}).status_code == 404
    assert signed_in(manager).get("/desk/contacts/prestfield").status_code == 404


def test_what_does_not_reach_anybody_is_said_at_the_desk(
    house: House, reception: User, head: User, settings: Settings, django_capture_on_commit_callbacks: Any
) -> None:
    bar(house, house.person("Jo Penrose"))
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    with django_capture_on_commit_callbacks(execute=True):
        said = text(call_for_help(signed_in(reception)))
    said = text(signed_in(reception).get(f"/gate/help/{HelpAsked.objects.get().pk}"))
    assert "No message could be sent" in said
    assert f"{head.name} Has not answered The e-mail could not be sent" in said
    head.holdings.update(until=TODAY - timedelta(days=1))
    assert "Nobody could be called" in text(call_for_help(signed_in(reception)))


def test_a_text_message_says_where_and_nothing_else(
    house: House, reception: User, head: User, settings: Settings, django_capture_on_commit_callbacks: Any
) -> None:
    stand_in = NotifyStandIn()
    try:
        settings.FAIRGATE_NOTIFY, settings.FAIRGATE_NOTIFY_SMS = {"oak": KEY}, {"oak": "desk-template"}
        settings.FAIRGATE_NOTIFY_AT = stand_in.address
        leads = signed_in(head)
        wrong = leads.post("/desk/contacts/prestfield", {"people": [str(head.pk)], f"mobile_{head.pk}": "12"})
        assert b"Write a UK mobile number" in wrong.content
        leads.post("/desk/contacts/prestfield", {"people": [str(head.pk)], f"mobile_{head.pk}": "07700 900 123"})
        bar(house, house.person("Jo Penrose"), reasons="canary")
        with django_capture_on_commit_callbacks(execute=True):
            call_for_help(signed_in(reception))
        call = DeskCall.objects.get()
        assert call.text == Reached.SENT
        assert stand_in.texts == [
            {
                "phone_number": "07700900123",
                "template_id": "desk-template",
                "personalisation": {"school": "Prestfield School"},
                "reference": f"desk-{call.pk}",
            }
        ]
        stand_in.answers.append(400)
        tell(call.pk, "07700900123")
        assert DeskCall.objects.get().text == Reached.FAILED
    finally:
        stand_in.stop()


def test_a_page_that_asks_by_itself_keeps_no_session_alive(head: User) -> None:
    client = signed_in(head)
    session = client.session
    session.set_expiry(60)
    session.save()
    ends = session.model.objects.get(session_key=session.session_key).expire_date
    client.get("/desk/calls", headers={"X-Only-Looks": "1"})
    assert session.model.objects.get(session_key=session.session_key).expire_date == ends


def test_leave_for_today_from_the_call_to_the_gate(house: House, reception: User, manager: User, head: User) -> None:
    terms(house.oak)
    case = bar(house, house.person("Jo Penrose"))
    call_for_help(signed_in(reception))
    client = signed_in(manager)
    page = client.get(f"/cases/{case.reference}/override/bar1")
    seen, operation = page.context["form"]["seen"].value(), str(uuid4())
    given = {"site": "prestfield", "terms": "To fetch Sam, who is ill.", "reasons": "canary-why", "seen": seen}
    client.post(f"/cases/{case.reference}/override/bar1", {**given, "operation": operation, "stage": "confirm"})
    entry = ledger(case).entries[-1]
    assert isinstance(entry, BarOverridden)
    at_gate = text(signed_in(reception).post("/gate", {"school": "prestfield", "name": "Jo Penrose"}))
    assert "Leave for today They may come in today, for this and for nothing else: To fetch Sam, who is ill." in at_gate
    assert "canary" not in at_gate
    # Not by reception, whatever it posts; and somebody else finds it on their list.
    assert signed_in(reception).get(f"/cases/{case.reference}/override/bar1").status_code == 404
    ceo = house.user("ceo", house.oak)
    assert "Look at why the person was let in on 1 October 2024" in text(signed_in(ceo).get("/worklist"))
