"""Closing a case, and opening it again."""

from fairgate.actions.acting import Act, Proposal, Setting, check, perform
from fairgate.engine.acts.closing import CaseClosed, CaseReopened
from fairgate.engine.entries import AnyEntry
from fairgate.records.models import LedgerEntry


def close_case(act: Act, *, outcome: str, reasons: str = "") -> LedgerEntry:
    """Close the case, with the word for how."""
    return perform(act, _closing(outcome, reasons))


def check_closing(act: Act, *, outcome: str, reasons: str = "") -> tuple[AnyEntry, ...]:
    """What the closing would enter; nothing is written."""
    return check(act, _closing(outcome, reasons))


def reopen_case(act: Act, *, reasons: str = "") -> LedgerEntry:
    """Open the case again."""
    return perform(act, _reopening(reasons))


def check_reopening(act: Act, *, reasons: str = "") -> tuple[AnyEntry, ...]:
    """What the reopening would enter; nothing is written."""
    return check(act, _reopening(reasons))


def _closing(outcome: str, reasons: str) -> Proposal:
    def propose(setting: Setting) -> AnyEntry:
        by = setting.actor(setting.stands.code.closing.offices)
        return CaseClosed(ref=setting.ref, on=setting.on, by=by, outcome=outcome, reasons=reasons)

    return propose


def _reopening(reasons: str) -> Proposal:
    def propose(setting: Setting) -> AnyEntry:
        by = setting.actor(setting.stands.code.closing.offices)
        return CaseReopened(ref=setting.ref, on=setting.on, by=by, reasons=reasons)

    return propose
