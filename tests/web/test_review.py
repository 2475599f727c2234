"""A leader reads a report: into a case, back with a question, a note, another procedure; who may; two at once."""

import json
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, Settings
from tests.acts import KEPT, WORDS
from tests.visit import Visit
from tests.world import World

from fairgate.actions.acting import NotAllowed
from fairgate.actions.report import Somebody, Telling, add_to_report, send_report
from fairgate.actions.review import hand_over, note_incident, return_incident
from fairgate.engine.words import Setting
from fairgate.queries.worklist import worklist
from fairgate.records.door import Hidden
from fairgate.records.models import AccessLog, Case, Incident, LedgerEntry, Person, Procedure, Recusal, Role, User

REVIEW = 11
"""How many queries the page of a report takes, whatever there was before."""
CLAUSE = {"clauses": ["threat"]}
QUESTIONS = {"asked_safeguarding": "no", "is_serious": "no", "is_found": "no"}


@pytest.fixture
def world(db: None, settings: Settings) -> World:
    made = World("oak")
    settings.FAIRGATE_CLOCK = lambda: made.now
    return made


def told(world: World, *people: Somebody, by: User | None = None, **fields: Any) -> Incident:
    telling = Telling(
        school=world.school,
        text=KEPT,
        setting=Setting.PREMISES,
        happened_on=world.day(2),
        people=people or (Somebody(Role.SUBJECT, name="Jo Penrose"),),
        **fields,
    )
    key = f"key {Incident.objects.count()}"
    return send_report(telling, by=by or world.staff("reception"), now=world.now, operation_key=key)


def at(world: World, incident: Incident, page: str = "review", office: str = "headteacher") -> Visit:
    return Visit(world.client(world.staff(office)), f"/reports/{incident.reference}/{page}").open()


def waiting(world: World, office: str = "headteacher") -> list[str]:
    return [line.reference for line in worklist(world.staff(office), world.today).incidents]


def became(incident: Incident) -> list[str]:
    return list(incident.entries.order_by("seq").values_list("became", flat=True))


def accept(world: World, incident: Incident, **who: str) -> Visit:
    visit = at(world, incident, "acceptance")
    visit.send("next", **(who or {"known": "unknown", "description": "tall"}))
    if "Is it one of these?" in visit.words:
        visit.send("next", person=str(Person.objects.get(name=who["name"]).pk))
    elif "Full name" in visit.words:
        visit.send("next", new_name=who["name"])
    if "Which case?" in visit.words:
        visit.send("next", into=Case.objects.get().reference)
    return visit.send("next", **CLAUSE).send("next", **QUESTIONS).send("confirm")


# -- into a case -----------------------------------------------------------------------------------------------------


def test_taken_into_a_new_case_as_an_allegation(world: World) -> None:
    incident = told(world, Somebody(Role.SUBJECT, name="Ola Nowak"), Somebody(Role.WITNESS, name="B. Kilgour"))
    assert waiting(world) == [incident.reference]
    visit = at(world, incident)
    assert "Ola Nowak" in visit.words
    assert "slammed the door" in visit.words
    visit.send("", becomes="accept")
    assert visit.answer["Location"] == f"/reports/{incident.reference}/acceptance"
    visit = accept(world, incident, known="name", name="Ola Nowak")
    case = Case.objects.get()
    assert visit.answer["Location"] == f"/cases/{case.reference}"
    [row] = case.entries.all()
    entry = json.loads(row.payload)
    assert (entry["incident"], entry["alleged"], entry["text"]) == (incident.reference, True, KEPT)
    assert (entry["happened_on"], entry["witnesses"]) == (world.day(2).isoformat(), "B. Kilgour")
    assert entry["by"]["person"] == f"user {world.staff('headteacher').pk}"
    assert entry["reported_by"] == f"user {world.staff('reception').pk}"
    assert case.subject.name == "Ola Nowak"
    [said] = incident.entries.all()
    assert (said.became, said.case, said.by, said.at) == ("accepted", case, world.staff("headteacher"), world.now)
    assert waiting(world) == []


def test_taken_into_the_open_case_and_found_at_once(world: World) -> None:
    case = world.case(world.breach("e1", 10, "threat"))
    incident = told(world, Somebody(Role.SUBJECT, person=case.subject_id))
    visit = at(world, incident, "acceptance")
    assert visit.page.values["name"] == "Jo Penrose"
    visit.send("next", known="name", name="Jo Penrose").send("next", person=str(case.subject_id))
    visit.send("next", into=case.reference).send("next", **CLAUSE)
    visit.send("next", **QUESTIONS | {"is_found": "yes", "found": WORDS})
    assert Incident.objects.get().entries.count() == 0, "a look writes nothing"
    visit.send("confirm")
    assert [row.type for row in case.entries.order_by("seq")] == ["breach_recorded", "breach_recorded", "breach_found"]


