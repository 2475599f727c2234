"""How an entry of the ledger reads: one sentence in the past tense, for timelines, explanations and bundles.

The sentence tells what was done, never what was said: an incident's own words stay in the entry.
"""

from collections.abc import Callable
from typing import Any

from fairgate.engine import phrases
from fairgate.engine.acts.account import AccountTaken, Part
from fairgate.engine.acts.bar import BarImposed
from fairgate.engine.acts.body import told
from fairgate.engine.acts.bundle import BundleMade
from fairgate.engine.acts.channel import ChannelRestricted, ContactCapped
from fairgate.engine.acts.closing import CaseClosed, CaseReopened
from fairgate.engine.acts.correction import BreachStruck
from fairgate.engine.acts.evidence import Basis, EvidenceAdded, EvidenceMasked, EvidenceRedacted, EvidenceUnmasked
from fairgate.engine.acts.exception import ExceptionMade, ExceptionWithdrawn, competence
from fairgate.engine.acts.exception import told as in_words
from fairgate.engine.acts.finding import BreachFound
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.acts.lapse import LapseTold
from fairgate.engine.acts.outcome import StepEnded
from fairgate.engine.acts.override import BarOverridden, OverrideReviewed, may_override, may_review_override
from fairgate.engine.acts.representations import RepresentationsMade
from fairgate.engine.acts.returned import LetterReturned
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.case import Case, CaseMeasure, CaseOverride
from fairgate.engine.entries import AnyEntry
from fairgate.engine.entry import MeasureDecided, MeasureImposed, StepTaken
from fairgate.engine.words import Kind, Method


def sentence(case: Case, entry: AnyEntry) -> str:
    """What an entry of this case says was done."""
    teller = _TELLERS.get(type(entry))
    if teller is not None:
        return teller(case, entry)
    assert isinstance(entry, StepTaken)  # noqa: S101 - every other type has its teller
    return _step(case, entry)


def paragraphs(case: Case, entry: AnyEntry) -> tuple[str, ...]:
    """The paragraphs under which an entry stands."""
    code = case.code
    if isinstance(entry, BreachRecorded):
        return tuple(dict.fromkeys(ref for clause in entry.clauses for ref in code.breaches[clause].paragraphs))
    if isinstance(entry, StepTaken):
        return entry.under or code.steps[entry.step].paragraphs
    if isinstance(entry, MeasureDecided):
        measure = case.measures[entry.of].measure
        sources = (measure.decision, measure.review)
        rules = [(s, r) for s in sources if s for r in s.outcomes if r.decision is entry.decision]
        return tuple(dict.fromkeys(ref for s, r in rules for ref in (*s.paragraphs, *r.paragraphs)))
    if isinstance(entry, RepresentationsMade) and entry.of in case.measures:
        return case.measures[entry.of].measure.representations.paragraphs
    if isinstance(entry, ExceptionMade):
        return competence(case, case.measures[entry.of], entry.exception).paragraphs
    if isinstance(entry, BarOverridden):
        return may_override(code, case.measures[entry.of]).paragraphs
    if isinstance(entry, OverrideReviewed):
        return may_review_override(code, _override(case, entry.of)[0]).paragraphs
    if isinstance(entry, LapseTold):
        rule = case.measures[entry.of].measure.lapse
        return rule.paragraphs if rule else ()
    if isinstance(entry, BreachFound | BreachStruck | EvidenceMasked | EvidenceUnmasked):
        return code.findings.paragraphs
    if isinstance(entry, EvidenceRedacted):
        return code.closing.paragraphs
    return ()


def _breach(case: Case, entry: BreachRecorded) -> str:
    names = phrases.both(f"“{case.code.breaches[clause].name}”" for clause in entry.clauses)
    what = "Alleged" if entry.alleged else "Recorded"
    where = f", {entry.setting.value.replace('_', ' ')}" if entry.setting else ""
    happened = f", on {phrases.day(entry.happened)}" if entry.happened != entry.on else ""
    marks = [m for m, given in (("serious", entry.serious), ("safeguarding", entry.safeguarding)) if given]
    marks += ["defamatory"] if entry.defamatory else []
    return f"{what}: {names}{where}{happened}{' (' + phrases.both(marks) + ')' if marks else ''}."


