"""Each decision about a measure: what the code gives, to whom, what it must state, and why the rest is not open."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from pytest_django import Settings
from tests.acts import WEIGHED, on
from tests.council import Council
from tests.told import answered, bar
from tests.visit import Visit
from tests.world import World

from fairgate.engine.acts.channel import ChannelRestricted
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.entry import Actor, Entry, MeasureDecided
from fairgate.engine.words import Decision, Method
from fairgate.queries.case import case_page
from fairgate.queries.worklist import worklist
from fairgate.records.models import Case, IssuedLetter

WHY = {"reasons": "What was said has been weighed.", **WEIGHED}


@pytest.fixture
def oak(db: None, settings: Settings) -> World:
    made = World("oak")
    settings.FAIRGATE_CLOCK = lambda: made.now
    return made


def barred(world: World, *after: Entry, since: int = 9, lasts: int = 40) -> Case:
    """Barred so many days ago, served on the day."""
    day = world.day(since)
    served = LetterServed(ref="e3", on=day, by=Actor("reception", "user 0"), of="e2", method=Method.HAND, deemed_on=day)
    imposed = bar("e2", day, world.today + timedelta(days=lasts), school=world.school.slug)
    return world.case(world.breach("e1", since, "threat", serious="A threat."), imposed, served, *after)


def confirmed(world: World, ref: str, ago: int, until: date, review_on: date) -> MeasureDecided:
    by = Actor("ceo", "user 0b")
    return MeasureDecided(
        ref=ref,
        on=world.day(ago),
        by=by,
        of="e2",
        decision=Decision.CONFIRM,
        until=until,
        review_on=review_on,
        reasons="It stands.",
    )


def at(world: World, case: Case, office: str = "ceo", ref: str = "e2") -> Visit:
    return Visit(world.client(world.staff(office)), f"/cases/{case.reference}/decision/{ref}").open()


def last(case: Case) -> dict[str, Any]:
    entry = case.entries.order_by("seq").last()
    assert entry is not None
    told: dict[str, Any] = json.loads(entry.payload)
    return told


def test_while_there_is_time_to_be_heard_it_can_only_be_lifted(oak: World) -> None:
    case = barred(oak)
    visit = at(oak, case)
    assert "Lift it" in visit.words
    assert 'value="confirm"' not in visit.answer.content.decode()
    assert "The person may still make representations, until 4 October 2024" in visit.words
    assert "5.2c" in visit.words
    dates = {**on(oak.day(-40), "confirm_until"), **on(oak.day(-30), "confirm_review_on")}
    visit.send("confirm", decision="confirm", **dates, **WHY)
    assert "Choose one of the answers that are offered" in visit.words
    assert case.entries.count() == 3
    visit.send("check", decision="lift", **WHY).send("confirm")
    assert (last(case)["decision"], IssuedLetter.objects.get(case=case).letter) == ("lift", "bar_decision")


def test_nobody_confirms_what_they_imposed_themselves(oak: World) -> None:
    chief = oak.staff("ceo")
    imposed = bar("e2", oak.day(9), oak.day(-40), school=oak.school.slug, by=f"user {chief.pk}")
    case = oak.case(oak.breach("e1", 10, "threat", serious="A threat."), imposed, answered("e3", "e2", oak.day(2)))
    visit = at(oak, case)
    assert "This is not open to you now" in visit.words
    assert "nobody reviews a measure that they made themselves" in visit.words


def test_a_confirmation_states_its_last_day_and_its_review(oak: World) -> None:
    case = barred(oak, answered("e4", "e2", oak.day(2)))
    visit = at(oak, case)
    assert "It now ends on 10 November 2024" in visit.words
    assert visit.page.values["confirm_until-day"] == "10", "what holds now is offered"
    visit.send("check", decision="confirm", **on(oak.day(-40), "confirm_until"), **WHY)
    assert "There is a problem" in visit.words
    assert visit.page.boxes["reasons"] == WHY["reasons"]
    late = {**on(oak.day(-40), "confirm_until"), **on(oak.day(-41), "confirm_review_on")}
    visit.send("check", decision="confirm", **late, **WHY)
    assert "The review date, 11 November 2024, is after the last day, 10 November 2024." in visit.words
    assert "5.6" in visit.words
    right = {**on(oak.day(-40), "confirm_until"), **on(oak.day(-38), "confirm_review_on")}
    visit.send("check", decision="confirm", **right, **WHY)
    assert "Written notice that the bar is confirmed by 8 October 2024" in visit.words
    visit.send("confirm")
    told = last(case)
    assert (told["until"], told["review_on"], told["weighed"]) == ("2024-11-10", "2024-11-08", ["e4"])


def test_what_keeps_somebody_under_a_bar_is_weighed_and_what_frees_them_is_not(oak: World) -> None:
    case = barred(oak, answered("e4", "e2", oak.day(2)))
    visit = at(oak, case)
    assert "to lift or to end it, leave this empty" in visit.words
    dates = {**on(oak.day(-40), "confirm_until"), **on(oak.day(-38), "confirm_review_on")}
    visit.send("check", decision="confirm", **dates, **{**WHY, "needs": " "})
    assert "Write what is known of the person's own needs, or “none known”" in visit.words
    assert visit.page.boxes["child"] == WEIGHED["child"]
    visit.send("check", decision="confirm", **dates, **WHY)
    assert WEIGHED["child"] in visit.words, "it is read again before it is entered"
    assert visit.send("confirm").answer.status_code == 302
    assert last(case)["weighing"] == WEIGHED
    page = visit.client.get(f"/cases/{case.reference}").content.decode()
    assert "How it bears on the child" in page
    freed = at(oak, case).send("check", decision="lift", reasons="It is over.", alternatives="Typed before.")
    freed.send("confirm")
    assert (last(case)["decision"], "weighing" in last(case)) == ("lift", False)


def test_at_its_review_it_is_extended_with_reasons_or_ended(oak: World) -> None:
    def case() -> Case:
        return barred(
            oak,
            answered("e4", "e2", oak.day(20)),
            confirmed(oak, "e5", 15, oak.day(-10), oak.day(0)),
            since=25,
            lasts=10,
        )

    first = case()
    visit = at(oak, first)
    dates = {**on(oak.day(-40), "extend_until"), **on(oak.day(-35), "extend_review_on")}
    visit.send("check", decision="extend", **dates, **{**WHY, "reasons": " "})
    assert "Write your reasons: a decision needs them" in visit.words
    visit.send("check", decision="extend", **dates, **WHY).send("confirm")
    assert (last(first)["decision"], last(first)["until"]) == ("extend", "2024-11-10")
    second = case()
    visit = at(oak, second).send("check", decision="end", **WHY)
    assert "reception is told: Jo Penrose is not barred at Oak School" in visit.words
    visit.send("confirm")
    assert last(second)["decision"] == "end"
    assert IssuedLetter.objects.get(case=second).letter == "bar_review_outcome"


def test_what_has_been_decided_says_so(oak: World) -> None:
    case = barred(oak, answered("e4", "e2", oak.day(20)), confirmed(oak, "e5", 15, oak.day(-10), oak.day(0)), since=25)
    words = at(oak, case).words
    assert "Nothing is waiting to be answered" in words
    assert "This was confirmed already, on 16 September 2024" in words


def test_a_restriction_can_be_narrowed_and_never_widened(oak: World) -> None:
    head = Actor("headteacher", "user 0")
    closed = ChannelRestricted(
        ref="e2",
        on=oak.day(9),
        by=head,
        step="channel_restriction",
        reasons="Forty e-mails in a day.",
        until=oak.day(-40),
        channels=("email", "phone"),
        contact="school_business_manager",
        rests_on=("e1",),
    )
    case = oak.case(oak.breach("e1", 10, "threat", serious="A threat."), closed, answered("e3", "e2", oak.day(2)))
    visit = at(oak, case)
    assert "Which channels stay closed?" in visit.words
    visit.send("check", decision="vary", vary_channels=["letter"], **WHY)
    assert "Choose one of the answers that are offered" in visit.words
    visit.send("check", decision="vary", **WHY)
    assert "A variation must say what changes" in visit.words
    visit.send("check", decision="vary", **on(oak.day(-60), "vary_until"), **WHY)
    assert "nobody is worse off for having been heard" in visit.words
    visit.send("check", decision="vary", vary_channels=["email"], **WHY).send("confirm")
    assert last(case)["channels"] == ["email"]


def test_without_a_measure_there_is_nothing_to_decide(oak: World) -> None:
    case = oak.case(oak.breach("e1", 10, "threat"))
    assert at(oak, case, ref="e1").answer.status_code == 404


# --- what the page says of where it stands ------------------------------------------------------------------------


@pytest.fixture
def council(db: None, settings: Settings) -> Council:
    made = Council()
    settings.FAIRGATE_CLOCK = lambda: made.now
    return made


def test_a_ban_that_nobody_has_decided_on_is_in_force_and_not_confirmed(council: Council) -> None:
    case = council.banned()
    council.meeting(case)
    visit = Visit(council.client(council.clerk), f"/cases/{case.reference}/decision/e2").open()
    assert "It is In force" in visit.words
    assert "Confirmed" not in visit.words
    page = Visit(council.client(council.clerk), f"/cases/{case.reference}").open()
    assert "Confirmed" not in page.words
    decided = MeasureDecided(
        ref="e5", on=council.today, by=Actor("hub_council", "user 0"), of="e2", decision=Decision.UPHOLD, reasons="Yes."
    )
    council.add(case, decided)
    assert "Confirmed" in page.open().words


def test_a_refusal_says_each_reason_once(council: Council, oak: World) -> None:
    chief = oak.staff("ceo")
    own = bar("e2", oak.day(9), oak.day(-40), school=oak.school.slug, by=f"user {chief.pk}")
    case = oak.case(oak.breach("e1", 10, "threat", serious="A threat."), own, answered("e3", "e2", oak.day(2)))
    assert at(oak, case).words.count("nobody reviews a measure that they made themselves") == 1
    banned = council.banned()
    words = Visit(council.client(council.leader), f"/cases/{banned.reference}/decision/e2").open().words
    assert words.count("Only the Hub Council may decide about this ban") == 1
    assert words.count("may not") == 1
    assert words.count("nobody reviews a measure that they made themselves") == 1


@pytest.mark.parametrize("lasts", [-10, 10])
def test_what_is_over_is_not_lifted_and_its_review_can_be_closed(oak: World, lasts: int) -> None:
    case = barred(oak, since=60, lasts=lasts)
    visit = at(oak, case)
    if lasts > 0:
        assert "Lift it" in visit.words
        return
    assert "Lift it" not in visit.words
    assert "This bar is over: there is nothing to lift." in visit.words
    assert "Close its review" in visit.words
    visit.send("check", decision="lift", **WHY)
    assert "Choose one of the answers that are offered" in visit.words
    visit.send("check", decision="end", **WHY).send("confirm")
    assert last(case)["decision"] == "end"


def test_who_answers_what_was_said_of_a_ban_that_is_over_may_find_for_the_person(council: Council) -> None:
    case = council.banned(ago=8)
    by, until = Actor("hub_council", "user 0"), council.day(1)
    shorter = MeasureDecided(
        ref="e5", on=council.today, by=by, of="e2", decision=Decision.VARY, reasons="Enough.", until=until
    )
    council.add(case, shorter)
    council.add(case, answered("e6", "e2", council.today))
    council.meeting(case)
    words = Visit(council.client(council.clerk), f"/cases/{case.reference}/decision/e2").open().words
    assert "Find that it should not have stood" in words
    assert "Lift it" not in words


def test_a_notice_that_was_posted_says_so_until_it_counts_as_received(oak: World, settings: Settings) -> None:
    case = barred(oak, answered("e4", "e2", oak.day(20)), confirmed(oak, "e5", 1, oak.day(-10), oak.day(-9)), since=25)
    page = Visit(oak.client(oak.staff("headteacher")), f"/cases/{case.reference}").open()
    assert "Record how it was served : Written notice that the bar is confirmed" in page.words
    by = Actor("headteacher", "user 0")
    posted = LetterServed(ref="e6", on=oak.today, by=by, of="e5", method=Method.POST, deemed_on=oak.day(-2))
    oak.add(case, posted)
    page.open()
    assert "Record how it was served" not in page.words
    shown = case_page(oak.staff("headteacher"), case.reference, oak.now).says
    assert not [one.name for one in (*shown.must, *shown.should) if "notice" in one.name], (
        "nothing is to be done for it"
    )
    sent = "Letter: decision about the bar. It left on 1 October 2024 and counts as received on 3 October 2024."
    assert sent in page.words
    listed = worklist(oak.staff("headteacher"), oak.today)
    [line] = listed.waiting
    assert line.what == "Letter: decision about the bar, sent and not received in law yet"
    assert not [line for line in (*listed.overdue, *listed.today, *listed.week) if "notice" in line.what]
    assert "Posted: counts as received on 3 October 2024" in page.words
    settings.FAIRGATE_CLOCK = lambda: oak.now + timedelta(days=2)
    page.open()
    assert "It left on" not in page.words
    assert "Written notice that the bar is confirmed" not in page.words