def test_a_child_at_risk_is_asked_about_with_what_was_told(world: World) -> None:
    incident = told(world, child_at_risk=True)
    visit = at(world, incident, "acceptance").send("next", known="unknown", description="tall").send("next", **CLAUSE)
    assert 'name="asked_safeguarding" type="radio" value="yes" checked' in " ".join(
        visit.answer.content.decode().split()
    )


def test_what_its_reporter_added_is_their_account(world: World) -> None:
    incident = told(world)
    return_incident(incident.reference, "Which door?", by=world.staff("headteacher"), now=world.now, seen=0)
    add_to_report(incident.reference, WORDS, by=world.staff("reception"), now=world.now, seen=1)
    accept(world, incident)
    breach, account = (json.loads(row.payload) for row in LedgerEntry.objects.order_by("seq"))
    assert account["of"] == breach["incident"] == incident.reference
    assert (account["part"], account["teller"]) == ("reporter", world.staff("reception").name)
    assert account["text"] == WORDS


def test_sent_twice_it_is_taken_once(world: World) -> None:
    incident = told(world)
    visit = at(world, incident, "acceptance").send("next", known="unknown", description="tall")
    visit.send("next", **CLAUSE).send("next", **QUESTIONS)
    carried = visit.page.hidden
    assert visit.again(carried).answer["Location"] == visit.again(carried).answer["Location"]
    assert (Case.objects.count(), became(incident)) == (1, ["accepted"])


def test_what_the_code_does_not_let_be_taken_leaves_nothing(world: World) -> None:
    telling = Telling(world.school, "x", Setting.PREMISES, world.today.replace(year=2019), ())
    incident = send_report(telling, by=world.staff("reception"), now=world.now, operation_key="k")
    visit = at(world, incident, "acceptance").send("next", known="unknown", description="tall").send("next", **CLAUSE)
    visit.send("next", **QUESTIONS)
    assert "came into force on 1 September 2022" in visit.words
    visit.send("confirm", **QUESTIONS)
    assert (Case.objects.count(), Person.objects.count(), incident.entries.count()) == (0, 0, 0)


def test_about_several_people_it_is_taken_into_a_case_of_each(world: World) -> None:
    incident = told(world)
    accept(world, incident)
    visit = at(world, incident)
    assert "Keep it as a note" not in visit.words, "what is in a case is no note any more"
    accept(world, incident)
    assert (Case.objects.count(), became(incident)) == (2, ["accepted", "accepted"])


# -- otherwise -------------------------------------------------------------------------------------------------------


def test_it_goes_back_with_a_question_and_comes_again(world: World) -> None:
    incident = told(world, by=world.staff("class_teacher"))
    visit = at(world, incident).send("", becomes="return")
    assert "Write what you want to know" in visit.words
    visit.send("", becomes="return", question="Which door?")
    assert visit.answer["Location"] == "/worklist"
    assert waiting(world) == []
    assert waiting(world, "class_teacher") == [incident.reference]
    add_to_report(incident.reference, "The main one.", by=world.staff("class_teacher"), now=world.now, seen=1)
    assert (waiting(world), waiting(world, "class_teacher")) == ([incident.reference], [])
    assert "The main one." in at(world, incident).words


@pytest.mark.parametrize(
    ("fields", "word", "procedure"),
    [
        ({"becomes": "note", "note_why": "Nothing in it."}, "noted", ""),
        ({"becomes": "hand_over", "procedure": "behaviour", "handed_why": "To the Head of Year."}, "handed_over", "x"),
        ({"becomes": "hand_over", "procedure": "staff", "handed_why": "To the CEO."}, "handed_over", "x"),
        ({"becomes": "hand_over", "procedure": "complaint", "handed_why": "He complains."}, "handed_over", "x"),
    ],
)
def test_a_note_and_what_is_handed_over_count_for_nothing(
    world: World, fields: dict[str, str], word: str, procedure: str
) -> None:
    incident = told(world)
    at(world, incident).send("", **fields)
    [said] = incident.entries.all()
    assert (said.became, said.by, said.at) == (word, world.staff("headteacher"), world.now)
    assert said.text == fields.get("note_why", fields.get("handed_why"))
    assert bool(said.procedure) is bool(procedure)
    assert (Case.objects.count(), waiting(world)) == (0, [])
    # It is kept, and can be looked at again; its reporter adds nothing any more.
    accept(world, incident)
    assert became(incident) == [word, "accepted"]


def test_why_is_asked(world: World) -> None:
    incident = told(world)
    visit = at(world, incident).send("")
    assert "Choose what becomes of it" in visit.words
    assert "Write why it is only a note" in visit.send("", becomes="note").words
    visit.send("", becomes="hand_over")
    assert "Choose the procedure" in visit.words
    assert "Write why, and to whom it was given" in visit.words
    assert incident.entries.count() == 0


