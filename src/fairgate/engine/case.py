"""One case as it stands on a day: what the fold of its ledger makes. Nothing here is ever stored.

A `Case` is built up by `fold.fold` and only read afterwards. Everything that can be asked of it, state of a measure
or channels closed, is worked out when it is asked.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from fairgate.engine.account import CaseAccount
from fairgate.engine.calendar import BeyondCalendar, Calendar
from fairgate.engine.code import Code, MeasureRule, Plan, ReviewRule, StepRule
from fairgate.engine.entry import Actor, MeasureImposed, StepTaken
from fairgate.engine.evidence import CaseEvidence
from fairgate.engine.service import CaseLetter, CaseService
from fairgate.engine.words import Decision, Kind, Mark, MeasureState, Setting, Unit

if TYPE_CHECKING:
    from fairgate.engine.acts.exception import Agreed


class CaseBreach:
    """A breach recorded in the case: alleged or found, live or struck.

    `affected` and `witnesses` are whom the record names, as it was written; `behalf_of` is whoever told it, where
    somebody else only wrote it down.
    """

    __slots__ = (
        "affected",
        "behalf_of",
        "by",
        "clauses",
        "found_by",
        "found_on",
        "found_seq",
        "happened",
        "incident",
        "marks",
        "on",
        "ref",
        "reported_by",
        "seq",
        "setting",
        "struck_on",
        "witnesses",
    )

    def __init__(
        self,
        ref: str,
        seq: int,
        on: date,
        by: Actor,
        happened: date,
        clauses: tuple[str, ...],
        setting: Setting | None,
        marks: frozenset[Mark],
        alleged: bool,
        incident: str = "",
        reported_by: str = "",
        behalf_of: str = "",
        affected: str = "",
        witnesses: str = "",
    ) -> None:
        self.ref = ref
        self.incident = incident
        self.reported_by = behalf_of or reported_by or by.person
        self.behalf_of = behalf_of
        self.affected = affected
        self.witnesses = witnesses
        self.seq = seq
        self.on = on
        self.by = by
        self.happened = happened
        self.clauses = clauses
        self.setting = setting
        self.marks = marks
        self.found_on: date | None = None if alleged else on
        self.found_seq = 0 if alleged else seq
        self.found_by: Actor | None = None if alleged else by
        self.struck_on: date | None = None

    @property
    def is_live(self) -> bool:
        """Alleged or found, and not struck."""
        return self.struck_on is None

    @property
    def counts(self) -> bool:
        """Found, and not struck."""
        return self.found_on is not None and self.struck_on is None


class CaseStep:
    """A step that was taken: when it took effect, and how it ended."""

    __slots__ = (
        "entry",
        "outcome",
        "outcome_on",
        "outcome_seq",
        "posted_on",
        "representations",
        "rule",
        "seq",
        "served_later",
        "served_on",
        "served_seq",
    )

    def __init__(self, entry: StepTaken, seq: int, rule: StepRule) -> None:
        self.entry = entry
        self.seq = seq
        self.rule = rule
        self.posted_on: date | None = None  # first attempt to serve, whether or not it has arrived
        self.served_on: date | None = None  # deemed received on or before the day of the fold
        self.served_later = False  # received on a later day than it was sent
        self.served_seq = 0
        self.outcome: str | None = None
        self.outcome_on: date | None = None
        self.outcome_seq = 0
        self.representations: list[str] = []

    @property
    def ref(self) -> str:
        """The reference of the entry that took the step."""
        return self.entry.ref

    @property
    def took_effect(self) -> tuple[date, int, bool] | None:
        """The day, the place in the ledger, and whether it reached the person later than it was sent; or None.

        A letter takes effect when it is served, a meeting when it was attended, anything else when it was done.
        """
        kind = self.rule.kind
        if kind is Kind.MEETING or kind is Kind.MEDIATION:
            if self.outcome is None or self.outcome_on is None or self.outcome == self.rule.silence:
                return None
            return self.outcome_on, self.outcome_seq, False
        if self.rule.letter is None:
            return self.entry.on, self.seq, False
        return None if self.served_on is None else (self.served_on, self.served_seq, self.served_later)


class CaseDecision:
    """A decision about a measure, and whether the person has been told."""

    __slots__ = ("by", "decision", "heard", "on", "posted_on", "ref", "review_on", "seq", "served_on")

    def __init__(
        self, ref: str, seq: int, on: date, by: Actor, decision: Decision, review_on: date | None, heard: bool
    ) -> None:
        self.ref = ref
        self.seq = seq
        self.on = on
        self.by = by
        self.decision = decision
        self.review_on = review_on
        self.heard = heard  # whether representations were weighed in it
        self.posted_on: date | None = None
        self.served_on: date | None = None


class CaseOverride:
    """Leave for one day in spite of a bar: where, for what, by whom; and when somebody else looked at it."""

    __slots__ = ("by", "on", "ref", "reviewed_on", "site", "terms")

    def __init__(self, ref: str, on: date, by: Actor, site: str, terms: str) -> None:
        self.ref = ref
        self.on = on
        self.by = by
        self.site = site
        self.terms = terms
        self.reviewed_on: date | None = None


class CaseMeasure:
    """A measure that was imposed, with what was said and decided about it since."""

    __slots__ = (
        "allowed",
        "channels",
        "decisions",
        "ended_on",
        "entry",
        "lapse_told_on",
        "lifted_on",
        "measure",
        "overrides",
        "representations",
        "rests_on",
        "sites",
        "step",
        "until",
    )

    def __init__(
        self, step: CaseStep, entry: MeasureImposed, measure: MeasureRule, rests_on: tuple[CaseBreach, ...]
    ) -> None:
        self.step = step
        self.entry = entry
        self.measure = measure
        self.rests_on = rests_on
        self.until: date = entry.until or entry.on
        self.sites = entry.sites
        self.channels: tuple[str, ...] = ()
        self.allowed: list[Agreed] = []  # exceptions made since (acts/exception.py)
        self.lifted_on: date | None = None
        self.ended_on: date | None = None
        self.lapse_told_on: date | None = None  # when they were told that it had ended by its date
        self.decisions: list[CaseDecision] = []
        self.overrides: list[CaseOverride] = []
        self.representations: list[tuple[str, int, date]] = []  # reference, place in the ledger, day of receipt

    @property
    def ref(self) -> str:
        """The reference of the entry that imposed it."""
        return self.entry.ref

    @property
    def rule(self) -> StepRule:
        """The step of the pack that it is."""
        return self.step.rule

    @property
    def since(self) -> date:
        """The first day on which it holds."""
        return self.entry.on

    @property
    def makers(self) -> tuple[str, ...]:
        """Whoever imposed it: the person who did, and who countersigned it."""
        signed = self.entry.countersigned
        return (self.entry.by.person,) if signed is None else (self.entry.by.person, signed.by.person)

    @property
    def rests_on_nothing(self) -> bool:
        """Whether every breach it was imposed for has been struck."""
        return not any(breach.is_live for breach in self.rests_on)

    @property
    def rests_on_allegation(self) -> bool:
        """Whether nothing it was imposed for has been found yet."""
        return not any(breach.counts for breach in self.rests_on)

    @property
    def pending(self) -> list[tuple[str, int, date]]:
        """Representations that no decision has answered."""
        last = max((d.seq for d in self.decisions if d.decision in _ANSWERS), default=0)
        return [made for made in self.representations if made[1] > last]

    @property
    def confirmed(self) -> CaseDecision | None:
        """The decision that confirmed or upheld it, or changed or lengthened it afterwards; the latest."""
        for decision in reversed(self.decisions):
            if decision.decision in _KEEPS:
                return decision
        return None

    @property
    def review_on(self) -> date | None:
        """The review date that the latest decision named."""
        for decision in reversed(self.decisions):
            if decision.review_on is not None:
                return decision.review_on
        return None

    def state(self, on: date, calendar: Calendar) -> MeasureState:
        """Its state on a day on or after it was imposed."""
        if self.lifted_on is not None:
            return MeasureState.LIFTED
        if self.ended_on is not None or self.until < on or self.missed_review(on, calendar) is not None:
            return MeasureState.ENDED
        if self.rests_on_allegation or (self.measure.decision.opens == "imposed" and self.confirmed is None):
            return MeasureState.PROVISIONAL
        return MeasureState.CONFIRMED

    def missed_review(self, on: date, calendar: Calendar) -> date | None:
        """The review date whose passing ended it, where the code says that a missed review does (law.md 19)."""
        review = self.measure.review
        if review is None or review.if_missed != "ends":
            return None
        try:
            due = self.review_due(review, calendar)
        except BeyondCalendar:  # a date that is not known cannot have been missed
            return None
        return due if due is not None and due < on and due < self.until else None

    def review_due(self, review: ReviewRule, calendar: Calendar) -> date | None:
        """When its review falls due, or None while the code asks for none.

        Raises:
            BeyondCalendar: the loaded terms end before the date.
        """
        if review.due == "review_on":
            return self.review_on
        if review.due == "until":
            return self.until
        if review.every is None:
            return None
        if not self.decisions:
            due = calendar.after(self.entry.on, review.every)
        elif review.every.unit is Unit.HALF_TERMS:
            due = calendar.following_half_term_end(self.decisions[-1].on, review.every.amount)
        else:
            due = calendar.after(self.decisions[-1].on, review.every)
        return due if due < self.until else None

    def is_suspended(self) -> bool:
        """Whether representations that nobody has answered hold it back, where the code says that they do."""
        return self.measure.suspended_by_representations and bool(self.pending)

    def holds(self, on: date, calendar: Calendar) -> bool:
        """Whether it binds the person on that day."""
        return (
            self.entry.on <= on
            and self.state(on, calendar) in (MeasureState.PROVISIONAL, MeasureState.CONFIRMED)
            and not self.is_suspended()
        )

    def overridden(self, on: date, site: str) -> CaseOverride | None:
        """The leave by which the person may come onto that site on that day all the same; the latest."""
        given = (one for one in reversed(self.overrides) if one.on == on and one.site == site)
        return next(given, None)

    def is_current(self, on: date, calendar: Calendar) -> bool:
        """Whether it has not ended, even if representations suspend it for now."""
        return self.state(on, calendar) in (MeasureState.PROVISIONAL, MeasureState.CONFIRMED)

    def representations_by(self, calendar: Calendar) -> date | None:
        """The last day for representations: counted from service, so None until served or where no time is set.

        Raises:
            BeyondCalendar: the loaded terms end before the date.
        """
        within = self.measure.representations.within
        if within is None or self.step.served_on is None:
            return None
        return calendar.after(self.step.served_on, within)


_ANSWERS = frozenset({Decision.CONFIRM, Decision.UPHOLD, Decision.VARY, Decision.LIFT, Decision.END})
_CURRENT = (MeasureState.PROVISIONAL, MeasureState.CONFIRMED)
_KEEPS = frozenset({Decision.CONFIRM, Decision.UPHOLD, Decision.VARY, Decision.EXTEND})


class Case:
    """A case on a day, under one code and one school's calendar."""

    __slots__ = (
        "_states",
        "accounts",
        "answers",
        "breaches",
        "calendar",
        "closed_on",
        "code",
        "decisions",
        "evidence",
        "letters",
        "measures",
        "on",
        "plan",
        "seq",
        "services",
        "steps",
    )

    def __init__(self, code: Code, calendar: Calendar, on: date) -> None:
        self.code = code
        self.calendar = calendar
        self.on = on
        self.breaches: dict[str, CaseBreach] = {}
        self.steps: dict[str, CaseStep] = {}
        self.measures: dict[str, CaseMeasure] = {}
        self.decisions: dict[str, tuple[CaseDecision, CaseMeasure]] = {}
        self.evidence: dict[str, CaseEvidence] = {}
        self.services: dict[str, CaseService] = {}
        self.letters: dict[str, CaseLetter] = {}  # those that neither a step nor a decision sent, by their entry
        self.accounts: dict[str, CaseAccount] = {}
        self.closed_on: date | None = None
        self.seq = 0
        assert code.plan is not None  # noqa: S101 - every code makes its own
        self.plan: Plan = code.plan
        self.answers: list[list[CaseBreach] | None] = []  # to the plan's questions, once they have been asked
        self._states: dict[str, MeasureState] = {}

    @property
    def is_closed(self) -> bool:
        """Whether it has been closed and not reopened."""
        return self.closed_on is not None

    def taken(self, step_id: str) -> list[CaseStep]:
        """The times that a step was taken, in order."""
        return [step for step in self.steps.values() if step.rule.id == step_id]

    def current_measures(self) -> list[CaseMeasure]:
        """The measures that have not ended, in the order in which they were imposed."""
        return [m for m in self.measures.values() if self.state_of(m) in _CURRENT]

    def state_of(self, measure: CaseMeasure) -> MeasureState:
        """A measure's state on the day of the fold."""
        state = self._states.get(measure.entry.ref)
        if state is None:
            state = self._states[measure.entry.ref] = measure.state(self.on, self.calendar)
        return state

    def sent(self, ref: str) -> CaseService | None:
        """Of the services of that entry's letter the one that counts as received first, be that day still to come."""
        services = (one for one in self.services.values() if one.of == ref)
        return min(services, key=lambda one: (one.deemed_on, one.seq), default=None)

    def measures_in_force(self) -> list[CaseMeasure]:
        """The measures that bind the person on the day."""
        return [m for m in self.measures.values() if m.holds(self.on, self.calendar)]

    def latest_bar(self) -> CaseMeasure | None:
        """The bar imposed last, in force or not."""
        for measure in reversed(self.measures.values()):
            if measure.rule.kind is Kind.BAR:
                return measure
        return None

    def is_barred_at(self, school: str) -> bool:
        """Whether the person must not come onto that school's premises on the day."""
        return any(m.rule.kind is Kind.BAR and school in m.sites for m in self.measures_in_force())

    def restricted_channels(self) -> tuple[str, ...]:
        """The channels that are closed to the person on the day, each once."""
        return tuple(
            dict.fromkeys(
                channel
                for m in self.measures_in_force()
                if m.rule.kind is Kind.CHANNEL_RESTRICTION
                for channel in m.channels
            )
        )

    def representations_window_open(self, measure: CaseMeasure) -> bool | None:
        """Whether the person still has time for representations; None while the letter has not been served."""
        if measure.step.served_on is None:
            return None
        if measure.measure.representations.within is None:
            return False
        try:
            last = measure.representations_by(self.calendar)
        except BeyondCalendar:
            return True
        return None if last is None else self.on <= last
