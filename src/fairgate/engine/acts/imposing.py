"""What is asked of every measure: an end, a length the code allows, breaches it rests on, no second one beside it."""

from datetime import date
from typing import TypeVar

import msgspec

from fairgate.engine import phrases
from fairgate.engine.acts.taking import beyond_calendar, not_before, opening, require_fields, under
from fairgate.engine.calendar import BeyondCalendar
from fairgate.engine.case import Case, CaseBreach, CaseMeasure, CaseStep
from fairgate.engine.code import Lasts, MeasureRule, Opener, Span, StepRule
from fairgate.engine.entry import MeasureImposed
from fairgate.engine.openings import answered_before
from fairgate.engine.refusal import refuse
from fairgate.engine.words import Field, Unit

Imposed = TypeVar("Imposed", bound=MeasureImposed)


def impose(case: Case, rule: StepRule, proposed: Imposed, given: dict[Field, object]) -> Imposed:
    """The measure as it may stand in the ledger, its last day and contact filled in from the code."""
    opened = opening(case, rule, proposed)
    measure = measure_of(rule)
    _refuse_second(case, rule)
    until = _until(case, rule, measure, proposed)
    contact = proposed.contact
    if not contact and measure.contact is not None:
        contact = measure.contact.offices[0]
    require_fields(rule, {**given, Field.UNTIL: until, Field.CONTACT: contact, Field.REASONS: proposed.reasons})
    return msgspec.structs.replace(
        proposed,
        until=until,
        contact=contact,
        exceptions=proposed.exceptions or measure.exceptions,
        under=tuple(dict.fromkeys((*under(rule, opened), *lasts_of(case, rule).paragraphs))),
        rests_on=tuple(breach.ref for breach in _rests_on(case, rule, opened)),
        weighed=_weighed(case, opened),
    )


def measure_of(rule: StepRule) -> MeasureRule:
    """The measure that a step of a measure's kind carries; the policy floor makes sure of it."""
    assert rule.measure is not None  # noqa: S101 - a pack without it does not load
    return rule.measure


def _refuse_second(case: Case, rule: StepRule) -> None:
    for measure in case.current_measures():
        if measure.rule.id == rule.id:
            raise refuse(
                f"{phrases.one(rule.name)} is in force until {phrases.day(measure.until)}.",
                tuple(dict.fromkeys((*rule.paragraphs, *measure.measure.decision.paragraphs))),
                "Ask the office that decides on it to change it, or wait until it has ended.",
            )


def lasts_of(case: Case, rule: StepRule) -> Lasts:
    """How long the next measure of this step lasts: the first, or a later one in the case.

    One that rested on nothing but struck breaches does not count as a first.
    """
    measure = measure_of(rule)
    earlier = any(m.rule.id == rule.id and not m.rests_on_nothing for m in case.measures.values())
    return measure.later if earlier else measure.first


def length_of(case: Case, measure: CaseMeasure) -> Lasts:
    """How long a measure of the case could last: as the first of its step, or as a later one."""
    for earlier in case.measures.values():
        if earlier is measure:
            break
        if earlier.rule.id == measure.rule.id and not earlier.rests_on_nothing:
            return measure.measure.later
    return measure.measure.first


def _until(case: Case, rule: StepRule, measure: MeasureRule, proposed: MeasureImposed) -> date:
    lasts = lasts_of(case, rule)
    later = lasts is measure.later and lasts is not measure.first
    name = phrases.lowered(rule.name)
    if proposed.until is None:
        if lasts.default is None:
            raise refuse(
                f"{phrases.upper(phrases.a(('second or later ' if later else '') + name))} must state its last day.",
                lasts.paragraphs,
                "Give the last day on which it holds" + (", with written reasons." if later else "."),
            )
        until = end_of(case, proposed.on, lasts.default, lasts.paragraphs)
    else:
        until = proposed.until
        not_before(until, proposed.on, "The last day", lasts.paragraphs)
    require_length(case, lasts, proposed.on, until, proposed.reasons, name)
    return until


def require_length(case: Case, lasts: Lasts, since: date, until: date, reasons: str, name: str) -> None:
    """Refuse a length that the code does not allow, or that needs written reasons and has none."""
    if lasts.longest is not None and until > end_of(case, since, lasts.longest, lasts.paragraphs):
        raise refuse(
            f"{phrases.one(name)} lasts at most {lasts.longest}; {phrases.day(until)} is later than that.",
            lasts.paragraphs,
            f"Give a last day not after {phrases.day(end_of(case, since, lasts.longest, lasts.paragraphs))}.",
        )
    if reasons.strip() or lasts.reasons == "never":
        return
    if lasts.reasons == "always":
        raise refuse(
            f"{phrases.one(name)} of this length needs written reasons.",
            lasts.paragraphs,
            "Write the reasons.",
        )
    if lasts.beyond is not None:
        normal = end_of(case, since, lasts.beyond, lasts.paragraphs)
        if until > normal:
            raise refuse(
                f"{phrases.one(name)} beyond {lasts.beyond}, {phrases.day(normal)}, needs written reasons.",
                lasts.paragraphs,
                f"Write the reasons, or let it end on {phrases.day(normal)} or before.",
            )


def end_of(case: Case, since: date, span: Span, paragraphs: tuple[str, ...]) -> date:
    """The last day of a span that begins on `since`; a refusal where the loaded terms end before it."""
    try:
        end = case.calendar.after(since, span)
    except BeyondCalendar as beyond:
        raise beyond_calendar(beyond, paragraphs) from beyond
    # A measure holds on its first day: 14 calendar days from the 1st end on the 14th. School days, working days and
    # half-terms are counted after that day, as every deadline is.
    if span.unit in (Unit.CALENDAR_DAYS, Unit.WEEKS, Unit.MONTHS):
        return date.fromordinal(end.toordinal() - 1)
    return end


def _rests_on(case: Case, rule: StepRule, opened: list[tuple[Opener, list[CaseBreach]]]) -> list[CaseBreach]:
    """What the measure rests on: every breach that counts, or the serious allegations that alone opened it.

    What an earlier measure of the step answered cannot carry a new one; and after a notice of intention a measure
    rests on no more than the person was told of.
    """
    opening_breaches = list(dict.fromkeys(breach for _, breaches in opened for breach in breaches))
    fresh = [breach for breach in opening_breaches if breach.ref not in answered_before(case, rule)]
    if not any(breach.counts for breach in fresh):
        return fresh
    if all(opener.heard is not None for opener, _ in opened):
        return opening_breaches
    return [breach for breach in case.breaches.values() if breach.counts]


def _weighed(case: Case, opened: list[tuple[Opener, list[CaseBreach]]]) -> tuple[str, ...]:
    """The representations on the notices of intention that opened the measure (law.md I27)."""
    notices = {opener.heard for opener, _ in opened if opener.heard is not None}
    return tuple(ref for step_id in notices for step in case.taken(step_id) for ref in step.representations)


def begin(case: Case, entry: MeasureImposed) -> CaseMeasure:
    """Fold the measure in."""
    rule = case.code.steps[entry.step]
    step = case.steps[entry.ref] = CaseStep(entry, case.seq, rule)
    measure = CaseMeasure(step, entry, measure_of(rule), tuple(case.breaches[ref] for ref in entry.rests_on))
    case.measures[entry.ref] = measure
    return measure
