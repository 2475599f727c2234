"""Random histories: from where a case stands, somebody proposes something, valid or hostile; what is accepted is kept.

The proposals lean on the position, so that a short history gets as far as bars, decisions and reviews; one in
six is spoilt on purpose (another office, a date that cannot be, reasons left out).
"""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, TypeVar

from hypothesis import strategies as st

from fairgate.engine.acts.closing import CaseClosed, CaseReopened
from fairgate.engine.acts.correction import BreachStruck
from fairgate.engine.acts.finding import BreachFound
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.acts.outcome import StepEnded
from fairgate.engine.acts.representations import RepresentationsMade
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.calendar import Calendar
from fairgate.engine.case import Case, CaseMeasure
from fairgate.engine.code import Code, StepRule
from fairgate.engine.decide import Accepted, decide
from fairgate.engine.entries import STEP_ENTRIES, AnyEntry
from fairgate.engine.entry import SUBJECT, Actor, Countersignature, MeasureDecided, MeasureImposed
from fairgate.engine.fold import fold
from fairgate.engine.openings import opened_by
from fairgate.engine.refusal import Refusal
from fairgate.engine.words import Decision, Kind, Method, Setting
from tests.engine.tiny import TINY
from tests.engine.told import TERMS, TERMS_2026, Builder, Told, breach, calendar, decides, pack, says, served, step

T = TypeVar("T")

SECRET = "for nobody at the gate"
PEOPLE = ("Ann Lee", "ann  lee", "Bo Rae", "Cy Day", "Di Fox")
SITES = ("hill", "dale", "moor")

CODES = ("aspire", "oak", "model", "tiny")
STARTS: dict[str, tuple[Builder, ...]] = {
    "aspire-alleged": (
        breach("2024-09-03", "threat", serious=SECRET, alleged=True),
        step("2024-09-03", "ban", who="Ann Lee"),
        served("2024-09-03", "e2"),
    ),
    "aspire-long": (
        breach("2024-09-03", "threat", serious=SECRET),
        step("2024-09-03", "ban", who="Ann Lee", until="2025-04-04", reasons=SECRET),
        served("2024-09-03", "e2", "post"),
    ),
    "oak-barred": (
        breach("2024-09-03", "aggression", serious=SECRET),
        step("2024-09-03", "bar", who="Ann Lee", until="2024-11-15"),
        served("2024-09-03", "e2"),
    ),
    "oak-confirmed": (
        breach("2024-09-03", "aggression", serious=SECRET),
        step("2024-09-03", "bar", who="Ann Lee", until="2024-11-15"),
        served("2024-09-03", "e2"),
        says("2024-09-04", "e2"),
        decides("2024-09-06", "confirm", "e2", "ceo", "Di Fox", until="2024-11-15", review_on="2024-11-11"),
    ),
    "model-noticed": (
        breach("2026-11-03", "disruption", serious=SECRET),
        step("2026-11-03", "intention_to_bar"),
        served("2026-11-03", "e2"),
    ),
    "model-posted": (
        breach("2026-11-03", "disruption", serious=SECRET),
        step("2026-11-03", "intention_to_bar", reply_by="2026-11-04"),
        served("2026-11-04", "e2", "post"),
    ),
    "model-urgent": (
        breach("2026-11-03", "disruption", serious=SECRET),
        step("2026-11-03", "urgent_bar", who="Ann Lee", until="2027-02-12", reasons=SECRET),
        served("2026-11-03", "e2"),
        says("2026-11-04", "e2"),
    ),
    "tiny-routed": (
        breach("2024-09-03", "message"),
        step("2024-09-03", "route", who="Ann Lee", until="2024-11-15", channels=("email", "phone")),
        served("2024-09-03", "e2"),
    ),
    "tiny-capped": (
        breach("2024-09-03", "message"),
        step("2024-09-03", "cap", who="Ann Lee", times=1, per="week"),
        served("2024-09-03", "e2"),
        says("2024-09-04", "e2"),
    ),
}
"""Cases that have come some way already, so that a short history reaches what seldom happens."""


