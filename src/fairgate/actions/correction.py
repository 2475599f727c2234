"""Striking a breach that was recorded wrongly or is dropped."""

from fairgate.actions.acting import Act, Proposal, Setting, check, perform
from fairgate.engine.acts.correction import BreachStruck
from fairgate.engine.entries import AnyEntry
from fairgate.records.models import LedgerEntry


def strike_breach(act: Act, *, of: str, reasons: str) -> LedgerEntry:
    """Strike the breach `of`, with reasons."""
    return perform(act, _proposal(of, reasons))


def check_correction(act: Act, *, of: str, reasons: str) -> tuple[AnyEntry, ...]:
    """What the correction would enter; nothing is written."""
    return check(act, _proposal(of, reasons))


def _proposal(of: str, reasons: str) -> Proposal:
    def propose(setting: Setting) -> AnyEntry:
        # Whoever decides about a measure that rests on the breach may strike it too.
        measures = setting.stands.folded.measures.values()
        deciders = (owner for measure in measures for owner in measure.measure.decision.owners)
        by = setting.actor((*setting.stands.code.findings.offices, *deciders))
        return BreachStruck(ref=setting.ref, on=setting.on, by=by, of=of, reasons=reasons)

    return propose
