"""Weighing: what is imposed, kept or lengthened shows that it is in proportion; a ledger and a story need not."""

from typing import Any

import pytest

from fairgate.engine.decide import Accepted
from fairgate.engine.entries import AnyEntry, decode_many, encode
from fairgate.engine.entry import MeasureDecided, MeasureImposed, Weighing
from fairgate.engine.refusal import Refusal
from fairgate.engine.weighing import why_unweighed
from tests.engine.told import Builder, Told, assert_plain, breach, decides, says, served, step

ALL = {"alternatives": "A letter was sent.", "child": "She is brought by her aunt.", "needs": "None known."}


def _oak() -> tuple[Told, str]:
    told = Told("oak")
    told.add(breach("2024-09-10", "threat", serious="raised a fist"))
    bar = told.add(step("2024-09-10", "bar", until="2024-10-25"))
    told.add(served("2024-09-10", bar))
    told.add(says("2024-09-11", bar))
    return told, bar


def _asked(told: Told, builder: Builder) -> tuple[AnyEntry, Refusal | None]:
    """What the engine accepts, and what the house refuses of it."""
    answer = told.propose(builder)
    assert isinstance(answer, Accepted), answer
    reason = why_unweighed(told.case(str(answer.entry.on)), answer.entry)
    return answer.entry, Refusal((reason,)) if reason else None


def _bar(weighing: Weighing | None) -> tuple[Told, Builder]:
    told = Told("oak")
    told.add(breach("2024-09-10", "threat", serious="raised a fist"))
    return told, step("2024-09-10", "bar", until="2024-10-25", weighing=weighing)


def test_a_story_is_told_without_it_and_a_ledger_of_before_still_reads() -> None:
    told, bar = _oak()
    (entry,) = decode_many([encode(told.ledger[1])])
    assert isinstance(entry, MeasureImposed)
    assert (entry.ref, entry.weighing) == (bar, None)
    assert "weighing" not in encode(entry), "what is not said leaves the entry, and its hash, as it was"


def test_it_is_kept_with_the_entry_as_it_was_written() -> None:
    told, builder = _bar(Weighing(**ALL))
    entry, refused = _asked(told, builder)
    assert refused is None
    assert decode_many([encode(entry)]) == (entry,)
    assert isinstance(entry, MeasureImposed)
    assert entry.weighing == Weighing(**ALL)


@pytest.mark.parametrize("left_out", [*ALL, "everything"])
@pytest.mark.parametrize("empty", ["", " \n\t"], ids=["nothing", "spaces"])
def test_nobody_is_put_under_a_measure_unweighed(left_out: str, empty: str) -> None:
    said = {name: empty if left_out in (name, "everything") else text for name, text in ALL.items()}
    told, builder = _bar(Weighing(**said) if left_out != "everything" else None)
    _, refused = _asked(told, builder)
    assert refused is not None
    assert_plain(refused)
    words = {"alternatives": "what else was considered", "child": "bears on the child", "needs": "the person's own"}
    for name, part in words.items():
        assert (part in str(refused)) is (left_out in (name, "everything"))
    assert refused.reasons[0].text.startswith("To impose a bar")
    assert refused.paragraphs == told.code.steps["bar"].paragraphs
    assert "“none known”" in refused.reasons[0].change


@pytest.mark.parametrize(
    ("code", "day", "name", "by", "decision", "fields"),
    [
        ("oak", "2024-09-{}", "bar", "ceo", "confirm", {"until": "2024-10-25", "review_on": "2024-10-21"}),
        ("aspire", "2024-09-{}", "ban", "hub_council", "uphold", {}),
        ("model", "2026-11-{}", "urgent_bar", "ceo", "vary", {"until": "2026-12-18", "review_on": "2026-12-14"}),
    ],
)
def test_nobody_is_kept_under_one_unweighed_and_anybody_is_set_free(
    code: str, day: str, name: str, by: str, decision: str, fields: dict[str, Any]
) -> None:
    told, last = Told(code), day.format(16)
    told.add(breach(day.format(10), "threat", serious="raised a fist"))
    until = {"until": "2024-10-25"} if code == "oak" else {}
    bar = told.add(step(day.format(10), name, reasons="grave", **until))
    told.add(served(day.format(10), bar))
    told.add(says(day.format(11), bar))
    _, refused = _asked(told, decides(last, decision, bar, by, **fields))
    assert refused is not None
    assert refused.reasons[0].text.startswith(f"To {decision} a")
    assert refused.paragraphs == told.measure(bar, last).measure.decision.paragraphs
    assert _asked(told, decides(last, decision, bar, by, weighing=Weighing(**ALL), **fields))[1] is None
    assert _asked(told, decides(last, "lift", bar, by))[1] is None


def test_lengthening_is_weighed_again_and_ending_is_not() -> None:
    told, bar = _oak()
    confirmed = decides("2024-09-16", "confirm", bar, "ceo", until="2024-10-25", review_on="2024-10-21")
    told.add(confirmed)
    longer = {"until": "2024-12-20", "review_on": "2024-12-16"}
    entry, refused = _asked(told, decides("2024-10-21", "extend", bar, "ceo", **longer))
    assert isinstance(entry, MeasureDecided)
    assert refused is not None, "what was weighed for the bar does not serve for its extension"
    assert _asked(told, decides("2024-10-21", "extend", bar, "ceo", weighing=Weighing(**ALL), **longer))[1] is None
    assert _asked(told, decides("2024-10-21", "end", bar, "ceo"))[1] is None


@pytest.mark.parametrize(
    ("code", "builder"),
    [
        ("oak", step("2024-09-10", "conversation")),
        ("oak", step("2024-09-10", "ask_to_leave")),
        ("aspire", step("2024-09-10", "meeting", reply_by="2024-09-20")),
    ],
)
def test_what_imposes_nothing_is_not_weighed(code: str, builder: Builder) -> None:
    told = Told(code)
    told.add(breach("2024-09-10", "threat"))
    assert _asked(told, builder)[1] is None
