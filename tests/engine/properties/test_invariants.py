"""Each invariant on random histories, and each again on an engine broken on purpose, which it must catch.

The histories of a run are always the same. HYPOTHESIS_EXAMPLES=3000 looks longer, at others each time.
"""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings

from fairgate.engine import decide, duties, entries, fold, next_steps, openings
from fairgate.engine.acts import channel, closing, decision_review, imposing, outcome, taking
from fairgate.engine.acts.bar import BarImposed, impose_bar
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.acts.outcome import StepEnded
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.case import Case, CaseBreach, CaseMeasure, CaseStep
from fairgate.engine.code import Question, StepRule
from fairgate.engine.entry import Entry, MeasureDecided
from fairgate.engine.refusal import Reason, refuse
from fairgate.engine.words import Decision, Mark, MeasureState
from tests.engine.properties import invariants
from tests.engine.properties.histories import CODES, STARTS, History, histories

LONG = int(os.environ.get("HYPOTHESIS_EXAMPLES", "0"))

Invariant = Callable[[History], None]
Break = Callable[[pytest.MonkeyPatch], None]

WHERE: dict[str, tuple[str, ...]] = {
    "i14_no_bar_before_a_notice_was_answered_or_its_time_passed": ("model-noticed", "model-posted", "tiny", "model"),
    "i22_an_extension_is_a_new_decision": ("oak-confirmed", "oak-confirmed", "tiny-routed", "model-urgent"),
    "i24_safeguarding_is_answered_by_its_referral_alone": ("aspire", "model", "aspire-alleged"),
}
"""Where an invariant has something to say; of the others, every code and every start."""


