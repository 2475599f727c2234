"""The decision review: a higher office looks again at a measure, with what the person said.

It confirms or upholds, varies or lifts. Lengthening and ending in time is the bar review's (`bar_review`).
"""

from collections.abc import Callable
from datetime import timedelta

import msgspec

from fairgate.engine import phrases
from fairgate.engine.acts import bar_review
from fairgate.engine.acts.body import why_not_at_meeting
from fairgate.engine.acts.channel import known_channels
from fairgate.engine.acts.finding import require_reasons
from fairgate.engine.acts.imposing import length_of, require_length
from fairgate.engine.acts.taking import FIELD_NAMES, beyond_calendar
from fairgate.engine.authority import why_not_competent, why_not_independent
from fairgate.engine.calendar import BeyondCalendar
from fairgate.engine.case import Case, CaseDecision, CaseMeasure
from fairgate.engine.code import Competence, OutcomeRule
from fairgate.engine.entry import MeasureDecided
from fairgate.engine.refusal import Refused, refuse
from fairgate.engine.words import Decision, Field


def decide_measure(case: Case, proposed: MeasureDecided) -> MeasureDecided:
    """The decision as it may stand in the ledger, or every reason against it."""
    measure = case.measures.get(proposed.of)
    if measure is None:
        raise refuse(
            f"This case has no measure called {proposed.of!r}.",
            (),
            f"There are: {', '.join(case.measures) or 'none yet'}.",
        )
    rules = outcome_rules(measure, proposed.decision)
    if not rules:
        raise _no_such_outcome(case, measure, proposed.decision)
    competence = Competence(
        tuple(dict.fromkeys(owner for owners, _, _ in rules for owner in owners)),
        tuple(dict.fromkeys(ref for _, refs, rule in rules for ref in (*refs, *rule.paragraphs))),
    )
    reasons = [
        reason
        for reason in (
            why_not_competent(
                case.code,
                proposed.by,
                competence,
                f"{proposed.decision} this {phrases.lowered(measure.rule.name)}",
                proposed.instead,
            ),
            why_not_independent(case, proposed.by, measure, competence.paragraphs),
            *why_not_at_meeting(case, measure, proposed, competence.paragraphs),
        )
        if reason
    ]
    if reasons:
        raise Refused(*reasons)
    require_reasons(proposed.reasons, "A decision", competence.paragraphs)
    rule = rules[0][2]
    _require_stated(rule, proposed, competence.paragraphs)
    proposed = msgspec.structs.replace(proposed, channels=known_channels(case.code, measure.rule, proposed.channels))
    _refuse_wider(measure, proposed, competence.paragraphs)
    _CHECKS[proposed.decision](case, measure, proposed, competence.paragraphs)
    return msgspec.structs.replace(proposed, weighed=tuple(ref for ref, _, _ in measure.pending))


def outcome_rules(
    measure: CaseMeasure, decision: Decision
) -> list[tuple[tuple[str, ...], tuple[str, ...], OutcomeRule]]:
    """Where the code gives this outcome: (owners, paragraphs, rule); the decision's first while somebody waits.

    A measure that its own review can end can be ended by whoever decides on it once it has lapsed; and whoever
    decides may always lift (law.md 21).
    """
    found = []
    sources = (measure.measure.decision, measure.measure.review)
    for source in sources if measure.pending else reversed(sources):
        if source is None:
            continue
        found += [(source.owners, source.paragraphs, rule) for rule in source.outcomes if rule.decision is decision]
    if decision is Decision.LIFT and not found:
        decider = measure.measure.decision
        found.append((decider.owners, decider.paragraphs, OutcomeRule(decision, decider.paragraphs)))
    return found


def _no_such_outcome(case: Case, measure: CaseMeasure, decision: Decision) -> Refused:
    sources = [s for s in (measure.measure.decision, measure.measure.review) if s is not None]
    known = phrases.either(dict.fromkeys(rule.decision.value for s in sources for rule in s.outcomes))
    return refuse(
        f"The code does not let anybody {decision.value} a {phrases.lowered(measure.rule.name)}.",
        tuple(dict.fromkeys(ref for s in sources for ref in s.paragraphs)),
        f"{phrases.offices(case.code, measure.measure.decision.owners)[0].upper()}"
        f"{phrases.offices(case.code, measure.measure.decision.owners)[1:]} may {known} it.",
    )


