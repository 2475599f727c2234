"""Independence: who had a part in a matter decides nothing in it, and somebody who may is proposed."""

from datetime import date
from typing import Any

import msgspec
import pytest

from fairgate.engine.acts.account import AccountTaken, Part
from fairgate.engine.authority import Tie, conflicts, office_for, why_not_competent
from fairgate.engine.code import Code, Competence
from fairgate.engine.decide import Accepted
from fairgate.engine.entries import AnyEntry
from fairgate.engine.entry import Actor
from fairgate.engine.independence import names_in
from fairgate.engine.words import Interest
from tests.engine.told import Builder, Told, actor, breach, decides, finds, pack, says, served, step

HEAD = "Jo Head"
ON = "2024-09-10"
REPORTED = {"incident": "R-1", "reported_by": HEAD}
"""A report that the head made and somebody else took into the case."""


@pytest.mark.parametrize(
    ("why", "first", "again"),
    [
        (Interest.AFFECTED, True, True),
        (Interest.RELATIVE, True, True),
        (Interest.DECLARED, True, True),
        (Interest.REPORTED, False, True),
        (Interest.WITNESS, False, True),
        (Interest.MADE, True, True),
    ],
)
def test_what_stands_against_a_first_look_and_against_a_second(why: Interest, first: bool, again: bool) -> None:
    ties = [Tie(HEAD, why, "b1"), Tie("Ada Other", Interest.WITNESS, "b1")]
    assert bool(conflicts(HEAD, ties, again=False, own_word=["b1"])) is first
    assert bool(conflicts(HEAD, ties, again=True)) is again
    assert conflicts("Kim Else", ties, again=True) == ()
    assert conflicts(" jo  HEAD ", ties, again=True) == conflicts(HEAD, ties, again=True)


def test_nobody_decides_first_on_their_own_word_alone() -> None:
    alone = [Tie(HEAD, Interest.REPORTED, "b1"), Tie(HEAD, Interest.WITNESS, "b1")]
    assert conflicts(HEAD, alone, again=False, own_word=["b1"]) == (Interest.WITNESS, Interest.REPORTED)
    assert conflicts(HEAD, alone, again=False) == (), "what somebody else has found rests on more than their word"
    other = Tie("Ada Other", Interest.AFFECTED, "b1")
    assert conflicts(HEAD, [*alone, other], again=False, own_word=["b1"]) == ()
    elsewhere = Tie("Ada Other", Interest.AFFECTED, "b2")
    assert conflicts(HEAD, [*alone, elsewhere], again=False, own_word=["b1"]) != ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("", []),
        ("Ada Other", ["Ada Other"]),
        ("Ada Other, Kim Else and  Mrs Anders;\nthe cook", ["Ada Other", "Kim Else", "Mrs Anders", "the cook"]),
    ],
)
def test_names_are_read_as_people_write_them(text: str, names: list[str]) -> None:
    assert names_in(text) == names


def _alleged(**fields: Any) -> Told:
    told = Told("oak")
    told.add(breach(ON, "threat", by="senior_leader", serious="raised a fist", alleged=True, **fields))
    return told


def _finds(who: str, office: str = "headteacher") -> Builder:
    def build(told: Told, ref: str) -> AnyEntry:
        entry: AnyEntry = finds(ON, "e1", office)(told, ref)
        return msgspec.structs.replace(entry, by=actor(office, who))

    return build


def _account(part: Part, teller: str) -> Builder:
    return lambda told, ref: AccountTaken(
        ref=ref, on=date.fromisoformat(ON), by=actor("staff"), of="e1", part=part, teller=teller, text="He shouted."
    )