def test_of_two_at_once_one_wins_and_the_other_is_told(world: World) -> None:
    incident = told(world)
    visit = at(world, incident, office="senior_leader")
    taking = at(world, incident, "acceptance", office="ceo").send("next", known="unknown", description="tall")
    taking.send("next", **CLAUSE).send("next", **QUESTIONS)
    note_incident(incident.reference, "Nothing.", by=world.staff("headteacher"), now=world.now, seen=0)
    visit.send("", becomes="hand_over", procedure="staff", handed_why="To the CEO.")
    assert "Somebody did something with this report meanwhile" in visit.words
    assert visit.page.boxes["handed_why"] == "To the CEO."
    taking.send("confirm")
    assert taking.answer.status_code == 409
    assert "Kept as a note" in taking.words
    assert (became(incident), Case.objects.count()) == (["noted"], 0)


# -- for whom --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("office", ["class_teacher", "reception", "school_business_manager", "dsl"])
def test_nobody_else_reviews(world: World, office: str) -> None:
    incident = told(world, child_at_risk=True, by=world.staff("senior_leader"))
    for page in ("review", "acceptance"):
        assert at(world, incident, page, office).answer.status_code == 404
    acting = {"by": world.staff(office), "now": world.now, "seen": 0}
    with pytest.raises((NotAllowed, Hidden)):
        note_incident(incident.reference, "x", **acting)
    with pytest.raises((NotAllowed, Hidden)):
        hand_over(incident.reference, Procedure.STAFF, "x", **acting)
    assert incident.entries.count() == 0
    assert waiting(world, office) == []


def test_the_safeguarding_lead_reads_of_a_child_at_risk_and_of_nothing_else(world: World) -> None:
    quiet, risk = told(world), told(world, child_at_risk=True)
    lead = world.client(world.staff("dsl"))
    assert lead.get(f"/reports/{quiet.reference}").status_code == 404
    assert "A child could be at risk" in lead.get(f"/reports/{risk.reference}").content.decode()
    assert waiting(world) == [risk.reference, quiet.reference], "a child at risk comes first"


def test_another_school_and_another_trust_have_nothing_of_it(world: World) -> None:
    incident = told(world)
    for other in (World("oak", "beside"), World("aspire")):
        office = "headteacher" if other.pack == "oak" else "head_of_school"
        for page in ("", "/review", "/acceptance"):
            answer = other.client(other.staff(office)).get(f"/reports/{incident.reference}{page}")
            assert answer.status_code == 404
        assert not worklist(other.staff(office), other.today).incidents


def test_who_stands_aside_from_the_person_reads_nothing_of_it(world: World) -> None:
    known = world.person()
    incident = told(world, Somebody(Role.SUBJECT, person=known.pk))
    head = world.staff("headteacher")
    assert waiting(world) == [incident.reference]
    Recusal.objects.create(
        user=head, person=known, since=world.day(30), why="brother", entered_by=head, entered_at=world.now
    )
    assert waiting(world) == []
    assert at(world, incident).answer.status_code == 404
    assert waiting(world, "senior_leader") == [incident.reference]


def test_reading_it_is_noted_and_no_name_is_in_the_address(world: World) -> None:
    incident = told(world)
    at(world, incident)
    noted = AccessLog.objects.filter(kind="incident", user=world.staff("headteacher"))
    assert [(one.asked, one.opened) for one in noted] == [(incident.reference, True)]


def test_its_reporter_at_the_gate_is_not_told_what_became_of_it(world: World) -> None:
    incident = told(world)
    accept(world, incident)
    case = Case.objects.get()
    desk = world.client(world.staff("reception"))
    for address in ("/reports", f"/reports/{incident.reference}"):
        html = desk.get(address).content.decode()
        assert case.reference not in html
        assert "case" not in html.lower().replace("showcase", "")
        assert "Read" in html
    assert (
        case.reference
        in world.client(world.staff("headteacher")).get(f"/reports/{incident.reference}").content.decode()
    )


def test_the_worklist_leads_there(world: World) -> None:
    told(world, is_note=True)
    html = world.client(world.staff("headteacher")).get("/worklist").content.decode()
    assert f'href="/reports/{Incident.objects.get().reference}/review"' in html
    assert "Reports to read" in html


# --- what a leader is shown first ---------------------------------------------------------------------------------


def test_what_there_was_before_is_shown_and_what_part_the_reader_had(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    head, person = world.staff("headteacher"), world.person()
    incident = told(world, Somebody(Role.SUBJECT, person=person.pk), Somebody(Role.WITNESS, name=head.name.upper()))
    elsewhere = World("oak", "hollins")
    elsewhere.case(elsewhere.breach("e1", 20, "threat"), person=person)
    earlier = world.case(world.breach("e1", 20, "threat", text="CANARY"), person=person)
    visit = at(world, incident)
    assert "You had a part in it Who saw or heard it" in visit.words
    assert earlier.reference in visit.words
    assert "CANARY" not in visit.words
    assert "Hollins" not in visit.words, "of a case that the reader may not open nothing is told"
    noted = AccessLog.objects.filter(user=head, asked=earlier.reference)
    assert noted.get().why == "shown before a decision about the same person"
    for ago in range(20):
        world.case(world.breach("e1", ago, "threat"), person=person)
    with django_assert_num_queries(REVIEW):
        visit.open()