def _require_stated(rule: OutcomeRule, proposed: MeasureDecided, paragraphs: tuple[str, ...]) -> None:
    given = {
        Field.UNTIL: proposed.until,
        Field.REVIEW_ON: proposed.review_on,
        Field.SITES: proposed.sites,
        Field.CHANNELS: proposed.channels,
        Field.REASONS: proposed.reasons,
    }
    missing = [field for field in rule.needs if not given.get(field)]
    if missing:
        names = phrases.both(FIELD_NAMES[field] for field in missing)
        raise refuse(
            f"The decision must state {names}.",
            tuple(dict.fromkeys((*rule.paragraphs, *paragraphs))),
            f"Give {names}.",
        )


def _refuse_wider(measure: CaseMeasure, proposed: MeasureDecided, paragraphs: tuple[str, ...]) -> None:
    """No decision reaches further than the measure it is about: more would be a new measure (law.md I22, I25)."""
    if not set(proposed.sites) <= set(measure.sites) or not set(proposed.channels) <= set(measure.channels):
        raise refuse(
            "A decision cannot add premises or channels: nobody is worse off for having been heard.",
            paragraphs,
            "Keep to those that it names now.",
        )


def require_current(case: Case, measure: CaseMeasure, paragraphs: tuple[str, ...]) -> None:
    """Refuse a decision that keeps or changes a measure that has ended."""
    if not measure.is_current(case.on, case.calendar):
        raise refuse(
            f"This {phrases.lowered(measure.rule.name)} is over: nothing is left to keep or change.",
            paragraphs,
            "If the conduct has happened again, a new step can be taken for it.",
        )


def require_standing(case: Case, measure: CaseMeasure, paragraphs: tuple[str, ...]) -> None:
    """Refuse to keep a measure that rests on no breach any more, or on one that nobody has found."""
    if measure.rests_on_nothing:
        raise refuse(
            "Every breach that this rests on has been struck: a measure needs a breach that counts.",
            paragraphs,
            "Lift it.",
        )
    if measure.rests_on_allegation:
        raise refuse(
            "This rests on conduct that is alleged and has not been found: until then it is provisional.",
            tuple(dict.fromkeys((*paragraphs, *case.code.findings.paragraphs))),
            "Find first, with reasons, whether it happened; or lift it.",
        )


def _confirm(case: Case, measure: CaseMeasure, proposed: MeasureDecided, paragraphs: tuple[str, ...]) -> None:
    require_current(case, measure, paragraphs)
    require_standing(case, measure, paragraphs)
    if measure.confirmed is not None and not measure.pending:
        raise refuse(
            f"This was confirmed already, on {phrases.day(measure.confirmed.on)}.",
            paragraphs,
            "What may follow is its review: it can be extended or ended.",
        )
    _require_heard(case, measure, paragraphs)
    bar_review.require_dates(case, measure, proposed.until, proposed.review_on, proposed.on, paragraphs)
    if proposed.until is not None:
        name = phrases.lowered(measure.rule.name)
        require_length(case, length_of(case, measure), measure.since, proposed.until, proposed.reasons, name)


def _require_heard(case: Case, measure: CaseMeasure, paragraphs: tuple[str, ...]) -> None:
    """Refuse to make final what is provisional before the person was heard, or had their time (law.md I5, 15)."""
    if measure.representations or measure.confirmed is not None:
        return
    rights = tuple(dict.fromkeys((*measure.measure.representations.paragraphs, *paragraphs)))
    window = case.representations_window_open(measure)
    if window is None:
        raise refuse(
            "The person has not been served with the notice, so their time for representations has not begun.",
            rights,
            "Serve the letter, then wait for the representations or the end of their time. It can be lifted at once.",
        )
    if window:
        try:
            by = measure.representations_by(case.calendar)
        except BeyondCalendar as beyond:
            raise beyond_calendar(beyond, rights) from beyond
        last = phrases.day(by or case.on)
        raise refuse(
            f"The person may still make representations, until {last}: nothing is final before they are heard.",
            rights,
            "Wait for the representations or that day. It can be lifted at once.",
        )


