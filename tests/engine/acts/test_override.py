"""Letting in for a day somebody who is barred: who may, what the gate says, and who looks at it afterwards."""

from datetime import datetime, time
from typing import Any

import msgspec
import pytest

from fairgate.engine.acts.override import BarOverridden, OverrideReviewed, may_override
from fairgate.engine.case import Case
from fairgate.engine.duties import REVIEW_OVERRIDE, open_duties
from fairgate.engine.gate import GateAnswer
from fairgate.engine.gate import answer as at_the_gate
from tests.engine.told import Builder, Told, actor, breach, day, decides, served, step

TERMS = "to fetch Sam, who is ill"


def lets_in(on: str, of: str, by: str, who: str = "", **fields: Any) -> Builder:
    given = {"site": "hill", "terms": TERMS, "reasons": "nobody else could come", **fields}
    return lambda told, ref: BarOverridden(ref=ref, on=day(on), by=actor(by, who), of=of, **given)


def looks(on: str, of: str, by: str, who: str = "", reasons: str = "it was right") -> Builder:
    return lambda told, ref: OverrideReviewed(ref=ref, on=day(on), by=actor(by, who), of=of, reasons=reasons)


def answer(cases: list[Case], school: str) -> GateAnswer:
    """What the gate says in the morning of the day of the cases."""
    return at_the_gate(cases, school, datetime.combine(cases[0].on, time(9)))


def barred(code: str = "oak", **fields: Any) -> tuple[Told, str]:
    """Somebody barred at 'hill' since the first of October 2024, until the middle of November."""
    told = Told(code)
    told.add(breach("2024-10-01", "threat", serious="raised a fist"))
    bar = told.add(step("2024-10-01", "bar", until="2024-11-15", **fields))
    told.add(served("2024-10-01", bar))
    return told, bar


def refused(told: Told, builder: Builder) -> str:
    return str(told.refuse(builder))


def test_it_holds_at_the_gate_on_that_day_there_and_the_bar_stays() -> None:
    told, bar = barred()
    told.add(lets_in("2024-10-08", bar, "school_business_manager"))
    on_the_day = answer([told.case("2024-10-08")], "hill")
    assert (on_the_day.barred, str(on_the_day.until), on_the_day.today) == (True, "2024-11-15", (TERMS,))
    for later in ("2024-10-09", "2024-10-15"):
        assert answer([told.case(later)], "hill").today == ()
    assert answer([told.case("2024-10-07")], "hill").today == ()


def test_where_two_bars_hold_both_must_be_overridden() -> None:
    one, bar = barred()
    other, _ = barred()
    one.add(lets_in("2024-10-08", bar, "headteacher"))
    both = [one.case("2024-10-08"), other.case("2024-10-08")]
    assert answer(both[:1], "hill").today == (TERMS,)
    assert answer(both, "hill").today == ()


def test_the_contact_office_and_who_decides_may_and_reception_never_may() -> None:
    for office in ("school_business_manager", "headteacher", "ceo"):
        told, bar = barred()
        told.add(lets_in("2024-10-08", bar, office))
    for office in ("reception", "class_teacher", "staff", "named_contact"):
        told, bar = barred()
        assert "let somebody in who is barred" in refused(told, lets_in("2024-10-08", bar, office))
    # Where the code has contact go through reception itself, it still may not; nor a body, nor anybody at all.
    told, bar = barred()
    measure = told.case("2024-10-08").measures[bar]
    for contact in ("reception", "staff"):
        measure.entry = msgspec.structs.replace(measure.entry, contact=contact)
        assert may_override(told.code, measure).offices == ("headteacher", "ceo")


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"site": "dale"}, "does not cover these premises"),
        ({"terms": " "}, "Reception must know for what"),
        ({"reasons": " "}, "needs written reasons"),
        ({"of": "e1"}, "no bar called"),
    ],
)
def test_what_it_asks(fields: dict[str, Any], why: str) -> None:
    told, bar = barred()
    assert why in refused(told, lets_in("2024-10-08", fields.pop("of", bar), "headteacher", **fields))


def test_a_bar_that_has_ended_needs_none() -> None:
    told, bar = barred()
    assert "does not hold today" in refused(told, lets_in("2024-11-16", bar, "headteacher"))


def test_somebody_else_owes_a_look_at_it_even_once_the_bar_is_over() -> None:
    told, bar = barred()
    given = told.add(lets_in("2024-10-08", bar, "ceo", "user 7"))

    def owed(on: str) -> list[tuple[tuple[str, ...], str]]:
        return [(d.owners, d.of) for d in open_duties(told.case(on)) if d.id == REVIEW_OVERRIDE]

    assert owed("2024-10-08") == [(("ceo",), given)]
    assert "may not" in refused(told, looks("2024-10-09", given, "headteacher"))
    assert "nobody looks at what they did themselves" in refused(told, looks("2024-10-09", given, "ceo", "User 7"))
    assert "needs written reasons" in refused(told, looks("2024-10-09", given, "ceo", reasons=""))
    told.add(decides("2024-10-09", "lift", bar, "ceo"))
    assert owed("2024-10-10") == [(("ceo",), given)]
    told.add(looks("2024-10-10", given, "ceo", "user 8"))
    assert owed("2024-10-10") == []
    assert "already" in refused(told, looks("2024-10-10", given, "ceo", "user 9"))


def test_where_a_council_decides_the_owner_of_the_code_looks() -> None:
    told = Told("aspire")
    told.add(breach("2024-10-01", "threat", serious="raised a fist"))
    ban = told.add(step("2024-10-01", "ban", contact="reception"))
    assert "may not" in refused(told, lets_in("2024-10-08", ban, "reception"))
    assert "may not" in refused(told, lets_in("2024-10-08", ban, "hub_council"))
    given = told.add(lets_in("2024-10-08", ban, "trust_slt", "user 1"))
    (duty,) = [one for one in open_duties(told.case("2024-10-08")) if one.id == REVIEW_OVERRIDE]
    assert duty.owners == ("ceo", "trust_slt")
    assert "themselves" in refused(told, looks("2024-10-09", given, "trust_slt", "user 1"))
    told.add(looks("2024-10-09", given, "trust_slt", "user 2"))
