"""The page of an outcome: one step that was taken, and how the code lets it end."""

from dataclasses import dataclass
from datetime import date, datetime

from fairgate.engine.acts.outcome import StepEnded
from fairgate.engine.words import Kind
from fairgate.queries.acting import Asked, Told, actor, entry_named, next_ref, opened, told, why_shut
from fairgate.queries.reader import Reader
from fairgate.records.door import Hidden
from fairgate.records.models import User


@dataclass(frozen=True)
class OutcomeAsked(Asked):
    """`outcomes` are the code's words for how the step can end; empty for a referral, whose end is written freely.

    `silence` is what no answer reads as, `recorded` what was recorded already, both in words.
    """

    step: str = ""
    kind: Kind = Kind.RECORD
    taken_on: date | None = None
    entries: tuple[Told, ...] = ()
    outcomes: tuple[str, ...] = ()
    silence: str = ""
    recorded: str = ""


def outcome(user: User, reference: str, ref: str, *, now: datetime) -> OutcomeAsked:
    """The step of the entry `ref`; or Hidden, also where the code gives it no way to end."""
    stands, held = opened(user, reference, now=now)
    step = stands.folded.steps.get(ref)
    if step is None or not (step.rule.outcomes or step.rule.kind is Kind.REFERRAL):
        raise Hidden("there is no such step")
    recorded = [e.outcome for e in stands.entries if isinstance(e, StepEnded) and e.of == ref]
    proposed = StepEnded(
        ref=next_ref(stands),
        on=stands.on,
        by=actor(stands, user, held),
        of=ref,
        outcome=next(iter(step.rule.outcomes), "answered"),
    )
    return OutcomeAsked(
        stands,
        user,
        held,
        why_shut(stands, proposed),
        step.rule.name,
        step.rule.kind,
        step.entry.on,
        (told(stands, entry_named(stands, ref), Reader.of(user, held, stands.code)),),
        step.rule.outcomes,
        (step.rule.silence or "").replace("_", " "),
        recorded[-1].replace("_", " ") if recorded else "",
    )
