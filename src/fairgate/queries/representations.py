"""The page of representations: the measure, or the notice of one, that the person speaks about."""

from dataclasses import dataclass
from datetime import date, datetime

from fairgate.engine import phrases
from fairgate.engine.acts.representations import RepresentationsMade
from fairgate.engine.calendar import BeyondCalendar
from fairgate.engine.entry import SUBJECT, Actor
from fairgate.engine.openings import notice_ends
from fairgate.queries.acting import Asked, Told, entry_named, next_ref, opened, told, why_shut
from fairgate.queries.reader import Reader
from fairgate.records.door import Hidden
from fairgate.records.models import User


@dataclass(frozen=True)
class RepresentationsAsked(Asked):
    """`by` in `until` is the last day, if one is set and runs; `heard_by` names the offices that decide."""

    about: str = ""
    entries: tuple[Told, ...] = ()
    until: date | None = None
    heard_by: str = ""
    paragraphs: tuple[str, ...] = ()
    earlier: tuple[Told, ...] = ()

    @property
    def is_late(self) -> bool:
        """Whether the time has gone by: they are taken all the same."""
        return self.until is not None and self.until < self.on


def representations(user: User, reference: str, ref: str, *, now: datetime) -> RepresentationsAsked:
    """What the person can speak about under the entry `ref`; or Hidden."""
    stands, held = opened(user, reference, now=now)
    folded, code = stands.folded, stands.code
    step = folded.steps.get(ref)
    measure = folded.measures.get(ref)
    rule = measure.measure.representations if measure else step.rule.representations if step else None
    if step is None or rule is None:
        raise Hidden("there is nothing to make representations about")
    try:
        until = measure.representations_by(stands.calendar) if measure else notice_ends(folded, step)
    except BeyondCalendar:
        until = None
    by = Actor(SUBJECT, f"subject {stands.record.subject_id}")
    proposed = RepresentationsMade(ref=next_ref(stands), on=stands.on, by=by, of=ref)
    reader = Reader.of(user, held, code)
    return RepresentationsAsked(
        stands,
        user,
        held,
        why_shut(stands, proposed, held=held),
        step.rule.name,
        (told(stands, entry_named(stands, ref), reader),),
        until,
        phrases.offices(code, rule.heard_by),
        rule.paragraphs,
        tuple(told(stands, e, reader) for e in stands.entries if isinstance(e, RepresentationsMade) and e.of == ref),
    )
