"""The gate's answer: barred or not, here, today; and nothing else, by its very shape (law.md 30, I26, I29)."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

import msgspec
import pytest

from fairgate.engine.acts.exception import ExceptionMade, ExceptionWithdrawn
from fairgate.engine.case import Case
from fairgate.engine.entries import encode
from fairgate.engine.exceptions import BarException, Hours, words
from fairgate.engine.gate import GateAnswer, Instructions, instructions
from fairgate.engine.gate import answer as answered
from fairgate.engine.words import Occasion
from tests.engine.tiny import TINY
from tests.engine.told import Builder, Told, actor, breach, decides, says, served, step


def answer(cases: Sequence[Case], school: str, at: str = "12:00", purpose: Occasion | None = None) -> GateAnswer:
    """The answer on the day for which the cases are folded, at that time."""
    on = cases[0].on if cases else date(2024, 10, 1)
    return answered(cases, school, datetime.combine(on, time.fromisoformat(at)), purpose)


def test_there_is_no_place_for_a_reason() -> None:
    fields = {field.name for field in msgspec.structs.fields(GateAnswer)}
    assert fields == {"barred", "until", "contact", "exceptions", "now", "later", "today"}


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


def test_other_measures_bar_nobody_and_are_told_as_what_to_keep_to() -> None:
    told = Told(TINY)
    told.add(breach("2024-10-01", "message"))
    told.add(step("2024-10-01", "route", until="2024-11-15", channels=("in_person",)))
    told.add(step("2024-10-01", "terms", until="2024-11-15", reasons="x", conditions="two members of staff"))
    case = told.case("2024-10-01")
    assert answer([case], "hill") == GateAnswer(barred=False)
    kept = instructions([case], "hill")
    assert kept.conditions == ("two members of staff",)
    assert instructions([told.case("2024-11-16")], "hill") == Instructions()


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


# --- what is left open by place, time and purpose -------------------------------------------------------------------

_SCHOOL_RUN = BarException(
    kind=Occasion.DROP_OFF,
    days=(1, 2, 3, 4, 5),
    hours=(Hours(time(8, 35), time(8, 55)), Hours(time(15, 10), time(15, 30))),
)


def _appointment(on: str, begins: str = "14:00", ends: str = "14:30", **fields: Any) -> BarException:
    day = date.fromisoformat(on)
    hours = (Hours(time.fromisoformat(begins), time.fromisoformat(ends)),)
    return BarException(kind=Occasion.APPOINTMENT, since=day, until=day, hours=hours, **fields)


def _making(on: str, bar: str, one: BarException, office: str = "school_business_manager") -> Builder:
    """An exception that is made after the bar."""
    return lambda _, ref: ExceptionMade(
        ref=ref, on=date.fromisoformat(on), by=actor(office), of=bar, exception=one, reasons="asked for by telephone"
    )


def _taking_back(on: str, of: str) -> Builder:
    return lambda _, ref: ExceptionWithdrawn(
        ref=ref, on=date.fromisoformat(on), by=actor("headteacher"), of=of, reasons="it is by video now"
    )


def test_a_bar_leaves_open_a_place_and_times_and_the_answer_is_for_the_instant() -> None:
    told, _ = _told(allowed=(_SCHOOL_RUN,))
    tuesday = told.case("2024-10-01")
    for at, is_open in (("08:34", False), ("08:35", True), ("08:55", True), ("08:56", False), ("15:20", True)):
        said = answer([tuesday], "hill", at)
        assert (said.barred, bool(said.now), bool(said.later)) == (True, is_open, not is_open), at
    assert not answer([told.case("2024-10-05")], "hill", "08:40").now  # a Saturday
    assert answer([tuesday], "hill", "08:40", Occasion.APPOINTMENT).now == ()
    assert words(_SCHOOL_RUN, "your") == (
        "bringing your children to the gate and collecting them there, from 8:35 to 8:55 and 15:10 to 15:30, "
        "on Mondays to Fridays, and no further in"
    )


def test_an_appointment_by_the_contact_office_opens_the_bar_for_its_half_hour() -> None:
    told, bar = _told()
    told.add(_making("2024-10-02", bar, _appointment("2024-10-03", where="the office", whom="Mrs Shah")))
    case = told.case("2024-10-03")
    (now,) = answer([case], "hill", "14:10").now
    assert now.office == "school_business_manager"
    assert words(now.exception, "their") == (
        "an appointment with Mrs Shah, at the office, from 14:00 to 14:30, on 3 October 2024"
    )
    assert "asked for by telephone" not in repr(answer([case], "hill", "14:10"))
    before = answer([case], "hill", "13:59")
    assert (before.now, len(before.later)) == ((), 1)
    over = answer([told.case("2024-10-04")], "hill", "14:10")
    assert (over.barred, over.now, over.later) == (True, (), ())


@pytest.mark.parametrize(
    ("office", "one", "says"),
    [
        ("senior_leader", _appointment("2024-10-03"), "may make an exception to this bar; the"),
        ("school_business_manager", _SCHOOL_RUN, "not for one day"),
        ("headteacher", _appointment("2024-12-03"), "ends on 15 November 2024"),
        ("headteacher", _appointment("2024-10-01"), "has gone by"),
        ("headteacher", _appointment("2024-10-03", "14:30", "14:00"), "ends before it begins"),
        ("headteacher", _appointment("2024-10-03", sites=("dale",)), "premises that the bar does not"),
        ("headteacher", BarException(kind=Occasion.OTHER), "what it is for"),
        ("headteacher", BarException(kind=Occasion.APPOINTMENT, what="talk"), "is on a day"),
    ],
)
def test_an_exception_that_is_not_whole_or_not_theirs_to_make_is_refused(
    office: str, one: BarException, says: str
) -> None:
    told, bar = _told()
    told.refuse(_making("2024-10-02", bar, one, office), says=says, cites="5.2b")


def test_what_is_made_can_be_taken_back_and_what_the_letter_promised_cannot() -> None:
    told, bar = _told(allowed=(_SCHOOL_RUN,))
    made = told.add(_making("2024-10-02", bar, _appointment("2024-10-03")))
    told.add(_taking_back("2024-10-02", made))
    said = answer([told.case("2024-10-03")], "hill", "14:10")
    assert (said.now, [one.exception for one in said.later]) == ((), [_SCHOOL_RUN])
    told.refuse(_taking_back("2024-10-02", bar), says="no exception of that name", change="until the bar is varied")


def test_of_two_bars_only_what_both_leave_open_at_that_instant_is_open() -> None:
    one, first = _told(allowed=(_SCHOOL_RUN,))
    other, second = _told(allowed=(msgspec.structs.replace(_SCHOOL_RUN, hours=(Hours(time(8, 45), time(9)),)),))
    cases = [one.case("2024-10-01"), other.case("2024-10-01")]
    opened = {at: bool(answer(cases, "hill", at).now) for at in ("08:40", "08:50", "08:58")}
    assert opened == {"08:40": False, "08:50": True, "08:58": False}
    one.add(_making("2024-10-01", first, _appointment("2024-10-02")))
    assert not answer([one.case("2024-10-02"), other.case("2024-10-02")], "hill", "14:10").now
    other.add(_making("2024-10-02", second, _appointment("2024-10-02")))
    assert answer([one.case("2024-10-02"), other.case("2024-10-02")], "hill", "14:10").now


def test_times_at_the_gate_take_the_place_of_the_codes_line_and_a_polling_day_stands_beside_it() -> None:
    told = Told("model")
    told.add(breach("2026-11-10", "threat", serious="raised a fist"))
    bar = told.add(step("2026-11-10", "order", sites=("hill",), allowed=(_SCHOOL_RUN,)))
    said = answer([told.case("2026-11-10")], "hill", "10:00")
    assert not any("to the gate" in one for one in said.exceptions)
    assert "voting, when the school is a polling station" in said.exceptions
    day = date(2026, 11, 12)
    polling = BarException(
        kind=Occasion.POLLING, where="the hall", since=day, until=day, hours=(Hours(time(7), time(22)),)
    )
    told.add(_making("2026-11-11", bar, polling, "senior_leader"))
    said = answer([told.case("2026-11-12")], "hill", "21:00", Occasion.POLLING)
    assert "voting, when the school is a polling station" in said.exceptions
    assert polling in [one.exception for one in said.now]


def test_a_ledger_from_before_exceptions_were_data_reads_as_it_did() -> None:
    told, _ = _told(exceptions=("to vote",))
    assert '"allowed"' not in encode(told.ledger[1])
    assert answer([told.case("2024-10-01")], "hill").exceptions == ("to vote",)
