"""Ledgers of a given length for any pack, each entry decided by the engine as a person's act would be.

At every turn all that could be done next is proposed, what has been done least often first, and what the engine
accepts first is done: incidents, steps, letters served, outcomes, representations and decisions in a mixture.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from fairgate.engine.acts.channel import ContactCapped
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.acts.outcome import StepEnded
from fairgate.engine.acts.representations import RepresentationsMade
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.calendar import Calendar, HalfTerm
from fairgate.engine.case import Case
from fairgate.engine.code import Code, StepRule
from fairgate.engine.decide import Accepted, decide
from fairgate.engine.entries import STEP_ENTRIES, AnyEntry
from fairgate.engine.entry import SUBJECT, Actor, Countersignature, MeasureDecided, MeasureImposed
from fairgate.engine.fold import fold
from fairgate.engine.words import Field, Method

# Three school years of six half-terms, long enough for a hundred entries on a hundred school days.
CALENDAR = Calendar(
    HalfTerm(date(year + (month < 9), month, first), date(year + (month < 9), last_month, last))
    for year in (2027, 2028, 2029)
    for month, first, last_month, last in (
        (9, 2, 10, 23),
        (11, 2, 12, 18),
        (1, 4, 2, 12),
        (2, 22, 3, 31),
        (4, 16, 5, 28),
        (6, 7, 7, 21),
    )
)
LASTING = timedelta(days=21)


def ledger(code: Code, length: int) -> tuple[list[AnyEntry], date]:
    """So many entries, one to a school day, and the day of the last: the day to ask about."""
    entries: list[AnyEntry] = []
    done: Counter[str] = Counter()
    on = CALENDAR.school_days[0]
    for number in range(length):
        on = CALENDAR.school_days[number]
        case = fold(code, CALENDAR, entries, on)
        proposals = sorted(_proposals(case, f"e{number + 1}", on), key=lambda one: done[_what(one)])
        for proposed in proposals:
            answer = decide(code, CALENDAR, entries, proposed)
            if isinstance(answer, Accepted):
                entries.append(answer.entry)
                done[_what(proposed)] += 1
                break
    if len(entries) != length:
        raise ValueError(f"only {len(entries)} of {length} entries could be made for {code.id}")
    return entries, on


def _what(entry: AnyEntry) -> str:
    """What kind of thing it is, as far as a mixture is concerned."""
    return f"{type(entry).__name__} {getattr(entry, 'step', '')} {getattr(entry, 'decision', '')}"


def _proposals(case: Case, ref: str, on: date) -> Iterator[AnyEntry]:
    code = case.code
    clauses = list(code.breaches)
    finder = Actor(code.findings.offices[0], "finder")
    yield BreachRecorded(
        ref=ref, on=on, by=finder, clauses=(clauses[case.seq % len(clauses)],), serious="raised a fist"
    )
    for rule in code.steps.values():
        yield _step(rule, ref, on)
    for step in case.steps.values():
        if step.rule.letter is not None and step.served_on is None:
            yield LetterServed(ref=ref, on=on, by=finder, of=step.ref, method=Method.HAND)
        if step.rule.outcomes and step.outcome is None:
            yield StepEnded(ref=ref, on=on, by=finder, of=step.ref, outcome=step.rule.outcomes[-1])
    for measure in case.current_measures():
        if not measure.pending:
            yield RepresentationsMade(ref=ref, on=on, by=Actor(SUBJECT, "the person"), of=measure.ref)
        for source in (measure.measure.decision, measure.measure.review):
            if source is None:
                continue
            for outcome in source.outcomes:
                yield MeasureDecided(
                    ref=ref,
                    on=on,
                    by=Actor(source.owners[0], "reviewer"),
                    of=measure.ref,
                    decision=outcome.decision,
                    reasons="what was said was weighed",
                    until=measure.until if Field.UNTIL in outcome.needs else None,
                    review_on=measure.until if Field.REVIEW_ON in outcome.needs else None,
                )


def _step(rule: StepRule, ref: str, on: date) -> AnyEntry:
    """The step with whatever it could be asked to state; what its kind does not have, it does not get."""
    kind: Any = STEP_ENTRIES[rule.kind]
    stated: dict[str, Any] = {"reasons": "threats went on"}
    if issubclass(kind, MeasureImposed):
        stated |= {"until": on + LASTING, "sites": ("first_school", "second_school")}
    if rule.countersigned_by:
        stated["countersigned"] = Countersignature(by=Actor(rule.countersigned_by[0], "signer"))
    if "channels" in kind.__struct_fields__:
        stated["channels"] = ("phone",)
    if kind is ContactCapped:
        stated |= {"times": 1, "per": "week"}
    if "conditions" in kind.__struct_fields__:
        stated["conditions"] = "comes with a companion"
    if Field.REPLY_BY in rule.needs:
        stated["reply_by"] = on + timedelta(days=7)
    made: AnyEntry = kind(ref=ref, on=on, by=Actor(rule.by.offices[0], "acts"), step=rule.id, **stated)
    return made
