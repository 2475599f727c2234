"""The pages of an exception to a bar: what the bar leaves open already, and what may be left open besides."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from fairgate.engine import phrases
from fairgate.engine.acts.exception import ExceptionMade, ExceptionWithdrawn, agreed, competence
from fairgate.engine.case import Case, CaseMeasure
from fairgate.engine.entries import AnyEntry
from fairgate.engine.exceptions import BarException, Hours, words
from fairgate.engine.refusal import Reason
from fairgate.engine.words import Occasion
from fairgate.queries.acting import SOME_REASONS, Asked, actor, next_ref, opened, why_shut
from fairgate.records.door import Hidden
from fairgate.records.models import User


@dataclass(frozen=True)
class LeftOpen:
    """Something that a bar leaves open: in words, and the office that agreed to it."""

    words: str
    agreed_by: str


@dataclass(frozen=True)
class ExceptionAsked(Asked):
    """One bar. `already` is what it leaves open; `one_day_only`: the reader arranges appointments and no more."""

    measure: CaseMeasure | None = None
    already: tuple[LeftOpen, ...] = ()
    one_day_only: bool = False
    widely: str = ""

    @property
    def about(self) -> CaseMeasure:
        """The bar."""
        assert self.measure is not None  # noqa: S101 - made so below
        return self.measure

    @property
    def name(self) -> str:
        """What the code calls it, within a sentence."""
        return phrases.lowered(self.about.rule.name)


@dataclass(frozen=True)
class WithdrawalAsked(Asked):
    """One exception that was made after the bar, to be taken back."""

    words: str = ""
    bar: str = ""


def exception(user: User, reference: str, ref: str, *, now: datetime) -> ExceptionAsked:
    """The bar that the entry `ref` imposed, to make an exception to; or Hidden."""
    stands, held = opened(user, reference, now=now)
    measure = stands.folded.measures.get(ref)
    if measure is None:
        raise Hidden("there is no such measure")
    shut: dict[bool, tuple[Reason, ...]] = {}
    for daily in (False, True):
        proposed = _some(stands.folded, measure, daily)
        by = actor(stands, user, held, competence(stands.folded, measure, proposed).offices)
        entry: AnyEntry = ExceptionMade(
            ref=next_ref(stands), on=stands.on, by=by, of=ref, exception=proposed, reasons=SOME_REASONS
        )
        shut[daily] = why_shut(stands, entry, user)
    wide = competence(stands.folded, measure, _some(stands.folded, measure, daily=True)).offices
    already = tuple(
        LeftOpen(words(one.exception, "your"), phrases.office(stands.code, one.office))
        for one in agreed(measure)
        if not one.exception.is_over(stands.on)
    )
    return ExceptionAsked(
        stands,
        user,
        held,
        shut[False] if all(shut.values()) else (),
        measure,
        already,
        bool(shut[True]),
        phrases.offices(stands.code, wide),
    )


def withdrawal(user: User, reference: str, ref: str, *, now: datetime) -> WithdrawalAsked:
    """The exception that the entry `ref` made, to be taken back; or Hidden."""
    stands, held = opened(user, reference, now=now)
    made = next((one for one in stands.entries if isinstance(one, ExceptionMade) and one.ref == ref), None)
    if made is None:
        raise Hidden("there is no such exception")
    measure = stands.folded.measures[made.of]
    by = actor(stands, user, held, competence(stands.folded, measure, made.exception).offices)
    entry: AnyEntry = ExceptionWithdrawn(ref=next_ref(stands), on=stands.on, by=by, of=ref, reasons=SOME_REASONS)
    name = phrases.lowered(measure.rule.name)
    return WithdrawalAsked(stands, user, held, why_shut(stands, entry, user), words(made.exception, "their"), name)


def _some(case: Case, measure: CaseMeasure, daily: bool) -> BarException:
    """An exception of each sort that could be made, to ask whether it may: for one day, or for day after day."""
    hours = (Hours(time(9), time(10)),)
    if daily:
        return BarException(kind=Occasion.DROP_OFF, hours=hours)
    day = min(case.on + timedelta(days=1), max(measure.until, case.on))
    return BarException(kind=Occasion.APPOINTMENT, since=day, until=day, hours=hours)
