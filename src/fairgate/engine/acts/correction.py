"""Correction: a breach is struck. The entry stays, marked, and counts no longer from that day."""

from fairgate.engine import phrases
from fairgate.engine.acts.finding import breach_named, require_reasons
from fairgate.engine.authority import why_not_competent
from fairgate.engine.case import Case
from fairgate.engine.code import Competence
from fairgate.engine.entry import Entry
from fairgate.engine.refusal import Refused, refuse


class BreachStruck(Entry, frozen=True, kw_only=True, tag="breach_struck"):
    """The breach `of` was recorded wrongly, or dropped."""

    of: str
    reasons: str = ""


def strike_breach(case: Case, proposed: BreachStruck) -> BreachStruck:
    """The correction as it may stand in the ledger: with reasons, by an office that may find or that decides."""
    breach = breach_named(case, proposed.of)
    if breach.struck_on is not None:
        raise refuse(f"This was struck already, on {phrases.day(breach.struck_on)}.", (), "Nothing more is needed.")
    findings = case.code.findings
    require_reasons(proposed.reasons, "A correction", findings.paragraphs)
    deciders = (owner for m in case.measures.values() if breach in m.rests_on for owner in m.measure.decision.owners)
    competence = Competence(tuple(dict.fromkeys((*findings.offices, *deciders))), findings.paragraphs)
    reason = why_not_competent(case.code, proposed.by, competence, "strike a breach")
    if reason:
        raise Refused(reason)
    return proposed


def apply(case: Case, entry: BreachStruck) -> None:
    """Fold the correction in."""
    case.breaches[entry.of].struck_on = entry.on
