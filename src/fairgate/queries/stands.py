"""Where a case stands, in a word, a paragraph and its dates: for the case page, and a line of a list."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from fairgate.engine import phrases
from fairgate.engine.acts.channel import ContactCapped
from fairgate.engine.acts.condition import ConditionSet
from fairgate.engine.calendar import BeyondCalendar
from fairgate.engine.case import Case, CaseMeasure
from fairgate.engine.code import Code
from fairgate.engine.words import Kind, MeasureState
from fairgate.records.standing import Standing


@dataclass(frozen=True)
class KeyDate:
    """A day that matters while a measure holds, and a word about it. `on` is None where `note` says why."""

    what: str
    on: date | None
    note: str = ""


@dataclass(frozen=True)
class Stands:
    """`word` is the case in a word or two; `tone` how a tag shows it: 'late', 'soon', 'good' or 'quiet'."""

    word: str
    tone: str
    sentences: tuple[str, ...]
    dates: tuple[KeyDate, ...]
    until: date | None = None


def where_it_stands(stands: Standing, schools: Mapping[str, str]) -> Stands:
    """Where the case stands on its day. `schools` gives the names of premises by their slugs, where known."""
    case, person = stands.folded, stands.record.subject.kept.name
    home = {stands.record.school.slug: stands.record.school.name}
    names = {**schools, **home}
    in_force = case.measures_in_force()
    word, tone = _word(case, in_force)
    return Stands(
        word=word,
        tone=tone,
        sentences=tuple(sentence for sentence in _sentences(case, person, names) if sentence),
        dates=tuple(date_ for measure in case.current_measures() for date_ in _dates(case, measure)),
        until=max((measure.until for measure in in_force), default=None),
    )


def state_in_words(case: Case, measure: CaseMeasure) -> str:
    """Its state on the day of the fold: confirmed only where somebody has decided on it, else in force."""
    state = case.state_of(measure)
    return "in force" if state is MeasureState.CONFIRMED and measure.confirmed is None else state.value


def _word(case: Case, in_force: list[CaseMeasure]) -> tuple[str, str]:
    bars = [measure for measure in in_force if measure.rule.kind is Kind.BAR]
    if bars:
        provisional = bars[-1].state(case.on, case.calendar) is MeasureState.PROVISIONAL
        return ("Barred, provisionally", "late") if provisional else ("Barred", "late")
    if in_force:
        return in_force[-1].rule.name, "soon"
    if case.is_closed:
        return "Closed", "quiet"
    if any(breach.is_live and not breach.counts for breach in case.breaches.values()):
        return "Alleged", "soon"
    return "Open", "quiet"


def _sentences(case: Case, person: str, names: Mapping[str, str]) -> Iterator[str]:
    if case.closed_on is not None:
        yield f"This case was closed on {phrases.day(case.closed_on)}."
    current = case.current_measures()
    for measure in current:
        yield from _measure(case, measure, person, names)
    if not current:
        yield f"Nothing is in force: {person} may come in, and may write and telephone."
        yield from _last_ended(case)
    waiting = sum(breach.is_live and not breach.counts for breach in case.breaches.values())
    if waiting and not case.is_closed:
        yield f"{'One allegation is' if waiting == 1 else f'{waiting} allegations are'} still to be decided."


def _measure(case: Case, measure: CaseMeasure, person: str, names: Mapping[str, str]) -> Iterator[str]:
    code, name = case.code, phrases.lowered(measure.rule.name)
    until = f"until {phrases.day(measure.until)}, that day included"
    if measure.is_suspended():
        yield f"The {name} is held back while the representations are decided."
        return
    premises = phrases.both(names.get(site, site) for site in measure.sites)
    channels = phrases.both(phrases.lowered(one.name) for one in code.channels if one.id in measure.channels)
    if measure.rule.kind is Kind.BAR:
        yield f"{person} is barred from {premises} {until}."
    elif isinstance(measure.entry, ContactCapped):
        how_often = f"{measure.entry.times} a {measure.entry.per}"
        yield f"Contact by {channels or 'any channel'} is limited to {how_often} {until}."
    elif measure.rule.kind is Kind.CHANNEL_RESTRICTION:
        yield f"Closed to {person} {until}: {channels}. The complaints route stays open."
    elif isinstance(measure.entry, ConditionSet):
        yield f"Conditions bind {person} {until}: {measure.entry.conditions.strip().rstrip('.')}."
    yield _how_firm(case, measure, name)
    if measure.pending:
        yield f"Representations are waiting for {phrases.offices(code, measure.measure.decision.owners)}."
    if measure.entry.contact:
        yield f"Contact goes through {phrases.office(code, measure.entry.contact)}."


def _how_firm(case: Case, measure: CaseMeasure, name: str) -> str:
    if measure.state(case.on, case.calendar) is MeasureState.CONFIRMED:
        confirmed = measure.confirmed
        return f"The {name} was decided on and stands since {phrases.day(confirmed.on)}." if confirmed else ""
    if measure.rests_on_allegation:
        return f"The {name} is provisional: what it rests on is alleged and has not been found."
    owners = phrases.offices(case.code, measure.measure.decision.owners)
    return f"The {name} is provisional: {owners} {_has(case.code, measure)} still to decide on it."


def _has(code: Code, measure: CaseMeasure) -> str:
    owners = measure.measure.decision.owners
    known = code.offices.get(owners[-1]) if owners else None
    return "have" if known is not None and known.plural else "has"


def _last_ended(case: Case) -> Iterator[str]:
    for measure in reversed(case.measures.values()):
        if measure.since > case.on:
            continue
        name = phrases.lowered(measure.rule.name)
        if measure.lifted_on is not None:
            yield f"The {name} was lifted on {phrases.day(measure.lifted_on)}."
        elif measure.ended_on is not None:
            yield f"The {name} was ended on {phrases.day(measure.ended_on)}."
        else:
            missed = measure.missed_review(case.on, case.calendar)
            yield f"The {name} ended on {phrases.day(missed or measure.until)}."
        return


def _dates(case: Case, measure: CaseMeasure) -> Iterator[KeyDate]:
    name = measure.rule.name
    yield KeyDate(f"{name}: last day", measure.until, "that day included")
    if measure.measure.representations.within is not None:
        try:
            last = measure.representations_by(case.calendar)
        except BeyondCalendar as beyond:
            yield KeyDate("Representations until", None, str(beyond))
        else:
            note = "counted from the day on which the letter is received" if last is None else ""
            yield KeyDate("Representations until", last, note)
    if measure.measure.review is not None:
        try:
            due = measure.review_due(measure.measure.review, case.calendar)
        except BeyondCalendar as beyond:
            yield KeyDate(measure.measure.review.name, None, str(beyond))
        else:
            if due is not None:
                yield KeyDate(measure.measure.review.name, due)
