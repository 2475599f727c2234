"""Reporting for a leader to read: one page, which person, a look; drafts; one's own reports, and adding to them."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings
from tests.acts import KEPT, WORDS, on
from tests.house import House
from tests.visit import Visit
from tests.world import World

from fairgate.actions.review import return_incident
from fairgate.records.models import Case, Incident, IncidentDraft, IncidentPerson, LedgerEntry, School, Trust

TOLD: dict[str, Any] = {
    "text": WORDS,
    "known": "name",
    "name": "Ola Nowak",
    "when": "today",
    "setting": "premises",
    "at_risk": "no",
    "behalf": "no",
    "counts": "yes",
}
UNKNOWN = {**TOLD, "known": "unknown", "description": "tall, grey coat", "vehicle": "blue van"}


@pytest.fixture
def world(db: None, settings: Settings) -> World:
    made = World("oak")
    settings.FAIRGATE_CLOCK = lambda: made.now
    return made


def begin(world: World, office: str = "reception", address: str = "/report") -> Visit:
    return Visit(world.client(world.staff(office)), address).open()


def person_of(visit: Visit, name: str) -> str:
    found = re.search(rf'value="(\d+)"[^>]*><label[^>]*>{re.escape(name)}<', visit.answer.content.decode())
    assert found, visit.words
    return found[1]


def people(incident: Incident) -> list[tuple[str, str]]:
    return [(one.role, one.who) for one in incident.people.order_by("pk")]


@pytest.mark.parametrize("office", ["reception", "class_teacher", "school_business_manager"])
def test_it_is_sent_and_becomes_no_case(world: World, office: str) -> None:
    visit = begin(world, office).send("next", **TOLD)
    assert "Check before it is sent" in visit.words
    assert not Incident.objects.exists()
    visit.send("confirm")
    assert visit.answer["Location"] == "/report/recorded"
    incident = Incident.objects.get()
    assert (incident.text, incident.setting, incident.happened_on) == (KEPT, "premises", world.today)
    assert (incident.by, incident.at, incident.school) == (world.staff(office), world.now, world.school)
    assert people(incident) == [("subject", "Ola Nowak"), ("reporter", world.staff(office).name)]
    assert (Case.objects.count(), LedgerEntry.objects.count()) == (0, 0)
    told = Visit(visit.client, "/report/recorded").open()
    assert f"The reference of your report is {incident.reference}" in told.words
    assert "the Senior leader, the Headteacher or the CEO" in told.words


def test_who_was_affected_and_who_saw_it(world: World) -> None:
    fields = {**UNKNOWN, "affected": "A. Clerk; C. Ames", "witnesses": "B. Kilgour, D. Holt", "at_risk": "yes"}
    visit = begin(world).send("next", **fields, happened_at="3.15pm", place="Main entrance").send("confirm")
    incident = Incident.objects.get()
    assert people(incident)[:-1] == [
        ("subject", "Unknown: tall, grey coat"),
        ("affected", "A. Clerk"),
        ("affected", "C. Ames"),
        ("witness", "B. Kilgour"),
        ("witness", "D. Holt"),
    ]
    assert IncidentPerson.objects.get(role="subject").vehicle == "blue van"
    assert (str(incident.happened_at), incident.place, incident.child_at_risk) == ("15:15:00", "Main entrance", True)
    assert "A child may be at risk" in Visit(visit.client, "/report/recorded").open().words


@pytest.mark.parametrize(("when", "ago"), [("today", 0), ("yesterday", 1), ("other", 9)])
def test_when_it_was_is_apart_from_when_it_is_told(world: World, when: str, ago: int) -> None:
    begin(world).send("next", **{**TOLD, "when": when}, **on(world.day(9), "happened_on")).send("confirm")
    incident = Incident.objects.get()
    assert (incident.happened_on, incident.at) == (world.day(ago), world.now)


def test_for_a_colleague_with_the_reason(world: World) -> None:
    visit = begin(world).send("next", **{**TOLD, "behalf": "yes", "colleague": "M. Ames"})
    assert "Write why you write it for them" in visit.words
    visit.send("next", **{**TOLD, "behalf": "yes", "colleague": "M. Ames", "behalf_why": "He is in hospital."})
    visit.send("confirm")
    incident = Incident.objects.get()
    assert people(incident)[-1] == ("reporter", "M. Ames")
    assert (incident.by, incident.behalf_why) == (world.staff("reception"), "He is in hospital.")


def test_a_note_counts_for_nothing(world: World) -> None:
    begin(world).send("next", **{**TOLD, "counts": "no"}).send("confirm")
    assert Incident.objects.get().is_note
    assert LedgerEntry.objects.count() == 0


def test_somebody_known_is_offered_and_nobody_whom_only_a_case_makes_known(world: World) -> None:
    case = world.case(world.breach("e1", 10, "threat"))
    stranger = world.person("Kim Tregenza", child="")
    world.case(world.breach("e1", 10, "threat"), person=stranger)
    visit = begin(world).send("next", **{**TOLD, "name": "Tregenza"})
    assert "Check before it is sent" in visit.words, "reception is not told whom only a case makes known"
    visit = begin(world).send("next", **{**TOLD, "name": "penrose"})
    assert "Known through Sam Penrose" in visit.words
    visit.send("next", person=person_of(visit, "Jo Penrose"))
    visit.send("confirm")
    assert IncidentPerson.objects.get(role="subject").person == case.subject
    assert case.entries.count() == 1
    told = Visit(visit.client, "/report/recorded").open()
    assert case.reference not in told.answer.content.decode()
    assert Visit(visit.client, f"/cases/{case.reference}").open().answer.status_code == 404


def test_another_name_is_asked_about_anew(world: World) -> None:
    world.person()
    world.person("Kim Penrose", child="Al Penrose")
    visit = begin(world).send("next", **{**TOLD, "name": "Jo Penrose"})
    visit.send("next", person=person_of(visit, "Jo Penrose")).send("change:tell")
    visit.send("next", **{**TOLD, "name": "Kim Penrose"})
    assert "Which person?" in visit.words
    visit.send("next", person="new").send("confirm")
    assert people(Incident.objects.get())[0] == ("subject", "Kim Penrose")


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"text": " \r\n "}, "Write what happened"),
        ({"known": ""}, "Say whether you know who it was"),
        ({"name": ""}, "Enter name"),
        ({"known": "unknown", "description": ""}, "How would you know the person again?"),
        ({"when": "other"}, "Give the day on which it happened"),
        ({"setting": ""}, "Choose where it was"),
        ({"at_risk": ""}, "Say whether a child could be at risk"),
        ({"happened_at": "half past"}, "like 14:30 or 2:30pm"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(world: World, fields: dict[str, str], says: str) -> None:
    visit = begin(world).send("next", **{**TOLD, "place": "By the bins", **fields})
    assert says in visit.words
    assert visit.page.values["place"] == "By the bins"
    visit.send("confirm", **{**TOLD, **fields})
    assert not Incident.objects.exists()


def test_a_day_to_come_is_no_day_on_which_it_happened(world: World) -> None:
    tomorrow = on(world.today + timedelta(days=1), "happened_on")
    visit = begin(world).send("next", **{**TOLD, "when": "other"}, **tomorrow)
    assert "date must be today or in the past" in visit.words


def test_sent_twice_it_is_one_report(world: World) -> None:
    visit = begin(world).send("next", **TOLD)
    carried = visit.page.hidden
    assert visit.again(carried).answer["Location"] == visit.again(carried).answer["Location"] == "/report/recorded"
    assert Incident.objects.count() == 1


# -- drafts --------------------------------------------------------------------------------------------------------


def test_a_draft_outlives_the_session_and_is_gone_once_it_is_sent(world: World) -> None:
    visit = begin(world).send("save", **TOLD)
    assert visit.answer.status_code == 204
    [draft] = IncidentDraft.objects.all()
    assert draft.begins == "He said “no”, then <b>left</b> & slammed the door."
    later = begin(world)
    assert "What you began and did not send" in later.words
    later = begin(world, address=f"/report/for-review?draft={draft.key}")
    assert (later.page.boxes["text"], later.page.values["name"]) == (KEPT, "Ola Nowak")
    later.send("next", **TOLD).send("confirm")
    assert (Incident.objects.count(), IncidentDraft.objects.count()) == (1, 0)


def test_a_draft_is_nobody_elses(world: World) -> None:
    begin(world).send("save", **TOLD)
    [draft] = IncidentDraft.objects.all()
    other = begin(world, "class_teacher", f"/report/for-review?draft={draft.key}")
    assert other.page.boxes["text"] == ""
    assert "slammed" not in Visit(other.client, "/reports").open().words
    other.send("discard")
    assert IncidentDraft.objects.count() == 1
    other.send("save", **{**TOLD, "text": "Mine"})
    draft.refresh_from_db()
    assert "slammed" in draft.fields
    assert "slammed" in Visit(world.client(world.staff("reception")), "/reports").open().words


def test_a_draft_is_thrown_away_or_kept_on_purpose(world: World) -> None:
    visit = begin(world).send("keep", **TOLD)
    assert visit.answer["Location"] == "/reports"
    draft = IncidentDraft.objects.get()
    begin(world, address=f"/report/for-review?draft={draft.key}").send("discard", **TOLD)
    assert not IncidentDraft.objects.exists()
    begin(world).send("save", **{**TOLD, "text": " ", "name": ""})
    assert not IncidentDraft.objects.exists(), "nothing was typed"


def test_what_nobody_touches_for_a_month_is_thrown_away(world: World) -> None:
    begin(world).send("save", **TOLD)
    IncidentDraft.objects.update(saved_at=world.now - timedelta(days=31))
    begin(world, "class_teacher").send("save", **TOLD)
    assert [draft.user for draft in IncidentDraft.objects.all()] == [world.staff("class_teacher")]


@pytest.mark.parametrize("stage", ["", "next", "confirm", "keep", "save", "discard", "change:person", "change:x", "\0"])
def test_what_no_browser_would_send_is_answered(world: World, stage: str) -> None:
    client = world.client(world.staff("reception"))
    answer = client.post("/report", {"stage": stage, "text": "\0", "person": "\0", "draft": "\0", "known": "\0"})
    assert answer.status_code in (200, 204, 302)
    assert not Incident.objects.exists()


# -- in a case, and by leaders ---------------------------------------------------------------------------------------


def test_who_may_not_find_reports_in_a_case_for_a_leader_to_read(world: World) -> None:
    case = world.case(world.breach("e1", 10, "threat"))
    visit = begin(world, "class_teacher", f"/cases/{case.reference}/incident")
    assert "Who was it?" not in visit.words
    visit.send("next", **TOLD).send("confirm")
    incident = Incident.objects.get()
    assert (incident.case, people(incident)[0]) == (case, ("subject", "Jo Penrose"))
    assert case.entries.count() == 1


def test_a_leader_may_report_for_another_to_read(world: World) -> None:
    begin(world, "headteacher", "/report/for-review").send("next", **TOLD).send("confirm")
    assert Incident.objects.get().by == world.staff("headteacher")
    assert not Case.objects.exists()


def test_nobody_reports_where_they_hold_nothing(world: World) -> None:
    beside = World("oak", "beside")
    visit = begin(world).send("next", **TOLD)
    visit.send("confirm", school=beside.school.slug)
    assert Incident.objects.get().school == world.school
    theirs = World("aspire").person("Kim Holt")
    visit = begin(world).send("next", **{**TOLD, "name": "Kim Holt"})
    assert "Check before it is sent" in visit.words
    visit.send("confirm", person=str(theirs.pk))
    assert not IncidentPerson.objects.filter(person=theirs).exists()


# -- one's own reports -----------------------------------------------------------------------------------------------


def sent(world: World, office: str = "reception") -> Incident:
    begin(world, office).send("next", **TOLD).send("confirm")
    return Incident.objects.get()


def test_a_question_is_read_and_answered_by_its_reporter_alone(world: World) -> None:
    incident = sent(world)
    address = f"/reports/{incident.reference}"
    head = world.staff("headteacher")
    return_incident(incident.reference, "Which door was it?", by=head, now=world.now, seen=0)
    listed = begin(world, address="/reports")
    assert "A question for you" in listed.words
    visit = begin(world, address=address)
    assert "Which door was it?" in visit.words
    visit.send("", text=" ")
    assert "Write what you want to add" in visit.words
    visit.send("", text=WORDS)
    assert visit.answer["Location"] == address
    assert [(one.became, one.text) for one in incident.entries.all()] == [
        ("returned", "Which door was it?"),
        ("added", KEPT),
    ]
    # A leader reads it, and does not write into it.
    leader = begin(world, "headteacher", address)
    assert "slammed" in leader.words
    assert "What more can you tell?" not in leader.words
    leader.send("", text="mine")
    assert incident.entries.count() == 2
    assert begin(world, "class_teacher", address).answer.status_code == 404


def test_what_is_added_too_late_is_said(world: World) -> None:
    incident = sent(world)
    visit = begin(world, address=f"/reports/{incident.reference}")
    return_incident(incident.reference, "Which door?", by=world.staff("headteacher"), now=world.now, seen=0)
    visit.send("", text="The main one.")
    assert "Somebody did something with your report meanwhile" in visit.words
    assert visit.page.boxes["text"] == "The main one."
    visit.send("", text="The main one.")
    assert incident.entries.count() == 2


def test_the_list_asks_as_often_however_long_it_is(
    world: World, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(12):
        begin(world).send("next", **UNKNOWN).send("confirm")
    client = world.client(world.staff("reception"))
    client.get("/reports")
    with django_assert_max_num_queries(8):
        assert client.get("/reports").content.decode().count("fg-row__title") == 12


@pytest.mark.parametrize("office", ["reception", "headteacher"])
@pytest.mark.parametrize("address", ["/report", "/report/for-review"])
def test_without_a_code_nothing_is_reported_and_what_was_typed_is_a_draft(
    house: House, office: str, address: str
) -> None:
    trust = Trust.objects.create(slug="new-trust", name="New Trust")
    school = School.objects.create(slug="ash", name="Ash School", trust=trust, urn="100001")
    user = house.user(office, school)
    client = Client()
    client.force_login(user)
    visit = Visit(client, address).open()
    assert "Your trust's code of conduct is not in Fairgate yet" in visit.words
    for stage in ("next", "confirm"):
        answer = client.post(address, {**TOLD, "stage": stage, "draft": "6f6cfae2-5d5c-4b8a-9d3f-0d7d5a2f1c11"})
        assert answer.status_code == 409
        words = " ".join(answer.content.decode().split())
        assert "it is kept as a draft, for you alone" in words
        assert "Ask whoever looks after Fairgate in your trust" in words
    assert not Incident.objects.exists()
    assert IncidentDraft.objects.get().begins.strip().startswith("He said")
    assert client.get("/reports").status_code == 200
