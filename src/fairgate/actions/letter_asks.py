"""Which paragraphs of the trust's own code ask for each thing that a letter must state, by its number in law.md."""

from fairgate.engine.acts.imposing import length_of
from fairgate.engine.acts.lapse import LapseTold
from fairgate.engine.acts.representations import RepresentationsMade, rule_of
from fairgate.engine.case import CaseMeasure
from fairgate.engine.code import Representations
from fairgate.engine.duties import outcome_rule
from fairgate.engine.entries import AnyEntry
from fairgate.engine.entry import MeasureDecided, StepTaken
from fairgate.records.standing import Standing

Asked = dict[str, tuple[str, ...]]


def asked_by(stands: Standing, entry: AnyEntry) -> Asked:
    """By each number of law.md section 1, the paragraphs that ask for the same; only where the code has some."""
    asked: Asked = {}
    for link in stands.code.links:
        if "complaint" in link.id:
            asked |= {"10": link.paragraphs, "43": link.paragraphs}
    if isinstance(entry, StepTaken):
        rule = stands.code.steps[entry.step]
        asked |= {"1": rule.paragraphs, "2": entry.under or rule.paragraphs, "5": rule.paragraphs}
        asked |= {"9": rule.paragraphs, "11": rule.by.paragraphs, "13": rule.by.paragraphs, "48": rule.paragraphs}
        asked |= _heard(rule.representations)
    elif isinstance(entry, RepresentationsMade):
        asked |= _heard(rule_of(stands.folded, entry))
    elif isinstance(entry, LapseTold):
        lapse = stands.folded.measures[entry.of].measure.lapse
        asked |= dict.fromkeys(("1", "11", "21"), lapse.paragraphs) if lapse else {}
    measure = _measure(stands, entry)
    if measure is not None:
        asked |= _of_measure(stands, measure)
    if isinstance(entry, MeasureDecided) and measure is not None:
        outcome = outcome_rule(measure, stands.folded.decisions[entry.ref][0])
        refs = outcome.paragraphs if outcome else measure.measure.decision.paragraphs
        asked |= dict.fromkeys(("1", "2", "9", "11", "13", "16"), refs)
    return {number: refs for number, refs in asked.items() if refs}


def _measure(stands: Standing, entry: AnyEntry) -> CaseMeasure | None:
    measures = stands.folded.measures
    return measures.get(entry.ref) or measures.get(getattr(entry, "of", ""))


def _of_measure(stands: Standing, measure: CaseMeasure) -> Asked:
    rule = measure.measure
    looks = rule.review.paragraphs if rule.review else ()
    asked = {"3": tuple(dict.fromkeys((*length_of(stands.folded, measure).paragraphs, *looks)))}
    asked |= {"6": tuple(dict.fromkeys((*rule.decision.paragraphs, *looks))), "16": rule.decision.paragraphs}
    if rule.contact is not None:
        asked |= {"7": rule.contact.paragraphs, "I25": rule.contact.paragraphs}
    return asked | _heard(rule.representations)


def _heard(right: Representations | None) -> Asked:
    return dict.fromkeys(("4", "15"), right.paragraphs) if right else {}
