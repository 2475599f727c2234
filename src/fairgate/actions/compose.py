"""What a letter says, gathered from the case: the facts, dates, offices and people that its template is put around."""

from datetime import date

from fairgate.actions import compose_others
from fairgate.actions.arrangements import parted
from fairgate.actions.compose_frame import (
    complaints_of,
    contact_of,
    facts_of,
    lines_of,
    name_of,
    office_named,
    offices_named,
    quoting,
    recipient_of,
    school_of,
    sites_named,
    trust_of,
)
from fairgate.actions.weighing import weighed
from fairgate.delivery import letter as paper
from fairgate.delivery.characters import quoted
from fairgate.engine import phrases
from fairgate.engine.acts.channel import ContactCapped
from fairgate.engine.acts.condition import ConditionSet
from fairgate.engine.acts.exception import agreed
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.acts.lapse import LapseTold
from fairgate.engine.acts.meeting import MeetingCalled
from fairgate.engine.acts.post import PlatformReported, RemovalRequested
from fairgate.engine.acts.referral import Referred
from fairgate.engine.acts.representations import RepresentationsMade
from fairgate.engine.acts.warning import IntentionNotified
from fairgate.engine.calendar import BeyondCalendar
from fairgate.engine.case import CaseMeasure
from fairgate.engine.code import Representations
from fairgate.engine.entries import AnyEntry
from fairgate.engine.entry import MeasureDecided, StepTaken
from fairgate.engine.exceptions import words
from fairgate.engine.telling import sentence
from fairgate.engine.words import Kind, MeasureState, Topic
from fairgate.records.children import children_of
from fairgate.records.door import CLERK
from fairgate.records.models import User
from fairgate.records.standing import Standing

WAYS = (paper.Way.WRITING, paper.Way.EMAIL, paper.Way.MEETING, paper.Way.PHONE)
"""The forms in which every trust takes representations (law.md 4)."""


def compose(
    stands: Standing, entry: AnyEntry, letter_id: str, by: User, ledger: paper.Ledger, *, today: date
) -> paper.Letter:
    """The data of the letter that an entry sends; the entry is in the ledger of `stands`.

    Nothing is worded here beyond names and the sentences of the engine: the wording is the template's.
    """
    if isinstance(entry, RepresentationsMade):
        return compose_others.acknowledgement(stands, entry, letter_id, by, ledger, today=today)
    if isinstance(entry, LapseTold):
        return compose_others.lapse(stands, entry, letter_id, by, ledger)
    if isinstance(entry, Referred | PlatformReported):
        return compose_others.cover_note(stands, entry, letter_id, by, ledger)
    case, code = stands.record, stands.code
    person = case.subject.kept
    measure = _measure(stands, entry)
    rule = measure.rule if measure else code.steps[_step(entry).step]
    imposed = measure.entry if measure else None
    deciding = entry if isinstance(entry, MeasureDecided) else None
    signed = paper.Officer(name=by.name, office=_signs_as(stands, entry))
    return paper.Letter(
        id=letter_id,
        kind=rule.kind,
        pack=code.id,
        edition=code.edition,
        code_title=code.title,
        trust=trust_of(case.trust),
        school=school_of(case.school),
        recipient=recipient_of(stands),
        reference=case.reference,
        dated=entry.on,
        signatory=signed,
        subject=_subject(stands, rule.name, deciding),
        ledger=ledger,
        facts=facts_of(stands, measure.rests_on if measure else stands.folded.breaches.values()),
        reasons=getattr(entry, "reasons", "") or getattr(entry, "text", ""),
        serious_reasons=_serious(stands),
        cited=_cited(stands, measure, entry),
        earlier=_earlier(stands, entry),
        sites=sites_named(stands, _sites(entry, measure)),
        from_on=measure.since if measure else None,
        until=_until(entry, measure),
        review_on=_review_on(measure, stands),
        reply_by=_step(entry).reply_by if isinstance(entry, StepTaken) else None,
        meeting=_meeting(entry, signed),
        post=entry.address if isinstance(entry, RemovalRequested) else "",
        measure=rule.name if measure else "",
        provisional=measure is not None and measure.state(stands.on, stands.calendar) is MeasureState.PROVISIONAL,
        channels_closed=_channel_names(stands, measure.channels if measure else ()),
        channels_open=_channels_open(stands, measure),
        plan=_plan(stands, measure),
        cap=f"{imposed.times} a {imposed.per}" if isinstance(imposed, ContactCapped) else "",
        conditions=lines_of(imposed.conditions) if isinstance(imposed, ConditionSet) else (),
        exceptions=_exceptions(measure, stands.on),
        countersigned=_countersigned(stands, entry),
        decider=_decider(stands, measure, signed),
        reviewer=_reviewer(stands, measure),
        representations=_representations(stands, entry, measure),
        decision=_decision(stands, deciding, by),
        contact=contact_of(stands, imposed),
        children=tuple(name.split(" ")[0] for name in children_of(person)),
        arrangements=parted(imposed.arrangements) if imposed else (),
        weighed=weighed(deciding or imposed),
        complaints=complaints_of(code),
        other_language=person.languages,
    )


