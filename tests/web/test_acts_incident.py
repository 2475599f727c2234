"""Reporting an incident, page by page: known, unknown or new; what the paragraphs ask; what is never a breach."""

import json
import re
from typing import Any

import pytest
from pytest_django import Settings
from tests.acts import KEPT, WORDS, on
from tests.visit import Visit
from tests.world import World

from fairgate.records.models import AccessLog, Case, Incident, IncidentDraft, LedgerEntry, Person

WHAT = {"happened_at": "3.15pm", "setting": "premises", "place": "Main entrance", "text": WORDS, "witnesses": "A. B."}
QUIET = {"asked_safeguarding": "no", "is_serious": "no"}
FINDER = {**QUIET, "is_found": "no"}
ONLINE = {**FINDER, "made_to": "none", "asked_defamation": "no", "asked_lawful_criticism": "no"}


@pytest.fixture
def world(db: None, settings: Settings) -> World:
    made = World("oak")
    settings.FAIRGATE_CLOCK = lambda: made.now
    return made


def report(world: World, office: str = "headteacher", address: str = "/report") -> Visit:
    return Visit(world.client(world.staff(office)), address).open()


def what(world: World, **fields: Any) -> dict[str, Any]:
    return {**on(world.day(1), "happened_on"), **WHAT, **fields}


def person_of(visit: Visit, name: str) -> str:
    """The number of the person offered under that name."""
    html = visit.answer.content.decode()
    found = re.search(rf'value="(\d+)"[^>]*><label[^>]*>{re.escape(name)}<', html)
    assert found, visit.words
    return found[1]


def entry(case: Case, seq: int = 1) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(case.entries.get(seq=seq).payload)
    return found


def test_about_somebody_known_in_a_new_case(world: World) -> None:
    known = world.person()
    visit = report(world).send("next", known="name", name="penrose")
    assert "Known through Sam Penrose" in visit.words
    visit.send("next", person=person_of(visit, "Jo Penrose"))
    visit.send("next", **what(world))
    assert "Threatening staff, a visitor, a parent or a child" in visit.words
    visit.send("next", clauses=["threat"]).send("next", **FINDER)
    assert "Check before it is recorded" in visit.words
    assert not Case.objects.exists()
    visit.send("confirm")
    case = Case.objects.get()
    assert visit.answer["Location"] == f"/cases/{case.reference}"
    assert (case.subject, case.school, case.pack) == (known, world.school, "oak")
    told = entry(case)
    assert told["text"] == KEPT
    assert told["alleged"] is True
    assert told["happened_on"] == world.day(1).isoformat()
    assert told["happened_at"] == "15:15:00"
    assert (told["setting"], told["place"], told["witnesses"]) == ("premises", "Main entrance", "A. B.")
    assert told["answers"] == [["safeguarding", "no"]]
    assert Person.objects.count() == 1


def test_about_somebody_new(world: World) -> None:
    visit = report(world).send("next", known="name", name="Ola Nowak")
    assert "Nobody called “Ola Nowak” is known at Oak School" in visit.words
    assert visit.page.values["new_name"] == "Ola Nowak"
    visit.send("next", new_name="Ola Nowak", address="3 Fore Street\r\nTR1 2BB", email="Ola@Example.org", phone="01872")
    visit.send("next", **what(world)).send("next", clauses=["threat"]).send("next", **FINDER).send("confirm")
    person = Case.objects.get().subject
    assert (person.name, person.address, person.email) == ("Ola Nowak", "3 Fore Street\nTR1 2BB", "ola@example.org")


def test_about_somebody_unknown(world: World) -> None:
    visit = report(world).send("next", known="unknown", description="tall, grey van").send("next", **what(world))
    visit.send("next", clauses=["threat"]).send("next", **FINDER).send("confirm")
    assert Case.objects.get().subject.name == "Unknown person: tall, grey van"


def test_into_the_open_case_or_a_new_one(world: World) -> None:
    case = world.case(world.breach("e1", 10, "threat"))
    visit = report(world).send("next", known="name", name="Jo Penrose")
    visit.send("next", person=person_of(visit, "Jo Penrose"))
    assert f"Into the open case {case.reference}" in visit.words
    asked = visit.page.hidden
    visit.send("next", into=case.reference).send("next", **what(world)).send("next", clauses=["threat"])
    visit.send("next", **FINDER).send("confirm")
    assert (Case.objects.count(), case.entries.count()) == (1, 2)
    visit.page.hidden = asked
    visit.send("next", into="new").send("next", **what(world)).send("next", clauses=["threat"])
    visit.send("next", **FINDER).send("confirm")
    assert (Case.objects.count(), case.entries.count()) == (2, 2)


