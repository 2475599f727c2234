"""Telling somebody that a measure has ended by its date."""

from fairgate.actions.acting import Act, Proposal, Setting, check, perform
from fairgate.engine.acts.lapse import LapseTold
from fairgate.engine.entries import AnyEntry
from fairgate.records.models import LedgerEntry


def tell_lapse(act: Act, *, of: str, text: str = "") -> LedgerEntry:
    """Write to the person that the measure `of` has ended; `text` is what else the letter says."""
    return perform(act, _proposal(of, text))


def check_lapse(act: Act, *, of: str, text: str = "") -> tuple[AnyEntry, ...]:
    """What telling them would enter; nothing is written."""
    return check(act, _proposal(of, text))


def _proposal(of: str, text: str) -> Proposal:
    def propose(setting: Setting) -> AnyEntry:
        measure = setting.stands.folded.measures.get(of)
        rule = measure.measure.lapse if measure is not None else None
        by = setting.actor(rule.owners if rule else ())
        return LapseTold(ref=setting.ref, on=setting.on, by=by, of=of, text=text)

    return propose
