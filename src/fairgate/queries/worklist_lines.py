"""One line of the worklist: a duty, an allegation to decide, a letter to serve, an answer that is awaited."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fairgate.engine import phrases
from fairgate.engine.calendar import BeyondCalendar
from fairgate.engine.case import CaseStep
from fairgate.engine.duties import Duty
from fairgate.engine.openings import notice_ends
from fairgate.engine.words import Kind, Strength
from fairgate.queries.reader import Reader
from fairgate.queries.says import letters_on_their_way
from fairgate.records.one_query import Rows, instant
from fairgate.records.standing import Standing


@dataclass(frozen=True)
class Line:
    """One thing that is owed or awaited. `by` is None where no time runs; `beyond` says why it cannot be known.

    `yours`: an office that the reader holds at that school owes it. `should`: good practice, no duty. `offices` are the
    ids of those that owe it; none where the person is awaited.
    """

    what: str
    whose: str
    yours: bool
    reference: str
    person: str
    school: str
    by: date | None
    paragraphs: tuple[str, ...]
    since: date | None = None
    should: bool = False
    beyond: str = ""
    offices: tuple[str, ...] = ()


def owed(stands: Standing, reader: Reader, duty: Duty) -> Line:
    """A duty."""
    return Line(
        what=duty.name,
        whose=phrases.offices(stands.code, duty.owners),
        yours=reader.may(duty.owners) or reader.enters_for(duty.owners),
        reference=stands.record.reference,
        person=stands.record.subject.kept.name,
        school=stands.record.school.name,
        by=duty.due,
        paragraphs=duty.paragraphs,
        should=duty.strength is Strength.SHOULD,
        beyond=duty.beyond,
        offices=tuple(duty.owners),
    )


def allegations(stands: Standing, reader: Reader) -> Iterator[Line]:
    """Allegations that nobody has found or struck: one line to a case, counted from the oldest."""
    waiting = [b for b in stands.folded.breaches.values() if b.is_live and not b.counts]
    if not waiting:
        return
    names = dict.fromkeys(phrases.lowered(stands.code.breaches[c].name) for b in waiting for c in b.clauses)
    findings = stands.code.findings
    yield Line(
        what=f"Decide whether it happened: {phrases.both(names)}",
        whose=phrases.offices(stands.code, findings.offices),
        yours=reader.may(findings.offices),
        reference=stands.record.reference,
        person=stands.record.subject.kept.name,
        school=stands.record.school.name,
        by=None,
        paragraphs=findings.paragraphs,
        since=min(breach.on for breach in waiting),
        offices=findings.offices,
    )


def signatures(stands: Standing, reader: Reader, rows: Rows) -> Iterator[Line]:
    """Steps that somebody has drafted, and that take effect when another person has signed them too."""
    for row in rows["unsigned"]:
        rule = stands.code.steps.get(row["step"]) if row["case"] == stands.record.pk else None
        if rule is None:
            continue
        yield Line(
            what=f"Countersign: {phrases.lowered(rule.name)}",
            whose=phrases.offices(stands.code, rule.countersigned_by),
            yours=reader.may(rule.countersigned_by) and f"user {row['by']}" != reader.person,
            reference=stands.record.reference,
            person=stands.record.subject.kept.name,
            school=stands.record.school.name,
            by=None,
            paragraphs=rule.paragraphs,
            since=timezone.localdate(instant(row["drafted_at"])),
            offices=rule.countersigned_by,
        )


def letters(stands: Standing, reader: Reader) -> Iterator[Line]:
    """Letters that were made and not sent; that of a measure is a duty with a day of its own while it holds."""
    for step in stands.folded.steps.values():
        if step.rule.letter is None or step.posted_on is not None or step.outcome is not None:
            continue
        if step.ref in stands.folded.measures:
            continue
        yield Line(
            what=f"Serve the letter: {phrases.lowered(step.rule.name)}",
            whose=phrases.offices(stands.code, step.rule.by.offices),
            yours=reader.may(step.rule.by.offices),
            reference=stands.record.reference,
            person=stands.record.subject.kept.name,
            school=stands.record.school.name,
            by=None,
            paragraphs=step.rule.paragraphs,
            since=step.entry.on,
            offices=step.rule.by.offices,
        )


def others(stands: Standing, reader: Reader) -> Iterator[Line]:
    """The same of letters that neither a step nor a decision sent: acknowledgements, word that something has ended."""
    for letter in stands.folded.letters.values():
        if letter.posted_on is not None:
            continue
        yield Line(
            what=f"Serve the letter: {phrases.lowered(letter.name)}",
            whose=phrases.offices(stands.code, letter.offices),
            yours=reader.may(letter.offices),
            reference=stands.record.reference,
            person=stands.record.subject.kept.name,
            school=stands.record.school.name,
            by=None,
            paragraphs=letter.paragraphs,
            since=letter.on,
            offices=letter.offices,
        )


def awaited(stands: Standing) -> Iterator[Line]:
    """What the person may still say or has been asked to answer, and the day on which a letter that was sent counts as
    received: nobody here has anything to do before."""
    case = stands.folded
    for sent in letters_on_their_way(case):
        yield Line(
            what=f"{sent.name}, sent and not received in law yet",
            whose="nobody",
            yours=False,
            reference=stands.record.reference,
            person=stands.record.subject.kept.name,
            school=stands.record.school.name,
            by=sent.deemed_on,
            paragraphs=stands.code.service_paragraphs,
            since=sent.on,
        )
    for step in case.steps.values():
        if step.rule.letter is not None and step.posted_on is None:
            continue
        by, word, paragraphs = step.entry.reply_by, "An answer", step.rule.paragraphs
        if step.rule.kind is Kind.INTENTION:
            by, word, rule = notice_ends(case, step) or by, "Representations", step.rule.representations
            paragraphs = rule.paragraphs if rule else paragraphs
        what = f"{word}: {phrases.lowered(step.rule.name)}"
        if by is not None and by >= stands.on and step.outcome is None and not step.representations:
            yield _awaits(stands, what, by, paragraphs, step)
    for measure in case.current_measures():
        try:
            last = measure.representations_by(case.calendar)
        except BeyondCalendar:
            last = None
        if last is not None and last >= stands.on and not measure.representations:
            what = f"Representations: {phrases.lowered(measure.rule.name)}"
            yield _awaits(stands, what, last, measure.measure.representations.paragraphs, measure.step)


def _awaits(stands: Standing, what: str, by: date, paragraphs: tuple[str, ...], step: CaseStep) -> Line:
    return Line(
        what=what,
        whose=stands.record.subject.kept.name,
        yours=False,
        reference=stands.record.reference,
        person=stands.record.subject.kept.name,
        school=stands.record.school.name,
        by=by,
        paragraphs=paragraphs,
        since=step.entry.on,
    )
