"""What is asked of every step before it is taken: that it is open, that the office may, that it states its fields."""

from datetime import date

import msgspec

from fairgate.engine import phrases
from fairgate.engine.authority import why_not_competent
from fairgate.engine.calendar import BeyondCalendar
from fairgate.engine.case import Case, CaseBreach
from fairgate.engine.code import Opener, StepRule
from fairgate.engine.entry import StepTaken
from fairgate.engine.openings import opened_by, why_shut
from fairgate.engine.refusal import Reason, Refused, refuse
from fairgate.engine.words import Field, Kind

VERBS = {
    Kind.CONVERSATION: "hold",
    Kind.MEETING: "call",
    Kind.MEDIATION: "offer",
    Kind.ASK_TO_LEAVE: "make",
    Kind.BAR: "impose",
    Kind.CHANNEL_RESTRICTION: "impose",
    Kind.CONTACT_CAP: "impose",
    Kind.CONDITION: "impose",
    Kind.WARNING: "send",
    Kind.INTENTION: "send",
    Kind.REMOVAL_REQUEST: "send",
    Kind.PLATFORM_REPORT: "make",
    Kind.REFERRAL: "make",
    Kind.NO_REPLY: "decide on",
    Kind.RECORD: "make",
}
"""The verb that goes with a step of each kind: 'impose a ban', 'call a meeting'."""


def opening(case: Case, rule: StepRule, proposed: StepTaken) -> list[tuple[Opener, list[CaseBreach]]]:
    """The openers that let the step be taken now by this office, or every reason against it."""
    reasons: list[Reason] = []
    opened = opened_by(case, rule)
    if not opened:
        reasons.append(why_shut(case, rule))
    what = f"{VERBS[rule.kind]} {phrases.a(phrases.lowered(rule.name))}"
    reason = why_not_competent(case.code, proposed.by, rule.by, what, proposed.instead)
    if reason:
        reasons.append(reason)
    if reasons:
        raise Refused(*reasons)
    return opened


def under(rule: StepRule, opened: list[tuple[Opener, list[CaseBreach]]]) -> tuple[str, ...]:
    """The paragraphs that opened the step, then the one that names its office."""
    opening_paragraphs = [ref for opener, _ in opened for ref in opener.paragraphs]
    return tuple(dict.fromkeys((*opening_paragraphs, *rule.by.paragraphs)))


def require_fields(rule: StepRule, given: dict[Field, object]) -> None:
    """Refuse a step that leaves out what the code makes it state."""
    missing = [field for field in rule.needs if not given.get(field)]
    if missing:
        names = phrases.both(FIELD_NAMES[field] for field in missing)
        raise refuse(
            f"{phrases.one(rule.name)} must state {names}.",
            tuple(dict.fromkeys((*rule.paragraphs, *rule.by.paragraphs))),
            f"Give {names}.",
        )


FIELD_NAMES = {
    Field.UNTIL: "the last day on which it holds",
    Field.SITES: "the premises",
    Field.CHANNELS: "the channels that are closed",
    Field.CONTACT: "the person through whom contact goes",
    Field.REPLY_BY: "the day by which an answer is asked",
    Field.REVIEW_ON: "the day on which it will be reviewed",
    Field.REASONS: "the reasons",
    Field.EXCEPTIONS: "the exceptions",
    Field.CAP: "how often contact is allowed",
    Field.CONDITIONS: "the conditions",
}


def reply_date(case: Case, rule: StepRule, proposed: StepTaken) -> date | None:
    """The day by which an answer is asked: as given, or worked out from the code's own time."""
    if proposed.reply_by is not None:
        not_before(proposed.reply_by, proposed.on, "The day by which an answer is asked", rule.paragraphs)
        return proposed.reply_by
    if rule.reply_within is None:
        return None
    return worked_out(case, proposed.on, rule, "reply")


def worked_out(case: Case, on: date, rule: StepRule, what: str) -> date:
    """A date that the code's own span gives, or a refusal that names the terms to load."""
    assert rule.reply_within is not None  # noqa: S101 - the caller has looked
    try:
        return case.calendar.after(on, rule.reply_within)
    except BeyondCalendar as beyond:
        raise beyond_calendar(beyond, rule.paragraphs) from beyond


def beyond_calendar(beyond: BeyondCalendar, paragraphs: tuple[str, ...]) -> Refused:
    """A refusal because a date cannot be worked out (law.md 60)."""
    text = str(beyond)
    return refuse(
        f"The date cannot be worked out: {text}.",
        paragraphs,
        "Load the term dates that are missing, then try again.",
    )


def not_before(day: date, on: date, what: str, paragraphs: tuple[str, ...]) -> None:
    """Refuse a date that lies before the day of the act."""
    if day < on:
        raise refuse(
            f"{what} is {phrases.day(day)}, before the day of the act, {phrases.day(on)}.",
            paragraphs,
            f"Give a day that is not before {phrases.day(on)}.",
        )


def take(case: Case, rule: StepRule, proposed: StepTaken) -> StepTaken:
    """A step of a kind that asks nothing more: open, competent, its fields stated, its reply date worked out."""
    opened = opening(case, rule, proposed)
    reply_by = reply_date(case, rule, proposed)
    require_fields(rule, {Field.REPLY_BY: reply_by, Field.REASONS: proposed.reasons})
    return msgspec.structs.replace(proposed, reply_by=reply_by, under=under(rule, opened))
