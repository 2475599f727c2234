"""Taking a step of the staged response: a conversation, a meeting, a letter, a bar, a referral, each of its kind."""

from collections.abc import Iterator
from typing import Any

from fairgate.actions.acting import Act, NotAllowed, Proposal, Setting, check, perform
from fairgate.actions.arrangements import why_incomplete
from fairgate.engine.acts.bar import BarImposed
from fairgate.engine.acts.outcome import StepEnded
from fairgate.engine.acts.warning import IntentionNotified
from fairgate.engine.code import StepRule
from fairgate.engine.decide import Accepted, decide
from fairgate.engine.entries import STEP_ENTRIES, AnyEntry
from fairgate.engine.entry import MeasureImposed
from fairgate.engine.refusal import Reason, Refusal
from fairgate.records.children import children_of
from fairgate.records.models import LedgerEntry


def take_step(act: Act, *, step: str, outcome: str = "", **fields: Any) -> LedgerEntry:
    """Take a step. `fields` are those of the entry of its kind (`until`, `reply_by`, `reasons`, ...).

    `outcome` says how it ended where that is known at once, as of a conversation: an entry of its own.
    """
    return perform(act, *_proposals(step, outcome, fields))


def check_step(act: Act, *, step: str, outcome: str = "", **fields: Any) -> tuple[AnyEntry, ...]:
    """What taking the step would enter, its dates worked out; nothing is written."""
    return check(act, *_proposals(step, outcome, fields))


def check_draft(act: Act, *, step: str, **fields: Any) -> tuple[AnyEntry, ...]:
    """What the step would enter once somebody else has signed it too; nothing is written."""
    return check(act, *_proposals(step, "", fields), draft=True)


def _proposals(step: str, outcome: str, fields: dict[str, Any]) -> Iterator[Proposal]:
    yield _taking(step, fields)
    if outcome:
        yield lambda setting: StepEnded(
            ref=setting.ref, on=setting.on, by=setting.anyone(), of=setting.before, outcome=outcome
        )


def _insist_on_arrangements(setting: Setting, rule: StepRule, bar: BarImposed) -> None:
    """Refuse a bar that the code would allow, but that leaves open what happens for the children meanwhile."""
    children = children_of(setting.stands.record.subject)
    reason = why_incomplete(bar.arrangements, children, rule.paragraphs)
    if reason is None:
        return
    stands = setting.stands
    if isinstance(decide(stands.code, stands.calendar, stands.entries, bar), Accepted):
        raise NotAllowed(Refusal((reason,)))


def _taking(step: str, fields: dict[str, Any]) -> Proposal:
    def propose(setting: Setting) -> AnyEntry:
        rule = setting.stands.code.steps.get(step)
        if rule is None:
            raise NotAllowed(Refusal((Reason(f"The code has no step called {step!r}."),)))
        kind: type[Any] = STEP_ENTRIES[rule.kind]
        given = {name: value for name, value in fields.items() if name in kind.__struct_fields__}
        if issubclass(kind, MeasureImposed | IntentionNotified):
            given["sites"] = tuple(given.get("sites") or (setting.stands.record.school.slug,))
        entry: AnyEntry = kind(ref=setting.ref, on=setting.on, by=setting.actor(rule.by.offices), step=step, **given)
        if isinstance(entry, BarImposed):
            _insist_on_arrangements(setting, rule, entry)
        return entry

    return propose
