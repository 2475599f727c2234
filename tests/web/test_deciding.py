"""What a decision page shows before its button: all that bears on it, no more than is this reader's, and not a name."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from tests.council import Council
from tests.ties import capacity, order, tie
from tests.told import answered, bar, found
from tests.visit import Page, Visit
from tests.world import World

from fairgate.engine.acts.bar import BarImposed
from fairgate.engine.acts.conversation import ConversationHeld
from fairgate.engine.acts.meeting import MeetingCalled
from fairgate.engine.acts.outcome import StepEnded
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.entry import Actor, Entry
from fairgate.engine.words import Method, Setting
from fairgate.queries import like_cases
from fairgate.records.models import AccessLog, CapacityKind, Case, Person, Recusal, School, User

HEAD = Actor("headteacher", "user 0")
DECISION, STEP = 11, 13
"""How many queries the two pages take, the session's and the door's among them."""


@pytest.fixture
def oak(db: None, settings: Settings) -> World:
    made = World("oak")
    settings.FAIRGATE_CLOCK = lambda: made.now
    return made


@pytest.fixture
def council(db: None, settings: Settings) -> Council:
    made = Council()
    settings.FAIRGATE_CLOCK = lambda: made.now
    return made


def threat(world: World, ref: str = "e1", ago: int = 10, **fields: object) -> Entry:
    return world.breach(ref, ago, "threat", serious="A direct threat.", **fields)


def barred(world: World, person: Person | None = None, **fields: object) -> Case:
    """Barred nine days ago by the headteacher, answered, not decided on."""
    imposed = bar("e2", world.day(9), world.today + timedelta(days=40), school=world.school.slug)
    return world.case(threat(world, **fields), imposed, answered("e3", "e2", world.day(2)), person=person)


def page(world: World, case: Case, path: str = "decision/e2", user: User | str = "ceo") -> Visit:
    reader = world.staff(user) if isinstance(user, str) else user
    return Visit(world.client(reader), f"/cases/{case.reference}/{path}").open()


def part(visit: Visit, name: str) -> str:
    """The words of one part of what is shown before the button; empty where it is not there."""
    html = visit.answer.content.decode()
    found = re.search(rf'<section class="fg-before__part" aria-labelledby="b-{name}">(.*?)</section>', html, re.DOTALL)
    return Page(found[1]).words if found else ""


# --- the facts ------------------------------------------------------------------------------------------------------


def test_what_was_found_stands_apart_from_what_is_alleged(oak: World) -> None:
    case = oak.case(
        threat(oak, "e1", 12, alleged=True),
        found("e2", "e1", oak.day(11)),
        threat(oak, "e3", 10, alleged=True, text="He came back and shouted."),
    )
    visit = page(oak, case, "steps/bar", "headteacher")
    html = visit.answer.content.decode()
    assert html.index("Two people saw it.") < html.index("not found") < html.index("He came back and shouted.")
    assert "Found by the Headteacher on 20 September 2024." in part(visit, "facts")
    assert "Nobody has decided whether this happened." in part(visit, "facts")
    assert html.index('aria-labelledby="b-facts"') < html.index('value="check"'), "it stands before the button"


def test_what_is_marked_safeguarding_is_kept_from_who_does_not_read_it(oak: World) -> None:
    secret = "CANARY-SAFEGUARDING"
    case = oak.case(threat(oak, alleged=True, safeguarding=True, text=secret, witnesses=f"{secret} Witness"))
    assert secret not in page(oak, case, "steps/conversation", "class_teacher").answer.content.decode()
    assert secret in page(oak, case, "steps/conversation", "headteacher").answer.content.decode()


def test_long_texts_are_cut_and_lead_to_the_case(oak: World) -> None:
    told = [threat(oak, f"e{n}", 40 - n, text="word " * 4000) for n in range(1, 31)]
    visit = page(oak, oak.case(*told), "steps/bar", "headteacher")
    assert len(visit.answer.content) < 100_000
    assert "Read it whole in the case" in visit.words
    assert "18 more in the case" in visit.words


# --- what was done, and what else there is --------------------------------------------------------------------------


def test_what_was_done_says_how_it_ended_and_what_else_is_open(oak: World) -> None:
    talk = ConversationHeld(ref="e2", on=oak.day(9), by=HEAD, step="conversation")
    ended = StepEnded(ref="e3", on=oak.day(8), by=HEAD, of="e2", outcome="not_sufficient")
    visit = page(oak, oak.case(threat(oak), talk, ended), "steps/bar", "headteacher")
    done = part(visit, "done")
    assert "It ended “not sufficient”, on 23 September 2024." in done
    assert re.search(r"Conversation , taken before Paragraph 2\.5b\.1", done)
    assert "Channel restriction Paragraph 2.5b.5" in done
    assert not re.search(r"Open to you as well:.* Bar Paragraph", done), "the step itself is no alternative"
    assert "Bar Paragraph" not in part(page(oak, visit_case(visit), "steps/conversation", "class_teacher"), "done")


def visit_case(visit: Visit) -> Case:
    return Case.objects.get(reference=visit.address.split("/")[2])


def test_an_invitation_that_nobody_refused_opens_no_letter_and_says_so(council: Council) -> None:
    """Aspire's response.2a: the letter follows a refusal, silence past the day named, or something new."""
    head = council.user("Beth Trewin", "head_of_school", throughout=False)
    by = Actor("head_of_school", "user 0")

    def invited(*after: Entry, reply_by: date | None) -> Case:
        invitation = MeetingCalled(ref="e2", on=council.day(9), by=by, step="meeting", reply_by=reply_by)
        served = LetterServed(ref="e3", on=council.day(9), by=by, of="e2", method=Method.HAND, deemed_on=council.day(9))
        return council.case(council.breach("e1", 10, "threat"), invitation, served, *after)

    def letter(case: Case) -> Visit:
        return page(council, case, "steps/desist_letter", head)

    for waiting in (invited(reply_by=council.today), invited(reply_by=None)):
        assert "This is not open to you now" in letter(waiting).words
    silent = part(letter(invited(reply_by=council.day(1))), "done")
    assert "No answer came by 30 September 2024, which reads as “refused” (response.2a)." in silent
    refused = StepEnded(ref="e4", on=council.day(5), by=by, of="e2", outcome="refused")
    assert "It ended “refused”, on 26 September 2024." in part(letter(invited(refused, reply_by=None)), "done")
    again = council.breach("e4", 2, "threat")
    assert "This is not open to you now" in letter(invited(again, reply_by=council.today)).words
    came = StepEnded(ref="e4", on=council.day(5), by=by, of="e2", outcome="attended")
    since = council.breach("e5", 2, "threat")
    assert "It ended “attended”" in part(letter(invited(came, since, reply_by=None)), "done")


