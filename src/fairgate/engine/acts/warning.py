"""Warnings: a desist or warning letter, and the notice that a bar is intended."""

from datetime import date

import msgspec

from fairgate.engine import phrases
from fairgate.engine.acts.taking import not_before, opening, reply_date, require_fields, under
from fairgate.engine.case import Case
from fairgate.engine.code import StepRule
from fairgate.engine.entry import StepTaken
from fairgate.engine.openings import notice_ends
from fairgate.engine.refusal import Reason, Refused, refuse
from fairgate.engine.words import Field


class WarningGiven(StepTaken, frozen=True, kw_only=True, tag="warning_given"):
    """A letter says that the conduct must stop, and what follows if it does not."""


class IntentionNotified(StepTaken, frozen=True, kw_only=True, tag="intention_notified"):
    """A letter says that a bar is intended; `reply_by` is the last day for representations (law.md 15).

    `sites` and `until` are what is intended; nothing holds by them.
    """

    sites: tuple[str, ...] = ()
    until: date | None = None


def why_running(case: Case, rule: StepRule) -> Reason | None:
    """Why no second notice can be given while the time of an earlier one runs, or None."""
    for step in case.taken(rule.id):
        last = notice_ends(case, step) or step.entry.reply_by
        if last is not None and case.on <= last:
            return Reason(
                f"{phrases.one(rule.name)} was given on {phrases.day(step.entry.on)} and runs until "
                f"{phrases.day(last)}.",
                rule.paragraphs,
                "Wait for the representations or that day.",
            )
    return None


def notify_intention(case: Case, rule: StepRule, proposed: IntentionNotified) -> IntentionNotified:
    """The notice as it may stand in the ledger: always with a last day for representations, one notice at a time."""
    opened = opening(case, rule, proposed)
    reason = why_running(case, rule)
    if reason is not None:
        raise Refused(reason)
    reply_by = reply_date(case, rule, proposed)
    if reply_by is None:
        raise refuse(
            "A notice of intention must give the last day for representations.",
            rule.paragraphs,
            "Give the day by which an answer is asked.",
        )
    if proposed.until is not None:
        not_before(proposed.until, reply_by, "The last day of the bar that is intended", rule.paragraphs)
    require_fields(rule, {Field.REPLY_BY: reply_by, Field.REASONS: proposed.reasons})
    return msgspec.structs.replace(proposed, reply_by=reply_by, under=under(rule, opened))