def test_in_a_case_that_is_there(world: World) -> None:
    case = world.case(world.breach("e1", 10, "threat"))
    visit = report(world, address=f"/cases/{case.reference}/incident")
    assert "What happened?" in visit.words
    visit.send("next", **what(world)).send("next", clauses=["aggression", "disruption"])
    visit.send("next", asked_own_child="no", **FINDER).send("confirm")
    assert visit.answer["Location"] == f"/cases/{case.reference}"
    assert entry(case, 2)["clauses"] == ["disruption", "aggression"]


def test_in_a_case_that_moved_meanwhile(world: World) -> None:
    case = world.case(world.breach("e1", 10, "threat"))
    visit = report(world, address=f"/cases/{case.reference}/incident")
    visit.send("next", **what(world)).send("next", clauses=["threat"]).send("next", **FINDER)
    world.add(case, world.breach("e2", 0, "disruption"))
    visit.send("confirm")
    assert visit.answer.status_code == 409
    assert "Disrupting the work of the school" in visit.words
    visit.send("change")
    assert "What you need to ask yourself" in visit.words
    visit.send("next", **FINDER).send("confirm")
    assert case.entries.count() == 3
    assert entry(case, 3)["text"] == KEPT


def test_a_closed_case_takes_none(world: World) -> None:
    from fairgate.engine.acts.closing import CaseClosed
    from fairgate.engine.entry import Actor

    head = Actor("headteacher", "user 0")
    closed = CaseClosed(ref="e2", on=world.today, by=head, outcome="resolved")
    case = world.case(world.breach("e1", 10, "threat"), closed)
    visit = report(world, address=f"/cases/{case.reference}/incident")
    assert "This case is closed" in visit.words
    assert "Reopen it first" in visit.words


def test_the_page_that_says_so_is_nobody_elses(world: World) -> None:
    answer = world.client(world.staff("reception")).get("/report/recorded")
    assert (answer.status_code, answer["Location"]) == (302, "/report")


def test_sent_twice_it_is_one_report(world: World) -> None:
    world.person()
    visit = report(world).send("next", known="name", name="Jo Penrose")
    visit.send("next", person=person_of(visit, "Jo Penrose"))
    visit.send("next", **what(world)).send("next", clauses=["threat"]).send("next", **FINDER)
    carried = visit.page.hidden
    first = visit.again(carried).answer["Location"]
    assert visit.again(carried).answer["Location"] == first
    assert (LedgerEntry.objects.count(), Incident.objects.count()) == (1, 1)


def test_found_at_once_by_whoever_may(world: World) -> None:
    visit = report(world).send("next", known="unknown", description="x").send("next", **what(world))
    visit.send("next", clauses=["threat"]).send("next", **QUIET, is_found="yes", found="  ")
    assert "Write why you find that it happened" in visit.words
    visit.send("next", **QUIET, is_found="yes", found=WORDS).send("confirm")
    case = Case.objects.get()
    assert [row.type for row in case.entries.order_by("seq")] == ["breach_recorded", "breach_found"]
    assert (entry(case, 2)["of"], entry(case, 2)["reasons"]) == ("e1", KEPT)


def test_only_what_reaches_the_place_is_offered(world: World) -> None:
    def offered(setting: str) -> str:
        visit = report(world).send("next", known="unknown", description="x")
        return visit.send("next", **what(world, setting=setting)).words

    assert "Loud or offensive language" in offered("premises")
    assert "Posing online" not in offered("premises")
    assert "Posing online" in offered("private_group")
    assert "Loud or offensive language" not in offered("online")
    assert "Driving unsafely" in offered("near_premises")
    elsewhere = offered("elsewhere")
    assert "Threatening" in elsewhere
    assert "Disrupting" not in elsewhere


