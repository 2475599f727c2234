"""Tells a story to the engine, and says where the engine and the story first differ."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from msgspec import Struct

from fairgate.engine.acts.channel import ChannelRestricted, ContactCapped
from fairgate.engine.acts.closing import CaseClosed, CaseReopened
from fairgate.engine.acts.condition import ConditionSet
from fairgate.engine.acts.correction import BreachStruck
from fairgate.engine.acts.decision_review import outcome_rules
from fairgate.engine.acts.finding import BreachFound
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.acts.lapse import LapseTold
from fairgate.engine.acts.outcome import StepEnded
from fairgate.engine.acts.referral import Referred
from fairgate.engine.acts.representations import RepresentationsMade
from fairgate.engine.acts.returned import LetterReturned
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.case import Case
from fairgate.engine.code import Code
from fairgate.engine.decide import Accepted, decide
from fairgate.engine.duties import Duty
from fairgate.engine.entries import STEP_ENTRIES, AnyEntry
from fairgate.engine.entry import SUBJECT, Actor, Countersignature, MeasureDecided, MeasureImposed, Weighing
from fairgate.engine.fold import fold
from fairgate.engine.next_steps import Position, position
from fairgate.engine.refusal import Reason, Refusal
from fairgate.engine.words import Kind, OfficeKind
from fairgate.policy.stories import Story, Told
from fairgate.policy.story_shape import Expect, ExpectedDuty, Line, expected_duties, read_cap, words


class Difference(Struct, frozen=True):
    """Where the engine and a story part: the line, what was expected, what came, and the paragraphs behind it."""

    line: Told
    expected: str
    got: str
    paragraphs: tuple[str, ...] = ()

    def __str__(self) -> str:
        cited = f" ({', '.join(self.paragraphs)})" if self.paragraphs else ""
        return f"step {self.line.number}, {self.line.on}: expected {self.expected}; got {self.got}{cited}"


def rehearse(story: Story) -> Difference | None:
    """The first line of the story that the engine tells differently, or None."""
    ledger: list[AnyEntry] = []
    for told in story.lines:
        if told.expect is not None:
            case = fold(story.pack.code, story.calendar, ledger, told.on)
            difference = _compare(story, told, position(case), told.expect)
            if difference:
                return difference
            continue
        answer = propose(story, ledger, told)
        difference = _answered(told, answer)
        if difference:
            return difference
        if isinstance(answer, Accepted):
            ledger.append(answer.entry)
    return None


def ledger_on(story: Story, on: date) -> list[AnyEntry]:
    """The story's ledger up to and including a day, as far as the engine accepts it."""
    ledger: list[AnyEntry] = []
    for told in story.lines:
        if told.line is None or told.refused or told.on > on:
            continue
        answer = propose(story, ledger, told)
        if isinstance(answer, Accepted):
            ledger.append(answer.entry)
    return ledger


def propose(story: Story, ledger: list[AnyEntry], told: Told) -> Accepted | Refusal:
    """The engine's answer to the entry that one line of the story proposes."""
    code, calendar = story.pack.code, story.calendar
    case = fold(code, calendar, ledger, told.on)
    assert told.line is not None  # noqa: S101 - an expectation proposes nothing
    entry = entry_of(code, case, told.line, told.on, story.school, f"e{len(ledger) + 1}")
    if isinstance(entry, Reason):
        return Refusal((entry,))
    return decide(code, calendar, ledger, entry)


def _answered(told: Told, answer: Accepted | Refusal) -> Difference | None:
    if isinstance(answer, Refusal):
        if not told.refused:
            return Difference(told, "the entry to be accepted", f"a refusal: {answer}", answer.paragraphs)
        missing = [ref for ref in told.because if ref not in answer.paragraphs]
        if missing:
            return Difference(
                told, f"a refusal that cites {', '.join(missing)}", f"a refusal: {answer}", answer.paragraphs
            )
        return None
    if told.refused:
        return Difference(told, "a refusal", "the entry was accepted", told.because)
    return None


