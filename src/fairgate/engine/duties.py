"""The duties that are open in a case: what must happen, who owes it, by when, and which paragraph says so."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from fairgate.engine import phrases
from fairgate.engine.acts.lapse import lapsed_on, why_not_told
from fairgate.engine.acts.override import may_review_override
from fairgate.engine.calendar import BeyondCalendar
from fairgate.engine.case import Case, CaseDecision, CaseMeasure
from fairgate.engine.code import DecisionRule, OutcomeRule, Span, StepRule
from fairgate.engine.openings import opened_by
from fairgate.engine.service import CaseService
from fairgate.engine.words import Decision, MeasureState, Strength, Unit


class Duty(Struct, frozen=True, gc=False):
    """Something owed. `due` is None where no time runs yet or the code sets none; `beyond` says why it cannot be said.

    `of` is the reference of the entry that it is about.
    """

    id: str
    name: str
    owners: tuple[str, ...]
    paragraphs: tuple[str, ...]
    of: str
    due: date | None = None
    beyond: str = ""
    strength: Strength = Strength.MUST

    def is_overdue(self, on: date) -> bool:
        """Whether its day has gone by."""
        return self.due is not None and self.due < on


FINDING = "finding"
RECONSIDER = "reconsider"
SERVE_NOTICE = "serve_notice"
TELL_DECISION = "tell_decision"
REVIEW_OVERRIDE = "review_override"
TELL_LAPSE = "tell_lapse"
UNIVERSAL = (FINDING, RECONSIDER, SERVE_NOTICE, TELL_DECISION, TELL_LAPSE, REVIEW_OVERRIDE)
"""The duties that every code knows, since the law asks for them (law.md I13, I15, 16, 21; scenarios' rules); and to
look at why somebody was let in who is barred."""
_SOON = Span(5, Unit.WORKING_DAYS)  # ours, where neither code nor law gives a time (law.md, MINE)
_NEXT_DAY = Span(1, Unit.WORKING_DAYS)


def on_its_way(case: Case, duty: Duty) -> CaseService | None:
    """The letter that carries this duty out, sent and not counted as received yet; None where somebody has to act.

    The duty stays open until that day, since the letter may still come back; there is nothing to do for it meanwhile.
    """
    if duty.id != SERVE_NOTICE and duty.of not in case.decisions:
        return None
    return case.sent(duty.of)


def open_duties(case: Case) -> list[Duty]:
    """Every duty open on the day, those with the earliest date first. A closed case owes nothing."""
    if case.is_closed:
        return []
    duties = [*_steps_owed(case)]
    for measure in case.measures.values():
        duties += _measure_duties(case, measure)
    duties.sort(key=lambda duty: duty.due or date.max)
    return duties


def _steps_owed(case: Case) -> Iterator[Duty]:
    for rule in case.code.steps.values():
        if rule.must is None:
            continue
        since = _owed_since(case, rule)
        if since is not None:
            on, ref = since
            due, beyond = _count(case, on, rule.must.within)
            yield Duty(rule.id, rule.name, rule.must.owners, rule.must.paragraphs, ref, due, beyond)


def _owed_since(case: Case, rule: StepRule) -> tuple[date, str] | None:
    """The day and entry from which a mandatory step has been owed, or None where it has been taken since."""
    assert rule.must is not None  # noqa: S101 - the caller has looked
    last_taken = max((step.seq for step in case.taken(rule.id)), default=0)
    owed = []
    for opener, breaches in opened_by(case, rule):
        if opener not in rule.must.when:
            continue
        # Where only what was found counts, it is owed from the finding; where several count, from the last needed.
        alleged = rule.kind.may_follow_allegation
        anchors = sorted(
            (b.seq, b.on, b.ref) if alleged or b.found_on is None else (b.found_seq, b.found_on, b.ref)
            for b in breaches
        )[opener.count - 1 :]
        if opener.after is not None:
            anchors = [
                (step.outcome_seq, step.outcome_on, step.ref)
                for step in case.taken(opener.after)
                if step.outcome in opener.outcomes and step.outcome_on is not None
            ]
        owed += [(on, ref) for seq, on, ref in anchors if seq > last_taken]
    return min(owed, default=None)


def _measure_duties(case: Case, measure: CaseMeasure) -> Iterator[Duty]:
    state = case.state_of(measure)
    current = state in (MeasureState.PROVISIONAL, MeasureState.CONFIRMED)
    closed = measure.lifted_on is not None or measure.ended_on is not None
    if current:
        yield from _notice(case, measure)
    if not closed:
        yield from _decision(case, measure)
        yield from _review(case, measure, current)
    if current and measure.rests_on_allegation and not measure.rests_on_nothing:
        due, beyond = _count(case, measure.since, _SOON)
        findings = case.code.findings
        paragraphs = tuple(dict.fromkeys((*findings.paragraphs, *measure.rule.paragraphs)))
        name = f"Find whether what the {phrases.lowered(measure.rule.name)} rests on happened"
        yield Duty(FINDING, name, findings.offices, paragraphs, measure.ref, due, beyond)
    if current and measure.rests_on_nothing:
        struck = max(b.struck_on for b in measure.rests_on if b.struck_on) if measure.rests_on else case.on
        due, beyond = _count(case, struck, _SOON)
        rule = measure.measure.decision
        paragraphs = tuple(dict.fromkeys((*rule.paragraphs, *measure.rule.paragraphs)))
        name = f"Reconsider the {phrases.lowered(measure.rule.name)}: what it rested on was struck"
        yield Duty(RECONSIDER, name, rule.owners, paragraphs, measure.ref, due, beyond)
    yield from _overridden(case, measure)
    yield from _told(case, measure, current)
    yield from _lapsed(case, measure)


def _overridden(case: Case, measure: CaseMeasure) -> Iterator[Duty]:
    """Leave for one day is looked at by somebody else, whatever has become of the bar since."""
    may = may_review_override(case.code, measure)
    for override in measure.overrides:
        if override.reviewed_on is None:
            due, beyond = _count(case, override.on, _SOON)
            name = f"Look at why the person was let in on {phrases.day(override.on)}"
            yield Duty(REVIEW_OVERRIDE, name, may.offices, may.paragraphs, override.ref, due, beyond)


def _notice(case: Case, measure: CaseMeasure) -> Iterator[Duty]:
    if measure.rule.letter is None or measure.step.posted_on is not None:
        return
    due, beyond = _count(case, measure.since, _NEXT_DAY)
    name = f"Serve the letter about the {phrases.lowered(measure.rule.name)}"
    paragraphs = tuple(dict.fromkeys((*measure.rule.by.paragraphs, *measure.rule.paragraphs)))
    yield Duty(SERVE_NOTICE, name, measure.rule.by.offices, paragraphs, measure.ref, due, beyond)


def _decision(case: Case, measure: CaseMeasure) -> Iterator[Duty]:
    rule = measure.measure.decision
    pending = measure.pending
    if not pending and (rule.opens != "imposed" or measure.confirmed is not None):
        return
    due, beyond = _decision_due(case, measure, rule)
    yield Duty(rule.duty, rule.name, rule.owners, rule.paragraphs, measure.ref, due, beyond)


def _decision_due(case: Case, measure: CaseMeasure, rule: DecisionRule) -> tuple[date | None, str]:
    pending = measure.pending
    if pending and (rule.counted_from == "representations" or measure.confirmed is not None):
        return _count(case, pending[0][2], rule.within)  # made again after a decision, they have a time of their own
    if rule.counted_from == "representations":
        return None, ""
    try:
        window = measure.representations_by(case.calendar)
    except BeyondCalendar as beyond:
        return None, str(beyond)
    if window is None:  # not served yet, or no time is set for representations: counted from service
        window = measure.step.served_on if measure.measure.representations.within is None else None
    return (None, "") if window is None else _count(case, window, rule.within)


def _review(case: Case, measure: CaseMeasure, current: bool) -> Iterator[Duty]:
    rule = measure.measure.review
    if rule is None or not (current or rule.outlives):
        return
    if not current and rule.if_missed == "ends":
        return
    try:
        due, beyond = measure.review_due(rule, case.calendar), ""
    except BeyondCalendar as error:
        due, beyond = None, str(error)
    if due is None and not beyond:
        return
    yield Duty(rule.duty, rule.name, rule.owners, rule.paragraphs, measure.ref, due, beyond)


def _told(case: Case, measure: CaseMeasure, current: bool) -> Iterator[Duty]:
    """Written notice of each decision: a duty where the code makes it one and the measure holds, else good practice."""
    for decision in measure.decisions:
        if decision.served_on is not None:
            continue
        rule = outcome_rule(measure, decision)
        if rule is None:
            continue
        if rule.notice is not None:
            if not current:
                continue
            due, beyond = _count(case, decision.on, rule.notice_within)
            owners = rule.notice_owners or measure.rule.by.offices
            name = f"Written notice that the {phrases.lowered(measure.rule.name)} is {_PAST[decision.decision]}"
            yield Duty(rule.notice, name, owners, rule.paragraphs, decision.ref, due, beyond)
        elif rule.letter is not None:
            name = f"Tell the person that the {phrases.lowered(measure.rule.name)} is {_PAST[decision.decision]}"
            due, beyond = _count(case, decision.on, _SOON)
            owners = (*measure.measure.decision.owners, *measure.rule.by.offices)
            paragraphs = rule.paragraphs or measure.measure.decision.paragraphs
            yield Duty(TELL_DECISION, name, owners, paragraphs, decision.ref, due, beyond, Strength.SHOULD)


def _lapsed(case: Case, measure: CaseMeasure) -> Iterator[Duty]:
    """Word that a measure has ended by its date: good practice, until it is written and served (law.md 21)."""
    rule = measure.measure.lapse
    last = lapsed_on(case, measure)
    if rule is None or last is None or why_not_told(case, measure) is not None:
        return
    due, beyond = _count(case, last, _SOON)
    name = f"Tell the person that the {phrases.lowered(measure.rule.name)} has ended"
    yield Duty(TELL_LAPSE, name, rule.owners, rule.paragraphs, measure.ref, due, beyond, Strength.SHOULD)


def outcome_rule(measure: CaseMeasure, decision: CaseDecision) -> OutcomeRule | None:
    """The rule under which a decision was made: the review's, where both know the word and nobody was heard."""
    review = measure.measure.review.outcomes if measure.measure.review else ()
    sources = (measure.measure.decision.outcomes, review)
    ordered = sources if decision.heard else reversed(sources)
    return next((rule for rules in ordered for rule in rules if rule.decision is decision.decision), None)


_PAST = {
    Decision.CONFIRM: "confirmed",
    Decision.UPHOLD: "upheld",
    Decision.VARY: "varied",
    Decision.LIFT: "lifted",
    Decision.EXTEND: "extended",
    Decision.END: "ended",
}


def _count(case: Case, since: date, within: Span | None) -> tuple[date | None, str]:
    if within is None:
        return None, ""
    try:
        return case.calendar.after(since, within), ""
    except BeyondCalendar as beyond:
        return None, str(beyond)