def _found(case: Case, entry: BreachFound) -> str:
    weighed = len(entry.weighed)
    after = f"; {weighed} account{'s' if weighed > 1 else ''} weighed" if weighed else ""
    return f"Found that it happened: {_names(case, entry.of)}{after}."


def _struck(case: Case, entry: BreachStruck) -> str:
    return f"Struck: {_names(case, entry.of)} counts no longer."


_TOLD = {
    Part.SUBJECT: "the person's own",
    Part.AFFECTED: "of somebody affected",
    Part.WITNESS: "of a witness",
    Part.REPORTER: "of whoever reported it",
}


def _account(case: Case, entry: AccountTaken) -> str:
    what = "An earlier account was put right" if entry.corrects else "Account taken"
    told = f", told on {phrases.day(entry.taken)}" if entry.taken != entry.on else ""
    return f"{what}: {_TOLD[entry.part]}{told}."


def _names(case: Case, ref: str) -> str:
    return phrases.both(f"“{case.code.breaches[clause].name}”" for clause in case.breaches[ref].clauses)


def _step(case: Case, entry: StepTaken) -> str:
    rule = case.code.steps[entry.step]
    text = f"{rule.name}{_DONE.get(rule.kind, '')}"
    if entry.reply_by is not None:
        text += f"; an answer is asked by {phrases.day(entry.reply_by)}"
    if isinstance(entry, MeasureImposed) and entry.until is not None:
        text += f" until {phrases.day(entry.until)}, that day included"
    if isinstance(entry, BarImposed | ChannelRestricted | ContactCapped) and entry.contact:
        text += f"; contact through {phrases.office(case.code, entry.contact)}"
    return f"{text}."


_DONE = {
    Kind.CONVERSATION: " held",
    Kind.MEETING: ": invitation made",
    Kind.MEDIATION: " offered",
    Kind.ASK_TO_LEAVE: "",
    Kind.WARNING: " written",
    Kind.INTENTION: " written",
    Kind.BAR: " imposed",
    Kind.CHANNEL_RESTRICTION: " imposed",
    Kind.CONTACT_CAP: " imposed",
    Kind.CONDITION: " set",
    Kind.REMOVAL_REQUEST: " made",
    Kind.PLATFORM_REPORT: " made",
    Kind.REFERRAL: " made",
    Kind.RECORD: " put on record",
}


def _ended(case: Case, entry: StepEnded) -> str:
    return f"{case.steps[entry.of].rule.name}: {entry.outcome.replace('_', ' ')}."


_METHODS = {Method.HAND: "handed over", Method.POST: "posted", Method.EMAIL: "sent by e-mail"}


def _served(case: Case, entry: LetterServed) -> str:
    if entry.of in case.steps:
        what = case.steps[entry.of].rule.name
    elif entry.of in case.letters:
        what = case.letters[entry.of].name
    else:
        _, measure = case.decisions[entry.of]
        what = f"Decision on the {phrases.lowered(measure.rule.name)}"
    text = f"{what}: letter {_METHODS[entry.method]}"
    if entry.deemed_on is not None and entry.deemed_on != entry.on:
        text += f", received in law on {phrases.day(entry.deemed_on)}"
    return f"{text}."


def _returned(case: Case, entry: LetterReturned) -> str:
    return "A letter came back: it has to be served again."


def _represented(case: Case, entry: RepresentationsMade) -> str:
    step = case.steps[entry.of]
    return f"Representations were made about the {phrases.lowered(step.rule.name)}."


def _lapse_told(case: Case, entry: LapseTold) -> str:
    return f"Written to the person that the {phrases.lowered(case.measures[entry.of].rule.name)} has ended."


_DECIDED = {
    "confirm": "confirmed",
    "uphold": "upheld",
    "vary": "varied",
    "lift": "lifted",
    "extend": "extended",
    "end": "ended",
}


