"""Measures and notices of intention, told as sentences with their paragraphs."""

from collections.abc import Iterator
from typing import TypeAlias

from msgspec.structs import replace

from fairgate.engine.code import Code, DecisionRule, Lasts, OutcomeRule, Representations, ReviewRule, StepRule
from fairgate.policy.sentences import fields, joined, length, offices, within

Told: TypeAlias = Iterator[tuple[tuple[str, ...], str]]


def intention_rules(code: Code, step: StepRule) -> Told:
    """What a notice of intention gives the person."""
    if step.representations:
        yield from _heard(code, step.representations, f"'{step.name}'")


def measure_rules(code: Code, step: StepRule) -> Told:
    """How long a measure lasts, what it leaves open, who hears, decides and looks again."""
    measure = step.measure
    if measure is None:
        return
    name = f"'{step.name}'"
    if measure.first == measure.later:
        yield measure.first.paragraphs, f"{name} lasts {_lasts(measure.first)}"
    else:
        yield measure.first.paragraphs, f"a first {name} lasts {_lasts(measure.first)}"
        yield measure.later.paragraphs, f"a later {name} lasts {_lasts(measure.later)}"
    if measure.contact:
        ways = joined((_channel(code, channel) for channel in measure.contact.channels), "or")
        who = offices(code, measure.contact.offices)
        yield measure.contact.paragraphs, f"while {name} holds, contact goes through {who}, by {ways}"
    if measure.exceptions:
        yield step.paragraphs, f"{name} leaves open: {'; '.join(measure.exceptions)}"
    yield from _heard(code, measure.representations, name)
    meanwhile = "is suspended until they are decided on" if measure.suspended_by_representations else "holds meanwhile"
    yield measure.representations.paragraphs, f"when representations are made, {name} {meanwhile}"
    yield from _decided(code, measure.decision, name)
    if measure.review:
        yield from _reviewed(code, measure.review, name)
    if measure.lapse:
        letter = measure.lapse.letter.replace("_", " ")
        who = offices(code, measure.lapse.owners)
        yield measure.lapse.paragraphs, f"{who} should tell the person that {name} has ended, by the letter '{letter}'"


def _lasts(lasts: Lasts) -> str:
    parts = [length(lasts.default) if lasts.default else "until the date that is given"]
    if lasts.reasons == "always":
        parts.append("with written reasons")
    elif lasts.reasons == "beyond" and lasts.beyond:
        parts.append(f"longer than {lasts.beyond} only with written reasons")
    if lasts.longest:
        parts.append(f"never beyond {lasts.longest}")
    return ", ".join(parts)


def _heard(code: Code, right: Representations, name: str) -> Told:
    when = within(right.within) if right.within else "at any time while it holds"
    to, heard_by = offices(code, right.to), offices(code, right.heard_by)
    sentence = f"representations about {name} may be made {when}, to {to}; {heard_by} considers them"
    yield right.paragraphs, sentence
    if right.letter:
        told = f"the letter '{right.letter.replace('_', ' ')}' tells the person that their representations have come"
        yield right.paragraphs, told


def _decided(code: Code, decision: DecisionRule, name: str) -> Told:
    which = name if decision.opens == "imposed" else f"{name} when representations are made"
    start = "the time for representations ends" if decision.counted_from == "window" else "they are received"
    can = joined((rule.decision.value for rule in decision.outcomes), "or")
    who = offices(code, decision.owners)
    yield (
        decision.paragraphs,
        f"{who} must decide on {which}, {within(decision.within)} from when {start}: {can} ({decision.name})",
    )
    yield from _outcomes(code, decision.outcomes, name)


def _reviewed(code: Code, review: ReviewRule, name: str) -> Told:
    due = {
        "review_on": "on the date that the decision names",
        "until": "by its last day",
        "every": f"at the end of each {review.every}" if review.every else "",
    }[review.due]
    if review.every and review.every.amount == 1:
        due = f"at the end of each {review.every.unit.value.removesuffix('s')}"
    can = joined((rule.decision.value for rule in review.outcomes), "or")
    missed = "it ends" if review.if_missed == "ends" else "it continues and the review shows as overdue"
    who = offices(code, review.owners)
    sentence = f"{who} must review {name} {due}: {can} ({review.name}); if that is missed, {missed}"
    yield review.paragraphs, sentence
    yield from _outcomes(code, review.outcomes, name)


def _outcomes(code: Code, outcomes: tuple[OutcomeRule, ...], name: str) -> Told:
    """Outcomes that differ in nothing but their word are told together."""
    alike: dict[OutcomeRule, list[str]] = {}
    for rule in outcomes:
        alike.setdefault(replace(rule, decision=outcomes[0].decision), []).append(rule.decision.value)
    for rule, words in alike.items():
        decision = f"a decision to {joined(words, 'or')} {name}"
        says = [f"must state {fields(rule.needs)}"] if rule.needs else []
        says += [f"is told by the letter '{rule.letter.replace('_', ' ')}'"] if rule.letter else []
        yield rule.paragraphs, f"{decision} {joined(says) or 'may be made'}"
        if rule.notice:
            time = f" {within(rule.notice_within)}" if rule.notice_within else ""
            yield rule.paragraphs, f"{offices(code, rule.notice_owners)} must give written notice of {decision}{time}"


def _channel(code: Code, name: str) -> str:
    for channel in code.channels:
        if name == channel.id or name in channel.also:
            return channel.name.lower()
    return name