def _hunt(invariant: Invariant, where: tuple[str, ...], examples: int, phases: tuple[Phase, ...]) -> None:
    """Look for a history that breaks the invariant."""

    @settings(
        max_examples=LONG or examples,
        derandomize=not LONG,
        database=None,
        deadline=None,
        phases=phases,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    @given(histories(*where))
    def holds(history: History) -> None:
        invariant(history)

    holds()


@pytest.mark.parametrize("invariant", invariants.EVERY, ids=lambda invariant: invariant.__name__)
def test_it_holds_of_every_history(invariant: Invariant) -> None:
    where = WHERE.get(invariant.__name__, (*CODES, *STARTS))
    _hunt(invariant, where, 80, (Phase.generate, Phase.shrink))


# -- the controls: an engine broken in one place -----------------------------------------------------------------


def _tell_nothing(patch: pytest.MonkeyPatch) -> None:
    def fails(case: Case) -> None:
        raise LookupError("broken on purpose")

    patch.setattr(next_steps, "open_duties", fails)


def _read_outcomes_from_the_future(patch: pytest.MonkeyPatch) -> None:
    def read(case: Case, ledger: list[Entry]) -> None:
        for entry in ledger:
            if isinstance(entry, StepEnded) and entry.of in case.steps:
                case.steps[entry.of].outcome = entry.outcome

    patch.setattr(outcome, "read_silence", read)


class _Forgetful:
    """An encoder that writes no day of service."""

    def encode(self, entry: Entry) -> bytes:
        if isinstance(entry, LetterServed):
            entry = msgspec.structs.replace(entry, deemed_on=None)
        return msgspec.json.encode(entry)


def _forget_the_day_of_service(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(entries, "_encoder", _Forgetful())


def _answer_by_mood(patch: pytest.MonkeyPatch) -> None:
    check = decide._check_order

    def moody(ledger: Any, *given: Any) -> None:
        if isinstance(ledger, tuple):  # as it comes from the database, and not from the making of a history
            raise refuse("Not today.", (), "Ask again tomorrow.")
        check(ledger, *given)

    patch.setattr(decide, "_check_order", moody)


def _refuse_curtly(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(taking, "why_shut", lambda case, rule: Reason("no"))


def _none(*given: Any, **named: Any) -> Any:
    return None


def _no_one(*given: Any) -> Iterator[Any]:
    return iter(())


def _ask_for_no_letter(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(duties, "_notice", _no_one)


def _hear_any_notice(patch: pytest.MonkeyPatch) -> None:
    def heard(case: Case, step_id: str) -> CaseStep | None:
        return next(iter(case.taken(step_id)), None)

    patch.setattr(openings, "heard_notice", heard)


def _count_from_drafting(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(openings, "notice_ends", lambda case, step: step.entry.reply_by)


def _owe_no_decision(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(duties, "_decision", _no_one)


def _let_makers_decide(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(decision_review, "why_not_independent", _none)


def _forget_the_last_day(patch: pytest.MonkeyPatch) -> None:
    state = CaseMeasure.state

    def endless(self: CaseMeasure, on: Any, calendar: Any) -> MeasureState:
        return state(self, min(on, self.until), calendar)

    patch.setattr(CaseMeasure, "state", endless)


def _bring_back_what_ended(patch: pytest.MonkeyPatch) -> None:
    def apply(case: Case, entry: MeasureDecided) -> None:
        measure = case.measures[entry.of]
        before = measure.ended_on
        decision_review.apply(case, entry)
        if entry.decision is not Decision.END:
            measure.ended_on = before

    patch.setitem(fold._APPLY, MeasureDecided, apply)


def _bar_the_lifted(patch: pytest.MonkeyPatch) -> None:
    def held(self: Case) -> list[CaseMeasure]:
        return [measure for measure in self.measures.values() if measure.since <= self.on <= measure.until]

    patch.setattr(Case, "measures_in_force", held)


def _take_any_day(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(decide, "_check_order", _none)


def _receive_before_sending(patch: pytest.MonkeyPatch) -> None:
    def early(case: Case, letter: LetterServed) -> LetterServed:
        return msgspec.structs.replace(letter, deemed_on=letter.on - timedelta(days=1))

    patch.setitem(decide._CHECKS, LetterServed, early)


def _need_no_reasons(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(decision_review, "require_reasons", _none)


def _let_a_meeting_settle_safeguarding(patch: pytest.MonkeyPatch) -> None:
    owed = duties._owed_since

    def settled(case: Case, rule: StepRule) -> Any:
        return None if case.steps else owed(case, rule)

    patch.setattr(duties, "_owed_since", settled)


def _let_safeguarding_stop_a_bar(patch: pytest.MonkeyPatch) -> None:
    ask = openings._answer

    def stopped(case: Case, question: Question, *breaches: list[CaseBreach]) -> list[CaseBreach] | None:
        marked = any(Mark.SAFEGUARDING in breach.marks for breach in case.breaches.values())
        return None if marked and question.opener.marked is Mark.SERIOUS else ask(case, question, *breaches)

    patch.setattr(openings, "_answer", stopped)


def _close_every_channel(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(channel, "refuse_silence", _none)


def _weigh_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(CaseMeasure, "pending", property(lambda self: []))


def _record_anything(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(decide._CHECKS, BreachRecorded, lambda case, proposed: proposed)


def _tell_the_gate_why(patch: pytest.MonkeyPatch) -> None:
    def leaky(case: Case, rule: StepRule, proposed: BarImposed) -> BarImposed:
        return msgspec.structs.replace(impose_bar(case, rule, proposed), contact=proposed.reasons)

    patch.setitem(decide._STEP_CHECKS, BarImposed, leaky)


def _believe_every_allegation(patch: pytest.MonkeyPatch) -> None:
    ask = openings._answer
    patch.setattr(openings, "_answer", lambda case, question, live, found: ask(case, question, live, live))


def _believe_whoever_is_barred(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(CaseMeasure, "rests_on_allegation", property(lambda self: False))


def _answer_twice(patch: pytest.MonkeyPatch) -> None:
    for module in (openings, imposing):
        patch.setattr(module, "answered_before", lambda case, rule: set())


def _close_regardless(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(closing, "open_duties", lambda case: [])


def _let_a_closed_case_go_on(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(decide, "_AFTER_CLOSING", (Entry,))


def _open_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(next_steps, "opened_by", lambda case, rule: [])


def _open_everything(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        taking, "opened_by", lambda case, rule: [(rule.opens[0], [*case.breaches.values()])] * bool(rule.opens)
    )


def _count_backwards(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(duties, "_count", lambda case, since, within: (since - timedelta(days=1), ""))


CONTROLS: list[tuple[Invariant, tuple[str, ...], Break]] = [
    (invariants.folds, ("oak",), _tell_nothing),
    (invariants.prefix_never_changes, ("aspire", "oak"), _read_outcomes_from_the_future),
    (invariants.written_and_read_back, ("oak-barred",), _forget_the_day_of_service),
    (invariants.replays_agree, ("oak",), _answer_by_mood),
    (invariants.refusals_are_plain, ("oak", "aspire"), _refuse_curtly),
    (invariants.i13_a_bar_has_a_letter_an_end_and_a_hearing, ("aspire", "model"), _ask_for_no_letter),
    (invariants.i14_no_bar_before_a_notice_was_answered_or_its_time_passed, ("model-noticed",), _hear_any_notice),
    (invariants.i14_no_bar_before_a_notice_was_answered_or_its_time_passed, ("model-posted",), _count_from_drafting),
    (invariants.i15_what_is_provisional_is_owed_a_decision, ("oak-barred",), _owe_no_decision),
    (invariants.i16_nobody_decides_on_what_they_made, ("oak-barred", "aspire-long"), _let_makers_decide),
    (invariants.i17_a_measure_ends_by_its_date_and_never_comes_back, ("oak-barred",), _forget_the_last_day),
    (invariants.i17_a_measure_ends_by_its_date_and_never_comes_back, ("tiny-capped",), _bring_back_what_ended),
    (invariants.i18_the_gate_says_what_the_ledger_says, ("oak-barred", "aspire-long"), _bar_the_lifted),
    (invariants.i19_days_never_go_back, ("oak",), _take_any_day),
    (invariants.i21_time_runs_from_receipt, ("oak", "aspire"), _receive_before_sending),
    (invariants.i22_an_extension_is_a_new_decision, ("oak-confirmed", "tiny-routed"), _owe_no_decision),
    (invariants.i22_an_extension_is_a_new_decision, ("tiny-routed",), _need_no_reasons),
    (invariants.i23_people_decide_and_say_why, ("oak-barred",), _need_no_reasons),
    (invariants.i23_people_decide_and_say_why, ("oak",), _take_any_day),
    (
        invariants.i24_safeguarding_is_answered_by_its_referral_alone,
        ("aspire-alleged",),
        _let_a_meeting_settle_safeguarding,
    ),
    (invariants.i24_safeguarding_is_answered_by_its_referral_alone, ("aspire", "model"), _close_regardless),
    (invariants.i24_safeguarding_holds_up_nothing, ("aspire", "oak"), _let_safeguarding_stop_a_bar),
    (invariants.i25_a_channel_is_always_open, ("oak-barred", "tiny-routed"), _close_every_channel),
    (invariants.i27_a_decision_refers_to_what_was_said_before_it, ("oak-barred", "aspire-long"), _weigh_nothing),
    (invariants.i28_each_incident_is_judged_by_the_edition_of_its_day, ("oak",), _record_anything),
    (invariants.i29_the_gate_is_told_no_reason, ("oak",), _tell_the_gate_why),
    (invariants.i32_nothing_rests_on_going_elsewhere, ("oak",), _record_anything),
    (invariants.an_allegation_supports_little, ("oak", "model", "aspire"), _believe_every_allegation),
    (invariants.an_allegation_supports_little, ("aspire-alleged",), _believe_whoever_is_barred),
    (invariants.a_new_measure_answers_something_new, ("oak-barred", "aspire-long"), _answer_twice),
    (invariants.a_case_closes_only_when_nothing_is_owed, ("aspire", "oak"), _close_regardless),
    (invariants.a_case_closes_only_when_nothing_is_owed, ("aspire", "oak"), _let_a_closed_case_go_on),
    (invariants.the_position_and_the_answer_agree, ("oak",), _open_nothing),
    (invariants.the_position_and_the_answer_agree, ("oak",), _open_everything),
    (invariants.what_is_overdue_was_due, ("oak", "aspire"), _count_backwards),
]


@pytest.mark.parametrize(
    ("invariant", "where", "breaks"), CONTROLS, ids=lambda value: getattr(value, "__name__", "").strip("_")
)
def test_a_broken_engine_is_caught(
    monkeypatch: pytest.MonkeyPatch, invariant: Invariant, where: tuple[str, ...], breaks: Break
) -> None:
    breaks(monkeypatch)
    with pytest.raises((AssertionError, LookupError)):
        _hunt(invariant, where, 400, (Phase.generate,))


def test_every_invariant_has_its_control() -> None:
    assert {invariant for invariant, _, _ in CONTROLS} == set(invariants.EVERY)


def test_every_start_is_a_case_of_its_code() -> None:
    for start in STARTS:
        assert start.split("-")[0] in CODES
