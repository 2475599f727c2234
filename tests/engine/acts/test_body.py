"""A body decides in a meeting: with a quorum of members who had no part in the matter, after hearing the person."""

from dataclasses import dataclass, field, replace
from typing import Any

import msgspec
import pytest

from fairgate.engine.code import Code
from fairgate.engine.entries import decode_many, encode
from fairgate.engine.entry import BodyMeeting, SteppedOut
from fairgate.engine.telling import sentence
from fairgate.engine.words import Interest
from tests.engine.tiny import TINY
from tests.engine.told import Told, breach, day, decides, pack, says, served, step

MEMBERS = ("user 1", "user 2", "member 3")
MAKER = "user 9"


@dataclass(frozen=True)
class Met:
    """A meeting of the Hub Council, as a test writes it."""

    on: str = "2024-09-18"
    present: tuple[str, ...] = MEMBERS
    out: dict[str, str] = field(default_factory=dict)
    votes: tuple[int, int, int] | None = None
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def meeting(self) -> BodyMeeting:
        out = tuple(SteppedOut(member, Interest(why)) for member, why in self.out.items())
        more = {key: day(value) if key == "adjourned_to" else value for key, value in self.more.items()}
        return BodyMeeting(
            ref="meeting 1", on=day(self.on), present=self.present, stepped_out=out, votes=self.votes, **more
        )


def _banned(code: str | Code = "aspire", who: str = MAKER, by: str = "user 8") -> tuple[Told, str]:
    told = Told(code)
    told.add(breach("2024-09-10", "threat", serious="raised a fist", who=by))
    ban = told.add(step("2024-09-10", "ban", until="2024-10-18", who=who))
    told.add(served("2024-09-10", ban))
    told.add(says("2024-09-11", ban))
    return told, ban


def _decides(ban: str, met: Met, on: str = "2024-09-18", by: str = "hub_council", decision: str = "uphold") -> Any:
    return decides(on, decision, ban, by, who="user 5", meeting=met.meeting)


@pytest.mark.parametrize("decision", ["uphold", "lift"])
def test_three_members_decide_unanimously(decision: str) -> None:
    told, ban = _banned()
    told.add(_decides(ban, Met(), decision=decision))
    assert told.duty("hub_council_decision", "2024-09-18") is None


def test_a_story_tells_a_decision_of_a_body_in_one_line() -> None:
    """Only the action and the page insist on the meeting."""
    told, ban = _banned()
    told.add(decides("2024-09-18", "uphold", ban, "hub_council"))


@pytest.mark.parametrize(
    ("met", "able"),
    [
        (Met(present=MEMBERS[:2]), "2 members"),
        (Met(present=()), "no member"),
        (Met(present=("user 1", "user 1", "user 2")), "2 members"),  # nobody counts twice
        (Met(out={"user 2": "declared"}), "2 members could decide of the 3 who were there, since 1 had to step out"),
        (Met(out={"user 2": "relative", "user 1": "witness"}), "1 member could decide of the 3"),
    ],
)
def test_without_a_quorum_nothing_is_decided(met: Met, able: str) -> None:
    told, ban = _banned()
    refusal = told.refuse(_decides(ban, met), cites="response.3d", says="no quorum on 18 September 2024")
    assert f"{able}" in str(refusal)
    assert "the Hub Council decides with 3 at least" in str(refusal)
    assert "substitute" in refusal.reasons[-1].change
    assert "another meeting" in refusal.reasons[-1].change


def test_with_a_substitute_there_is_one() -> None:
    told, ban = _banned()
    told.add(_decides(ban, Met(present=(*MEMBERS, "member 4"), out={"user 2": "declared"})))


