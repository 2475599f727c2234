"""Deciding on a proposed act: the entry as it may stand in the ledger, or a refusal with its reasons.

The engine never acts: a named person proposes, and the engine says whether the code lets them (law.md I23).
"""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from fairgate.engine import phrases
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
    referral,
    representations,
    returned,
    service,
    taking,
    warning,
)
from fairgate.engine.calendar import Calendar
from fairgate.engine.case import Case
from fairgate.engine.code import Code, StepRule
from fairgate.engine.countersigning import countersign
from fairgate.engine.entries import STEP_ENTRIES, AnyEntry
from fairgate.engine.entry import SUBJECT, Entry, MeasureDecided, StepTaken
from fairgate.engine.fold import fold
from fairgate.engine.independence import acting_in, matter_of, ties_of, why_conflicted
from fairgate.engine.refusal import Refusal, Refused, refuse


class Accepted(Struct, frozen=True):
    """The act may be done: append this entry."""

    entry: AnyEntry


def decide(
    code: Code, calendar: Calendar, ledger: Sequence[AnyEntry], proposed: AnyEntry, *, draft: bool = False
) -> Accepted | Refusal:
    """Whether a proposed entry may follow a ledger, its worked-out dates filled in, or why it may not.

    As a `draft` it may where nothing but a countersignature is missing; it then has none, and must not be appended.
    """
    case = fold(code, calendar, ledger, proposed.on)
    try:
        _check_order(ledger, case, proposed)
        entry = _checked(case, proposed)
        if isinstance(entry, StepTaken) and not draft:
            entry = countersign(case, code.steps[entry.step], entry)
        _check_independence(case, entry)
        return Accepted(entry)
    except Refused as refused:
        return Refusal(refused.reasons)


def _check_order(ledger: Sequence[AnyEntry], case: Case, proposed: Entry) -> None:
    last = ledger[-1].on if ledger else None
    if last is not None and proposed.on < last:
        raise refuse(
            f"The day, {phrases.day(proposed.on)}, is before the last entry of this case, {phrases.day(last)}.",
            (),
            "A ledger only grows: date the entry on the day it is made.",
        )
    if any(entry.ref == proposed.ref for entry in ledger):
        raise refuse(f"The case has an entry called {proposed.ref!r} already.", (), "Give it another name.")
    if proposed.by.office != SUBJECT and proposed.by.office not in case.code.offices:
        raise refuse(
            f"The code has no office called {proposed.by.office!r}.",
            (),
            f"It has: {', '.join(case.code.offices)}.",
        )
    if not proposed.by.person.strip():
        raise refuse("Nobody is named as the one who acts.", (), "A named person decides; say who.")


def _check_independence(case: Case, entry: AnyEntry) -> None:
    """Refuse whoever the ledger itself shows to have had a part; what the records know besides, the house asks."""
    matter = matter_of(case, entry)
    if matter is None:
        return
    ties = list(ties_of(case, matter))
    reasons = [why_conflicted(case, by, part, ties) for by, part in acting_in(case, entry, matter)]
    if any(reasons):
        raise Refused(*(reason for reason in reasons if reason is not None))


def _checked(case: Case, proposed: AnyEntry) -> AnyEntry:
    if case.is_closed and not isinstance(proposed, _AFTER_CLOSING):
        raise refuse("This case is closed.", case.code.closing.paragraphs, "Reopen it first.")
    if isinstance(proposed, StepTaken):
        return _checked_step(case, proposed)
    accepted: AnyEntry = _CHECKS[type(proposed)](case, proposed)
    return accepted


def _checked_step(case: Case, proposed: StepTaken) -> AnyEntry:
    rule = case.code.steps.get(proposed.step)
    if rule is None:
        raise refuse(f"The code has no step called {proposed.step!r}.", (), f"It has: {', '.join(case.code.steps)}.")
    if not isinstance(proposed, STEP_ENTRIES[rule.kind]):
        raise refuse(
            f"{rule.name} is a step of another kind.",
            rule.paragraphs,
            f"It is recorded as: {rule.kind.value.replace('_', ' ')}.",
        )
    check = _STEP_CHECKS.get(type(proposed), taking.take)
    accepted: AnyEntry = check(case, rule, proposed)
    return accepted


_STEP_CHECKS: dict[type, Callable[[Case, StepRule, Any], Any]] = {
    bar.BarImposed: bar.impose_bar,
    channel.ChannelRestricted: channel.restrict_channels,
    channel.ContactCapped: channel.cap_contact,
    condition.ConditionSet: condition.set_condition,
    warning.IntentionNotified: warning.notify_intention,
    referral.Referred: referral.refer,
}

_CHECKS: dict[type, Callable[[Case, Any], Any]] = {
    incident.BreachRecorded: incident.record_incident,
    finding.BreachFound: finding.find_breach,
    correction.BreachStruck: correction.strike_breach,
    account.AccountTaken: account.take_account,
    outcome.StepEnded: outcome.record_outcome,
    service.LetterServed: service.serve_letter,
    returned.LetterReturned: returned.return_letter,
    representations.RepresentationsMade: representations.make_representations,
    lapse.LapseTold: lapse.tell_lapse,
    MeasureDecided: decision_review.decide_measure,
    exception.ExceptionMade: exception.make_exception,
    exception.ExceptionWithdrawn: exception.withdraw_exception,
    override.BarOverridden: override.override_bar,
    override.OverrideReviewed: override.review_override,
    evidence.EvidenceAdded: evidence.add_evidence,
    evidence.EvidenceMasked: evidence.mask_evidence,
    evidence.EvidenceUnmasked: evidence.unmask_evidence,
    evidence.EvidenceRedacted: evidence.redact_evidence,
    closing.CaseClosed: closing.close_case,
    closing.CaseReopened: closing.reopen_case,
    bundle.BundleMade: bundle.make_bundle,
}

_AFTER_CLOSING = (
    closing.CaseClosed,
    closing.CaseReopened,
    service.LetterServed,
    returned.LetterReturned,
    outcome.StepEnded,
    evidence.EvidenceMasked,
    evidence.EvidenceUnmasked,
    evidence.EvidenceRedacted,
    bundle.BundleMade,
)
"""What may still be entered in a closed case: it is reopened, something that was sent or asked comes back, or what
it holds is made ready to be handed over or has been kept for long enough."""