def _exceptions(measure: CaseMeasure | None, on: date) -> tuple[str, ...]:
    """What stays allowed, as the letter says it to the person: by the code, by the measure's entry, and made since."""
    if measure is None:
        return ()
    return tuple(
        dict.fromkeys(words(one.exception, "your") for one in agreed(measure) if not one.exception.is_over(on))
    )


def _step(entry: AnyEntry) -> StepTaken:
    assert isinstance(entry, StepTaken)  # noqa: S101 - only steps and decisions send letters
    return entry


def _measure(stands: Standing, entry: AnyEntry) -> CaseMeasure | None:
    if isinstance(entry, MeasureDecided):
        return stands.folded.measures[entry.of]
    return stands.folded.measures.get(entry.ref)


def _signs_as(stands: Standing, entry: AnyEntry) -> str:
    """The office in which a letter is signed; of a body's decision, whether by its clerk or its chair."""
    name = office_named(stands, entry.by.office)
    if not isinstance(entry, MeasureDecided) or entry.meeting is None:
        return name
    if entry.meeting.entered_as == "chair":
        return f"Chair of the {name}"
    clerk = office_named(stands, CLERK)
    return clerk if name in clerk else f"Clerk, for the {name}"


def _subject(stands: Standing, name: str, deciding: MeasureDecided | None) -> str:
    if deciding is None:
        return f"{stands.code.title}: {phrases.lowered(name)}"
    return f"{stands.code.title}: decision about the {phrases.lowered(name)}"


def _serious(stands: Standing) -> str:
    said = [
        entry.serious
        for entry in stands.entries
        if isinstance(entry, BreachRecorded) and entry.serious and stands.folded.breaches[entry.ref].is_live
    ]
    return quoted(said[-1]) if said else ""


def _cited(stands: Standing, measure: CaseMeasure | None, entry: AnyEntry) -> tuple[paper.Cited, ...]:
    breaches = measure.rests_on if measure else stands.folded.breaches.values()
    refs = [
        ref for b in breaches if b.is_live for clause in b.clauses for ref in stands.code.breaches[clause].paragraphs
    ]
    if measure is not None:
        rule = measure.measure
        refs += [
            *(measure.entry.under or measure.rule.paragraphs),
            *rule.representations.paragraphs,
            *rule.decision.paragraphs,
        ]
        refs += [*rule.review.paragraphs] if rule.review else []
    elif isinstance(entry, StepTaken):
        refs += entry.under or stands.code.steps[entry.step].paragraphs
    return quoting(stands, refs)


def _earlier(stands: Standing, entry: AnyEntry) -> tuple[paper.Earlier, ...]:
    """The steps that came before, in the engine's own sentences: what was tried (law.md 17)."""
    before = [
        other
        for other in stands.entries
        if isinstance(other, StepTaken) and other.ref != entry.ref and other.on <= entry.on
    ]
    if isinstance(entry, MeasureDecided):
        return ()
    quiet = (Kind.REFERRAL, Kind.PLATFORM_REPORT, Kind.NO_REPLY, Kind.RECORD)
    return tuple(
        paper.Earlier(on=other.on, text=sentence(stands.folded, other))
        for other in before
        if stands.code.steps[other.step].kind not in quiet
    )


def _review_on(measure: CaseMeasure | None, stands: Standing) -> date | None:
    if measure is None or measure.measure.review is None:
        return None
    try:
        return measure.review_due(measure.measure.review, stands.calendar)
    except BeyondCalendar:
        return None


