"""Recording how a step ended."""

from fairgate.actions.acting import Act, Proposal, Setting, check, perform
from fairgate.engine.acts.outcome import StepEnded
from fairgate.engine.entries import AnyEntry
from fairgate.records.models import LedgerEntry


def record_outcome(act: Act, *, of: str, outcome: str, text: str = "") -> LedgerEntry:
    """Record that the step `of` ended with `outcome`."""
    return perform(act, _proposal(of, outcome, text))


def check_outcome(act: Act, *, of: str, outcome: str, text: str = "") -> tuple[AnyEntry, ...]:
    """What the outcome would enter; nothing is written."""
    return check(act, _proposal(of, outcome, text))


def _proposal(of: str, outcome: str, text: str) -> Proposal:
    def propose(setting: Setting) -> AnyEntry:
        return StepEnded(ref=setting.ref, on=setting.on, by=setting.anyone(), of=of, outcome=outcome, text=text)

    return propose