def entry_of(code: Code, case: Case, line: Line, on: date, school: str, ref: str) -> AnyEntry | Reason:
    """The entry that a line proposes, with the office and the person that it leaves unsaid."""
    ref = line.name or ref
    by = _actor(code, case, line)
    if line.breach:
        return BreachRecorded(
            ref=ref,
            on=on,
            by=by,
            clauses=words(line.breach),
            setting=line.setting,
            happened_on=line.happened_on,
            serious=line.serious,
            safeguarding=line.safeguarding,
            defamatory=line.defamatory,
            alleged=line.alleged,
            made_to=line.made_to,
            text=line.text or _told_elsewhere(code, line),
        )
    if line.step:
        return _step_of(code, line, on, by, school, ref)
    if line.serve:
        assert line.by is not None  # noqa: S101 - the reader has asked for it
        return LetterServed(ref=ref, on=on, by=by, of=line.serve, method=line.by)
    if line.returned:
        return LetterReturned(ref=ref, on=on, by=by, of=line.returned, text=line.text)
    if line.outcome:
        return StepEnded(ref=ref, on=on, by=by, of=line.of, outcome=line.outcome, text=line.text)
    if line.representation:
        return RepresentationsMade(ref=ref, on=on, by=by, of=line.representation, text=line.text)
    if line.lapsed:
        return LapseTold(ref=ref, on=on, by=by, of=line.lapsed, text=line.text)
    if line.decide:
        return MeasureDecided(
            ref=ref,
            on=on,
            by=by,
            of=line.of,
            decision=line.decide,
            reasons=line.reasons,
            until=line.until,
            review_on=line.review_on,
            sites=words(line.sites),
            channels=words(line.channels),
            weighing=_weighing(line),
        )
    if line.find:
        return BreachFound(ref=ref, on=on, by=by, of=line.find, reasons=line.reasons)
    if line.strike:
        return BreachStruck(ref=ref, on=on, by=by, of=line.strike, reasons=line.reasons)
    if line.close:
        return CaseClosed(ref=ref, on=on, by=by, outcome=line.close, reasons=line.reasons)
    return CaseReopened(ref=ref, on=on, by=by, reasons=line.reasons or line.reopen)


def _told_elsewhere(code: Code, line: Line) -> str:
    """Stands for the description that a breach needs: a story tells what was done, and seldom in which words."""
    known = (code.breaches[one] for one in words(line.breach) if one in code.breaches)
    return "As the story tells." if any(one.needs_description for one in known) else ""


def _step_of(code: Code, line: Line, on: date, by: Actor, school: str, ref: str) -> AnyEntry | Reason:
    rule = code.steps[line.step]
    kind: type[Any] = STEP_ENTRIES[rule.kind]
    fields: dict[str, Any] = {"reasons": line.reasons, "text": line.text, "reply_by": line.reply_by}
    if line.countersigned:
        signer = Actor(line.countersigned, f"the {line.countersigned}")
        fields["countersigned"] = Countersignature(by=signer)
    if issubclass(kind, MeasureImposed):
        fields |= {
            "until": line.until,
            "contact": line.contact,
            "exceptions": words(line.exceptions),
            "sites": words(line.sites) or (line.school or school,),
            "weighing": _weighing(line),
        }
    elif line.until is not None:
        return Reason(f"{rule.name} has no last day, so 'until' says nothing here.", rule.paragraphs)
    if kind in (ChannelRestricted, ContactCapped):
        fields["channels"] = words(line.channels)
    if kind is ContactCapped:
        fields["times"], fields["per"] = read_cap(line.cap) or (0, "")
    if kind is Referred:
        fields |= {"agency": line.to, "works_with_children": line.works_with_children}
    if kind is ConditionSet:
        fields["conditions"] = line.conditions
    entry: AnyEntry = kind(ref=ref, on=on, by=by, step=rule.id, **fields)
    return entry


def _weighing(line: Line) -> Weighing | None:
    told = line.weighing
    return Weighing(alternatives=told.alternatives, child=told.child, needs=told.needs) if told else None


def _actor(code: Code, case: Case, line: Line) -> Actor:
    office = line.office or _usual_office(code, case, line)
    return Actor(office, line.who or f"the {office}")


def _usual_office(code: Code, case: Case, line: Line) -> str:
    """The office that acts where a line names none: one that the code lets do it."""
    anyone = next((o.id for o in code.offices.values() if o.kind is OfficeKind.ANYONE), next(iter(code.offices)))
    if line.representation:
        return SUBJECT
    if line.step:
        return code.steps[line.step].by.offices[0]
    lapse = case.measures[line.lapsed].measure.lapse if line.lapsed in case.measures else None
    if lapse is not None:
        return lapse.owners[0]
    if line.find or line.strike:
        return code.findings.offices[0]
    if line.close or line.reopen:
        return code.closing.offices[0]
    if line.decide and line.of in case.measures:
        measure = case.measures[line.of]
        rules = outcome_rules(measure, line.decide)
        return rules[0][0][0] if rules else measure.measure.decision.owners[0]
    return anyone


def _compare(story: Story, told: Told, found: Position, expect: Expect) -> Difference | None:
    for check in (_compare_steps, _compare_duties, _compare_bar):
        difference = check(story, told, found, expect)
        if difference:
            return difference
    case = found.case
    if expect.restricted is not None:
        aliases = {also: c.id for c in case.code.channels for also in c.also}
        wanted = {aliases.get(name, name) for name in words(expect.restricted)}
        got = set(case.restricted_channels())
        if wanted != got:
            return Difference(told, f"restricted: {_list(wanted)}", _list(got))
    if expect.closed is not None and expect.closed != case.is_closed:
        return Difference(told, f"closed: {_bool(expect.closed)}", _bool(case.is_closed))
    return None


