"""Warnings, and the notice that a bar is intended: no bar before an answer or the end of its time (law.md I14)."""

import pytest

from tests.engine.tiny import TINY
from tests.engine.told import Told, breach, ended, finds, says, served, step


@pytest.mark.parametrize(("by", "cites"), [("class_teacher", "response.2a"), ("hub_council", "response.2a")])
def test_a_desist_letter_is_written_by_a_leader(by: str, cites: str) -> None:
    told = Told("aspire")
    told.add(breach("2024-11-08", "disruption"))
    told.refuse(step("2024-11-08", "desist_letter", by=by), cites=cites)


def test_a_warning_takes_effect_when_it_is_received() -> None:
    told = Told("aspire")
    told.add(breach("2024-11-04", "disruption"))
    meeting = told.add(step("2024-11-04", "meeting"))
    told.add(ended("2024-11-05", meeting, "refused"))
    letter = told.add(step("2024-11-08", "desist_letter"))
    told.add(served("2024-11-08", letter, "post"))  # received on the 12th
    told.add(breach("2024-11-11", "disruption"))
    assert "ban" not in told.may("2024-11-13")
    told.add(breach("2024-11-12", "disruption"))  # on the day itself nobody knows which came first
    assert "ban" not in told.may("2024-11-13")
    told.add(breach("2024-11-13", "disruption"))
    assert "ban" in told.may("2024-11-13")


def _noticed(method: str = "hand", reply_by: str = "") -> tuple[Told, str, str]:
    told = Told(TINY)
    one = told.add(breach("2024-11-08", "noise"))
    fields = {"reply_by": reply_by} if reply_by else {}
    notice = told.add(step("2024-11-08", "notice", **fields))
    if method:
        told.add(served("2024-11-08", notice, method))
    return told, one, notice


@pytest.mark.parametrize(
    ("method", "reply_by", "last"),
    [
        ("hand", "", "2024-11-22"),
        ("post", "", "2024-11-26"),  # received on the 12th: the time runs from then
        ("hand", "2024-11-11", "2024-11-22"),  # a shorter date in the letter takes nothing away
        ("hand", "2024-11-29", "2024-11-29"),  # a longer one is kept
    ],
)
def test_no_bar_before_the_time_for_representations_has_passed(method: str, reply_by: str, last: str) -> None:
    told, _, _ = _noticed(method, reply_by)
    told.refuse(
        step(last, "bar", until="2024-12-20"),
        cites="opens.heard",
        change="when the representations on the notice are in, or their time has passed",
    )
    after = f"{last[:-2]}{int(last[-2:]) + 1}"
    told.add(step(after, "bar", until="2024-12-20"))


def test_no_bar_while_the_notice_was_never_served() -> None:
    told, _, _ = _noticed(method="")
    assert "bar" not in told.may("2025-01-31")


def test_an_answer_opens_the_bar_at_once() -> None:
    told, _, notice = _noticed()
    told.add(says("2024-11-12", notice))
    assert "bar" in told.may("2024-11-12")


def test_a_bar_is_for_what_the_notice_told_of_and_for_nothing_later() -> None:
    told, one, notice = _noticed()
    told.add(says("2024-11-12", notice))
    told.add(breach("2024-11-13", "noise"))
    bar = told.add(step("2024-11-14", "bar", until="2024-11-20"))
    assert [b.ref for b in told.measure(bar, "2024-11-14").rests_on] == [one]
    # it has ended; the later breach needs a notice of its own, however long the first has been heard
    told.refuse(step("2024-11-25", "bar", until="2024-12-20"), cites="opens.heard")
    again = told.add(step("2024-11-25", "notice"))
    told.add(served("2024-11-25", again))
    told.refuse(step("2024-11-25", "bar", until="2024-12-20"), cites="opens.heard")
    told.add(says("2024-11-26", again))
    told.add(step("2024-11-26", "bar", until="2024-12-20"))


def test_what_was_found_only_after_the_notice_is_not_what_it_told_of() -> None:
    told = Told(TINY)
    told.add(breach("2024-11-07", "noise"))
    alleged = told.add(breach("2024-11-07", "post", alleged=True))
    notice = told.add(step("2024-11-08", "notice"))
    told.add(served("2024-11-08", notice))
    told.add(finds("2024-11-11", alleged, "head"))
    told.add(says("2024-11-12", notice))
    bar = told.add(step("2024-11-12", "bar", until="2024-12-20"))
    assert alleged not in {b.ref for b in told.measure(bar, "2024-11-12").rests_on}


def test_an_allegation_opens_no_notice() -> None:
    told = Told(TINY)
    told.add(breach("2024-11-08", "noise", alleged=True, serious="said to be loud"))
    told.refuse(step("2024-11-08", "notice"), says="alleged and has not been found")


def test_one_notice_at_a_time() -> None:
    told, _, _ = _noticed("post")
    for on in ("2024-11-11", "2024-11-26"):
        assert "notice" not in told.may(on)
        shut = next(one for one in told.position(on).must_not if one.id == "notice")
        refusal = told.refuse(step(on, "notice"), cites="step.notice", says="runs until", change="Wait for")
        assert refusal.reasons == (shut.reason,)
    assert "notice" in told.may("2024-11-27")
    told.add(step("2024-11-27", "notice"))


def test_a_notice_always_has_a_last_day() -> None:
    import msgspec

    rule = msgspec.structs.replace(TINY.steps["notice"], reply_within=None)
    told = Told(msgspec.structs.replace(TINY, steps={**TINY.steps, "notice": rule}))
    told.add(breach("2024-11-08", "noise"))
    told.refuse(step("2024-11-08", "notice"), says="must give the last day for representations")
    late = told.add(step("2024-11-08", "notice", reply_by="2024-11-11"))
    told.add(served("2024-11-08", late, "post"))  # received on the 12th, after the day it names
    assert "bar" not in told.may("2024-12-19")
    told.add(says("2024-12-19", late))
    assert "bar" in told.may("2024-12-19")


def test_a_notice_past_the_loaded_terms_never_runs_out_by_itself() -> None:
    told = Told(TINY)
    told.add(breach("2025-10-10", "noise"))
    notice = told.add(step("2025-10-10", "notice"))  # ten school days end on the last of the loaded terms
    told.add(served("2025-10-10", notice, "post"))
    assert "bar" not in told.may("2025-12-31")


def test_a_bar_names_what_was_said_on_its_notice() -> None:
    told, _, notice = _noticed("hand")
    said = told.add(says("2024-11-12", notice))
    bar = told.add(step("2024-11-12", "bar", until="2024-12-20"))
    assert told.measure(bar, "2024-11-12").entry.weighed == (said,)


def test_a_bar_after_silence_names_nothing_said() -> None:
    told, _, _ = _noticed("hand")
    bar = told.add(step("2024-11-27", "bar", until="2024-12-20"))
    assert told.measure(bar, "2024-11-27").entry.weighed == ()
