"""Deciding about a measure: the decision review (confirm, uphold, vary, lift) and the review in time (extend, end)."""

from datetime import date

from fairgate.actions.acting import Act, Proposal, Setting, check, perform
from fairgate.engine.acts.decision_review import outcome_rules
from fairgate.engine.entries import AnyEntry
from fairgate.engine.entry import MeasureDecided
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
) -> LedgerEntry:
    """Decide about the measure `of`."""
    return perform(act, _proposal(of, decision, reasons, until, review_on, sites, channels))


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
) -> tuple[AnyEntry, ...]:
    """What the decision would enter; nothing is written."""
    return check(act, _proposal(of, decision, reasons, until, review_on, sites, channels))


def _proposal(
    of: str,
    decision: Decision,
    reasons: str,
    until: date | None,
    review_on: date | None,
    sites: tuple[str, ...],
    channels: tuple[str, ...],
) -> Proposal:
    def propose(setting: Setting) -> AnyEntry:
        measure = setting.stands.folded.measures.get(of)
        owners = [owner for rule in outcome_rules(measure, decision) for owner in rule[0]] if measure else []
        return MeasureDecided(
            ref=setting.ref,
            on=setting.on,
            by=setting.actor(owners),
            of=of,
            decision=decision,
            reasons=reasons,
            until=until,
            review_on=review_on,
            sites=sites,
            channels=channels,
        )

    return propose
