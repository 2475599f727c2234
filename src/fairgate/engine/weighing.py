"""Weighing: whether a measure is in proportion, said before it is imposed, kept or made longer (law.md 17).

A ledger without it still reads, and a story need not tell it. Whoever really decides cannot leave it out: every road to
an act asks `why_unweighed` (actions/acting.py).
"""

from fairgate.engine import phrases
from fairgate.engine.case import Case
from fairgate.engine.entry import Entry, MeasureDecided, MeasureImposed, Weighing
from fairgate.engine.refusal import Reason
from fairgate.engine.words import Decision

ABOUT = {
    "alternatives": "what else was considered, and why it would not do",
    "child": "how it bears on the child",
    "needs": "what is known of the person's own needs, and what is adjusted for them",
}
"""What has to be weighed, by the name of its field, in words within a sentence."""

_KEEPS = frozenset({Decision.CONFIRM, Decision.UPHOLD, Decision.VARY, Decision.EXTEND})


def is_weighed(entry: Entry) -> bool:
    """Whether an entry is one that has to be weighed: it imposes a measure, keeps it, changes it or lengthens it."""
    if isinstance(entry, MeasureDecided):
        return keeps(entry.decision)
    return isinstance(entry, MeasureImposed)


def keeps(decision: Decision) -> bool:
    """Whether the person stays under the measure after that decision; nothing is weighed to set somebody free."""
    return decision in _KEEPS


def unsaid(weighing: Weighing | None) -> tuple[str, ...]:
    """What is not said, in words; 'none known' is said, an empty answer is not."""
    return tuple(words for name, words in ABOUT.items() if weighing is None or not getattr(weighing, name).strip())


def why_unweighed(case: Case, entry: Entry) -> Reason | None:
    """The reason against an entry that leaves out what has to be weighed; None where it may follow as it is."""
    if not isinstance(entry, MeasureImposed | MeasureDecided) or not is_weighed(entry):
        return None
    missing = unsaid(entry.weighing)
    if not missing:
        return None
    if isinstance(entry, MeasureDecided):
        measure = case.measures[entry.of]
        name, paragraphs = phrases.lowered(measure.rule.name), measure.measure.decision.paragraphs
        what = f"To {entry.decision} a {name}"
    else:
        rule = case.code.steps[entry.step]
        what, paragraphs = f"To impose {phrases.a(phrases.lowered(rule.name))}", rule.paragraphs
    return Reason(
        f"{what} is lawful only where it is in proportion, and its record has to show it. It does not say "
        f"{phrases.both(missing)}.",
        paragraphs,
        "Write each of them in a sentence or two; where nothing is known, write “none known”.",
    )