# --- the children, and the person -----------------------------------------------------------------------------------


def test_the_children_are_told_with_who_else_may_collect_them(oak: World) -> None:
    head, person = oak.staff("headteacher"), oak.person(child="")
    own = tie(person, oak.school, "Sam Penrose", "father")
    capacity(own, head, CapacityKind.COLLECTS)
    order(own, head, "CANARY-ORDER: may not see Sam.")
    other = tie(oak.person("Ada Penrose", child=""), oak.school, "Sam Penrose", "grandmother")
    capacity(other, head, CapacityKind.COLLECTS)
    gone = tie(oak.person("Old Neighbour", child=""), oak.school, "Sam Penrose", "neighbour")
    capacity(gone, head, CapacityKind.COLLECTS, until=oak.day(1))
    tie(person, World("oak", "hollins").school, "Tia Penrose", "father")
    case = barred(oak, person)
    children = part(page(oak, case, "steps/channel_restriction", "headteacher"), "children")
    assert "Jo Penrose: father; may collect. Others who may collect: grandmother." in children
    assert "Tia Penrose , at Hollins School" in children
    assert "Court order on file" in children
    shown = page(oak, case).answer.content.decode()
    assert "Ada Penrose" not in shown, "only what they are to the child"
    assert "CANARY-ORDER" not in shown, "that there is an order is enough here"


def test_an_order_of_a_court_is_flagged_to_those_alone_who_read_what_is_restricted(council: Council) -> None:
    case = council.banned()
    council.meeting(case)
    order(case.subject.relationships.get(), council.leader)
    member = page(council, case, user=council.second)
    assert "Sam Penrose" in part(member, "children")
    assert "Court order" not in member.words
    council.hold(council.second, "dsl")
    assert "Court order on file" in part(page(council, case, user=council.second), "children")