def test_a_paragraph_that_does_not_reach_there_is_not_taken(world: World) -> None:
    visit = report(world).send("next", known="unknown", description="x").send("next", **what(world))
    visit.send("next", clauses=["impersonation"])
    assert "Choose one of the answers that are offered" in visit.words
    visit.send("confirm", clauses=["impersonation"], **FINDER)
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("setting", "clause", "answer", "why"),
    [
        ("premises", "animals", {"asked_assistance_dog": "yes", "asked_permission": "no"}, "assistance dog"),
        ("premises", "animals", {"asked_assistance_dog": "no", "asked_permission": "yes"}, "allowed beforehand"),
        ("premises", "photography", {"asked_permission": "yes"}, "allowed beforehand"),
        ("online", "negative_comments", {"asked_lawful_criticism": "yes", "made_to": "none"}, "Honest opinion"),
    ],
)
def test_an_answer_can_mean_that_there_was_no_breach(
    world: World, setting: str, clause: str, answer: dict[str, str], why: str
) -> None:
    visit = report(world).send("next", known="unknown", description="x").send("next", **what(world, setting=setting))
    visit.send("next", clauses=[clause]).send("next", **FINDER, **answer)
    assert "Nothing is recorded as a breach" in visit.words
    assert why in visit.words
    html = visit.answer.content.decode()
    assert 'class="fg-cite"' in html
    visit.send("confirm")
    assert "Nothing is recorded as a breach" in visit.words, "it cannot be pressed on either"
    assert not Case.objects.exists()
    visit.send("change:questions")
    assert "What you need to ask yourself" in visit.words


@pytest.mark.parametrize("protected", ["ofsted", "complaint", "mp"])
def test_turning_to_whom_everybody_may_is_never_a_breach(world: World, protected: str) -> None:
    visit = report(world).send("next", known="unknown", description="x").send("next", **what(world, setting="online"))
    visit.send("next", clauses=["defamatory_posts"]).send("next", **{**ONLINE, "made_to": protected})
    assert "This cannot be done as it stands" in visit.words
    assert "it is never a breach of the code" in visit.words
    assert "2.1.5" in visit.words or "2.1.6" in visit.words
    visit.send("confirm", **{**ONLINE, "made_to": protected})
    assert not Case.objects.exists()


@pytest.mark.parametrize(("answer", "marked"), [("yes", True), ("unsure", True), ("no", False)])
def test_what_may_be_defamatory_is_marked_by_a_person(world: World, answer: str, marked: bool) -> None:
    visit = report(world).send("next", known="unknown", description="x").send("next", **what(world, setting="online"))
    visit.send("next", clauses=["defamatory_posts"])
    assert "Only a court can say that words are defamatory" in visit.words
    visit.send("next", **{**ONLINE, "asked_defamation": answer})
    assert ("Report to the platform" in visit.words and "Must then be done" in visit.words) is marked
    visit.send("confirm")
    told = entry(Case.objects.get())
    assert told.get("defamatory", False) is marked
    assert ["defamation", answer] in told["answers"]


