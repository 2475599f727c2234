"""The dates of a case before a decision in it, each with its paragraph and how it was found."""

from collections.abc import Iterator

from fairgate.engine import phrases
from fairgate.engine.acts.imposing import length_of
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.case import CaseMeasure
from fairgate.engine.entry import MeasureDecided
from fairgate.engine.words import Kind, Method
from fairgate.queries.acting import counted
from fairgate.queries.worked_out import Dated, from_service, notice, review_of, until_how
from fairgate.records.standing import Standing

_SENT = {Method.HAND: "handed over", Method.POST: "posted", Method.EMAIL: "sent by e-mail"}


def dates_of(stands: Standing, measure: CaseMeasure) -> tuple[Dated, ...]:
    """A measure's own dates: served, received, heard, decided, reviewed, over."""
    return tuple(_of_measure(stands, measure))


def dates_before(stands: Standing) -> tuple[Dated, ...]:
    """The dates that bear on a new step: those of every measure that holds, and of each letter that was sent before."""
    current = stands.folded.current_measures()
    return tuple(
        Dated(f"{measure.rule.name}: {phrases.lowered(one.what)}", one.on, one.how, one.paragraphs)
        for measure in current
        for one in _of_measure(stands, measure)
    ) + tuple(_of_letters(stands))


def _of_measure(stands: Standing, measure: CaseMeasure) -> Iterator[Dated]:
    yield Dated("It holds from", measure.since, "the day on which it was imposed", measure.rule.paragraphs)
    if measure.rule.letter is not None:
        yield _received(stands, measure.ref)
    if not measure.decisions or measure.pending:
        yield from _heard(stands, measure)
    else:
        last = measure.decisions[-1]
        yield Dated("Last decided on", last.on, last.decision.value, measure.measure.decision.paragraphs)
    yield Dated("It ends on", measure.until, _until(stands, measure), length_of(stands.folded, measure).paragraphs)
    if measure.measure.review is not None:
        yield review_of(stands, measure)


def _heard(stands: Standing, measure: CaseMeasure) -> Iterator[Dated]:
    """Until when the person is heard, and by when it is decided: as from the day on which the letter counts."""
    sent = stands.folded.sent(measure.ref)
    if sent is not None and sent.deemed_on > stands.on:
        then = stands.after((), sent.deemed_on)
        yield from from_service(then, then.folded.measures[measure.ref])
    else:
        yield from from_service(stands, measure)


def _received(stands: Standing, ref: str) -> Dated:
    sent = stands.folded.sent(ref)
    paragraphs = stands.code.service_paragraphs
    if sent is None:
        return Dated("Its letter counts as received on", None, "it has not been served: no time runs yet", paragraphs)
    method = next(
        entry.method
        for entry in stands.entries
        if isinstance(entry, LetterServed) and entry.of == ref and (entry.on, entry.deemed_on or entry.on) == sent[1:3]
    )
    span = stands.code.service.get(method)
    how = f"{_SENT[method]} on {phrases.day(sent.on)}: " + (
        "the same day" if span is None else counted(span, "it was sent")
    )
    return Dated("Its letter counts as received on", sent.deemed_on, how, paragraphs)


def _until(stands: Standing, measure: CaseMeasure) -> str:
    changed = [
        e for e in stands.entries if isinstance(e, MeasureDecided) and e.of == measure.ref and e.until is not None
    ]
    if changed:
        return f"the day that was given in the decision of {phrases.day(changed[-1].on)}; that day is included"
    return until_how(stands, measure)


def _of_letters(stands: Standing) -> Iterator[Dated]:
    """When each letter that is no measure's reached the person; after it, what happens next counts anew."""
    for step in stands.folded.steps.values():
        if step.rule.letter is None or step.ref in stands.folded.measures:
            continue
        one = _received(stands, step.ref)
        yield Dated(f"{step.rule.name}: {phrases.lowered(one.what)}", one.on, one.how, one.paragraphs)
        if step.rule.kind is Kind.INTENTION:
            yield from notice(stands, step.ref)