def test_what_the_person_has_asked_for_is_shown(oak: World) -> None:
    person = oak.person()
    person.languages, person.adjustments = "Polish", "Letters in large print"
    person.save()
    needs = part(page(oak, barred(oak, person)), "needs")
    assert "Languages Polish Has asked for Letters in large print" in needs
    assert "Nothing is on record." in part(page(oak, barred(oak)), "needs")


# --- other cases ----------------------------------------------------------------------------------------------------


def test_earlier_entries_are_shown_and_old_ones_count_for_little(oak: World) -> None:
    person = oak.person()
    earlier = oak.case(
        threat(oak, "e1", 500),
        threat(oak, "e2", 300, alleged=True),
        bar("e3", oak.day(499), oak.day(450)),
        person=person,
    )
    struck = oak.case(threat(oak, alleged=True), person=person)
    told = part(page(oak, barred(oak, person)), "earlier")
    assert f"{earlier.reference} , Oak School" in told
    assert re.search(r"20 May 2023 : “[^”]+”. Found older than 12 months, counts for little", told)
    assert re.search(r"6 December 2023 : “[^”]+”. Alleged, and never found (?!older)", told)
    assert "He shouted" not in told
    assert struck.reference in told
    assert "There is nothing in any other case that you may open." in part(page(oak, barred(oak)), "earlier")


def test_what_was_read_of_other_cases_is_noted(oak: World) -> None:
    person = oak.person()
    earlier = oak.case(threat(oak, "e1", 50), person=person)
    other = oak.case(threat(oak, "e1", 50), person=oak.person("Kim Else"))
    case = barred(oak, person)
    page(oak, case)
    asked = set(AccessLog.objects.filter(user=oak.staff("ceo")).values_list("asked", "opened", "why"))
    assert (case.reference, True, "") in asked
    assert (earlier.reference, True, "shown before a decision about the same person") in asked
    assert other.reference not in {reference for reference, _, _ in asked}, "counted is not read"


def test_nothing_leaks_from_cases_that_the_reader_may_not_open(oak: World) -> None:
    canaries = {"CANARY-TEXT", "CANARY-NAME", "CANARY-WITNESS", "CANARY-REASONS", "CANARY-CHILD"}
    elsewhere = World("oak", "canary-slug")
    School.objects.filter(pk=elsewhere.school.pk).update(name="CANARY-SCHOOL")
    person = oak.person()
    for number in range(8):
        about = elsewhere.person("CANARY-NAME", "CANARY-CHILD") if number else person
        ban = bar("e2", oak.day(9), oak.day(-40), school=elsewhere.school.slug)
        reasons = BarImposed(
            **{name: getattr(ban, name) for name in ban.__struct_fields__} | {"reasons": "CANARY-REASONS"}
        )
        elsewhere.case(threat(elsewhere, text="CANARY-TEXT", witnesses="CANARY-WITNESS"), reasons, person=about)
    references = set(Case.objects.filter(school=elsewhere.school).values_list("reference", flat=True))
    Case.objects.filter(school=elsewhere.school).update(opened_at=oak.now)
    shown = page(oak, barred(oak, person))
    html = shown.answer.content.decode()
    assert "Elsewhere in the trust: Bar 8 ," in part(shown, "like")
    assert "CANARY" not in html
    assert not [reference for reference in references if reference in html]
    throughout = oak.staff("ceo")
    throughout.holdings.update(school=None)
    html = page(oak, barred(oak, person)).answer.content.decode()
    assert "CANARY-SCHOOL" in html, "who may open the case about this person is shown it: the control"
    assert not [canary for canary in canaries if canary in html]


def test_who_stands_aside_from_the_person_sees_nothing_of_any_of_it(oak: World) -> None:
    chief, person = oak.staff("ceo"), oak.person()
    case = barred(oak, person)
    Recusal.objects.create(
        user=chief, person=person, since=date(2020, 1, 1), why="Sister", entered_by=chief, entered_at=oak.now
    )
    assert page(oak, case).answer.status_code == 404


