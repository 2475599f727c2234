"""Countersigning: nothing happens before another person has signed the very text, and then both have done it."""

from typing import Any

import msgspec
import pytest

from fairgate.engine.countersigning import digest
from fairgate.engine.decide import Accepted, decide
from fairgate.engine.entries import decode_many, encode
from fairgate.engine.entry import Countersignature, StepTaken
from tests.engine.told import Told, actor, assert_plain, breach, decides, says, served, step

ON = "2026-11-12"
BAR: dict[str, Any] = {"who": "P Nance", "until": "2027-02-12", "reasons": "He says it himself."}


def _answered() -> Told:
    """A notice of intention that was answered: a bar is open to the Headteacher, with a second signature."""
    told = Told("model")
    told.add(breach("2026-11-09", "threat", serious="raised a fist"))
    notice = told.add(step("2026-11-09", "intention_to_bar", reasons="He has done it before."))
    told.add(served("2026-11-09", notice))
    told.add(says("2026-11-11", notice))
    return told


def _signed(office: str = "senior_leader", who: str = "A Second", text: str = "") -> Countersignature:
    return Countersignature(by=actor(office, who), digest=text)


def _draft(told: Told, **fields: Any) -> StepTaken:
    answer = decide(
        told.code, told.calendar, told.ledger, step(ON, "bar", **{**BAR, **fields})(told, "draft"), draft=True
    )
    assert isinstance(answer, Accepted), answer
    assert isinstance(answer.entry, StepTaken)
    return answer.entry


def test_a_draft_is_refused_as_an_act_and_changes_nothing() -> None:
    told = _answered()
    draft = _draft(told)
    assert draft.countersigned is None
    told.refuse(
        step(ON, "bar", **BAR),
        cites="6.6",
        says="takes effect only when the Deputy Headteacher or the Senior Leader has countersigned it",
        change="Draft it, and ask",
    )
    assert not told.case(ON).is_barred_at("hill")


@pytest.mark.parametrize(
    ("signed", "says_", "change"),
    [
        (_signed("class_teacher"), "may countersign a bar; the Class Teacher may not", "Ask the Deputy Headteacher"),
        (_signed("ceo"), "may countersign a bar; the Chief Executive may not", "Ask the Deputy Headteacher"),
        (_signed(who="p  NANCE"), "Nobody countersigns what they drafted themselves", "Ask another person"),
        (_signed(who=" "), "Nobody countersigns", "Ask another person"),
        (_signed(text="0" * 64), "What was signed is not what would be entered", "sign that"),
    ],
)
def test_who_may_not_sign_and_what_was_not_signed(signed: Countersignature, says_: str, change: str) -> None:
    refusal = _answered().refuse(step(ON, "bar", countersigned=signed, **BAR), cites="6.6", says=says_, change=change)
    assert_plain(refusal)


def test_what_was_signed_takes_effect_by_two_and_is_kept_with_its_digest() -> None:
    told = _answered()
    draft = _draft(told)
    bar = told.add(step(ON, "bar", countersigned=_signed(text=digest(draft)), **BAR))
    entry = told.ledger[-1]
    assert isinstance(entry, StepTaken)
    assert entry.countersigned == _signed(text=digest(draft))
    assert decode_many([encode(entry)]) == (entry,)
    assert told.measure(bar, ON).makers == ("P Nance", "A Second")
    assert told.case(ON).is_barred_at("hill")


@pytest.mark.parametrize("changed", [{"reasons": "He says it."}, {"until": "2027-02-11"}, {"who": "Another Head"}])
def test_a_word_that_is_changed_voids_the_signature(changed: dict[str, Any]) -> None:
    told = _answered()
    text = digest(_draft(told))
    told.refuse(step(ON, "bar", **{**BAR, **changed}, countersigned=_signed(text=text)), says="What was signed is not")
    assert digest(_draft(told, **changed)) != text


def test_so_does_a_change_of_what_it_rests_on_and_the_day_does_not() -> None:
    told = _answered()
    text = digest(_draft(told))
    told.add(breach(ON, "disruption"))
    told.add(step(ON, "conversation"))
    assert digest(_draft(told)) == text, "what came to light later is not what the notice told of"
    signed = _signed(text=text)
    assert isinstance(told.propose(step("2026-11-13", "bar", **BAR, countersigned=signed)), Accepted)
    told.add(says(ON, "e2"))
    told.refuse(step(ON, "bar", **BAR, countersigned=signed), says="What was signed is not")


def test_where_the_code_asks_for_one_name_a_second_is_refused() -> None:
    told = _answered()
    told.refuse(step(ON, "urgent_bar", countersigned=_signed(), **BAR), cites="6.5", says="takes no second signature")
    assert isinstance(told.propose(step(ON, "urgent_bar", **BAR)), Accepted)


def test_nobody_who_signed_it_decides_about_it() -> None:
    told = _answered()
    bar = told.add(step(ON, "bar", countersigned=_signed(), **BAR))
    told.add(served(ON, bar))
    told.add(says("2026-11-13", bar))
    for who in ("P Nance", "A Second"):
        told.refuse(decides("2026-11-27", "lift", bar, "ceo", who=who), cites="7.13", says="made themselves")
    assert isinstance(told.propose(decides("2026-11-27", "lift", bar, "ceo")), Accepted)


def test_who_had_a_part_in_it_does_not_sign_either() -> None:
    told = Told("model")
    told.add(breach("2026-11-09", "threat", serious="x", incident="R-1", reported_by="Ada", affected="A Second"))
    notice = told.add(step("2026-11-09", "intention_to_bar", reasons="He has done it before."))
    told.add(served("2026-11-09", notice))
    told.add(says("2026-11-11", notice))
    told.refuse(
        step(ON, "bar", countersigned=_signed(), **BAR),
        says="is one of those whom it touched",
        change="Ask the Deputy Headteacher to do it.",
    )
    assert isinstance(told.propose(step(ON, "bar", countersigned=_signed(who="A Third"), **BAR)), Accepted)


def test_the_digest_is_of_everything_but_the_name_and_the_day_of_the_entry() -> None:
    told = _answered()
    entry = _draft(told)
    same = {"ref", "on", "countersigned"}
    values: dict[str, Any] = {"on": entry.on.replace(day=1), "ref": "other", "countersigned": _signed()}
    for name in entry.__struct_fields__:
        value = values.get(name, getattr(entry, name))
        if name not in same:
            value = {str: "x", tuple: ("x",)}.get(type(value))
            value = actor("x") if name == "by" else value
            value = None if value == getattr(entry, name) else value
            if value == getattr(entry, name):
                continue
        changed = msgspec.structs.replace(entry, **{name: value})
        assert (digest(changed) == digest(entry)) is (name in same), name