def _compare_steps(story: Story, told: Told, found: Position, expect: Expect) -> Difference | None:
    open_steps = {may.id for may in found.may}
    shut = {one.id: one for one in found.must_not}
    for step in words(expect.may):
        if step not in open_steps:
            reason = shut[step].reason
            return Difference(told, f"may {step}", f"{reason.text} {reason.change}", reason.paragraphs)
    for step in words(expect.may_not):
        if step in open_steps:
            may = next(may for may in found.may if may.id == step)
            return Difference(told, f"may not {step}", f"{step} is open", may.paragraphs)
    for office, steps in (expect.may_as or {}).items():
        permitted = {may.id for may in found.may_as(office)}
        for step in words(steps):
            if step not in permitted:
                rule = story.pack.code.steps[step]
                paragraphs = (*rule.by.paragraphs, *rule.paragraphs)
                return Difference(told, f"may {step} as {office}", f"it may only {_list(permitted)}", paragraphs)
    return None


def _compare_duties(story: Story, told: Told, found: Position, expect: Expect) -> Difference | None:
    duties = found.duties
    for wanted in expected_duties(expect):
        same = [duty for duty in duties if duty.id == wanted.duty]
        if not same:
            return Difference(told, f"must {wanted.duty}", f"open duties are {_list({d.id for d in found.must})}")
        wrong = [what for duty in same for what in _wrong(duty, wanted)]
        if not any(not _wrong(duty, wanted) for duty in same):
            return Difference(told, f"must {_said(wanted)}", "; ".join(wrong), same[0].paragraphs)
    for duty_id in words(expect.must_not):
        for duty in found.must:
            if duty.id == duty_id:
                return Difference(told, f"must not {duty_id}", f"“{duty.name}” is open", duty.paragraphs)
    overdue = {duty.id for duty in found.overdue}
    for duty_id in words(expect.overdue):
        if duty_id not in overdue:
            unknown = [duty.beyond for duty in duties if duty.id == duty_id and duty.beyond]
            return Difference(told, f"overdue {duty_id}", unknown[0] if unknown else f"overdue are {_list(overdue)}")
    return None


def _wrong(duty: Duty, wanted: ExpectedDuty) -> list[str]:
    """What of a duty differs from what was expected; a due date that cannot be worked out always does."""
    wrong = []
    if duty.beyond:
        wrong.append(duty.beyond)
    if wanted.owner and wanted.owner not in duty.owners:
        wrong.append(f"its owner is {', '.join(duty.owners)}")
    if wanted.due and wanted.due != duty.due and not duty.beyond:
        wrong.append(f"it is due {duty.due or 'on no set day'}")
    uncited = [ref for ref in words(wanted.cites) if ref not in duty.paragraphs]
    if uncited:
        wrong.append(f"it cites {', '.join(duty.paragraphs)}")
    return wrong


def _compare_bar(story: Story, told: Told, found: Position, expect: Expect) -> Difference | None:
    case = found.case
    wanted = list((expect.barred_at or {}).items())
    if expect.barred is not None:
        wanted.append((story.school, expect.barred))
    bar = case.latest_bar()
    paragraphs = bar.rule.paragraphs if bar else ()
    for school, barred in wanted:
        if case.is_barred_at(school) != barred:
            return Difference(told, f"barred at {school}: {_bool(barred)}", _bool(not barred), paragraphs)
    if expect.bar is None:
        return None
    if bar is None:
        return Difference(told, "a bar", f"no {Kind.BAR.value} was imposed")
    pairs = (
        ("state", expect.bar.state, found.state_of(bar)),
        ("from", expect.bar.since, bar.since),
        ("until", expect.bar.until, bar.until),
    )
    for name, expected, got in pairs:
        if expected is not None and expected != got:
            return Difference(told, f"bar {name}: {expected}", str(got), paragraphs)
    return None


def _said(wanted: ExpectedDuty) -> str:
    parts = [wanted.duty]
    if wanted.owner:
        parts.append(f"owner {wanted.owner}")
    if wanted.due:
        parts.append(f"due {wanted.due}")
    if wanted.cites:
        parts.append(f"citing {', '.join(words(wanted.cites))}")
    return ", ".join(parts)


def _list(items: Iterable[str]) -> str:
    return ", ".join(sorted(items)) or "none"


def _bool(value: bool) -> str:
    return "true" if value else "false"
