"""Channels of contact: closing some of them for a time, and capping how often one is used."""

import msgspec

from fairgate.engine import phrases
from fairgate.engine.acts.imposing import begin, impose
from fairgate.engine.case import Case
from fairgate.engine.code import Code, StepRule
from fairgate.engine.entry import MeasureImposed
from fairgate.engine.refusal import refuse
from fairgate.engine.words import Field, Kind

COMPLAINTS = frozenset(
    {"complaints", "complaint", "complaints_route", "complaints_procedure", "concerns", "concern_route"}
)
"""Words for the complaints route, which no measure can close (law.md 43, I8, I25)."""


class ChannelRestricted(MeasureImposed, frozen=True, kw_only=True, tag="channel_restricted"):
    """`channels` are closed to the person until `until`; `contact` is whom to reach instead."""

    channels: tuple[str, ...] = ()


class ContactCapped(MeasureImposed, frozen=True, kw_only=True, tag="contact_capped"):
    """Contact is limited: at most `times` in each `per` (such as 'week') through `channels`."""

    channels: tuple[str, ...] = ()
    times: int = 0
    per: str = ""


def restrict_channels(case: Case, rule: StepRule, proposed: ChannelRestricted) -> ChannelRestricted:
    """The restriction as it may stand in the ledger: never the complaints route, and one channel stays open (I25)."""
    accepted = impose(case, rule, proposed, {Field.CHANNELS: proposed.channels})
    channels = known_channels(case.code, rule, accepted.channels)
    if not channels:
        raise refuse("A channel restriction must name a channel.", rule.paragraphs, "Name the channels to close.")
    refuse_silence(case, rule, channels)
    return msgspec.structs.replace(accepted, channels=channels)


def cap_contact(case: Case, rule: StepRule, proposed: ContactCapped) -> ContactCapped:
    """The cap as it may stand in the ledger: at least one contact in each period stays allowed."""
    capped = proposed.times > 0 and bool(proposed.per)
    accepted = impose(case, rule, proposed, {Field.CAP: capped, Field.CHANNELS: proposed.channels})
    if not capped:
        raise refuse(
            "A contact cap must say how often contact is allowed, and at least once.",
            rule.paragraphs,
            "Give a number of contacts and the period, such as 1 a week.",
        )
    return msgspec.structs.replace(accepted, channels=known_channels(case.code, rule, accepted.channels))


def known_channels(code: Code, rule: StepRule, named: tuple[str, ...]) -> tuple[str, ...]:
    """The code's own ids of the channels that were named, or a refusal."""
    ids = []
    for name in named:
        if name in COMPLAINTS:
            raise refuse(
                "The complaints route can never be closed: a person under a measure may always raise a concern.",
                tuple(dict.fromkeys((*rule.paragraphs, *(r for p in code.protected for r in p.paragraphs)))),
                "Leave the complaints route open.",
            )
        channel = next((c for c in code.channels if name == c.id or name in c.also), None)
        if channel is None:
            raise refuse(
                f"The code has no channel called {name!r}.",
                rule.paragraphs,
                f"It has: {', '.join(c.id for c in code.channels)}.",
            )
        ids.append(channel.id)
    return tuple(dict.fromkeys(ids))


def refuse_silence(case: Case, rule: StepRule, closing: tuple[str, ...]) -> None:
    """Refuse to leave the person without one full channel, counting what is closed already or for now suspended.

    Coming in person does not count: a bar, which must never have to wait, would close that too.
    """
    closed = {*closing, "in_person"}
    for measure in case.current_measures():
        if measure.rule.kind is Kind.CHANNEL_RESTRICTION:
            closed.update(measure.channels)
    full = [channel for channel in case.code.channels if not channel.lesser]
    if all(channel.id in closed for channel in full):
        names = phrases.either(phrases.lowered(c.name) for c in full if c.id != "in_person")
        raise refuse(
            "This would leave the person no way to reach the school other than coming in.",
            rule.paragraphs,
            f"Leave one of these open: {names}.",
        )


def apply_restriction(case: Case, entry: ChannelRestricted) -> None:
    """Fold the restriction in."""
    begin(case, entry).channels = entry.channels


def apply_cap(case: Case, entry: ContactCapped) -> None:
    """Fold the cap in."""
    begin(case, entry).channels = entry.channels
