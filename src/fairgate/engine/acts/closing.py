"""Closing and reopening a case. A case that still owes somebody something does not close."""

from fairgate.engine import phrases
from fairgate.engine.authority import why_not_competent
from fairgate.engine.case import Case
from fairgate.engine.duties import open_duties
from fairgate.engine.entry import Entry
from fairgate.engine.refusal import Reason, Refused, refuse
from fairgate.engine.words import Strength


class CaseClosed(Entry, frozen=True, kw_only=True, tag="case_closed"):
    """The case was closed, with the word for how."""

    outcome: str
    reasons: str = ""


class CaseReopened(Entry, frozen=True, kw_only=True, tag="case_reopened"):
    """A closed case was opened again."""

    reasons: str = ""


def close_case(case: Case, proposed: CaseClosed) -> CaseClosed:
    """The closing as it may stand in the ledger: nothing in force, no duty open."""
    if case.is_closed:
        raise refuse("This case is closed already.", (), "Nothing more is needed.")
    reasons = [
        Reason(
            f"{phrases.one(measure.rule.name)} is in force until {phrases.day(measure.until)}.",
            measure.rule.paragraphs,
            "Wait until it has ended, or ask the office that decides on it to lift it.",
        )
        for measure in case.current_measures()
    ]
    reasons += [
        Reason(
            f"“{duty.name}” is still owed by {phrases.offices(case.code, duty.owners)}.",
            duty.paragraphs,
            "Do what is owed first.",
        )
        for duty in open_duties(case)
        if duty.strength is Strength.MUST
    ]
    reason = why_not_competent(case.code, proposed.by, case.code.closing, "close a case")
    if reason:
        reasons.append(reason)
    if reasons:
        raise Refused(*reasons)
    return proposed


def reopen_case(case: Case, proposed: CaseReopened) -> CaseReopened:
    """The reopening as it may stand in the ledger."""
    if not case.is_closed:
        raise refuse("This case is open.", (), "Nothing more is needed.")
    reason = why_not_competent(case.code, proposed.by, case.code.closing, "reopen a case")
    if reason:
        raise Refused(reason)
    return proposed


def apply_closed(case: Case, entry: CaseClosed) -> None:
    """Fold the closing in."""
    case.closed_on = entry.on


def apply_reopened(case: Case, entry: CaseReopened) -> None:
    """Fold the reopening in."""
    case.closed_on = None
