"""Skipping: a step that is open only because conduct was serious leaves out those that would come first (law.md I7).

The code lets it, and asks for written reasons. The engine tells of a skip; that its reasons are written is asked on
every road to an act (actions/acting.py), while a story, which need not give reasons, still tells it.
"""

from fairgate.engine import phrases
from fairgate.engine.case import Case
from fairgate.engine.code import Opener, StepRule
from fairgate.engine.entry import Entry, StepTaken
from fairgate.engine.openings import opened_by
from fairgate.engine.refusal import Reason
from fairgate.engine.words import Kind, Mark


def skipped_under(case: Case, rule: StepRule) -> tuple[str, ...]:
    """The paragraphs that let a letter or a measure come before the steps below it now; () where nothing is left out.

    Nothing is left out either where the step is open for another reason besides, or passes the matter to others.
    """
    if not (rule.kind.is_measure or rule.kind in (Kind.WARNING, Kind.INTENTION)):
        return ()
    openers = [opener for opener, _ in opened_by(case, rule)]
    if not openers or not all(_is_skip(opener) for opener in openers):
        return ()
    return tuple(dict.fromkeys(ref for opener in openers for ref in opener.paragraphs))


def _is_skip(opener: Opener) -> bool:
    follows = opener.since or opener.after or opener.heard or opener.count > 1
    return opener.marked is Mark.SERIOUS and not follows


def why_unreasoned(case: Case, entry: Entry) -> Reason | None:
    """The reason against a step that skips those before it and does not say why; None where it may follow."""
    if not isinstance(entry, StepTaken) or entry.reasons.strip():
        return None
    rule = case.code.steps[entry.step]
    paragraphs = skipped_under(case, rule)
    if not paragraphs:
        return None
    return Reason(
        f"{phrases.one(rule.name)} is open only because what happened was serious: the steps that come first are left "
        "out, and the reasons for that are not written.",
        paragraphs,
        "Write why it cannot wait for the steps that come first.",
    )
