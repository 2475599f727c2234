"""What each paragraph of a code gives: every rule as a sentence, with the paragraphs that it comes from.

One list serves both readers: `policy show` and the code's page print it, and the checker takes a paragraph that no
rule cites for one that nothing carries out (law.md I1).
"""

from collections.abc import Iterator

from msgspec import Struct

from fairgate.engine.acts.referral import AGENCIES
from fairgate.engine.code import Breach, Code, Opener, StepRule
from fairgate.policy.measure_rules import intention_rules, measure_rules
from fairgate.policy.sentences import (
    BREACH_SETTINGS,
    PROMPTS,
    SETTINGS,
    fields,
    first_down,
    first_up,
    joined,
    offices,
    opening,
    within,
)


class Rule(Struct, frozen=True):
    """A rule in one sentence, and where it comes from. `about` is the kind of thing that it rules: 'step', 'link'."""

    paragraphs: tuple[str, ...]
    sentence: str
    about: str
    id: str  # of the breach, step, office ... that it is about


def rules(code: Code) -> tuple[Rule, ...]:
    """Every rule of the code, in the order of the pack."""
    return tuple(_rules(code))


def rules_by_paragraph(code: Code) -> dict[str, tuple[Rule, ...]]:
    """The rules under each paragraph's reference; paragraphs that give none are left out."""
    found: dict[str, list[Rule]] = {}
    for rule in rules(code):
        for ref in dict.fromkeys(rule.paragraphs):
            found.setdefault(ref, []).append(rule)
    return {ref: tuple(found[ref]) for ref in code.paragraphs if ref in found}


def _rules(code: Code) -> Iterator[Rule]:
    for expectation in code.expectations.values():
        yield Rule(expectation.paragraphs, f"Expected: {expectation.name}", "expectation", expectation.id)
    for breach in code.breaches.values():
        yield from _breach(breach)
    for step in code.steps.values():
        for paragraphs, sentence in _step(code, step):
            yield Rule(paragraphs, first_up(sentence), "step", step.id)
    who = offices(code, code.findings.offices)
    sentence = f"{first_up(who)} may find that an allegation is so, or strike it out"
    yield Rule(code.findings.paragraphs, sentence, "findings", "findings")
    for office, competence in code.substitutes.items():
        place, who = offices(code, (office,)), offices(code, competence.offices)
        sentence = f"Where {first_down(place)} had a part in it themselves, {first_down(who)} acts in their place"
        yield Rule(competence.paragraphs, sentence, "substitute", office)
    who = offices(code, code.closing.offices)
    yield Rule(code.closing.paragraphs, f"{first_up(who)} may close and reopen a case", "closing", "closing")
    for purpose, writing in code.writings.items():
        letter = writing.letter.replace("_", " ")
        sentence = (
            f"{first_up(offices(code, writing.by.offices))} may write the letter '{letter}': {writing.name.lower()}"
        )
        yield Rule(writing.paragraphs, sentence, "writing", purpose.value)
    for number, stage in enumerate(code.route, start=1):
        who = offices(code, stage.offices) if stage.offices else ""
        to = f", with {who}" if who and who.lower() != stage.name.lower() else ""
        answer = f", answered {within(stage.answer_within)}" if stage.answer_within else ""
        sentence = f"Concerns, stage {number}: {stage.name}{to}{answer}"
        yield Rule(stage.paragraphs, sentence, "route", stage.id)
    for link in code.links:
        where = f" ({link.where})" if link.where else ""
        yield Rule(link.paragraphs, f"Read with: {link.name}{where}", "link", link.id)
    if code.at_the_desk:
        yield Rule(
            code.at_the_desk, "Reception is shown it when somebody who is barred has come", "at_the_desk", "desk"
        )
    for protected in code.protected:
        yield Rule(protected.paragraphs, f"Never a breach: {first_down(protected.name)}", "protected", protected.id)
    if code.service_paragraphs:
        told = joined(
            f"by {method.value} {within(span) if span else 'on the day'}" for method, span in code.service.items()
        )
        yield Rule(code.service_paragraphs, f"A letter counts as received: {told}", "service", "service")


def _breach(breach: Breach) -> Iterator[Rule]:
    sentence = f"Breach, {BREACH_SETTINGS[breach.setting]}: {breach.name}"
    if breach.needs_description:
        sentence += "; what was done must be described"
    if breach.exception:
        sentence += f"; it never covers: {first_down(breach.exception).rstrip('.')}"
    yield Rule(breach.paragraphs, sentence, "breach", breach.id)
    if breach.prompts:
        asked = joined(PROMPTS[prompt] for prompt in breach.prompts)
        sentence = f"Whoever reports '{breach.name}' is asked: {asked}?"
        yield Rule(breach.paragraphs, sentence, "breach", breach.id)
    if breach.serious_in:
        where = joined(words for setting, words in SETTINGS.items() if setting in breach.serious_in)
        sentence = f"'{breach.name}' is serious {where}"
        yield Rule(breach.serious_paragraphs, sentence, "breach", breach.id)


def _step(code: Code, step: StepRule) -> Iterator[tuple[tuple[str, ...], str]]:
    name = f"'{step.name}'"
    how = f", by the letter '{step.letter.replace('_', ' ')}'" if step.letter else ""
    how += f"; it must state {fields(step.needs)}" if step.needs else ""
    who = offices(code, step.by.offices)
    if step.by.paragraphs == step.paragraphs:
        yield step.paragraphs, f"{who} may take the step {name}{how}"
    else:
        yield step.paragraphs, f"the step {name}{how}"
        yield step.by.paragraphs, f"{who} may take the step {name}"
    if step.countersigned_by:
        who = offices(code, step.countersigned_by)
        yield step.paragraphs, f"{name} takes effect when another person, {first_down(who)}, has countersigned it"
    if step.cover_note:
        to = joined((AGENCIES[one] for one in step.agencies), "or")
        yield step.paragraphs, f"{name} goes to {to}, with the letter '{step.cover_note.replace('_', ' ')}'"
    for paragraphs, openers in _by_paragraphs(step.opens):
        yield paragraphs, f"{name} is open {joined((opening(code, opener) for opener in openers), 'or')}"
    if step.must:
        when = joined((opening(code, opener) for opener in step.must.when), "or")
        time = f" {within(step.must.within)}" if step.must.within else "; the code sets no time"
        yield step.must.paragraphs, f"{offices(code, step.must.owners)} must take {name} {when}{time}"
        for opener in step.must.when:
            if set(opener.paragraphs) - set(step.must.paragraphs):
                yield opener.paragraphs, f"{name} is a duty {opening(code, opener)}"
    if step.outcomes:
        ends = joined((outcome.replace("_", " ") for outcome in step.outcomes), "or")
        time = f"; an answer is due {within(step.reply_within)}" if step.reply_within else ""
        yield step.paragraphs, f"{name} ends: {ends}{time}"
    if step.silence:
        silent = f"no answer to {name} in time reads as {step.silence.replace('_', ' ')}"
        yield step.silence_paragraphs, silent
    yield from intention_rules(code, step)
    yield from measure_rules(code, step)


def _by_paragraphs(openers: tuple[Opener, ...]) -> Iterator[tuple[tuple[str, ...], list[Opener]]]:
    found: dict[tuple[str, ...], list[Opener]] = {}
    for opener in openers:
        found.setdefault(opener.paragraphs, []).append(opener)
    yield from found.items()
