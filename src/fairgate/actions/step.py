"""Taking a step of the staged response: a conversation, a meeting, a letter, a bar, a referral, each of its kind."""

from typing import Any

from fairgate.actions.acting import Act, NotAllowed, Proposal, Setting, check, perform
from fairgate.engine.entries import STEP_ENTRIES, AnyEntry
from fairgate.engine.entry import MeasureImposed
from fairgate.engine.refusal import Reason, Refusal
from fairgate.records.models import LedgerEntry


def take_step(act: Act, *, step: str, **fields: Any) -> LedgerEntry:
    """Take a step. `fields` are those of the entry of its kind (`until`, `reply_by`, `reasons`, ...)."""
    return perform(act, _proposal(step, fields))


def check_step(act: Act, *, step: str, **fields: Any) -> AnyEntry:
    """What taking the step would enter, its dates worked out; nothing is written."""
    return check(act, _proposal(step, fields))


def _proposal(step: str, fields: dict[str, Any]) -> Proposal:
    def propose(setting: Setting) -> AnyEntry:
        rule = setting.stands.code.steps.get(step)
        if rule is None:
            raise NotAllowed(Refusal((Reason(f"The code has no step called {step!r}."),)))
        kind: type[Any] = STEP_ENTRIES[rule.kind]
        given = {name: value for name, value in fields.items() if name in kind.__struct_fields__}
        if issubclass(kind, MeasureImposed):
            given["sites"] = tuple(given.get("sites") or (setting.stands.record.school.slug,))
        entry: AnyEntry = kind(ref=setting.ref, on=setting.on, by=setting.actor(rule.by.offices), step=step, **given)
        return entry

    return propose
