"""The position of a case on a day: what may happen next, what must, what must not, and which paragraph says so."""

from collections.abc import Callable
from functools import partial

from fairgate.engine import phrases
from fairgate.engine.acts.warning import why_running
from fairgate.engine.case import Case, CaseBreach, CaseMeasure
from fairgate.engine.code import Opener, Plan, StepRule
from fairgate.engine.duties import Duty, open_duties
from fairgate.engine.openings import opened_by, why_shut
from fairgate.engine.refusal import Reason
from fairgate.engine.words import Kind, MeasureState, OfficeKind, Strength


class May:
    """A step that is open: who may take it, and what opened it."""

    __slots__ = ("_opened", "_plan", "rule")

    def __init__(self, rule: StepRule, opened: list[tuple[Opener, list[CaseBreach]]], plan: Plan) -> None:
        self.rule = rule
        self._opened = opened
        self._plan = plan

    @property
    def id(self) -> str:
        """The step's id in the pack."""
        return self.rule.id

    @property
    def offices(self) -> tuple[str, ...]:
        """The offices that may take it."""
        return self.rule.by.offices

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The step's own paragraphs, then those that opened it, then the one that names the office."""
        together = (id(self.rule), *[id(opener) for opener, _ in self._opened])
        cited = self._plan.cited.get(together)
        if cited is None:
            opening = [ref for opener, _ in self._opened for ref in opener.paragraphs]
            cited = tuple(dict.fromkeys((*self.rule.paragraphs, *opening, *self.rule.by.paragraphs)))
            self._plan.cited[together] = cited
        return cited

    @property
    def breaches(self) -> tuple[str, ...]:
        """References of the breaches that opened it."""
        return tuple(dict.fromkeys(breach.ref for _, breaches in self._opened for breach in breaches))


class MustNot:
    """A step that is shut; why, and what would change it, are worked out when they are asked."""

    __slots__ = ("_why", "rule")

    def __init__(self, rule: StepRule, why: Callable[[], Reason]) -> None:
        self.rule = rule
        self._why = why

    @property
    def id(self) -> str:
        """The step's id in the pack."""
        return self.rule.id

    @property
    def reason(self) -> Reason:
        """Why it is shut, with its paragraphs and what would change it."""
        return self._why()


class Position:
    """What the code says about a case on a day."""

    __slots__ = ("case", "duties", "may", "must_not")

    def __init__(self, case: Case, may: list[May], must_not: list[MustNot], duties: list[Duty]) -> None:
        self.case = case
        self.may = may
        self.must_not = must_not
        self.duties = duties

    @property
    def must(self) -> list[Duty]:
        """The duties that the code or the law makes binding, the earliest first."""
        return [duty for duty in self.duties if duty.strength is Strength.MUST]

    @property
    def should(self) -> list[Duty]:
        """What good practice asks."""
        return [duty for duty in self.duties if duty.strength is Strength.SHOULD]

    @property
    def overdue(self) -> list[Duty]:
        """The binding duties whose day has gone by."""
        return [duty for duty in self.must if duty.is_overdue(self.case.on)]

    def may_as(self, office: str) -> list[May]:
        """The open steps that a holder of this office may take."""
        anyone = {o.id for o in self.case.code.offices.values() if o.kind is OfficeKind.ANYONE}
        known = office in self.case.code.offices
        return [step for step in self.may if office in step.offices or (known and not anyone.isdisjoint(step.offices))]

    def state_of(self, measure: CaseMeasure) -> MeasureState:
        """A measure's state on the day."""
        return self.case.state_of(measure)

    @property
    def warnings(self) -> list[str]:
        """What the reader should know beside: the code's own review date gone by (law.md 55), dates unknown."""
        code, on = self.case.code, self.case.on
        warnings = [
            f"The date for “{duty.name}” cannot be worked out: {duty.beyond}." for duty in self.duties if duty.beyond
        ]
        if code.review_by is not None and code.review_by < on:
            warnings.append(f"The code's own review was due on {phrases.day(code.review_by)} and is overdue.")
        return warnings


def position(case: Case) -> Position:
    """The position on the day of the fold."""
    may: list[May] = []
    must_not: list[MustNot] = []
    if case.is_closed:
        must_not = [MustNot(rule, partial(_closed, case, rule)) for rule in case.code.steps.values()]
        return Position(case, may, must_not, [])
    held = {measure.rule.id: measure for measure in case.current_measures()}
    for rule in case.code.steps.values():
        opened = opened_by(case, rule)
        measure = held.get(rule.id)
        if measure is not None:
            must_not.append(MustNot(rule, partial(_in_force, case, measure)))
        elif opened and rule.kind is Kind.INTENTION and (running := why_running(case, rule)):
            must_not.append(MustNot(rule, partial(_as_said, running)))
        elif opened:
            may.append(May(rule, opened, case.plan))
        else:
            must_not.append(MustNot(rule, partial(why_shut, case, rule)))
    return Position(case, may, must_not, open_duties(case))


def _closed(case: Case, rule: StepRule) -> Reason:
    return Reason(
        f"This case is closed, so {phrases.a(phrases.lowered(rule.name))} cannot follow.",
        case.code.closing.paragraphs,
        "Reopen the case first.",
    )


def _as_said(reason: Reason) -> Reason:
    return reason


def _in_force(case: Case, measure: CaseMeasure) -> Reason:
    return Reason(
        f"{phrases.one(measure.rule.name)} is in force until {phrases.day(measure.until)}.",
        measure.rule.paragraphs,
        f"Only {phrases.offices(case.code, measure.measure.decision.owners)} can change it; "
        "another can follow when it has ended.",
    )