@pytest.mark.parametrize(("who", "by"), [("user 2", "user 8"), (MAKER, "user 2"), (" User  2 ", "user 8")])
def test_who_made_or_reported_it_takes_no_part(who: str, by: str) -> None:
    """Not even when enough others sat, nor however they are written."""
    told, ban = _banned(who=who, by=by)
    enough = Met(present=(*MEMBERS, "member 4"))
    what = "reported what it rests on" if by == "user 2" else "imposed what is decided about"
    told.refuse(_decides(ban, enough), cites="response.3d", says=f"A member who {what} took part", change="substitute")
    told.refuse(_decides(ban, enough, decision="lift"), cites="response.3d", says="took part")
    why = "reported" if by == "user 2" else "made"
    told.add(_decides(ban, replace(enough, out={"user 2": why})))


def test_who_made_it_counts_for_no_quorum_either() -> None:
    told, ban = _banned(who="user 2")
    refusal = told.refuse(_decides(ban, Met()), says="took part")
    assert "no quorum" in str(refusal)


def test_who_made_it_does_not_enter_the_decision_either() -> None:
    told, ban = _banned(who="user 5")
    told.refuse(_decides(ban, Met()), cites="response.3d", says="nobody reviews a measure that they made")


def test_an_adjourned_meeting_has_not_decided() -> None:
    told, ban = _banned()
    adjourned = Met(on="2024-09-16", more={"adjourned_to": "2024-09-20"})
    told.refuse(
        _decides(ban, adjourned),
        cites="response.3d",
        says="was adjourned to 20 September 2024 before it decided",
        change="Enter the decision of the meeting on 20 September 2024.",
    )
    told.add(_decides(ban, Met(on="2024-09-20"), on="2024-09-20"))


@pytest.mark.parametrize(
    ("met", "says_"),
    [("2024-09-19", "which has not come yet"), ("2024-09-09", "before the ban was imposed on 10 September 2024")],
)
def test_it_met_on_a_day_on_which_it_could_decide(met: str, says_: str) -> None:
    told, ban = _banned()
    told.refuse(_decides(ban, Met(on=met)), cites="response.3d", says=says_)


def test_what_came_after_the_meeting_was_not_considered_at_it() -> None:
    told, ban = _banned()
    told.add(says("2024-09-17", ban))
    told.refuse(
        _decides(ban, Met(on="2024-09-16")),
        cites="response.3c",
        says="Representations came on 17 September 2024, after the meeting",
        change="Put them before another meeting.",
    )
    told.add(_decides(ban, Met(on="2024-09-17")))


def test_a_body_that_looks_again_in_every_case_waits_until_the_person_was_heard() -> None:
    """Entered when the time had passed, but decided before: that is no hearing."""
    told = Told("model")
    trustees = msgspec.structs.replace(told.code, steps=_by_trustees(told.code))
    told = Told(trustees, told.calendar)
    told.add(breach("2026-11-10", "threat", serious="raised a fist"))
    bar = told.add(step("2026-11-10", "urgent_bar", reasons="nobody is safe"))
    told.add(served("2026-11-10", bar))
    early, late = Met(on="2026-11-17"), Met(on="2026-11-30")
    dates = {"until": "2026-12-17", "review_on": "2026-12-11"}
    confirm = lambda met: decides("2026-11-30", "confirm", bar, "trustees", meeting=met.meeting, **dates)  # noqa: E731
    told.refuse(confirm(early), says="before the person's time for representations had passed", change="It can be")
    told.add(confirm(late))
    told.add(decides("2026-11-30", "lift", bar, "trustees", meeting=early.meeting))  # lifting never waits


def _by_trustees(code: Code) -> dict[str, Any]:
    rule = code.steps["urgent_bar"]
    assert rule.measure is not None
    decision = msgspec.structs.replace(rule.measure.decision, owners=("trustees",))
    measure = msgspec.structs.replace(rule.measure, decision=decision)
    return {**code.steps, rule.id: msgspec.structs.replace(rule, measure=measure)}


