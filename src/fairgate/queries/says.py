"""What the code says can be done now in a case: must, should, may and must not, for one reader."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from fairgate.engine import phrases
from fairgate.engine.acts.closing import CaseClosed, close_case
from fairgate.engine.case import Case
from fairgate.engine.duties import Duty, on_its_way
from fairgate.engine.entry import Actor
from fairgate.engine.next_steps import May, Position, position
from fairgate.engine.refusal import Reason, Refused
from fairgate.queries.reader import Reader, Way
from fairgate.records.standing import Standing

_SOON = timedelta(days=7)
CLOSING = "Close the case"


@dataclass(frozen=True)
class Owed:
    """A duty, or good practice. Where `by` is None, `when` says why in words. `yours`: the reader's office owes it."""

    name: str
    by: date | None
    when: str
    is_late: bool
    is_soon: bool
    whose: str
    yours: bool
    paragraphs: tuple[str, ...]
    way: Way


@dataclass(frozen=True)
class Open:
    """A step that may be taken now. `why` says what opened it."""

    name: str
    why: str
    paragraphs: tuple[str, ...]
    way: Way


@dataclass(frozen=True)
class Shut:
    """What must not be done now: why, and what would change it."""

    name: str
    why: str
    change: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class OnItsWay:
    """A letter that was sent `on` a day and counts as received on another, still to come: nothing is to be done."""

    name: str
    on: date
    deemed_on: date


@dataclass(frozen=True)
class Says:
    """The position of the case for one reader; steps that this reader may take come first in `may`."""

    sent: tuple[OnItsWay, ...]
    must: tuple[Owed, ...]
    should: tuple[Owed, ...]
    may: tuple[Open, ...]
    must_not: tuple[Shut, ...]
    warnings: tuple[str, ...]


def what_it_says(stands: Standing, reader: Reader) -> Says:
    """What the code says on the day of the fold."""
    case = stands.folded
    found = position(case)
    closing = _why_not_closed(case, reader)
    owed = {duty.id for duty in found.duties}  # what must be done is not said a second time as what may be
    may = [*_findings(case, reader), *(_open(case, step, reader) for step in found.may if step.id not in owed)]
    return Says(
        sent=tuple(letters_on_their_way(case)),
        must=tuple(_owed(case, duty, reader) for duty in found.must if on_its_way(case, duty) is None),
        should=tuple(_owed(case, duty, reader) for duty in found.should if on_its_way(case, duty) is None),
        may=(*sorted(may, key=lambda step: not step.way.open), *_always(case, reader, closing)),
        must_not=tuple(_shut(found, closing)),
        warnings=tuple(found.warnings),
    )


def letters_on_their_way(case: Case) -> Iterator[OnItsWay]:
    """Each letter of the case that was sent and does not count as received yet."""
    for step in case.steps.values():
        if step.rule.letter is not None and step.posted_on is not None and step.served_on is None:
            yield from _sent(case, step.ref, f"Letter: {phrases.lowered(step.rule.name)}")
    for decision, measure in case.decisions.values():
        if decision.posted_on is not None and decision.served_on is None:
            name = f"Letter: decision about the {phrases.lowered(measure.rule.name)}"
            yield from _sent(case, decision.ref, name)


def _sent(case: Case, ref: str, name: str) -> Iterator[OnItsWay]:
    sent = case.sent(ref)
    if sent is not None:
        yield OnItsWay(name, sent.on, sent.deemed_on)


def _owed(case: Case, duty: Duty, reader: Reader) -> Owed:
    return Owed(
        name=duty.name,
        by=duty.due,
        when="" if duty.due else _no_day(case, duty),
        is_late=duty.is_overdue(case.on),
        is_soon=duty.due is not None and duty.due <= case.on + _SOON,
        whose=phrases.offices(case.code, duty.owners),
        yours=reader.may(duty.owners) or reader.enters_for(duty.owners),
        paragraphs=duty.paragraphs,
        way=reader.way_to_carry_out(case, duty),
    )


def _no_day(case: Case, duty: Duty) -> str:
    if duty.beyond:
        return "date not known: the loaded terms end before it"
    measure = case.measures.get(duty.of)
    if measure is not None and duty.id == measure.measure.decision.duty and measure.step.served_on is None:
        return "its time begins when the letter is received"
    return "as soon as it can be done"


def _open(case: Case, step: May, reader: Reader) -> Open:
    rule = step.rule
    days = dict.fromkeys(phrases.day(case.breaches[ref].happened) for ref in step.breaches)
    several = sum(breach.is_live for breach in case.breaches.values()) > 1
    why = f"Open because of what happened on {phrases.both(days)}." if days and several else ""
    if rule.letter is not None:
        why = f"{why} It sends a letter.".strip()
    return Open(rule.name, why, step.paragraphs, reader.way("Take this step", "step", rule.id, rule.by.offices))


def _findings(case: Case, reader: Reader) -> Iterator[Open]:
    """Each allegation that waits for somebody to say whether it happened."""
    rule = case.code.findings
    for breach in case.breaches.values():
        if case.is_closed or breach.counts or not breach.is_live:
            continue
        names = phrases.both(f"“{case.code.breaches[clause].name}”" for clause in breach.clauses)
        why = f"Alleged: {names}, on {phrases.day(breach.happened)}. Until it is found, little can follow from it."
        way = reader.way("Find", "finding", breach.ref, rule.offices)
        yield Open("Find whether it happened", why, rule.paragraphs, way)


def _always(case: Case, reader: Reader, closing: tuple[Reason, ...]) -> Iterator[Open]:
    """What is not a step of the code and is open beside them: a further incident, closing, reopening."""
    rule = case.code.closing
    if case.is_closed:
        yield Open("Reopen the case", "", rule.paragraphs, reader.way("Reopen", "reopening", "", rule.offices))
        return
    why = "Something else happened, or more is known about another day."
    yield Open("Record a further incident", why, (), reader.way("Record it", "incident_in_case"))
    if not closing:
        why = "Nothing is in force and nothing is owed."
        if any(True for _ in _findings(case, reader)):
            why = "Nothing is in force and nothing is owed, but an allegation would stay undecided."
        yield Open(CLOSING, why, rule.paragraphs, reader.way("Close it", "closing", "", rule.offices))


def _why_not_closed(case: Case, reader: Reader) -> tuple[Reason, ...]:
    """The reasons why the case cannot be closed now by anybody, as the engine gives them when it is asked."""
    if case.is_closed:
        return ()
    rule = case.code.closing
    asked = CaseClosed(ref="asked", on=case.on, by=Actor(rule.offices[0], reader.person), outcome="asked")
    try:
        close_case(case, asked)
    except Refused as refused:
        return refused.reasons
    return ()


def _shut(found: Position, closing: tuple[Reason, ...]) -> Iterator[Shut]:
    if found.case.is_closed:
        paragraphs = found.case.code.closing.paragraphs
        yield Shut("Any further step", "This case is closed.", "Reopen the case first.", paragraphs)
        return
    for step in found.must_not:
        reason = step.reason
        yield Shut(step.rule.name, reason.text, reason.change, reason.paragraphs)
    if closing:
        text = " ".join(reason.text for reason in closing)
        change = " ".join(dict.fromkeys(reason.change for reason in closing))
        paragraphs = tuple(dict.fromkeys(ref for reason in closing for ref in reason.paragraphs))
        yield Shut(CLOSING, text, change, paragraphs)