def _uphold(case: Case, measure: CaseMeasure, proposed: MeasureDecided, paragraphs: tuple[str, ...]) -> None:
    require_standing(case, measure, paragraphs)
    reviewing = measure.measure.review is not None and any(
        rule.decision is Decision.UPHOLD for rule in measure.measure.review.outcomes
    )
    if not measure.pending and not (reviewing and measure.is_current(case.on, case.calendar)):
        raise refuse(
            "No representations are waiting to be decided.",
            tuple(dict.fromkeys((*paragraphs, *measure.measure.representations.paragraphs))),
            "The person may make representations; then this is open.",
        )
    if measure.measure.decision.opens == "imposed":
        _require_heard(case, measure, paragraphs)
    bar_review.require_dates(case, measure, proposed.until, proposed.review_on, proposed.on, paragraphs)
    if proposed.until is not None and proposed.until > measure.until:
        raise _longer(measure, paragraphs)


def _vary(case: Case, measure: CaseMeasure, proposed: MeasureDecided, paragraphs: tuple[str, ...]) -> None:
    require_current(case, measure, paragraphs)
    require_standing(case, measure, paragraphs)
    if proposed.until is None and not proposed.sites and not proposed.channels:
        raise refuse(
            "A variation must say what changes: the last day, the premises or the channels.",
            paragraphs,
            "Give the new last day, premises or channels.",
        )
    if measure.measure.decision.opens == "imposed":
        _require_heard(case, measure, paragraphs)
    bar_review.require_dates(case, measure, proposed.until, proposed.review_on, proposed.on, paragraphs)
    if proposed.until is not None and proposed.until > measure.until:
        raise _longer(measure, paragraphs)


def _longer(measure: CaseMeasure, paragraphs: tuple[str, ...]) -> Refused:
    return refuse(
        f"This would last longer than {phrases.day(measure.until)}: nobody is worse off for having been heard.",
        tuple(dict.fromkeys((*paragraphs, *measure.measure.representations.paragraphs))),
        f"Give a last day not after {phrases.day(measure.until)}.",
    )


def _lift(case: Case, measure: CaseMeasure, proposed: MeasureDecided, paragraphs: tuple[str, ...]) -> None:
    if measure.lifted_on is not None or measure.ended_on is not None:
        raise refuse(
            f"This {phrases.lowered(measure.rule.name)} has been ended already.", paragraphs, "Nothing more is needed."
        )
    if not measure.is_current(case.on, case.calendar) and not bar_review.is_owed(case, measure):
        raise refuse(
            f"This {phrases.lowered(measure.rule.name)} lapsed on {phrases.day(measure.until)}: nothing is left.",
            paragraphs,
            "Nothing more is needed.",
        )


_CHECKS: dict[Decision, Callable[[Case, CaseMeasure, MeasureDecided, tuple[str, ...]], None]] = {
    Decision.CONFIRM: _confirm,
    Decision.UPHOLD: _uphold,
    Decision.VARY: _vary,
    Decision.LIFT: _lift,
    Decision.EXTEND: bar_review.extend,
    Decision.END: bar_review.end,
}


def apply(case: Case, entry: MeasureDecided) -> None:
    """Fold the decision in."""
    measure = case.measures[entry.of]
    missed = measure.missed_review(entry.on, case.calendar)
    if missed is not None and measure.lifted_on is None and measure.ended_on is None:
        # What a missed review has ended stays ended, whatever is decided about it later (law.md I17).
        measure.ended_on = missed + timedelta(days=1)
    decision = CaseDecision(
        entry.ref, case.seq, entry.on, entry.by, entry.decision, entry.review_on, bool(entry.weighed)
    )
    measure.decisions.append(decision)
    case.decisions[entry.ref] = (decision, measure)
    if entry.decision is Decision.LIFT:
        measure.lifted_on = entry.on
    elif entry.decision is Decision.END:
        measure.ended_on = entry.on
    elif entry.until is not None:
        measure.until = entry.until
    measure.sites = entry.sites or measure.sites
    measure.channels = entry.channels or measure.channels