# --- like cases -----------------------------------------------------------------------------------------------------


def small_numbers(visit: Visit) -> list[int]:
    """The numbers of cases that are said and should not be."""
    return [int(n) for n in re.findall(r"[A-Za-z] (\d+) ,", part(visit, "like")) if int(n) < 5]


def many(world: World, bars: int, talks: int, nothing: int) -> None:
    for number in range(bars + talks + nothing):
        after: list[Entry] = []
        if number < bars:
            after = [bar("e2", world.day(9), world.day(-40), school=world.school.slug)]
        elif number < bars + talks:
            after = [ConversationHeld(ref="e2", on=world.day(9), by=HEAD, step="conversation")]
        world.case(threat(world), *after, person=world.person(f"Person {number}", ""))


def test_small_numbers_are_never_said_and_never_to_be_worked_out(oak: World, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = World("oak", "hollins")
    many(oak, 5, 4, 1)
    many(elsewhere, 6, 5, 4)
    case = barred(oak)
    visit = page(oak, case)
    like = part(visit, "like")
    assert "In cases that you may open: Bar 5 , every other outcome fewer than 5." in like
    assert "Elsewhere in the trust: Bar 6 , Conversation 5 , every other outcome fewer than 5." in like
    assert small_numbers(visit) == []
    assert not re.search(r"\b(10|15|25)\b", like), "no total is said, from which the rest could be taken"
    # The control: with the threshold broken, the same look finds what must not be there.
    monkeypatch.setattr(like_cases, "SMALL", 1)
    assert small_numbers(page(oak, case))


def test_one_case_more_or_less_among_the_reader_s_own_says_nothing_of_the_others(oak: World) -> None:
    """What is elsewhere is counted alone: two pages of two own cases say the same of it."""
    many(World("oak", "hollins"), 5, 0, 0)
    first, second = barred(oak), barred(oak)
    pages = [part(page(oak, case), "like") for case in (first, second)]
    assert pages[0] == pages[1]
    assert "Elsewhere in the trust: Bar 5 ," in pages[0]


def test_the_case_itself_what_was_struck_and_another_breach_are_not_counted(oak: World) -> None:
    many(oak, 4, 0, 0)
    case = barred(oak)
    assert "In cases that you may open: each outcome fewer than 5." in part(page(oak, case), "like")
    oak.case(oak.breach("e1", 9, "abusive_messages", setting=Setting.COMMUNICATION), person=oak.person("Kim Else", ""))
    other = World("aspire")
    other.case(other.breach("e1", 9, "threat"))
    assert "In cases that you may open: each outcome fewer than 5." in part(page(oak, case), "like")
    many(oak, 1, 0, 0)
    assert "In cases that you may open: Bar 5 ," in part(page(oak, case), "like")


# --- the dates ------------------------------------------------------------------------------------------------------


def test_the_dates_are_worked_out_each_with_its_paragraph_and_why(oak: World) -> None:
    by = Actor("headteacher", "user 0")
    imposed = bar("e2", oak.day(9), oak.today + timedelta(days=40), school=oak.school.slug)
    sent = LetterServed(ref="e3", on=oak.day(8), by=by, of="e2", method=Method.POST, deemed_on=oak.day(6))
    dates = part(page(oak, oak.case(threat(oak), imposed, sent)), "dates")
    assert "posted on 23 September 2024: 2 working days after it was sent" in dates
    assert "Wednesday 25 September 2024" in dates
    assert re.search(r"Representations until Paragraph 5\.2c .* Wednesday 9 October 2024", dates)
    assert re.search(r"Review of the decision to bar Paragraph 5\.4a .* Wednesday 23 October 2024", dates)
    assert re.search(r"It ends on .* Sunday 10 November 2024", dates)
    unsent = part(page(oak, oak.case(threat(oak), imposed)), "dates")
    assert "It has not been served: no time runs yet." in unsent


# --- the people -----------------------------------------------------------------------------------------------------


def test_who_had_a_part_in_it_is_seen_early(oak: World) -> None:
    chief, head, teacher = oak.staff("ceo"), oak.staff("headteacher"), oak.staff("class_teacher")
    imposed = bar("e2", oak.day(9), oak.day(-40), school=oak.school.slug, by=f"user {head.pk}")
    report = oak.breach("e1", 10, "threat", witnesses="Mia Rowe", affected="Dan Hale", serious="A threat.")
    by = Actor("class_teacher", f"user {teacher.pk}")
    told = type(report)(**{name: getattr(report, name) for name in report.__struct_fields__} | {"by": by})
    around = part(page(oak, oak.case(told, imposed, answered("e3", "e2", oak.day(2)))), "around")
    assert f"{chief.name} (you), CEO" in around
    for said in (f"Reported it {teacher.name}", "Saw or heard it Mia Rowe", "Was affected Dan Hale"):
        assert said in around
    assert f"Imposed it {head.name}" in around
    assert "You are one of them" not in around
    own = type(report)(
        **{name: getattr(told, name) for name in told.__struct_fields__} | {"by": Actor("ceo", f"user {chief.pk}")}
    )
    around = part(page(oak, oak.case(own, imposed, answered("e3", "e2", oak.day(2)))), "around")
    assert f"Reported it {chief.name} You are one of them" in around
    assert f"{chief.name} (you), CEO Reported it" in around


# --- to whom what is shown ------------------------------------------------------------------------------------------


def test_a_light_step_shows_no_more_than_the_facts_and_what_was_done(oak: World) -> None:
    person = oak.person()
    oak.case(threat(oak, "e1", 50), person=person)
    visit = page(oak, oak.case(threat(oak), person=person), "steps/conversation", "class_teacher")
    assert part(visit, "facts")
    assert not any(part(visit, name) for name in ("children", "earlier", "like", "around"))


def test_to_whom_a_step_is_shut_nothing_is_shown(oak: World) -> None:
    visit = page(oak, oak.case(threat(oak)), "steps/bar", "class_teacher")
    assert "This is not open to you now" in visit.words
    assert 'class="fg-before' not in visit.answer.content.decode()


def test_members_of_a_council_are_shown_what_they_weigh_and_its_clerk_what_is_decided(council: Council) -> None:
    case = council.banned(witnesses="Mia Rowe")
    council.meeting(case)
    member = page(council, case, user=council.second)
    assert "its clerk or its chair enters what it decides" in member.words
    assert "I was frightened for my son." in member.words
    for name in ("facts", "children", "needs", "earlier", "like", "dates", "around"):
        assert part(member, name), name
    chair = page(council, case, user=council.chair)
    assert part(chair, "around")
    assert "At which meeting?" in chair.words
    clerk = page(council, case, user=council.clerk)
    assert part(clerk, "facts")
    assert part(clerk, "dates")
    assert not any(part(clerk, name) for name in ("children", "needs", "earlier", "like", "around"))


# --- how much it asks -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "office", "number"), [("decision/e2", "ceo", DECISION), ("steps/channel_restriction", "headteacher", STEP)]
)
def test_the_queries_are_as_many_with_many_cases(oak: World, path: str, office: str, number: int) -> None:
    person, staff = oak.person(), oak.staff(office)
    case = barred(oak, person)

    def asked() -> tuple[int, int]:
        client = oak.client(staff)
        client.get(f"/cases/{case.reference}")
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(f"/cases/{case.reference}/{path}")
        assert answer.status_code == 200
        return len(queries), len(answer.content)

    oak.case(threat(oak, "e1", 50), person=person)
    assert asked()[0] == number
    assert number <= 15
    for ago in range(40):
        oak.case(threat(oak, "e1", ago), bar("e2", oak.day(ago), oak.day(ago), school=oak.school.slug), person=person)
    many(World("oak", "hollins"), 10, 10, 10)
    queries, size = asked()
    assert queries == number
    assert size < 100_000


def test_a_clerk_s_page_asks_no_more_than_fifteen_times(council: Council) -> None:
    case = council.banned(witnesses="Hyun Baek")
    meeting = council.meeting(case)
    for seat in council.seats[:2]:
        meeting.agenda.get().interests.create(seat=seat, why="declared", note="A friend.")
    client = council.client(council.clerk)
    client.get(f"/cases/{case.reference}")
    with CaptureQueriesContext(connection) as queries:
        client.get(f"/cases/{case.reference}/decision/e2")
    assert len(queries) <= 15
