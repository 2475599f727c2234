"""What a decision page shows before its button: all that bears on the decision, and no more than it takes.

The facts, what was done and what else the code opens, the children, what is known of the person's needs, what there was
before, like cases, the dates, and who had a part in it (law.md 17, 18). A step that asks nothing of the person is shown
the facts and what was done; a clerk who enters what a body decided, the facts and the dates.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from fairgate.engine import phrases
from fairgate.engine.acts.finding import BreachFound
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.acts.outcome import StepEnded
from fairgate.engine.acts.representations import RepresentationsMade
from fairgate.engine.authority import is_competent, with_substitutes
from fairgate.engine.case import CaseMeasure, CaseStep
from fairgate.engine.code import Span, StepRule
from fairgate.engine.entry import MeasureDecided, MeasureImposed, StepTaken
from fairgate.engine.next_steps import position
from fairgate.engine.openings import window_start
from fairgate.engine.telling import paragraphs
from fairgate.engine.words import Kind
from fairgate.queries.acting import Asked, Told, told
from fairgate.queries.deciding_dates import dates_before, dates_of
from fairgate.queries.deciding_others import Others, others
from fairgate.queries.deciding_people import Around, around
from fairgate.queries.like_cases import SMALL
from fairgate.queries.own_words import Words
from fairgate.queries.reader import Reader
from fairgate.queries.worked_out import Dated
from fairgate.records.standing import Standing

FACTS, LONGEST = 12, 1000
"""So many breaches, the newest, and so many letters of each text are shown; the case has the rest."""

WEIGHTY = frozenset(
    {Kind.WARNING, Kind.INTENTION, Kind.BAR, Kind.CHANNEL_RESTRICTION, Kind.CONTACT_CAP, Kind.CONDITION}
)
"""Kinds of step that bear so hard on somebody that everything is weighed first (law.md 17)."""


@dataclass(frozen=True)
class Fact:
    """One breach. `found` says who found it and when, empty while it is alleged; `why` are the reasons of the finding.

    `rests`: the measure that is decided on rests on it. `cut`: the words go on in the case.
    """

    told: Told
    found: str
    why: tuple[Words, ...]
    rests: bool
    cut: bool
    counts_little: bool


@dataclass(frozen=True)
class Done:
    """What was done before: how it ended, in a sentence, and the paragraphs under which it was."""

    told: Told
    ended: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class Alternative:
    """Another step that is open to the reader now; `tried`: it was taken before in this case."""

    id: str
    name: str
    paragraphs: tuple[str, ...]
    tried: bool


@dataclass(frozen=True)
class Needs:
    """What is known of the person: the languages they read, what they have asked for."""

    languages: str
    adjustments: str
    no_fixed_abode: bool

    @property
    def are_known(self) -> bool:
        """Whether anything is."""
        return bool(self.languages or self.adjustments or self.no_fixed_abode)


@dataclass(frozen=True)
class Before:
    """All of it, for one reader. What is None is not for this page, or not for them.

    `more` breaches are not shown. `arranged` is what the measure in force says of the children.
    """

    reference: str
    name: str
    subject: str
    found: tuple[Fact, ...]
    alleged: tuple[Fact, ...]
    more: int
    done: tuple[Done, ...]
    alternatives: tuple[Alternative, ...] | None
    needs: Needs | None
    arranged: str
    dates: tuple[Dated, ...]
    around: Around | None
    others: Others | None
    window: Span

    @property
    def small(self) -> int:
        """Below this no number of like cases is said."""
        return SMALL


def before_step(asked: Asked, rule: StepRule, *, now: datetime) -> Before:
    """What is shown before a step is taken: two queries and a note of what was read, or none for a light step."""
    stands, reader = asked.stands, Reader.of(asked.by, asked.held, asked.code)
    live = [breach for breach in stands.folded.breaches.values() if breach.is_live]
    told = _in_case(stands, reader, rule.name, resting=(), but=rule.id)
    if rule.kind not in WEIGHTY:
        return told
    opened = next((set(may.breaches) for may in position(stands.folded).may if may.id == rule.id), set())
    clauses = [clause for one in live if one.ref in opened or not opened for clause in one.clauses]
    told = replace(told, dates=dates_before(stands))
    named = rule.by.offices
    offices = with_substitutes(stands.code, named) if asked.in_place_of(named) else named
    return _weighed(told, asked, reader, offices, tuple(dict.fromkeys(clauses)), now)


def before_decision(asked: Asked, measure: CaseMeasure, offices: Sequence[str], *, now: datetime) -> Before:
    """What is shown before a decision about a measure, for whoever decides, or sits on the body that does."""
    stands, reader = asked.stands, Reader.of(asked.by, asked.held, asked.code)
    resting = tuple(breach.ref for breach in measure.rests_on)
    told = _in_case(stands, reader, measure.rule.name, resting=resting, of=measure.ref)
    told = replace(told, dates=dates_of(stands, measure))
    if not reader.may(offices):  # a clerk: the members weigh it
        return replace(told, alternatives=None, needs=None)
    clauses = tuple(dict.fromkeys(clause for one in measure.rests_on if one.is_live for clause in one.clauses))
    return _weighed(told, asked, reader, offices, clauses, now)


def _weighed(
    told: Before, asked: Asked, reader: Reader, offices: Sequence[str], clauses: Sequence[str], now: datetime
) -> Before:
    return replace(
        told,
        around=around(asked.stands, reader, offices),
        others=others(asked.stands, asked.by, clauses, now=now),
    )


def _in_case(
    stands: Standing, reader: Reader, name: str, *, resting: Sequence[str], but: str = "", of: str = ""
) -> Before:
    """What the case itself tells: no query."""
    person = stands.record.subject.kept
    facts = list(_facts(stands, reader, resting))
    shown = facts[-FACTS:]
    arranged = [said for measure in stands.folded.measures_in_force() if (said := _arranged(measure.entry))]
    return Before(
        reference=stands.record.reference,
        name=phrases.lowered(name),
        subject=person.name,
        found=tuple(one for one in shown if one.found),
        alleged=tuple(one for one in shown if not one.found),
        more=len(facts) - len(shown),
        done=tuple(_done(stands, reader, of)),
        alternatives=tuple(_alternatives(stands, reader, but)),
        needs=Needs(person.languages, person.adjustments, person.no_fixed_abode),
        arranged=arranged[-1] if arranged else "",
        dates=(),
        around=None,
        others=None,
        window=stands.code.looks_back,
    )


def _arranged(imposed: MeasureImposed) -> str:
    return imposed.arrangements or (imposed.weighing.child if imposed.weighing else "")


def _facts(stands: Standing, reader: Reader, resting: Sequence[str]) -> Iterator[Fact]:
    findings = {entry.of: entry for entry in stands.entries if isinstance(entry, BreachFound)}
    for entry in stands.entries:
        if not isinstance(entry, BreachRecorded) or not stands.folded.breaches[entry.ref].is_live:
            continue
        breach, finding = stands.folded.breaches[entry.ref], findings.get(entry.ref)
        found, why = "", ()  # type: tuple[str, tuple[Words, ...]]
        if breach.counts:
            made, how = (finding, "Found") if finding else (entry, "Recorded as found")
            found = f"{how} by {phrases.office(stands.code, made.by.office)} on {phrases.day(made.on)}."
            why = told(stands, finding, reader).words if finding else ()
        whole = told(stands, entry, reader)
        words = tuple(_cut(one) for one in whole.words)
        yield Fact(
            replace(whole, words=words),
            found,
            tuple(_cut(one) for one in why),
            entry.ref in resting,
            words != whole.words,
            _counts_little(stands, breach.happened),
        )


def _cut(words: Words) -> Words:
    text = words.text
    return words if len(text) <= LONGEST else replace(words, text=f"{text[:LONGEST].rsplit(' ', 1)[0]} …")


def _counts_little(stands: Standing, on: date) -> bool:
    return on < window_start(stands.on, stands.code.looks_back)


def _done(stands: Standing, reader: Reader, of: str) -> Iterator[Done]:
    """Steps, decisions and what was said of them, in order, but for the measure `of` and what waits to be answered."""
    waiting = {
        made for measure in stands.folded.measures.values() if measure.ref == of for made, _, _ in measure.pending
    }
    for entry in stands.entries:
        if not isinstance(entry, StepTaken | MeasureDecided | RepresentationsMade) or entry.ref in (of, *waiting):
            continue
        whole = told(stands, entry, reader)
        ended = _ended(stands, stands.folded.steps[entry.ref]) if isinstance(entry, StepTaken) else ""
        words = tuple(_cut(one) for one in whole.words)
        yield Done(replace(whole, words=words), ended, paragraphs(stands.folded, entry))


def _ended(stands: Standing, step: CaseStep) -> str:
    """How a step ended: as somebody recorded, as silence reads, or that nobody knows yet."""
    recorded = [entry for entry in stands.entries if isinstance(entry, StepEnded) and entry.of == step.ref]
    outcome = (step.outcome or "").replace("_", " ")
    if recorded:
        return f"It ended “{outcome}”, on {phrases.day(recorded[-1].on)}."
    if step.outcome is not None and step.entry.reply_by is not None:
        cited = f" ({phrases.both(step.rule.silence_paragraphs)})" if step.rule.silence_paragraphs else ""
        return f"No answer came by {phrases.day(step.entry.reply_by)}, which reads as “{outcome}”{cited}."
    if not step.rule.outcomes:
        return ""
    if step.entry.reply_by is not None and step.entry.reply_by >= stands.on:
        return f"No answer has come yet; there is time until {phrases.day(step.entry.reply_by)}."
    return "How it ended has not been recorded."


def _alternatives(stands: Standing, reader: Reader, but: str) -> Iterator[Alternative]:
    for may in position(stands.folded).may:
        if may.id == but or not any(is_competent(stands.code, office, may.offices) for office in reader.held):
            continue
        yield Alternative(may.id, may.rule.name, may.paragraphs, bool(stands.folded.taken(may.id)))
