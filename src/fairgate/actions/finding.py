"""Finding that an alleged breach happened."""

from fairgate.actions.acting import Act, Proposal, Setting, check, perform
from fairgate.engine.acts.finding import BreachFound
from fairgate.engine.entries import AnyEntry
from fairgate.records.models import LedgerEntry


def find_breach(act: Act, *, of: str, reasons: str, weighed: tuple[str, ...] = (), instead: str = "") -> LedgerEntry:
    """Find that the breach `of` happened, with reasons and the accounts that were weighed.

    `instead` says why the office that the code names does not act, where somebody stands in for it.
    """
    return perform(act, _proposal(of, reasons, weighed, instead))


def check_finding(
    act: Act, *, of: str, reasons: str, weighed: tuple[str, ...] = (), instead: str = ""
) -> tuple[AnyEntry, ...]:
    """What the finding would enter; nothing is written."""
    return check(act, _proposal(of, reasons, weighed, instead))


def _proposal(of: str, reasons: str, weighed: tuple[str, ...], instead: str) -> Proposal:
    def propose(setting: Setting) -> AnyEntry:
        by = setting.actor(setting.stands.code.findings.offices)
        return BreachFound(
            ref=setting.ref, on=setting.on, by=by, of=of, reasons=reasons, weighed=weighed, instead=instead
        )

    return propose
