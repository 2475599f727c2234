"""The page of word that a measure has ended: which measure, when it ended, and why the person cannot be told yet."""

from dataclasses import dataclass
from datetime import date, datetime

from fairgate.engine import phrases
from fairgate.engine.acts.lapse import LapseTold, lapsed_on
from fairgate.queries.acting import Asked, actor, next_ref, opened, why_shut
from fairgate.records.door import Hidden
from fairgate.records.models import User


@dataclass(frozen=True)
class LapseAsked(Asked):
    """`measure` is what has ended, within a sentence; `since` and `until` the first and last day on which it held."""

    measure: str = ""
    since: date | None = None
    until: date | None = None
    paragraphs: tuple[str, ...] = ()


def lapse(user: User, reference: str, ref: str, *, now: datetime) -> LapseAsked:
    """The measure `ref` of a case; Hidden where it is none, or its code writes no such letter."""
    stands, held = opened(user, reference, now=now)
    measure = stands.folded.measures.get(ref)
    if measure is None or measure.measure.lapse is None:
        raise Hidden("there is no such measure")
    rule = measure.measure.lapse
    by = actor(stands, user, held, rule.owners)
    proposed = LapseTold(ref=next_ref(stands), on=stands.on, by=by, of=ref)
    return LapseAsked(
        stands,
        user,
        held,
        why_shut(stands, proposed, held=held),
        phrases.lowered(measure.rule.name),
        measure.since,
        lapsed_on(stands.folded, measure) or measure.until,
        rule.paragraphs,
    )