def _decided(case: Case, entry: MeasureDecided) -> str:
    measure = case.measures[entry.of]
    text = f"{measure.rule.name} {_DECIDED[entry.decision.value]}"
    if entry.until is not None:
        text += f" until {phrases.day(entry.until)}, that day included"
    if entry.review_on is not None:
        text += f"; to be reviewed on {phrases.day(entry.review_on)}"
    if entry.meeting is not None:
        text += f"; decided by {phrases.office(case.code, entry.by.office)} {told(entry.meeting)}"
    return f"{text}."


def _excepted(case: Case, entry: ExceptionMade) -> str:
    name = phrases.lowered(case.measures[entry.of].rule.name)
    return f"Exception made to the {name}: {in_words(entry.exception)}."


def _withdrawn(case: Case, entry: ExceptionWithdrawn) -> str:
    return "An exception that was made to a bar was taken back."


def _overridden(case: Case, entry: BarOverridden) -> str:
    name = phrases.lowered(case.measures[entry.of].rule.name)
    return f"Let in on {phrases.day(entry.on)}, that day alone, in spite of the {name}."


def _override_reviewed(case: Case, entry: OverrideReviewed) -> str:
    return f"Looked at why the person was let in on {phrases.day(_override(case, entry.of)[1].on)}."


def _override(case: Case, ref: str) -> tuple[CaseMeasure, CaseOverride]:
    return next((m, one) for m in case.measures.values() for one in m.overrides if one.ref == ref)


def _evidence_added(case: Case, entry: EvidenceAdded) -> str:
    came = f", which came in {case.evidence[entry.part_of].name}" if entry.part_of else ""
    return f"Evidence added: {entry.name}{came}."


def _masked(case: Case, entry: EvidenceMasked) -> str:
    where = f" on page {entry.page}" if entry.page > 1 else ""
    return f"A passage{where} of {case.evidence[entry.of].name} was masked."


def _unmasked(case: Case, entry: EvidenceUnmasked) -> str:
    held = next(held for held in case.evidence.values() if entry.of in held.masks)
    return f"A masked passage of {held.name} is shown again."


_BASES = {
    Basis.ERASURE_REQUEST: "at the request of somebody who may have it erased",
    Basis.NOT_NEEDED: "it has nothing to do with the case",
    Basis.RETENTION_ENDED: "it has been kept for as long as such records are",
    Basis.COURT_ORDER: "a court ordered it",
    Basis.UNLAWFUL_TO_HOLD: "the law does not let it be held",
}


def _redacted(case: Case, entry: EvidenceRedacted) -> str:
    return f"{case.evidence[entry.of].name} was removed for good: {_BASES[entry.basis]}."


def _closed(case: Case, entry: CaseClosed) -> str:
    return f"Case closed: {entry.outcome.replace('_', ' ')}."


def _bundled(case: Case, entry: BundleMade) -> str:
    pages = f"{entry.pages:,} page{'s' if entry.pages > 1 else ''}"
    return f"The case file was copied for {entry.audience.called}: {pages}."


def _reopened(case: Case, entry: CaseReopened) -> str:
    return "Case reopened."


_TELLERS: dict[type, Callable[[Case, Any], str]] = {
    BreachRecorded: _breach,
    BreachFound: _found,
    BreachStruck: _struck,
    AccountTaken: _account,
    StepEnded: _ended,
    LetterServed: _served,
    LetterReturned: _returned,
    RepresentationsMade: _represented,
    LapseTold: _lapse_told,
    MeasureDecided: _decided,
    ExceptionMade: _excepted,
    ExceptionWithdrawn: _withdrawn,
    BarOverridden: _overridden,
    OverrideReviewed: _override_reviewed,
    EvidenceAdded: _evidence_added,
    EvidenceMasked: _masked,
    EvidenceUnmasked: _unmasked,
    EvidenceRedacted: _redacted,
    CaseClosed: _closed,
    CaseReopened: _reopened,
    BundleMade: _bundled,
}