@pytest.mark.parametrize("votes", [(3, 0, 0), (2, 1, 0), (1, 0, 2), (2, 0, 1)])
def test_more_votes_for_than_against_carry_it(votes: tuple[int, int, int]) -> None:
    told, ban = _banned()
    told.add(_decides(ban, Met(votes=votes)))


@pytest.mark.parametrize(
    ("votes", "says_"),
    [
        ((1, 2, 0), "It was not carried: 1 for it, 2 against."),
        ((1, 1, 1), "It was not carried: 1 for it, 1 against."),
        ((0, 0, 3), "0 for it"),
        ((4, 0, 0), "The votes add up to 4, and 3 members could decide"),
        ((1, 0, 0), "add up to 1, and"),
        ((4, -1, 0), "The votes add up to 3"),
    ],
)
def test_the_votes_are_those_of_the_members_who_decided(votes: tuple[int, int, int], says_: str) -> None:
    told, ban = _banned()
    told.refuse(_decides(ban, Met(votes=votes)), cites="response.3d", says=says_)


def test_who_stepped_out_has_no_vote() -> None:
    told, ban = _banned()
    met = Met(present=(*MEMBERS, "member 4"), out={"user 1": "declared"}, votes=(4, 0, 0))
    told.refuse(_decides(ban, met), says="The votes add up to 4, and 3 members could decide")
    told.add(_decides(ban, replace(met, votes=(2, 1, 0))))


def test_only_a_body_decides_at_a_meeting() -> None:
    told = Told("oak")
    told.add(breach("2024-10-01", "threat", serious="raised a fist"))
    bar = told.add(step("2024-10-01", "bar", until="2024-11-15"))
    lift = decides("2024-10-10", "lift", bar, "ceo", meeting=Met(on="2024-10-10").meeting)
    told.refuse(lift, cites="5.4a", says="The CEO decides in person", change="without a meeting")


def test_only_the_named_body_decides() -> None:
    told, ban = _banned()
    told.refuse(_decides(ban, Met(), by="clerk"), cites="response.3d", says="Only the Hub Council may uphold")


def test_a_code_without_a_number_takes_the_trusts_own_and_says_where_there_is_none() -> None:
    told = Told(TINY)
    assert TINY.offices["board"].quorum is None
    told.add(breach("2024-11-08", "noise"))
    notice = told.add(step("2024-11-08", "notice"))
    told.add(served("2024-11-08", notice))
    told.add(says("2024-11-11", notice))
    bar = told.add(step("2024-11-11", "bar", until="2024-12-20"))
    two = Met(on="2024-11-12", present=MEMBERS[:2])
    lift = lambda met: decides("2024-11-12", "lift", bar, "board", meeting=met.meeting)  # noqa: E731
    told.refuse(lift(two), cites="decision", says="Nobody has said how many members of the Board", change="Enter")
    told.refuse(lift(replace(two, more={"quorum": 3})), says="no quorum")
    told.add(lift(replace(two, more={"quorum": 2})))


def test_the_codes_own_number_stands_before_the_trusts() -> None:
    assert pack("aspire").offices["hub_council"].quorum == 3
    told, ban = _banned()
    told.refuse(_decides(ban, Met(present=MEMBERS[:2], more={"quorum": 2})), says="no quorum")


@pytest.mark.parametrize(
    ("votes", "end"),
    [
        (None, "unanimously."),
        ((2, 1, 0), "by 2 votes to 1."),
        ((1, 0, 2), "by 1 vote to 0 with 2 abstaining."),
    ],
)
def test_the_ledger_keeps_the_meeting_and_tells_it(votes: tuple[int, int, int] | None, end: str) -> None:
    told, ban = _banned()
    told.add(_decides(ban, Met(votes=votes, out={}), on="2024-09-19"))
    entry = told.ledger[-1]
    assert decode_many([encode(entry)]) == (entry,)
    said = sentence(told.case("2024-09-19"), entry)
    assert said == f"Ban upheld; decided by the Hub Council at its meeting on 18 September 2024, {end}"
