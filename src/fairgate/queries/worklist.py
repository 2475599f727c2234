"""The worklist: what is due in the cases that somebody may see, whose it is, and by when."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from fairgate.engine import phrases
from fairgate.engine.calendar import BeyondCalendar
from fairgate.engine.case import CaseStep
from fairgate.engine.duties import Duty
from fairgate.engine.next_steps import position
from fairgate.engine.openings import notice_ends
from fairgate.engine.words import Kind, Strength
from fairgate.queries.code import code_of, review_overdue
from fairgate.queries.holdings import Holdings, holdings
from fairgate.queries.reader import Reader
from fairgate.queries.review import Waiting, waiting
from fairgate.records.door import cases_for
from fairgate.records.models import User
from fairgate.records.standing import Standing, standings


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


@dataclass
class Worklist:
    """The lines by when they are due, the reader's own first in each.

    `undated` is work for which the code sets no day: allegations to decide, letters to serve. `waiting` is what the
    person has still time to say. `incidents` are reports that the reader has to read, and questions about their own.
    `others`, where only the reader's own was asked for: what the work in their cases waits for meanwhile. `offices` are
    those that owe anything, by id and name.
    """

    overdue: list[Line] = field(default_factory=list)
    today: list[Line] = field(default_factory=list)
    week: list[Line] = field(default_factory=list)
    undated: list[Line] = field(default_factory=list)
    waiting: list[Line] = field(default_factory=list)
    coming: list[Line] = field(default_factory=list)
    others: list[Line] = field(default_factory=list)
    incidents: tuple[Waiting, ...] = ()
    offices: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def groups(self) -> tuple[list[Line], ...]:
        """Every list of lines."""
        return (self.overdue, self.today, self.week, self.undated, self.waiting, self.coming)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is due, awaited or to come."""
        return not any(self.groups) and not self.incidents

    @property
    def yours(self) -> int:
        """How many lines the reader's own offices owe."""
        return sum(line.yours for group in self.groups for line in group) + len(self.incidents)


def worklist(user: User, on: date, *, only_yours: bool = False, office: str = "") -> Worklist:
    """What is due on that day; with `only_yours`, what the user's own offices owe; or what one `office` owes."""
    found = Worklist()
    held = holdings(user, on)
    for one in standings(list(cases_for(user, on)), on):
        _sort_in(found, one, _reader(user, held, one))
    found.offices = _offices(user, found, on)
    if only_yours:
        now = (found.overdue, found.today, found.week, found.undated, found.waiting)
        found.others = [line for group in now for line in group if not line.yours]
    for group in found.groups:
        if only_yours:
            group[:] = [line for line in group if line.yours]
        elif office:
            group[:] = [line for line in group if office in line.offices]
    for group in (*found.groups, found.others):
        group.sort(key=lambda line: (not line.yours, line.by or date.max, line.since or date.max, line.person))
    if not office:
        found.incidents = waiting(user, held, on)
    found.warnings = _warnings(user, on)
    return found


def _offices(user: User, found: Worklist, on: date) -> tuple[tuple[str, str], ...]:
    code = code_of(user, on)
    owing = {office for group in found.groups for line in group for office in line.offices}
    known = code.offices if code is not None else {}
    return tuple(sorted(((one, known[one].name) for one in owing if one in known), key=lambda one: one[1]))


def _reader(user: User, held: Holdings, stands: Standing) -> Reader:
    return Reader.of(user, held.at(stands.record.school_id), stands.code)


def _warnings(user: User, on: date) -> tuple[str, ...]:
    """What concerns the code in force itself; a date that cannot be worked out stands beside its duty."""
    code = code_of(user, on)
    warning = review_overdue(code, on) if code is not None else ""
    return (warning,) if warning else ()


def _sort_in(found: Worklist, stands: Standing, reader: Reader) -> None:
    case = stands.folded
    if case.is_closed:
        return
    on = stands.on
    for duty in position(case).duties:
        line = _duty(stands, reader, duty)
        if duty.is_overdue(on):
            found.overdue.append(line)
        elif duty.due == on:
            found.today.append(line)
        elif duty.due is not None and duty.due <= _sunday(on):
            found.week.append(line)
        else:
            found.coming.append(line)
    found.undated += [*_allegations(stands, reader), *_letters(stands, reader)]
    found.waiting += _waiting(stands)


def _sunday(on: date) -> date:
    return on + timedelta(days=6 - on.weekday())


def _duty(stands: Standing, reader: Reader, duty: Duty) -> Line:
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


def _allegations(stands: Standing, reader: Reader) -> Iterator[Line]:
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


def _letters(stands: Standing, reader: Reader) -> Iterator[Line]:
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


def _waiting(stands: Standing) -> Iterator[Line]:
    """What the person may still say, or has been asked to answer: nobody here has anything to do before."""
    case = stands.folded
    for step in case.steps.values():
        if step.rule.letter is not None and step.posted_on is None:
            continue
        by, word, paragraphs = step.entry.reply_by, "An answer", step.rule.paragraphs
        if step.rule.kind is Kind.INTENTION:
            by, word, rule = notice_ends(case, step) or by, "Representations", step.rule.representations
            paragraphs = rule.paragraphs if rule else paragraphs
        what = f"{word}: {phrases.lowered(step.rule.name)}"
        if by is not None and by >= stands.on and step.outcome is None and not step.representations:
            yield _awaited(stands, what, by, paragraphs, step)
    for measure in case.current_measures():
        try:
            last = measure.representations_by(case.calendar)
        except BeyondCalendar:
            last = None
        if last is not None and last >= stands.on and not measure.representations:
            what = f"Representations: {phrases.lowered(measure.rule.name)}"
            yield _awaited(stands, what, last, measure.measure.representations.paragraphs, measure.step)


def _awaited(stands: Standing, what: str, by: date, paragraphs: tuple[str, ...], step: CaseStep) -> Line:
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
