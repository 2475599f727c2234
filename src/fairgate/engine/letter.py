"""Which letter an entry sends under its code, and whether it is one that is served on the person."""

from fairgate.engine.acts.lapse import LapseTold
from fairgate.engine.acts.representations import RepresentationsMade
from fairgate.engine.case import Case
from fairgate.engine.duties import outcome_rule
from fairgate.engine.entries import AnyEntry
from fairgate.engine.entry import MeasureDecided, StepTaken


def letter_of(case: Case, entry: AnyEntry) -> str | None:
    """The id of the letter that an entry of this case sends to the person, to be served; None where it sends none."""
    if isinstance(entry, StepTaken):
        return case.code.steps[entry.step].letter
    if isinstance(entry, MeasureDecided):
        decision, measure = case.decisions[entry.ref]
        rule = outcome_rule(measure, decision)
        return rule.letter if rule else None
    if isinstance(entry, RepresentationsMade):
        return entry.letter or None
    if isinstance(entry, LapseTold):
        lapse = case.measures[entry.of].measure.lapse
        return lapse.letter if lapse else None
    return None


def note_of(case: Case, entry: AnyEntry) -> str | None:
    """The id of the note that goes with a referral to another body, and is never served; None where none does."""
    return case.code.steps[entry.step].cover_note if isinstance(entry, StepTaken) else None
