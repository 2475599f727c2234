"""What would follow from an act that was checked and not yet done: its dates, its letter, what becomes due or open.

The ledger is folded with the checked entries, and once more as if the letter were served today by each method.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from fairgate.engine import phrases
from fairgate.engine.acts.imposing import end_of, length_of
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.calendar import BeyondCalendar
from fairgate.engine.case import CaseMeasure
from fairgate.engine.code import Span
from fairgate.engine.duties import Duty, open_duties, outcome_rule
from fairgate.engine.entries import AnyEntry
from fairgate.engine.entry import MeasureDecided, MeasureImposed, StepTaken
from fairgate.engine.letter import letter_of, note_of
from fairgate.engine.next_steps import position
from fairgate.engine.openings import notice_ends
from fairgate.engine.refusal import Refused
from fairgate.engine.telling import sentence
from fairgate.engine.words import Kind, Method
from fairgate.queries.acting import counted
from fairgate.records.models import School
from fairgate.records.standing import Standing


@dataclass(frozen=True)
class Dated:
    """A date that follows: what it is, and how it was found. `on` None: `how` says what it waits for."""

    what: str
    on: date | None
    how: str
    paragraphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class FromService:
    """A date that runs from service: by each way of serving the letter today, the day that it would give.

    `days` holds (way, day); without any, `how` says what it waits for.
    """

    what: str
    how: str
    paragraphs: tuple[str, ...]
    days: tuple[tuple[str, date], ...]


@dataclass(frozen=True)
class Follows:
    """Something that becomes due or open: whose it is, and by when, where that is known."""

    what: str
    whose: str
    by: date | None
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class WorkedOut:
    """What the check page tells. `letter` is the name of the letter that will be issued, `note` that of what goes
    with a referral to another body; or empty."""

    sentences: tuple[str, ...]
    dates: tuple[Dated, ...]
    from_service: tuple[FromService, ...]
    letter: str
    note: str
    must: tuple[Follows, ...]
    may: tuple[Follows, ...]
    done: tuple[str, ...]
    gate: str


def worked_out(stands: Standing, entries: Sequence[AnyEntry]) -> WorkedOut:
    """What follows if these entries, checked by the engine, are appended to the case."""
    on = entries[0].on
    before, after = stands.after((), on), stands.after(entries, on)
    was, will_be = position(before.folded), position(after.folded)
    duties = [duty for duty in will_be.must if _key(duty) not in {_key(other) for other in was.must}]
    open_before = {step.id for step in was.may}
    return WorkedOut(
        sentences=tuple(sentence(after.folded, entry) for entry in entries),
        dates=tuple(found for entry in entries for found in _dates(after, entry)),
        from_service=_from_service_rows(after, entries),
        letter=next((name for entry in entries if (name := _letter(after, entry))), ""),
        note=next((in_words(note) for entry in entries if (note := note_of(after.folded, entry))), ""),
        must=tuple(Follows(d.name, phrases.offices(after.code, d.owners), d.due, d.paragraphs) for d in duties),
        may=tuple(
            Follows(step.rule.name, phrases.offices(after.code, step.offices), None, step.paragraphs)
            for step in will_be.may
            if step.id not in open_before and step.id not in {duty.id for duty in duties}
        ),
        done=tuple(d.name for d in was.must if _key(d) not in {_key(other) for other in will_be.must}),
        gate=_gate(before, after),
    )


def _key(duty: Duty) -> tuple[str, str]:
    return duty.id, duty.of


def _letter(stands: Standing, entry: AnyEntry) -> str:
    letter = letter_of(stands.folded, entry)
    return in_words(letter) if letter else ""


def in_words(letter: str) -> str:
    """The name of a letter, from its id in the pack."""
    return phrases.upper(letter.replace("_", " "))


# -- dates that the entry itself settles -------------------------------------------------------------------------


def _dates(stands: Standing, entry: AnyEntry) -> Iterator[Dated]:
    if isinstance(entry, MeasureImposed):
        yield from _imposed(stands, stands.folded.measures[entry.ref])
    elif isinstance(entry, MeasureDecided):
        yield from _decided(stands, entry)
    elif isinstance(entry, LetterServed):
        yield from _served(stands, entry)
    if isinstance(entry, StepTaken) and entry.reply_by is not None:
        rule = stands.code.steps[entry.step]
        what = "Representations are asked by" if rule.kind is Kind.INTENTION else "An answer is asked by"
        yield Dated(what, entry.reply_by, _reply_how(stands, entry), rule.paragraphs)
        if rule.silence is not None:
            silence = rule.silence.replace("_", " ")
            yield Dated("Without an answer", None, f"it then reads as “{silence}”", rule.silence_paragraphs)


def _reply_how(stands: Standing, entry: StepTaken) -> str:
    within = stands.code.steps[entry.step].reply_within
    if within is not None and _after(stands, entry.on, within) == entry.reply_by:
        return counted(within, "today" if entry.on == stands.on else phrases.day(entry.on))
    return "the day that was given"


def _imposed(stands: Standing, measure: CaseMeasure) -> Iterator[Dated]:
    yield Dated("It holds from", measure.since, "the day of the act", measure.rule.paragraphs)
    yield Dated("It ends on", measure.until, until_how(stands, measure), length_of(stands.folded, measure).paragraphs)
    review = measure.measure.review
    if review is not None:
        yield review_of(stands, measure)


def until_how(stands: Standing, measure: CaseMeasure) -> str:
    lasts = length_of(stands.folded, measure)
    how = "the day that was given"
    if lasts.default is not None:
        try:
            if end_of(stands.folded, measure.since, lasts.default, ()) == measure.until:
                how = counted(lasts.default, "it begins")
        except Refused:  # the terms end before it; a day was given
            pass
    return f"{how}; that day is included"


def review_of(stands: Standing, measure: CaseMeasure) -> Dated:
    review = measure.measure.review
    assert review is not None  # noqa: S101 - the caller has looked
    how = {
        "review_on": "on the day that the decision names",
        "until": "on its last day",
        "every": f"each time that {review.every} has passed, while it lasts beyond that" if review.every else "",
    }[review.due]
    if review.every is not None and str(review.every).startswith("the end"):
        how = "at the end of each half-term, while it lasts beyond that"
    try:
        due = measure.review_due(review, stands.calendar)
    except BeyondCalendar as beyond:
        due, how = None, f"it cannot be worked out yet: {beyond}"
    return Dated(review.name, due, how, review.paragraphs)


def _decided(stands: Standing, entry: MeasureDecided) -> Iterator[Dated]:
    decision, measure = stands.folded.decisions[entry.ref]
    rule = outcome_rule(measure, decision)
    paragraphs = rule.paragraphs if rule else ()
    if measure.lifted_on is not None or measure.ended_on is not None:
        yield Dated("It ends on", entry.on, "at once: it holds no longer from today", paragraphs)
        return
    how = "the day that was given" if entry.until is not None else "as before"
    yield Dated("It ends on", measure.until, f"{how}; that day is included", paragraphs)
    if measure.measure.review is not None:
        yield review_of(stands, measure)


def _served(stands: Standing, entry: LetterServed) -> Iterator[Dated]:
    deemed = entry.deemed_on or entry.on
    span = stands.code.service[entry.method]
    how = "the same day" if span is None else counted(span, f"{phrases.day(entry.on)}, when it was sent")
    yield Dated("It counts as received on", deemed, how, stands.code.service_paragraphs)
    then = stands.after((), deemed)
    if entry.of in then.folded.measures:
        yield from from_service(then, then.folded.measures[entry.of])
    elif entry.of in then.folded.steps:
        yield from notice(then, entry.of)


# -- dates that run from service -----------------------------------------------------------------------------------


_WAYS = ((Method.HAND, "handed over today"), (Method.POST, "posted today"))


def _from_service_rows(stands: Standing, entries: Sequence[AnyEntry]) -> tuple[FromService, ...]:
    """As if handed over today, and as if posted today, where the code serves so; e-mail counts as by hand does."""
    sent = next((entry for entry in entries if _letter(stands, entry)), None)
    ways = list(_as_if_served(stands, sent)) if sent is not None else []
    rows = []
    for same in zip(*(dates for _, dates in ways), strict=True):
        days = tuple((how, one.on) for (how, _), one in zip(ways, same, strict=True) if one.on is not None)
        rows.append(FromService(same[-1].what, same[-1].how, same[-1].paragraphs, days))
    return tuple(rows)


def _as_if_served(stands: Standing, sent: AnyEntry) -> Iterator[tuple[str, list[Dated]]]:
    for method, how in _WAYS:
        if method not in stands.code.service:
            continue
        span = stands.code.service[method]
        deemed = sent.on if span is None else _after(stands, sent.on, span)
        if deemed is None:
            continue
        served = LetterServed(
            ref=f"{sent.ref} served", on=sent.on, by=sent.by, of=sent.ref, method=method, deemed_on=deemed
        )
        then = stands.after((served,), deemed)
        found = [
            Dated(
                "It counts as received on",
                deemed,
                "by hand on the same day"
                if span is None
                else f"by hand on the same day, by post {counted(span, 'posting')}",
                stands.code.service_paragraphs,
            )
        ]
        if isinstance(sent, MeasureImposed):
            found += from_service(then, then.folded.measures[sent.ref])
        elif isinstance(sent, StepTaken):
            found += notice(then, sent.ref)
        yield how, found


def from_service(stands: Standing, measure: CaseMeasure) -> Iterator[Dated]:
    rule = measure.measure
    within = rule.representations.within
    if within is None:
        yield Dated("Representations", None, "at any time while it holds", rule.representations.paragraphs)
    else:
        try:
            window = measure.representations_by(stands.calendar)
            how = counted(within, "it is received")
        except BeyondCalendar as beyond:
            window, how = None, f"it cannot be worked out yet: {beyond}"
        yield Dated("Representations until", window, how, rule.representations.paragraphs)
    decision = rule.decision
    after = "the end of that time" if decision.counted_from == "window" else "they are received"
    how = counted(decision.within, after)
    duty = next((d for d in open_duties(stands.folded) if _key(d) == (decision.duty, measure.ref)), None)
    if duty is None or duty.due is None:
        how = duty.beyond if duty and duty.beyond else f"{how}, if there are any"
        yield Dated("A decision on them", None, how, decision.paragraphs)
    else:
        yield Dated(decision.name, duty.due, how, decision.paragraphs)


def notice(stands: Standing, ref: str) -> Iterator[Dated]:
    step = stands.folded.steps[ref]
    if step.rule.kind is not Kind.INTENTION:
        return
    rule = step.rule.representations
    paragraphs = rule.paragraphs if rule else step.rule.paragraphs
    how = counted(step.rule.reply_within, "it is received") if step.rule.reply_within else "the day that was given"
    yield Dated("Nothing is decided before the end of", notice_ends(stands.folded, step), how, paragraphs)


def _after(stands: Standing, on: date, span: Span) -> date | None:
    try:
        return stands.calendar.after(on, span)
    except BeyondCalendar:
        return None


# -- the gate ------------------------------------------------------------------------------------------------------


def _gate(before: Standing, after: Standing) -> str:
    """What reception is told from now on, where the act changes it; never a reason (law.md 30)."""
    person = after.record.subject.kept.name
    sites = {s for m in after.folded.measures.values() if m.rule.kind is Kind.BAR for s in (*m.sites, *m.entry.sites)}
    barred = sorted(site for site in sites if after.folded.is_barred_at(site))
    freed = sorted(site for site in sites if before.folded.is_barred_at(site) and site not in barred)
    if barred == sorted(s for s in sites if before.folded.is_barred_at(s)) and _until(before) == _until(after):
        return ""
    told = []
    if barred:
        last = _until(after)
        until = f" until {phrases.day(last)}" if last else ""
        told.append(f"{person} is barred at {_names(after, barred)}{until}, that day included")
    if freed:
        told.append(f"{person} is not barred at {_names(after, freed)}")
    return f"From now on reception is told: {'; and '.join(told)}. No reason is shown there." if told else ""


def _until(stands: Standing) -> date | None:
    bars = [m.until for m in stands.folded.measures_in_force() if m.rule.kind is Kind.BAR]
    return max(bars, default=None)


def _names(stands: Standing, sites: Sequence[str]) -> str:
    known = dict(School.objects.filter(trust=stands.record.trust_id, slug__in=sites).values_list("slug", "name"))
    return phrases.both(known.get(site, site) for site in sites)