def _channel_names(stands: Standing, ids: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(channel.name for channel in stands.code.channels if channel.id in ids)


def _channels_open(stands: Standing, measure: CaseMeasure | None) -> tuple[str, ...]:
    if measure is None:
        return ()
    closed = {*measure.channels, *stands.folded.restricted_channels()}
    if isinstance(measure.entry, ContactCapped):
        closed = set()
    if stands.folded.is_barred_at(stands.record.school.slug):
        closed.add("in_person")
    return tuple(c.name for c in stands.code.channels if c.id not in closed and not c.lesser)


def _plan(stands: Standing, measure: CaseMeasure | None) -> tuple[paper.Reached, ...]:
    """How each thing is reached while contact is limited: by the first of its channels that is open (law.md I25).

    The way to complain is never closed.
    """
    contact = measure.measure.contact if measure else None
    if measure is None or contact is None:
        return ()
    closed = {*stands.folded.restricted_channels()}
    if not isinstance(measure.entry, ContactCapped):
        closed |= {*measure.channels}
    at = contact_of(stands, measure.entry)
    school = stands.record.school
    ways = {
        "phone": at.phone,
        "email": at.email,
        "letter": ", ".join(school.address_lines),
        "in_person": "the school office",
    }
    names = {channel.id: channel.name for channel in stands.code.channels}
    planned = []
    for one in contact.plan:
        shut = set() if one.topic is Topic.COMPLAINT else closed
        by = next((way for way in one.channels if way not in shut and ways.get(way)), "")
        reached = paper.Reached(
            topic=one.topic, about=one.about, says=one.says, channel=names.get(by, ""), at=ways.get(by, "")
        )
        planned.append(reached)
    return tuple(planned)


def _decider(stands: Standing, measure: CaseMeasure | None, signed: paper.Officer) -> paper.Officer:
    if measure is None:
        return signed
    return paper.Officer(
        name=name_of(measure.entry.by) or signed.name, office=office_named(stands, measure.entry.by.office)
    )


def _countersigned(stands: Standing, entry: AnyEntry) -> paper.Officer | None:
    signed = entry.countersigned if isinstance(entry, StepTaken) else None
    if signed is None:
        return None
    return paper.Officer(name=name_of(signed.by), office=office_named(stands, signed.by.office))


def _reviewer(stands: Standing, measure: CaseMeasure | None) -> str:
    if measure is None:
        return ""
    review = measure.measure.review
    return offices_named(stands, review.owners if review else measure.measure.decision.owners)


def _representations(stands: Standing, entry: AnyEntry, measure: CaseMeasure | None) -> paper.Representations | None:
    rule: Representations | None = None
    by: date | None = None
    if measure is not None:
        rule = measure.measure.representations
        if rule.within is not None:
            by = _window(stands, measure)
    elif isinstance(entry, StepTaken):
        rule = stands.code.steps[entry.step].representations
        by = entry.reply_by
    if rule is None:
        return None
    return paper.Representations(
        to=offices_named(stands, rule.to), heard_by=offices_named(stands, rule.heard_by), by=by, how=WAYS
    )


def _window(stands: Standing, measure: CaseMeasure) -> date | None:
    """The last day for representations: from service, or while not served yet as if handed over that day.

    Served later, the person has longer, never less.
    """
    within = measure.measure.representations.within
    try:
        served = measure.representations_by(stands.calendar)
        if served is not None or within is None:
            return served
        return stands.calendar.after(measure.since, within)
    except BeyondCalendar:
        return None


def _decision(stands: Standing, deciding: MeasureDecided | None, by: User) -> paper.Taken | None:
    if deciding is None:
        return None
    said = [
        entry.text for entry in stands.entries if isinstance(entry, RepresentationsMade) and entry.of == deciding.of
    ]
    return paper.Taken(
        word=deciding.decision,
        office=office_named(stands, deciding.by.office),
        on=deciding.meeting.on if deciding.meeting else deciding.on,
        name=by.name,
        said=quoted("\n".join(said)),
        met_on=deciding.meeting.on if deciding.meeting else None,
    )


def _sites(entry: AnyEntry, measure: CaseMeasure | None) -> tuple[str, ...]:
    if measure is not None:
        return measure.sites
    return entry.sites if isinstance(entry, IntentionNotified) else ()


def _until(entry: AnyEntry, measure: CaseMeasure | None) -> date | None:
    if measure is not None:
        return measure.until
    return entry.until if isinstance(entry, IntentionNotified) else None


def _meeting(entry: AnyEntry, signed: paper.Officer) -> paper.Meeting | None:
    """The time and place that an invitation offers; without a day it offers none."""
    if not isinstance(entry, MeetingCalled) or entry.meet_on is None:
        return None
    at = f"{entry.meet_at:%H:%M}" if entry.meet_at is not None else ""
    return paper.Meeting(
        on=entry.meet_on, time=at, place=entry.where or "at the school", held_with=f"{signed.name}, {signed.office}"
    )
