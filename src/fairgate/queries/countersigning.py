"""Drafts that wait for a second signature: on a case's page, on the worklist, and the page where one is signed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from msgspec.structs import replace

from fairgate.engine import phrases
from fairgate.engine.authority import is_competent, office_for
from fairgate.engine.decide import Accepted, decide
from fairgate.engine.entries import AnyEntry, decode_many
from fairgate.engine.entry import Actor, Countersignature, StepTaken
from fairgate.queries.acting import Asked, next_ref, opened, why_shut
from fairgate.queries.own_words import Words, words_of
from fairgate.queries.worked_out import WorkedOut, worked_out
from fairgate.records.door import Hidden
from fairgate.records.models import DraftedAct, User
from fairgate.records.standing import Standing


@dataclass(frozen=True)
class Draft:
    """A draft of a case. `whose` countersigns it, in words; `yours`: this reader may, and did not draft it."""

    step: str
    name: str
    drafter: str
    on: date
    whose: str
    offices: tuple[str, ...]
    paragraphs: tuple[str, ...]
    yours: bool


@dataclass(frozen=True)
class DraftAsked(Asked):
    """One draft, for whoever would sign it: what it says, what would follow from it today, and why they may not.

    `entry` is what it would enter today; None where that is not open any more.
    """

    draft: DraftedAct | None = None
    told: Draft | None = None
    words: tuple[Words, ...] = ()
    worked: WorkedOut | None = None
    entry: AnyEntry | None = None

    @property
    def is_own(self) -> bool:
        """Whether the reader drafted it."""
        return self.draft is not None and self.draft.by_id == self.by.pk

    @property
    def may_change(self) -> bool:
        """Whether the reader may draft it anew, or throw it away."""
        step = self.draft.step if self.draft else ""
        rule = self.code.steps.get(step)
        return rule is not None and any(is_competent(self.code, one, rule.by.offices) for one in self.held)


def drafts_of(stands: Sequence[Standing]) -> dict[int, list[DraftedAct]]:
    """The drafts of those cases by the case's primary key: one query, and none where no code asks for a signature."""
    asking = [one.record.pk for one in stands if any(step.countersigned_by for step in one.code.steps.values())]
    found: dict[int, list[DraftedAct]] = {}
    if asking:
        for draft in DraftedAct.objects.filter(case__in=asking).select_related("by"):
            found.setdefault(draft.case_id, []).append(draft)
    return found


def told(stands: Standing, draft: DraftedAct, user: User, held: Iterable[str]) -> Draft | None:
    """A draft as a line tells it; None where the code has no such step any more."""
    rule = stands.code.steps.get(draft.step)
    if rule is None:
        return None
    offices = rule.countersigned_by
    yours = draft.by_id != user.pk and any(is_competent(stands.code, one, offices) for one in held)
    return Draft(
        step=draft.step,
        name=rule.name,
        drafter=draft.by.name,
        on=timezone.localdate(draft.drafted_at),
        whose=phrases.offices(stands.code, offices),
        offices=offices,
        paragraphs=rule.paragraphs,
        yours=yours,
    )


def drafted(user: User, reference: str, step: str, *, now: datetime) -> DraftAsked:
    """The draft of that step, to be signed; or Hidden."""
    stands, held = opened(user, reference, now=now)
    # What no database can hold is no step of any code: PostgreSQL would not even look for it.
    drafts = DraftedAct.objects.filter(case=stands.record, step=step).select_related("by")
    draft = drafts.first() if step in stands.code.steps else None
    line = told(stands, draft, user, held) if draft is not None else None
    if draft is None or line is None:
        raise Hidden("there is no such draft")
    (kept,) = decode_many([draft.payload])
    assert isinstance(kept, StepTaken)  # noqa: S101 - nothing else is drafted
    rule = stands.code.steps[step]
    by = Actor(office_for(stands.code, held, rule.countersigned_by), f"user {user.pk}")
    entry: AnyEntry = replace(kept, ref=next_ref(stands), on=stands.on)
    signed: AnyEntry = replace(entry, countersigned=Countersignature(by=by, digest=draft.digest))
    answer = decide(stands.code, stands.calendar, stands.entries, entry, draft=True)
    return DraftAsked(
        stands,
        user,
        held,
        why_shut(stands, signed, user),
        draft,
        line,
        tuple(words_of(kept, stands.record.subject.kept.name)),
        worked_out(stands, (answer.entry,)) if isinstance(answer, Accepted) else None,
        answer.entry if isinstance(answer, Accepted) else None,
    )
