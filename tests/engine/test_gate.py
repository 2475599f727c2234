"""The gate's answer: barred or not, here, today; and nothing else, by its very shape (law.md 30, I26, I29)."""

from typing import Any

import msgspec

from fairgate.engine.gate import GateAnswer, answer
from tests.engine.tiny import TINY
from tests.engine.told import Told, breach, decides, says, served, step


def test_there_is_no_place_for_a_reason() -> None:
    fields = {field.name for field in msgspec.structs.fields(GateAnswer)}
    assert fields == {"barred", "until", "contact", "exceptions"}


def _told(until: str = "2024-11-15", **fields: Any) -> tuple[Told, str]:
    told = Told("oak")
    told.add(breach("2024-10-01", "threat", serious="raised a fist"))
    bar = told.add(step("2024-10-01", "bar", until=until, **fields))
    told.add(served("2024-10-01", bar))
    return told, bar


def test_barred_here_until_a_day_and_whom_to_call() -> None:
    told, _ = _told()
    said = answer([told.case("2024-11-15")], "hill")
    assert said.barred
    assert str(said.until) == "2024-11-15"
    assert said.contact == "school_business_manager"
    assert answer([told.case("2024-11-16")], "hill") == GateAnswer(barred=False)
    assert answer([told.case("2024-11-15")], "dale") == GateAnswer(barred=False)
    assert answer([], "hill") == GateAnswer(barred=False)


def test_it_changes_the_moment_a_bar_is_lifted() -> None:
    told, bar = _told()
    told.add(decides("2024-10-03", "lift", bar, "ceo"))
    assert answer([told.case("2024-10-02")], "hill").barred
    assert not answer([told.case("2024-10-03")], "hill").barred


def test_of_two_bars_the_later_end_is_told_and_only_exceptions_that_both_make() -> None:
    short, _ = _told("2024-10-18", exceptions=("to vote", "to collect at the gate"), contact="named_contact")
    long, _ = _told("2024-11-15", exceptions=("to collect at the gate", "a performance"))
    said = answer([short.case("2024-10-18"), long.case("2024-10-18")], "hill")
    assert (str(said.until), said.contact, said.exceptions) == (
        "2024-11-15",
        "school_business_manager",
        ("to collect at the gate",),
    )
    said = answer([short.case("2024-10-19"), long.case("2024-10-19")], "hill")
    assert said.exceptions == ("to collect at the gate", "a performance")


def test_two_bars_of_one_case_each_count_at_their_own_school() -> None:
    told = Told("model")
    told.add(breach("2026-11-10", "threat", serious="raised a fist"))
    told.add(step("2026-11-10", "order", sites=("hill",)))
    told.add(step("2026-11-10", "urgent_bar", reasons="nobody is safe", sites=("dale",)))
    case = told.case("2026-11-17")  # the order ran out on the 16th
    assert not answer([case], "hill").barred
    assert answer([case], "dale").barred
    assert {m.rule.id for m in told.case("2026-11-16").measures_in_force()} == {"order", "urgent_bar"}


def test_other_measures_are_none_of_the_gates_business() -> None:
    told = Told(TINY)
    told.add(breach("2024-10-01", "message"))
    told.add(step("2024-10-01", "route", until="2024-11-15", channels=("in_person",)))
    told.add(step("2024-10-01", "terms", until="2024-11-15", reasons="x", conditions="two members of staff"))
    assert answer([told.case("2024-10-01")], "hill") == GateAnswer(barred=False)


def test_a_bar_that_representations_suspend_does_not_bar() -> None:
    bar = TINY.steps["urgent_bar"]
    assert bar.measure is not None
    kind = msgspec.structs.replace(bar, measure=msgspec.structs.replace(bar.measure, suspended_by_representations=True))
    told = Told(msgspec.structs.replace(TINY, steps={**TINY.steps, "urgent_bar": kind}))
    told.add(breach("2024-10-01", "noise", serious="raised a fist"))
    ref = told.add(step("2024-10-01", "urgent_bar"))
    told.add(served("2024-10-01", ref))
    assert answer([told.case("2024-10-02")], "hill").barred
    told.add(says("2024-10-03", ref))
    assert not answer([told.case("2024-10-03")], "hill").barred
    told.add(decides("2024-10-04", "confirm", ref, "board", review_on="2024-10-10", until="2024-10-14"))
    assert answer([told.case("2024-10-04")], "hill").barred
