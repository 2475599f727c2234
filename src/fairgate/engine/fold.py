"""The fold: a ledger's entries, in order, made into the case as it stands on a day."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from fairgate.engine.acts import (
    account,
    bar,
    bundle,
    channel,
    closing,
    condition,
    correction,
    decision_review,
    evidence,
    exception,
    finding,
    incident,
    lapse,
    outcome,
    override,
    representations,
    returned,
    service,
)
from fairgate.engine.calendar import Calendar
from fairgate.engine.case import Case, CaseStep
from fairgate.engine.code import Code
from fairgate.engine.entries import STEP_ENTRIES, AnyEntry, LedgerError
from fairgate.engine.entry import MeasureDecided, StepTaken


def fold(code: Code, calendar: Calendar, entries: Sequence[AnyEntry], on: date) -> Case:
    """The case on a day: the entries dated up to it, and what had been served or gone unanswered by then.

    Raises:
        LedgerError: an entry names a step, breach or measure that the code or the ledger does not have, or is not
            of the kind that its step is.
    """
    case = Case(code, calendar, on)
    for entry in entries:
        if entry.on > on:
            continue
        case.seq += 1
        try:
            if isinstance(entry, StepTaken) and type(entry) is not STEP_ENTRIES[code.steps[entry.step].kind]:
                raise LedgerError(f"entry {entry.ref!r} is not what a step {entry.step!r} leaves in the ledger")
            _APPLY[type(entry)](case, entry)
        except KeyError as missing:
            raise LedgerError(
                f"entry {entry.ref!r} refers to {missing}, which the ledger before it and the code do not have"
            ) from missing
    outcome.read_silence(case, entries)
    return case


def _apply_step(case: Case, entry: StepTaken) -> None:
    case.steps[entry.ref] = CaseStep(entry, case.seq, case.code.steps[entry.step])


_APPLY: dict[type, Callable[[Case, Any], None]] = dict.fromkeys(STEP_ENTRIES.values(), _apply_step) | {
    incident.BreachRecorded: incident.apply,
    finding.BreachFound: finding.apply,
    correction.BreachStruck: correction.apply,
    account.AccountTaken: account.apply,
    bar.BarImposed: bar.apply,
    channel.ChannelRestricted: channel.apply_restriction,
    channel.ContactCapped: channel.apply_cap,
    condition.ConditionSet: condition.apply,
    outcome.StepEnded: outcome.apply,
    service.LetterServed: service.apply,
    returned.LetterReturned: returned.apply,
    representations.RepresentationsMade: representations.apply,
    lapse.LapseTold: lapse.apply,
    MeasureDecided: decision_review.apply,
    exception.ExceptionMade: exception.apply_made,
    exception.ExceptionWithdrawn: exception.apply_withdrawn,
    override.BarOverridden: override.apply_override,
    override.OverrideReviewed: override.apply_review,
    evidence.EvidenceAdded: evidence.apply_added,
    evidence.EvidenceMasked: evidence.apply_masked,
    evidence.EvidenceUnmasked: evidence.apply_unmasked,
    evidence.EvidenceRedacted: evidence.apply_redacted,
    closing.CaseClosed: closing.apply_closed,
    closing.CaseReopened: closing.apply_reopened,
    bundle.BundleMade: bundle.apply,
}
"""What each entry does to the case; those that do more than record that a step was taken, in their act's file."""

assert set(_APPLY) == set(AnyEntry.__args__)  # noqa: S101 - a new entry must be folded