@pytest.mark.parametrize(
    ("told_by", "says_"),
    [
        ({**REPORTED, "affected": HEAD}, "is one of those whom it touched"),
        (REPORTED, "is the only one who has told of it"),
        ({**REPORTED, "witnesses": HEAD}, "is the only one who has told of it"),
    ],
    ids=["touched", "sole reporter", "sole witness"],
)
@pytest.mark.parametrize("does", ["find", "bar", "restrict"])
def test_a_head_with_a_part_in_it_does_not_decide_first(told_by: dict[str, str], says_: str, does: str) -> None:
    told = _alleged(**told_by)
    if does == "restrict":
        if "affected" not in told_by:
            return  # a restriction needs a finding, and then it rests on more than the head's word
        told.add(_finds("Al Deputy", "senior_leader"))
    act = {
        "find": _finds(HEAD),
        "bar": step(ON, "bar", who=HEAD, until="2024-10-25"),
        "restrict": step(ON, "channel_restriction", who=HEAD, until="2024-10-25", channels=("email",), contact="x"),
    }[does]
    cites = {"find": "2.5b.1", "bar": "5.2b", "restrict": "2.5b.5"}[does]
    told.refuse(act, cites=cites, says=says_, change="Ask " if does != "find" else "Ask the Senior leader")
    other = {
        "find": _finds("Al Deputy", "senior_leader"),
        "bar": step(ON, "bar", who="Acting Head", until="2024-10-25"),
        "restrict": step(ON, "channel_restriction", who="Acting Head", until="2024-10-25", channels=("email",)),
    }[does]
    assert isinstance(told.propose(other), Accepted)


@pytest.mark.parametrize(
    "fields",
    [
        {},  # a story, or a case told by hand: who wrote it down is not who saw it
        {"incident": "R-1", "reported_by": HEAD, "behalf_of": "Ada Teacher"},
        {"incident": "R-1", "reported_by": "Ada Teacher"},
        {**REPORTED, "witnesses": "Ada Teacher and two parents"},
        {**REPORTED, "affected": "Ada Teacher"},
    ],
    ids=["by hand", "for a colleague", "of a colleague", "with witnesses", "of what was done to another"],
)
def test_in_a_small_school_the_head_still_decides(fields: dict[str, str]) -> None:
    told = _alleged(**fields)
    assert isinstance(told.propose(step(ON, "bar", who=HEAD, until="2024-10-25")), Accepted)
    told.add(_finds(HEAD))
    told.add(step(ON, "bar", who=HEAD, until="2024-10-25"))


def test_an_account_of_somebody_else_or_their_finding_makes_it_more_than_ones_own_word() -> None:
    told = _alleged(**REPORTED)
    told.refuse(_finds(HEAD), change="Or take the account of somebody else")
    told.add(_account(Part.SUBJECT, ""))
    told.refuse(_finds(HEAD))
    told.add(_account(Part.WITNESS, "Ada Teacher"))
    assert isinstance(told.propose(_finds(HEAD)), Accepted)
    found = _alleged(**REPORTED)
    found.add(_finds("Al Deputy", "senior_leader"))
    assert isinstance(found.propose(step(ON, "bar", who=HEAD, until="2024-10-25")), Accepted)


@pytest.mark.parametrize("name", ["conversation", "ask_to_leave", "police_referral"])
def test_to_talk_and_to_pass_on_is_for_anybody_who_may(name: str) -> None:
    told = _alleged(**REPORTED, affected=HEAD)
    office = told.code.steps[name].by.offices[0]
    assert isinstance(told.propose(step(ON, name, by=office, who=HEAD)), Accepted)


@pytest.mark.parametrize(
    "fields", [REPORTED, {"incident": "R-1", "witnesses": "Kim Else, Jo Head"}, {"affected": HEAD}]
)
@pytest.mark.parametrize("decision", ["confirm", "lift"])
def test_to_look_again_is_for_somebody_without_any_part(fields: dict[str, str], decision: str) -> None:
    told = Told("oak")
    told.add(breach(ON, "threat", by="senior_leader", serious="raised a fist", **fields))
    bar = told.add(step(ON, "bar", who="Acting Head", until="2024-10-25"))
    told.add(served(ON, bar))
    told.add(says("2024-09-11", bar))
    dates = {"until": "2024-10-25", "review_on": "2024-10-21"} if decision == "confirm" else {}
    told.refuse(
        decides("2024-09-16", decision, bar, "ceo", who=HEAD, **dates),
        cites="5.4a",
        says="nobody decides about what they had a part in",
        change="Ask another holder of the office of the CEO",
    )
    assert isinstance(told.propose(decides("2024-09-16", decision, bar, "ceo", who="The Chief", **dates)), Accepted)