@cache
def _days(code_id: str) -> tuple[Calendar, date]:
    """The calendar on which histories of a code run, and the day on which they begin."""
    if code_id == "model":
        return calendar(TERMS_2026), date(2026, 11, 3)
    return calendar(TERMS), date(2024, 9, 3)


class History:
    """What was proposed, one after another, and what came of it."""

    def __init__(self, code: Code) -> None:
        self.code = code
        self.calendar, self.begins = _days(code.id)
        self.ledger: list[AnyEntry] = []
        self.answers: list[tuple[int, AnyEntry, Accepted | Refusal]] = []  # ledger's length before, proposed, answer

    def case(self, on: date, length: int | None = None) -> Case:
        """The case on a day, from the first `length` entries."""
        return fold(self.code, self.calendar, self.ledger[:length], on)

    def days(self) -> list[date]:
        """The days worth looking at: of each entry, the day after the last, and some way on."""
        if not self.ledger:
            return [self.begins]
        last = self.ledger[-1].on
        on = sorted({entry.on for entry in self.ledger})
        return [*on, last + timedelta(days=1), last + timedelta(days=20), last + timedelta(days=90)]

    def accepted(self, kind: type[T]) -> list[tuple[int, T]]:
        """The entries of a type, each with its place in the ledger."""
        return [(place, entry) for place, entry in enumerate(self.ledger) if isinstance(entry, kind)]

    def __repr__(self) -> str:
        lines = [f"  {'+' if isinstance(answer, Accepted) else '-'} {entry}" for _, entry, answer in self.answers]
        return "\n".join([f"History of {self.code.id}:", *lines])


class _Chooser:
    """Choices, a byte for each: one draw gives all that a proposal needs, which is a good deal faster than one each."""

    def __init__(self, drawn: bytes) -> None:
        self.drawn = iter(drawn)

    def of(self, choices: Sequence[T]) -> T:
        return choices[next(self.drawn, 0) % len(choices)] if len(choices) > 1 else choices[0]

    def one_in(self, number: int) -> bool:
        return next(self.drawn, 0) % number == number - 1


_CHOICES = st.binary(min_size=28, max_size=28)