def test_serious_needs_reasons_and_safeguarding_is_marked(world: World) -> None:
    visit = report(world).send("next", known="unknown", description="x").send("next", **what(world))
    visit.send("next", clauses=["threat"])
    visit.send("next", asked_safeguarding="yes", is_serious="yes", is_found="no")
    assert "Write why it is serious" in visit.words
    visit.send("next", asked_safeguarding="yes", is_serious="yes", serious=WORDS, is_found="no")
    assert "Social care referral" in visit.words
    visit.send("confirm")
    told = entry(Case.objects.get())
    assert (told["serious"], told["safeguarding"]) == (KEPT, True)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"text": "  \r\n "}, "Write what happened"),
        ({"setting": ""}, "Choose where it happened"),
        ({"happened_on-month": "Smarch"}, "month must be a number from 1 to 12, or its name"),
        ({"happened_on-year": "2031"}, "date must be today or in the past"),
        ({"happened_at": "half past"}, "like 14:30 or 2:30pm"),
        ({"text": "x" * 10_001}, "10000 characters or fewer"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_is_kept(world: World, fields: dict[str, str], says: str) -> None:
    visit = report(world).send("next", known="unknown", description="by the bins").send("next", **what(world, **fields))
    assert says in visit.words
    assert visit.page.boxes["text"] == fields.get("text", WORDS).replace("\r\n", "\n")
    assert visit.page.boxes["witnesses"] == "A. B."
    assert visit.page.hidden["description"] == ["by the bins"]
    assert not Case.objects.exists()


def test_going_back_loses_nothing(world: World) -> None:
    visit = report(world).send("next", known="unknown", description="by the bins").send("next", **what(world))
    visit.send("next", clauses=["threat"]).send("change:which")
    assert re.search(r'value="threat" checked', visit.answer.content.decode())
    visit.send("change:what", clauses=["threat"])
    assert visit.page.boxes["text"] == KEPT
    visit.send("change:who", **what(world))
    assert visit.page.values["description"] == "by the bins"
    visit.send("next", known="unknown", description="by the bins")
    assert visit.page.boxes["text"] == KEPT
    visit.send("next", **what(world))
    assert re.search(r'value="threat" checked', visit.answer.content.decode())


def test_before_the_code_was_in_force(world: World) -> None:
    visit = report(world).send("next", known="unknown", description="x")
    visit.send("next", **{**what(world), "happened_on-year": "2019"})
    visit.send("next", clauses=["threat"]).send("next", **FINDER)
    assert "came into force on 1 September 2022" in visit.words
    assert not Case.objects.exists()


def test_nobody_of_another_trust_is_offered_or_taken(world: World) -> None:
    theirs = World("aspire").person("Jo Penrose")
    visit = report(world).send("next", known="name", name="Jo Penrose")
    assert "Nobody called" in visit.words
    visit.send("next", person=str(theirs.pk))
    assert "Enter full name" in visit.words or "Enter the person's name" in visit.words
    visit.send("confirm", **what(world), person=str(theirs.pk), clauses=["threat"], **FINDER)
    assert not Case.objects.exists()


def test_nor_a_case_that_the_reporter_may_not_see(world: World) -> None:
    case = world.case(world.breach("e1", 10, "threat"))
    beside = World("oak", "beside")
    visit = report(beside).send("next", known="unknown", description="x").send("next", **what(beside))
    visit.send("next", clauses=["threat"], into=case.reference).send("next", **FINDER).send("confirm")
    assert case.entries.count() == 1
    assert Case.objects.exclude(pk=case.pk).get().school == beside.school


def test_whoever_holds_no_office_has_nowhere_to_report(world: World) -> None:
    visit = Visit(world.client(world.staff("")), "/report")
    assert visit.open().answer.headers["Location"] == "/sign-in?next=/report"
    visit.send("confirm", known="unknown", description="x", **what(world), clauses=["threat"], **FINDER)
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "stage", ["", "next", "confirm", "change", "change:nowhere", "change:person", "\0", "next:who"]
)
@pytest.mark.parametrize("at", ["", "who", "questions", "into", "\0"])
def test_what_no_browser_would_send_is_answered_in_words(world: World, stage: str, at: str) -> None:
    client = world.client(world.staff("headteacher"))
    answer = client.post("/report", {"stage": stage, "at": at, "operation": "x", "seen": "\0", "done": ["\0", "which"]})
    assert answer.status_code == 200
    assert not Case.objects.exists()


def test_whom_is_asked_for_is_noted_and_in_no_address(world: World) -> None:
    known = world.person()
    visit = report(world).send("next", known="name", name="Penrose")
    visit.send("next", person=person_of(visit, "Jo Penrose")).send("next", **what(world))
    visit.send("next", clauses=["threat"]).send("next", **FINDER).send("confirm")
    assert AccessLog.objects.filter(kind="person", asked=str(known.pk), opened=True).exists()
    assert "enrose" not in visit.answer["Location"]


def test_what_was_begun_is_kept_and_taken_up_again(world: World) -> None:
    visit = report(world).send("next", known="unknown", description="by the bins").send("next", **what(world))
    [draft] = IncidentDraft.objects.all()
    assert (draft.user, draft.path) == (world.staff("headteacher"), "/report")
    again = Visit(world.client(world.staff("headteacher")), f"/report?draft={draft.key}").open()  # another session
    assert again.page.boxes["text"] == KEPT
    assert again.page.hidden["description"] == ["by the bins"]
    again.address = "/report"
    again.send("next", **what(world)).send("next", clauses=["threat"]).send("next", **FINDER).send("confirm")
    assert Case.objects.count() == 1
    assert not IncidentDraft.objects.exists(), "it is deleted when it is sent"
    assert visit.page.hidden["draft"] == [str(draft.key)]
