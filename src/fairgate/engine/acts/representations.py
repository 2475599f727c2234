"""Representations: what the person says about a measure, or about the notice that one is intended."""

import msgspec

from fairgate.engine import phrases
from fairgate.engine.case import Case
from fairgate.engine.code import Representations
from fairgate.engine.entry import Entry
from fairgate.engine.refusal import refuse
from fairgate.engine.service import CaseLetter
from fairgate.engine.words import Kind


class RepresentationsMade(Entry, frozen=True, kw_only=True, tag="representations_made"):
    """The person said what they wish to be weighed about `of`.

    `letter` acknowledges it: filled in by the engine, so that nothing is owed of those that were entered before the
    code had such a letter.
    """

    of: str
    text: str = ""
    letter: str = ""


def make_representations(case: Case, proposed: RepresentationsMade) -> RepresentationsMade:
    """The representations as they may stand in the ledger. Late ones are taken too: nobody is turned away unheard."""
    measure = case.measures.get(proposed.of)
    if measure is not None:
        if not measure.is_current(case.on, case.calendar):
            raise refuse(
                f"This {phrases.lowered(measure.rule.name)} ended, so there is nothing left to decide about it.",
                measure.measure.representations.paragraphs,
                "A concern about how it was made can always be raised through the complaints procedure.",
            )
        return _acknowledged(proposed, measure.measure.representations)
    step = case.steps.get(proposed.of)
    if step is not None and step.rule.kind is Kind.INTENTION:
        return _acknowledged(proposed, step.rule.representations)
    raise refuse(
        f"Representations are about a measure, or a notice that one is intended; {proposed.of!r} is neither.",
        (),
        f"There are: {', '.join(case.measures) or 'none yet'}.",
    )


def _acknowledged(proposed: RepresentationsMade, right: Representations | None) -> RepresentationsMade:
    return msgspec.structs.replace(proposed, letter=(right.letter or "") if right else "")


def apply(case: Case, entry: RepresentationsMade) -> None:
    """Fold them in."""
    rule = rule_of(case, entry)
    if rule is not None and entry.letter:
        case.letters[entry.ref] = CaseLetter(
            entry.ref, entry.on, "Acknowledgement of representations", rule.to, rule.paragraphs
        )
    if entry.of in case.measures:
        case.measures[entry.of].representations.append((entry.ref, case.seq, entry.on))
    else:
        case.steps[entry.of].representations.append(entry.ref)


def rule_of(case: Case, entry: RepresentationsMade) -> Representations | None:
    """The right under which they were made: that of the measure, or of the notice that one is intended."""
    measure = case.measures.get(entry.of)
    return measure.measure.representations if measure is not None else case.steps[entry.of].rule.representations
