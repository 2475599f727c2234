"""Exceptions to a bar: agreed beforehand, in writing, by a named person; and taken back (law.md 29)."""

from datetime import date

from msgspec import Struct

from fairgate.engine import phrases
from fairgate.engine.acts.finding import require_reasons
from fairgate.engine.authority import why_not_competent
from fairgate.engine.case import Case, CaseMeasure
from fairgate.engine.code import Competence, MeasureRule
from fairgate.engine.entry import Entry
from fairgate.engine.exceptions import BarException, words
from fairgate.engine.refusal import Reason, Refused, refuse
from fairgate.engine.words import Kind, Occasion


class ExceptionMade(Entry, frozen=True, kw_only=True, tag="exception_made"):
    """The bar `of` leaves this open from now on. `reasons` are for the file; reception never reads them."""

    of: str
    exception: BarException
    reasons: str = ""


class ExceptionWithdrawn(Entry, frozen=True, kw_only=True, tag="exception_withdrawn"):
    """The exception `of`, which was made after the bar, holds no longer."""

    of: str
    reasons: str = ""


class Agreed(Struct, frozen=True, gc=False):
    """An exception as it stands, and the office that agreed to it. `ref`: the entry that made it."""

    exception: BarException
    office: str
    ref: str


def agreed(measure: CaseMeasure) -> tuple[Agreed, ...]:
    """Every exception that a bar leaves open: by the code, by the bar's own entry, and made since.

    An arrangement that the bar or a later entry words with its times stands in the place of the code's own line for the
    same purpose: it says when the gate is staffed. One for a single day stands beside it.
    """
    entry = measure.entry
    own = tuple(Agreed(one, entry.by.office, entry.ref) for one in getattr(entry, "allowed", ()))
    found = (*own, *measure.allowed)
    arranged = {one.exception.kind for one in found if not one.exception.is_for_a_day}
    lines = (Agreed(_line(measure.measure, text), entry.by.office, entry.ref) for text in entry.exceptions)
    return (*(one for one in lines if one.exception.kind not in arranged - {Occasion.OTHER}), *found)


def _line(rule: MeasureRule, text: str) -> BarException:
    return BarException(kind=dict(rule.occasions).get(text, Occasion.OTHER), said=text)


def make_exception(case: Case, proposed: ExceptionMade) -> ExceptionMade:
    """The exception as it may stand in the ledger: to a bar that has not ended, whole, by an office that may."""
    measure = _bar(case, proposed.of)
    paragraphs = competence(case, measure, proposed.exception).paragraphs
    if not measure.is_current(case.on, case.calendar):
        raise refuse(
            f"This {phrases.lowered(measure.rule.name)} is over, so nothing has to be excepted from it.",
            paragraphs,
            "Nothing more is needed: the person may come as anybody else may.",
        )
    _require_office(case, measure, proposed, proposed.exception)
    require_reasons(proposed.reasons, "An exception", paragraphs)
    reason = why_not_whole(proposed.exception, measure, case.on, paragraphs)
    if reason is not None:
        raise Refused(reason)
    return proposed


def withdraw_exception(case: Case, proposed: ExceptionWithdrawn) -> ExceptionWithdrawn:
    """The withdrawal as it may stand in the ledger. What the bar's own letter promised is not taken back so."""
    for measure in case.measures.values():
        for one in measure.allowed:
            if one.ref == proposed.of:
                _require_office(case, measure, proposed, one.exception)
                require_reasons(proposed.reasons, "Taking back an exception", measure.rule.by.paragraphs)
                return proposed
    raise refuse(
        "There is no exception of that name that was made after the bar and still stands.",
        (),
        "What the letter of the bar itself leaves open stays open until the bar is varied or ends.",
    )


def competence(case: Case, measure: CaseMeasure, exception: BarException) -> Competence:
    """Who makes an exception: whoever imposes or decides about the bar; for a single day the contact office too.

    The codes give the person one route of contact, and an appointment is made on it; what goes on day after day changes
    what was imposed.
    """
    rule = measure.measure
    offices = [*measure.rule.by.offices, *rule.decision.owners]
    paragraphs = [*measure.rule.by.paragraphs]
    if rule.contact is not None:
        paragraphs += rule.contact.paragraphs
    if exception.is_for_a_day and measure.entry.contact in case.code.offices:
        offices.append(measure.entry.contact)
    return Competence(tuple(dict.fromkeys(offices)), tuple(dict.fromkeys(paragraphs)))


def why_not_whole(one: BarException, measure: CaseMeasure, on: date, paragraphs: tuple[str, ...]) -> Reason | None:
    """What an exception leaves out, or what in it cannot be."""
    for wrong, text, change in (
        (one.kind in (Occasion.EVENT, Occasion.OTHER) and not one.what.strip(), "It does not say what it is for.",
         "Write what the person may come for, in words that reception may read."),
        (one.kind is Occasion.DROP_OFF and not one.hours, "Bringing and collecting has its times.",
         "Give the times in the morning, in the afternoon, or both."),
        (one.kind in (Occasion.APPOINTMENT, Occasion.EVENT) and not (one.is_for_a_day and one.hours),
         "An appointment or event is on a day, from one time until another.", "Give its day and both its times."),
        (any(hours.ends <= hours.begins for hours in one.hours), "A time ends before it begins.",
         "Give the later time second."),
        (one.since is not None and one.until is not None and one.until < one.since,
         "The last day is before the first.", "Give the later day second."),
        (one.is_over(on), "Its day has gone by.", "Give today or a later day."),
        (one.since is not None and one.since > measure.until,
         f"The {phrases.lowered(measure.rule.name)} ends on {phrases.day(measure.until)}, before that day.",
         "Nothing has to be excepted then; give a day while it holds, or enter nothing."),
        (not set(one.sites) <= set(measure.sites), "It names premises that the bar does not.",
         "Name premises that the bar names."),
    ):  # fmt: skip
        if wrong:
            return Reason(text, paragraphs, change)
    return None


def _require_office(
    case: Case, measure: CaseMeasure, proposed: ExceptionMade | ExceptionWithdrawn, exception: BarException
) -> None:
    what = f"make an exception to this {phrases.lowered(measure.rule.name)}"
    if not exception.is_for_a_day:
        what += " that is not for one day"
    reason = why_not_competent(case.code, proposed.by, competence(case, measure, exception), what)
    if reason is not None:
        raise Refused(reason)


def _bar(case: Case, ref: str) -> CaseMeasure:
    measure = case.measures.get(ref)
    if measure is None or measure.rule.kind is not Kind.BAR:
        bars = [one.ref for one in case.measures.values() if one.rule.kind is Kind.BAR]
        raise refuse(f"This case has no bar called {ref!r}.", (), f"There are: {', '.join(bars) or 'none yet'}.")
    return measure


def told(one: BarException) -> str:
    """The exception as part of a sentence about the person."""
    return words(one, "their")


def apply_made(case: Case, entry: ExceptionMade) -> None:
    """Fold the exception in."""
    case.measures[entry.of].allowed.append(Agreed(entry.exception, entry.by.office, entry.ref))


def apply_withdrawn(case: Case, entry: ExceptionWithdrawn) -> None:
    """Fold the withdrawal in."""
    for measure in case.measures.values():
        measure.allowed[:] = [one for one in measure.allowed if one.ref != entry.of]
