"""The timeline of a case: each entry of its ledger as it reads, who made it, and what can be done about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from fairgate.engine import phrases
from fairgate.engine.account import is_of
from fairgate.engine.acts.account import AccountTaken
from fairgate.engine.acts.correction import BreachStruck
from fairgate.engine.acts.evidence import EvidenceAdded, EvidenceMasked, EvidenceRedacted, EvidenceUnmasked
from fairgate.engine.acts.exception import ExceptionMade, competence
from fairgate.engine.acts.finding import BreachFound
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.acts.lapse import why_not_told
from fairgate.engine.acts.outcome import StepEnded
from fairgate.engine.acts.override import may_override
from fairgate.engine.case import Case, CaseBreach, CaseDecision, CaseMeasure, CaseStep
from fairgate.engine.duties import outcome_rule
from fairgate.engine.entries import AnyEntry
from fairgate.engine.entry import SUBJECT, MeasureDecided, MeasureImposed, StepTaken
from fairgate.engine.evidence import CaseEvidence
from fairgate.engine.exceptions import BarException
from fairgate.engine.service import CaseLetter
from fairgate.engine.telling import paragraphs, sentence
from fairgate.engine.words import Kind, Mark, MeasureState, Occasion
from fairgate.queries.own_words import Words, words_of
from fairgate.queries.reader import Reader, Way
from fairgate.queries.stands import state_in_words
from fairgate.records.models import LedgerEntry
from fairgate.records.standing import Standing


@dataclass(frozen=True)
class Tag:
    """A word about what became of an entry; `tone` is 'late', 'soon', 'good' or 'quiet'."""

    word: str
    tone: str


@dataclass(frozen=True)
class LetterLink:
    """A letter that the entry sent: its number, and what it is."""

    number: int
    name: str


@dataclass(frozen=True)
class FileLine:
    """A file that an entry added: its number, and what is said of it."""

    number: int
    text: str


@dataclass(frozen=True)
class Line:
    """One entry. `restricted`: its text is kept back from this reader; `recorded_on` when it was typed in.

    `evidence` is the number of the file that it added, where its page shows anything to this reader.
    """

    ref: str
    on: date
    recorded_on: date
    sentence: str
    by: str
    office: str
    words: tuple[Words, ...]
    restricted: bool
    tags: tuple[Tag, ...]
    letters: tuple[LetterLink, ...]
    evidence: int | None
    paragraphs: tuple[str, ...]
    ways: tuple[Way, ...]
    strong: bool


def timeline(
    stands: Standing,
    rows: Mapping[str, LedgerEntry],
    letters: Mapping[str, list[LetterLink]],
    reader: Reader,
    files: Mapping[str, FileLine] | None = None,
    names: Mapping[str, str] | None = None,
) -> tuple[Line, ...]:
    """The entries, newest first. `rows` and `letters` are found by an entry's reference; rows with their user.

    `files` are those that entries added, by the entry's reference too; `names` those of who countersigned, by person.
    """
    ended = frozenset(entry.of for entry in stands.entries if isinstance(entry, StepEnded))
    lines = []
    for entry in reversed(stands.entries):
        row = rows[entry.ref]
        restricted = not is_read(stands.folded, entry, reader)
        file = files.get(entry.ref) if files is not None and not restricted else None
        said = (Words("Note", file.text),) if file is not None and file.text else ()
        lines.append(
            Line(
                ref=entry.ref,
                on=entry.on,
                recorded_on=timezone.localdate(row.recorded_at),
                sentence=sentence(stands.folded, entry),
                by=_by(stands, entry, row),
                office=_office(stands, entry),
                words=()
                if restricted
                else (*said, *words_of(entry, stands.record.subject.kept.name), *_signed(stands, entry, names or {})),
                restricted=restricted,
                tags=tuple(_tags(stands.folded, entry)),
                letters=tuple(letters.get(entry.ref, ())),
                evidence=file.number if file is not None else None,
                paragraphs=paragraphs(stands.folded, entry),
                ways=tuple(_ways(stands.folded, entry, reader, ended)),
                strong=isinstance(entry, MeasureImposed | MeasureDecided),
            )
        )
    return tuple(lines)


def is_read(case: Case, entry: AnyEntry, reader: Reader) -> bool:
    """Whether this reader reads what an entry says.

    Kept back are a breach that is marked safeguarding, what was told and found of it, a referral for safeguarding, and
    evidence that bears on one of them.
    """
    if isinstance(entry, BreachRecorded):
        return reader.reads(case, case.breaches[entry.ref])
    if isinstance(entry, BreachFound | BreachStruck):
        return reader.reads(case, case.breaches[entry.of])
    if isinstance(entry, AccountTaken):
        return all(reader.reads(case, one) for one in case.breaches.values() if is_of(case.accounts[entry.ref], one))
    if isinstance(entry, StepEnded):
        return reader.reads_safeguarding or not _is_safeguarding_step(case.steps[entry.of])
    if isinstance(entry, StepTaken):
        return reader.reads_safeguarding or not _is_safeguarding_step(case.steps[entry.ref])
    if isinstance(entry, EvidenceAdded):
        return reads_evidence(case, case.evidence[entry.ref], reader)
    if isinstance(entry, EvidenceMasked | EvidenceUnmasked | EvidenceRedacted):
        held = next(one for ref, one in case.evidence.items() if entry.of == ref or entry.of in one.masks)
        return reads_evidence(case, held, reader)
    return True


def reads_evidence(case: Case, held: CaseEvidence, reader: Reader) -> bool:
    """Whether this reader reads all that a piece of evidence bears on."""
    breaches = (case.breaches[ref] for ref in held.about if ref in case.breaches)
    steps = (case.steps[ref] for ref in held.about if ref in case.steps)
    return all(reader.reads(case, breach) for breach in breaches) and (
        reader.reads_safeguarding or not any(_is_safeguarding_step(step) for step in steps)
    )


def _is_safeguarding_step(step: CaseStep) -> bool:
    rule = step.rule
    openers = rule.opens if rule.must is None else (*rule.opens, *rule.must.when)
    return rule.kind is Kind.REFERRAL and all(opener.marked is Mark.SAFEGUARDING for opener in openers)


def _signed(stands: Standing, entry: AnyEntry, names: Mapping[str, str]) -> Iterator[Words]:
    """Who signed it too, where the code asks for two."""
    signed = entry.countersigned if isinstance(entry, StepTaken) else None
    if signed is not None:
        office = stands.code.offices.get(signed.by.office)
        who = names.get(signed.by.person, "somebody who has left")
        drafted = f"; drafted on {phrases.day(signed.drafted_on)}" if signed.drafted_on else ""
        yield Words("Countersigned by", f"{who}, {office.name if office else signed.by.office}{drafted}")


def _by(stands: Standing, entry: AnyEntry, row: LedgerEntry) -> str:
    who = row.by_user.name if row.by_user else ""
    if entry.by.office == SUBJECT:
        return f"{stands.record.subject.kept.name}{', entered by ' + who if who else ''}"
    return who or "somebody who has left"


def _office(stands: Standing, entry: AnyEntry) -> str:
    if entry.by.office == SUBJECT:
        return ""
    known = stands.code.offices.get(entry.by.office)
    return known.name if known else entry.by.office.replace("_", " ")


def _tags(case: Case, entry: AnyEntry) -> Iterator[Tag]:
    if isinstance(entry, BreachRecorded):
        breach = case.breaches[entry.ref]
        yield _breach_tag(breach)
        yield from (Tag(mark.value.capitalize(), "quiet") for mark in Mark if mark in breach.marks)
    if isinstance(entry, MeasureImposed):
        measure = case.measures[entry.ref]
        tones = {MeasureState.PROVISIONAL: "soon", MeasureState.CONFIRMED: "late"}
        yield Tag(phrases.upper(state_in_words(case, measure)), tones.get(case.state_of(measure), "quiet"))
    if isinstance(entry, StepTaken):
        step = case.steps[entry.ref]
        if step.rule.letter is not None:
            yield _served_tag(case, step)
        if step.outcome is not None:
            yield Tag(step.outcome.replace("_", " ").capitalize(), "quiet")
    if isinstance(entry, EvidenceAdded):
        held = case.evidence[entry.ref]
        if held.removed_on is not None:
            yield Tag("Removed", "quiet")
        elif held.masked:
            yield Tag("Masked in part", "quiet")
    if isinstance(entry, MeasureDecided):
        decision, measure = case.decisions[entry.ref]
        rule = outcome_rule(measure, decision)
        if rule is not None and rule.letter is not None:
            yield _served_tag(case, decision)
    if entry.ref in case.letters:
        yield _served_tag(case, case.letters[entry.ref])


def _breach_tag(breach: CaseBreach) -> Tag:
    if breach.struck_on is not None:
        return Tag("Struck", "quiet")
    return Tag("Found", "quiet") if breach.counts else Tag("Alleged", "soon")


def _served_tag(case: Case, letter: CaseStep | CaseDecision | CaseLetter) -> Tag:
    if letter.served_on is not None:
        return Tag("Served", "good")
    sent = case.sent(letter.ref)
    if sent is None:
        return Tag("Not served yet", "soon")
    return Tag(f"Posted: counts as received on {phrases.day(sent.deemed_on)}", "quiet")


def _ways(case: Case, entry: AnyEntry, reader: Reader, ended: frozenset[str]) -> Iterator[Way]:
    """What can be done about an entry. A closed case takes only what comes back: a service, an outcome.

    `ended` are the steps of which somebody recorded how they ended: silence, which the fold reads, can still be broken.
    """
    if isinstance(entry, BreachRecorded) and not case.is_closed:
        yield from _ways_of_breach(case, case.breaches[entry.ref], reader)
    if isinstance(entry, StepTaken):
        step = case.steps[entry.ref]
        if step.rule.letter is not None and step.posted_on is None:
            yield reader.way("Record how it was served", "service", entry.ref)
        if (step.rule.outcomes or step.rule.kind is Kind.REFERRAL) and entry.ref not in ended:
            yield reader.way("Record how it ended", "outcome", entry.ref)
        if step.rule.kind is Kind.INTENTION and not case.is_closed:
            yield reader.way("Enter representations", "representations", entry.ref)
    if isinstance(entry, EvidenceMasked) and any(
        mask.ref == entry.ref for held in case.evidence.values() if held.removed_on is None for mask in held.masked
    ):
        yield reader.way("Show it again", "unmask", entry.ref, case.code.findings.offices)
    if isinstance(entry, ExceptionMade) and not case.is_closed:
        measure = case.measures[entry.of]
        if any(one.ref == entry.ref for one in measure.allowed) and measure.is_current(case.on, case.calendar):
            offices = competence(case, measure, entry.exception).offices
            yield reader.way("Take it back", "exception_withdrawal", entry.ref, offices)
    if isinstance(entry, MeasureImposed) and not case.is_closed:
        yield from _ways_of_measure(case, case.measures[entry.ref], reader)
    if isinstance(entry, MeasureDecided):
        decision, measure = case.decisions[entry.ref]
        rule = outcome_rule(measure, decision)
        if rule is not None and rule.letter is not None and decision.posted_on is None:
            yield reader.way("Record how it was served", "service", entry.ref)
    if entry.ref in case.letters and case.letters[entry.ref].posted_on is None:
        yield reader.way("Record how it was served", "service", entry.ref)


def _ways_of_breach(case: Case, breach: CaseBreach, reader: Reader) -> Iterator[Way]:
    findings = case.code.findings.offices
    if breach.is_live and reader.reads(case, breach):
        yield reader.way("Take an account", "account", breach.ref)
    if breach.is_live and not breach.counts:
        yield reader.way("Find whether it happened", "finding", breach.ref, findings)
    if breach.is_live:
        resting = (measure for measure in case.measures.values() if breach in measure.rests_on)
        deciders = (owner for measure in resting for owner in measure.measure.decision.owners)
        way = reader.way("Strike it", "correction", breach.ref, tuple(dict.fromkeys((*findings, *deciders))))
        if way.open:
            yield way


def _ways_of_measure(case: Case, measure: CaseMeasure, reader: Reader) -> Iterator[Way]:
    if measure.is_current(case.on, case.calendar):
        yield reader.way("Enter representations", "representations", measure.ref)
        yield reader.way_to_decide(measure, "Decide about it")
    if measure.rule.kind is Kind.BAR and measure.is_current(case.on, case.calendar):
        # For a single day more offices may than for day after day; the page asks which it is.
        one_day = BarException(kind=Occasion.APPOINTMENT, since=case.on, until=case.on)
        way = reader.way("Make an exception", "exception", measure.ref, competence(case, measure, one_day).offices)
        if way.open:
            yield way
    if measure.rule.kind is Kind.BAR and measure.holds(case.on, case.calendar):
        way = reader.way("Let them in today", "override", measure.ref, may_override(case.code, measure).offices)
        if way.open:
            yield way
    if measure.measure.lapse is not None and why_not_told(case, measure) is None:
        yield reader.way("Tell them that it has ended", "lapse", measure.ref, measure.measure.lapse.owners)