# -- another office in its place -----------------------------------------------------------------------------------


def _model(**fields: Any) -> Told:
    told = Told("model")
    told.add(breach("2026-11-10", "threat", by="senior_leader", serious="raised a fist", alleged=True, **fields))
    return told


def test_the_next_lawful_office_is_proposed_and_acts_with_its_reason() -> None:
    told = _model(**REPORTED, affected=HEAD)
    bar = {"reasons": "grave", "until": "2026-12-18"}
    told.refuse(
        step("2026-11-10", "urgent_bar", who=HEAD, **bar),
        cites="7.13",
        says="is one of those whom it touched",
        change="Ask the Deputy Headteacher to do it, or the Chief Executive to act in place of the Headteacher.",
    )
    told.refuse(
        step("2026-11-10", "urgent_bar", by="ceo", who="The Chief", **bar),
        cites="7.13",
        says="only in place of the Headteacher",
        change="Write why it is not decided by the Headteacher",
    )
    imposed = told.add(
        step("2026-11-10", "urgent_bar", by="ceo", who="The Chief", instead="She was the one threatened.", **bar)
    )
    # ... and then is not the one who decides about it: the next is proposed again
    told.add(served("2026-11-10", imposed))
    told.add(says("2026-11-11", imposed))
    told.refuse(decides("2026-11-16", "lift", imposed, "ceo", who="The Chief"), says="made themselves")
    assert isinstance(told.propose(decides("2026-11-16", "lift", imposed, "chair_of_trustees")), Accepted)


@pytest.mark.parametrize("office", ["clerk", "class_teacher", "chair_of_trustees"])
def test_a_reason_opens_nothing_to_whoever_does_not_stand_in(office: str) -> None:
    told = _model()
    told.refuse(
        step("2026-11-10", "urgent_bar", by=office, reasons="grave", until="2026-12-18", instead="She was away."),
        says="Only the",
    )


def test_where_the_code_names_nobody_else_another_office_of_the_step_is_proposed() -> None:
    told = _alleged(**REPORTED)
    refusal = told.refuse(_finds(HEAD))
    assert refusal.reasons[0].change.startswith("Ask the Senior leader or the CEO to do it."), refusal


def _with(code: Code, **substitutes: tuple[str, ...]) -> Code:
    found = {office: Competence(others, ("5.2b",)) for office, others in substitutes.items()}
    return msgspec.structs.replace(code, substitutes=found)


def test_who_holds_both_acts_in_the_office_that_the_code_names() -> None:
    code = _with(pack("oak"), headteacher=("ceo", "senior_leader"))
    assert office_for(code, {"ceo", "headteacher"}, ("headteacher",)) == "headteacher"
    assert office_for(code, {"clerk", "ceo"}, ("headteacher",)) == "ceo"
    assert office_for(code, {"clerk"}, ("headteacher",)) == "clerk"
    head = Competence(("headteacher",), ("5.2b",))
    assert why_not_competent(code, Actor("ceo", "x"), head, "impose a bar", "She is his sister.") is None
    assert why_not_competent(code, Actor("ceo", "x"), head, "impose a bar", "  ") is not None


def test_a_body_stands_in_by_its_meeting_and_never_by_a_member_alone() -> None:
    code = _with(pack("aspire"), trust_slt=("hub_council",))
    assert office_for(code, {"hub_council", "class_teacher"}, ("trust_slt",)) == "class_teacher"
