"""Deciding about a measure: the decision review (confirm, uphold, vary, lift) and the review in time (extend, end)."""

from datetime import date

from fairgate.actions.acting import Act, Proposal, Setting, check, perform
from fairgate.actions.body import AtMeeting, who_decides
from fairgate.engine.acts.decision_review import outcome_rules
from fairgate.engine.entries import AnyEntry
from fairgate.engine.entry import MeasureDecided, Weighing
from fairgate.engine.words import Decision
from fairgate.records.models import LedgerEntry


def decide_measure(
    act: Act,
    *,
    of: str,
    decision: Decision,
    reasons: str,
    until: date | None = None,
    review_on: date | None = None,
    sites: tuple[str, ...] = (),
    channels: tuple[str, ...] = (),
    met: AtMeeting | None = None,
    weighing: Weighing | None = None,
    instead: str = "",
) -> LedgerEntry:
    """Decide about the measure `of`; where it is for a body, `met` says at which meeting and how it voted.

    `weighing` belongs to a decision that keeps, changes or lengthens it; `instead` says why the office that the code
    names does not decide, where somebody stands in for it.
    """
    return perform(act, _proposal(of, decision, reasons, until, review_on, sites, channels, met, weighing, instead))


def check_decision(
    act: Act,
    *,
    of: str,
    decision: Decision,
    reasons: str,
    until: date | None = None,
    review_on: date | None = None,
    sites: tuple[str, ...] = (),
    channels: tuple[str, ...] = (),
    met: AtMeeting | None = None,
    weighing: Weighing | None = None,
    instead: str = "",
) -> tuple[AnyEntry, ...]:
    """What the decision would enter; nothing is written."""
    return check(act, _proposal(of, decision, reasons, until, review_on, sites, channels, met, weighing, instead))


def _proposal(
    of: str,
    decision: Decision,
    reasons: str,
    until: date | None,
    review_on: date | None,
    sites: tuple[str, ...],
    channels: tuple[str, ...],
    met: AtMeeting | None,
    weighing: Weighing | None,
    instead: str,
) -> Proposal:
    def propose(setting: Setting) -> AnyEntry:
        measure = setting.stands.folded.measures.get(of)
        owners = [owner for rule in outcome_rules(measure, decision) for owner in rule[0]] if measure else []
        by, meeting = who_decides(setting, measure, tuple(dict.fromkeys(owners)), met, instead)
        return MeasureDecided(
            ref=setting.ref,
            on=setting.on,
            by=by,
            of=of,
            decision=decision,
            reasons=reasons,
            until=until,
            review_on=review_on,
            sites=sites,
            channels=channels,
            meeting=meeting,
            weighing=weighing,
            instead=instead,
        )

    return propose