@st.composite
def histories(draw: Any, *codes: str, acts: int = 26) -> History:
    """A history of one of the codes ('tiny' is the one made by hand), of at most `acts` proposals.

    One of `STARTS` can be named instead of a code: the history goes on from there.
    """
    choose = _Chooser(draw(_CHOICES))
    name = choose.of(codes or (*CODES, *STARTS))
    history = History(TINY if name.startswith("tiny") else pack(name.split("-")[0]))
    for builder in STARTS.get(name, ()):
        told = Told(history.code, history.calendar)
        told.ledger = history.ledger
        told.add(builder)
    on = history.ledger[-1].on if history.ledger else history.begins
    for number in range(acts // 2 + choose.of(range(acts // 2))):
        choose = _Chooser(draw(_CHOICES))
        on += timedelta(days=choose.of((1, 0, 0, 1, 2, 3, 5, 9, 16, 30)))
        if choose.one_in(40):
            on -= timedelta(days=3)
        proposed = _Proposer(choose, history, on, f"h{number + 1}").entry()
        answer = decide(history.code, history.calendar, history.ledger, proposed)
        history.answers.append((len(history.ledger), proposed, answer))
        if isinstance(answer, Accepted):
            history.ledger.append(answer.entry)
        on = max(on, history.ledger[-1].on if history.ledger else on)
    return history


class _Proposer:
    """One proposal, drawn from where the case stands on a day."""

    def __init__(self, choose: _Chooser, history: History, on: date, ref: str) -> None:
        self.choose = choose
        self.code = history.code
        self.on = on
        self.ref = ref
        self.case = fold(history.code, history.calendar, history.ledger, on)
        self.hostile = choose.one_in(6)

    def entry(self) -> AnyEntry:
        case = self.case
        if not case.breaches or (case.is_closed and self.choose.one_in(3)):
            return self.breach()
        unserved = [s.ref for s in case.steps.values() if s.posted_on is None and s.rule.letter]
        unserved += [d.ref for d, _ in case.decisions.values() if d.posted_on is None]
        ways: list[Callable[[], AnyEntry]] = [self.step] * 6 + [self.breach] * 2
        ways += [self.strike, self.close] if self.choose.one_in(3) else []
        ways += [self.serve] * (6 if unserved else 0)
        ways += [self.outcome] * (2 if case.steps else 0)
        ways += [self.speak] * 3 + [self.decide] * 6 if case.measures else []
        ways += [self.speak] * any(s.rule.kind is Kind.INTENTION for s in case.steps.values()) * 2
        ways += [self.find] * (2 if any(b.found_on is None for b in case.breaches.values()) else 0)
        ways += [self.reopen] * (6 if case.is_closed else 0)
        return self.choose.of(ways)()

    def by(self, offices: tuple[str, ...], people: tuple[str, ...] = PEOPLE) -> Actor:
        """Somebody of the right office; where hostile, of any, or nobody."""
        office = self.choose.of(offices)
        if self.hostile and self.choose.one_in(2):
            office = self.choose.of((*self.code.offices, SUBJECT))
        person = " " if self.hostile and self.choose.one_in(8) else self.choose.of(people)
        return Actor(office, person)

    @property
    def long_ago(self) -> date:
        return self.code.in_force_from - timedelta(days=1)

    def reasons(self) -> str:
        return "" if self.choose.one_in(6) else SECRET

    def later(self, *days: int) -> date:
        return self.on + timedelta(days=self.choose.of(days))

    def sites(self) -> tuple[str, ...]:
        return self.choose.of((("hill",), ("hill",), ("hill", "dale"), SITES))

    def channels(self) -> tuple[str, ...]:
        ids = [channel.id for channel in self.code.channels]
        some = tuple(one for one in ids if self.choose.one_in(2))
        named = self.choose.of((some, tuple(ids[:1]), tuple(ids[:3]), tuple(ids[:2])))
        return (*named, "complaints") if self.hostile and self.choose.one_in(3) else named

    def breach(self) -> AnyEntry:
        choose = self.choose
        rule = self.code.breaches[choose.of(tuple(self.code.breaches))]
        setting = choose.of(sorted(rule.setting.covers))
        if self.hostile:
            setting = choose.of(tuple(Setting))
        happened = choose.of((None, None, None, None, None, None, self.on - timedelta(days=2), self.long_ago))
        return BreachRecorded(
            ref=self.ref,
            on=self.on,
            by=self.by(("staff",)),
            clauses=(rule.id,),
            setting=setting,
            happened_on=happened,
            serious="" if choose.one_in(3) else SECRET,
            safeguarding=choose.one_in(3),
            defamatory=choose.one_in(4),
            alleged=choose.one_in(3),
            text=SECRET,
            made_to=choose.of(tuple(one.id for one in self.code.protected)) if choose.one_in(12) else "",
        )

    def step(self) -> AnyEntry:
        may = [rule for rule in self.code.steps.values() if opened_by(self.case, rule)]
        measures = [rule for rule in may if rule.measure is not None or rule.kind in (Kind.INTENTION, Kind.WARNING)]
        rule = self.choose.of(measures or may or [*self.code.steps.values()])
        if self.hostile or self.choose.one_in(3):
            rule = self.choose.of([*self.code.steps.values()])
        kind: type[Any] = STEP_ENTRIES[rule.kind]
        fields: dict[str, Any] = {"reasons": self.reasons(), "text": SECRET}
        if self.choose.one_in(2):
            fields["reply_by"] = self.later(0, 3, 10, 30)
        if issubclass(kind, MeasureImposed):
            fields |= self.measure(rule)
        if rule.countersigned_by and not self.choose.one_in(6):
            fields["countersigned"] = Countersignature(by=self.by(rule.countersigned_by))
        return kind(ref=self.ref, on=self.on, by=self.by(rule.by.offices), step=rule.id, **fields)  # type: ignore[no-any-return]

    def measure(self, rule: StepRule) -> dict[str, Any]:
        until = self.later(9, 20, 40, 80, 160, 3, 0, -1, 400) if self.choose.of((True, True, False)) else None
        fields: dict[str, Any] = {"until": until, "sites": self.sites()}
        if rule.kind in (Kind.CHANNEL_RESTRICTION, Kind.CONTACT_CAP):
            fields["channels"] = self.channels()
        if rule.kind is Kind.CONTACT_CAP:
            fields |= {"times": self.choose.of((1, 2, 0)), "per": "week"}
        if rule.kind is Kind.CONDITION:
            fields["conditions"] = SECRET
        return fields

    def serve(self) -> AnyEntry:
        case = self.case
        letters = [s.ref for s in case.steps.values() if s.rule.letter and s.posted_on is None]
        letters += [d.ref for d, _ in case.decisions.values() if d.posted_on is None]
        of = self.choose.of(letters or [*case.steps])
        method = self.choose.of((Method.HAND, Method.POST, Method.EMAIL))
        return LetterServed(ref=self.ref, on=self.on, by=self.by(("staff",)), of=of, method=method)

    def outcome(self) -> AnyEntry:
        step = self.choose.of([*self.case.steps.values()])
        outcome = self.choose.of(step.rule.outcomes or ("done",))
        return StepEnded(ref=self.ref, on=self.on, by=self.by(("staff",)), of=step.ref, outcome=outcome, text=SECRET)

    def speak(self) -> AnyEntry:
        about = [*self.case.measures, *(s.ref for s in self.case.steps.values() if s.rule.kind is Kind.INTENTION)]
        of = self.choose.of(about)
        return RepresentationsMade(ref=self.ref, on=self.on, by=Actor(SUBJECT, "Eve Orr"), of=of, text=SECRET)

    def decide(self) -> AnyEntry:
        measure = self.choose.of([*self.case.measures.values()])
        sources = [s for s in (measure.measure.decision, measure.measure.review) if s is not None]
        outcomes = [rule.decision for source in sources for rule in source.outcomes]
        outcomes += [Decision.EXTEND] * (Decision.EXTEND in outcomes) * 2
        decision = self.choose.of(tuple(Decision) if self.hostile else outcomes)
        return MeasureDecided(
            ref=self.ref,
            on=self.on,
            by=self.by(self.choose.of(sources).owners, ("Di Fox", "Di Fox", "Cy Day", *PEOPLE)),
            of=measure.ref,
            decision=decision,
            reasons=self.reasons(),
            **self.changed(measure, decision),
        )

    def changed(self, measure: CaseMeasure, decision: Decision) -> dict[str, Any]:
        until = measure.until
        if decision is Decision.EXTEND:
            until = measure.until + timedelta(days=self.choose.of((5, 30, 90, 400, 0)))
        elif decision is Decision.VARY:
            until = max(self.on, measure.until - timedelta(days=self.choose.of((0, 2, 9))))
        elif self.choose.one_in(4):
            until = self.later(-1, 5, 60, 400)
        fields: dict[str, Any] = {"until": until, "review_on": until - timedelta(days=self.choose.of((0, 2, 5)))}
        if decision in (Decision.LIFT, Decision.END) or (decision is Decision.UPHOLD and self.choose.one_in(2)):
            fields = {}
        if self.choose.one_in(8):
            fields["sites"] = self.sites()
        if self.choose.one_in(8):
            fields["channels"] = self.channels()
        return fields

    def find(self) -> AnyEntry:
        of = self.choose.of([b.ref for b in self.case.breaches.values() if b.found_on is None] or [*self.case.breaches])
        by = self.by(self.code.findings.offices)
        return BreachFound(ref=self.ref, on=self.on, by=by, of=of, reasons=self.reasons())

    def strike(self) -> AnyEntry:
        of = self.choose.of([*self.case.breaches])
        by = self.by(self.code.findings.offices)
        return BreachStruck(ref=self.ref, on=self.on, by=by, of=of, reasons=self.reasons())

    def close(self) -> AnyEntry:
        return CaseClosed(ref=self.ref, on=self.on, by=self.by(self.code.closing.offices), outcome="resolved")

    def reopen(self) -> AnyEntry:
        return CaseReopened(ref=self.ref, on=self.on, by=self.by(self.code.closing.offices), reasons=self.reasons())
