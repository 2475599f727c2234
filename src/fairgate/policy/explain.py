"""A story's position on a day, as a person would want to read it: what happened, what holds, what comes next."""

from collections.abc import Iterator
from datetime import date

from fairgate.engine import phrases
from fairgate.engine.case import CaseMeasure
from fairgate.engine.duties import Duty
from fairgate.engine.fold import fold
from fairgate.engine.next_steps import Position, position
from fairgate.engine.telling import sentence
from fairgate.policy.rehearse import ledger_on
from fairgate.policy.stories import Story


def explain(story: Story, on: date) -> str:
    """The position on a day, in plain sentences, each with its paragraphs in brackets."""
    ledger = ledger_on(story, on)
    found = position(fold(story.pack.code, story.calendar, ledger, on))
    case = found.case
    lines = [
        story.scenario,
        f"{case.code.title}, {case.code.trust}, edition {case.code.edition}. On {phrases.day(on)}:",
        "",
        "What has happened",
    ]
    if not ledger:
        lines.append("  Nothing yet.")
    lines += [f"  {phrases.day(entry.on)}  {sentence(case, entry)}" for entry in ledger]
    lines += ["", "Where it stands", *(f"  {line}" for line in _standing(found, story.school))]
    for title, part in (
        ("What must happen", _duties(found, found.must)),
        ("What should happen", _duties(found, found.should)),
        ("What may happen", _may(found)),
        ("What must not happen now", _must_not(found)),
        ("What to know", iter(found.warnings)),
    ):
        told = list(part)
        if told:
            lines += ["", title, *(f"  {line}" for line in told)]
    return "\n".join(lines)


def _standing(found: Position, school: str) -> Iterator[str]:
    case = found.case
    yield "The case is closed." if case.is_closed else "The case is open."
    barred = case.is_barred_at(school)
    yield f"The person is {'barred' if barred else 'not barred'} at {school}."
    for measure in case.measures.values():
        yield _measure(found, measure)
    channels = case.restricted_channels()
    if channels:
        names = {channel.id: phrases.lowered(channel.name) for channel in case.code.channels}
        yield f"Closed to the person: {phrases.both(names[c] for c in channels)}. The complaints route stays open."


def _measure(found: Position, measure: CaseMeasure) -> str:
    state = found.state_of(measure).value
    name = measure.rule.name
    text = f"{name}: {state}, from {phrases.day(measure.since)} until {phrases.day(measure.until)}, that day included"
    if measure.is_suspended():
        text += "; held back while the representations are decided"
    return f"{text}. {_cited(measure.rule.paragraphs)}"


def _duties(found: Position, duties: list[Duty]) -> Iterator[str]:
    for duty in duties:
        who = phrases.offices(found.case.code, duty.owners)
        when = "as soon as it can be done"
        if duty.beyond:
            when = "on a day that the loaded terms do not reach"
        elif duty.due is not None:
            when = f"by {phrases.day(duty.due)}" + (": overdue" if duty.is_overdue(found.case.on) else "")
        yield f"{duty.name}: {who}, {when}. {_cited(duty.paragraphs)}"


def _may(found: Position) -> Iterator[str]:
    for may in found.may:
        yield f"{may.rule.name}: {phrases.offices(found.case.code, may.offices)}. {_cited(may.paragraphs)}"


def _must_not(found: Position) -> Iterator[str]:
    for shut in found.must_not:
        reason = shut.reason
        yield f"{reason.text} {reason.change} {_cited(reason.paragraphs)}"


def _cited(paragraphs: tuple[str, ...]) -> str:
    return f"[{', '.join(paragraphs)}]"
