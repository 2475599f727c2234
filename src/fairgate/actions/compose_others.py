"""The letters of a case that neither a step nor a decision sends, and those that go to another body.

An acknowledgement of representations, word that a measure has ended by its date, the note that goes with a referral.
"""

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from fairgate.actions.compose_frame import (
    complaints_of,
    contact_of,
    facts_of,
    lines_of,
    office_named,
    offices_named,
    quoting,
    recipient_of,
    school_of,
    sites_named,
    trust_of,
)
from fairgate.delivery import letter as paper
from fairgate.delivery.characters import quoted
from fairgate.engine import phrases
from fairgate.engine.acts.imposing import length_of
from fairgate.engine.acts.lapse import LapseTold, lapsed_on
from fairgate.engine.acts.post import PlatformReported
from fairgate.engine.acts.referral import AGENCIES, Referred
from fairgate.engine.acts.representations import RepresentationsMade, rule_of
from fairgate.engine.authority import office_for
from fairgate.engine.case import CaseBreach, CaseMeasure
from fairgate.engine.duties import open_duties
from fairgate.engine.entry import Entry, StepTaken
from fairgate.engine.openings import opened_by
from fairgate.engine.words import Agency, Kind, Mark, Purpose
from fairgate.records import door
from fairgate.records.children import children_of
from fairgate.records.clearance import is_cleared
from fairgate.records.models import User
from fairgate.records.standing import Standing


def acknowledgement(
    stands: Standing, entry: RepresentationsMade, letter_id: str, by: User, ledger: paper.Ledger, *, today: date
) -> paper.Letter:
    """That what the person said has come, who weighs it, and by when they are answered (law.md 4, 6, 16).

    It is dated the day on which it is written: `entry.on` is the day on which their words reached the school.
    """
    folded = stands.folded
    right = rule_of(folded, entry)
    assert right is not None  # noqa: S101 - what nobody has a right to say is not acknowledged
    measure = folded.measures.get(entry.of)
    step = folded.steps[entry.of]
    held = door.offices_of(by, stands.record.school, today)
    signed = paper.Officer(name=by.name, office=office_named(stands, office_for(stands.code, held, right.to)))
    answer_by, answer_within = _answered(stands, measure) if measure else (None, "")
    frame = _frame(stands, entry, letter_id, signed, ledger, Purpose.ACKNOWLEDGEMENT)
    return replace(
        frame,
        dated=today,
        subject=f"{stands.code.title}: what you told us",
        cited=quoting(stands, (*right.paragraphs, *(measure.measure.decision.paragraphs if measure else ()))),
        measure=step.rule.name,
        from_on=step.entry.on,
        until=measure.until if measure else None,
        said=quoted(entry.text),
        received_on=entry.on,
        answer_by=answer_by,
        answer_within=answer_within,
        suspended=measure is not None and measure.is_suspended(),
        representations=paper.Representations(
            to=offices_named(stands, right.to),
            heard_by=offices_named(stands, right.heard_by),
            by=None if measure else step.entry.reply_by,
        ),
        contact=_reachable(contact_of(stands, measure.entry if measure else None), by),
    )


def lapse(stands: Standing, entry: LapseTold, letter_id: str, by: User, ledger: paper.Ledger) -> paper.Letter:
    """That a measure has ended by its date: what it was, from when until when it held (law.md 21)."""
    measure = stands.folded.measures[entry.of]
    rule = measure.measure.lapse
    signed = paper.Officer(name=by.name, office=office_named(stands, entry.by.office))
    frame = _frame(stands, entry, letter_id, signed, ledger, Purpose.LAPSE)
    lasts = length_of(stands.folded, measure).paragraphs
    return replace(
        frame,
        subject=f"{stands.code.title}: the {phrases.lowered(measure.rule.name)} has ended",
        reasons=entry.text,
        cited=quoting(stands, (*(rule.paragraphs if rule else ()), *lasts)),
        measure=measure.rule.name,
        sites=sites_named(stands, measure.sites) if measure.rule.kind is Kind.BAR else (),
        from_on=measure.since,
        until=lapsed_on(stands.folded, measure) or measure.until,
        channels_closed=tuple(c.name for c in stands.code.channels if c.id in measure.channels),
        contact=_reachable(contact_of(stands, None), by),
    )


def cover_note(
    stands: Standing, entry: Referred | PlatformReported, letter_id: str, by: User, ledger: paper.Ledger
) -> paper.Letter:
    """What goes with a referral to the body that it goes to: what that body needs, and nothing else (law.md 48).

    What is marked safeguarding is in it only where whoever signs it reads that.
    """
    rule = stands.code.steps[entry.step]
    agency = (entry.agency if isinstance(entry, Referred) else None) or rule.agencies[0]
    signed = paper.Officer(name=by.name, office=office_named(stands, entry.by.office))
    frame = _frame(stands, entry, letter_id, signed, ledger, rule.kind)
    cleared = is_cleared(stands.code, door.offices_of(by, stands.record.school, entry.on))
    return replace(
        frame,
        recipient=paper.Recipient(
            name=(entry.to if isinstance(entry, Referred) else "").strip() or phrases.upper(AGENCIES[agency]),
            greeting="colleague",
        ),
        subject=f"{rule.name}: our reference {stands.record.reference}",
        facts=facts_of(stands, _bearing_on(stands, entry, cleared=cleared)),
        reasons=quoted(entry.text or entry.reasons),
        cited=quoting(stands, entry.under or rule.paragraphs),
        agency=agency,
        about=_about(stands, agency),
        their_reference=entry.reference,
        post=entry.address if isinstance(entry, PlatformReported) else "",
        children=(),
        other_language="",
        contact=paper.Contact(
            office=signed.office,
            person=by.name,
            email=by.email or stands.record.school.email,
            phone=stands.record.school.phone,
        ),
    )


def _frame(
    stands: Standing,
    entry: Entry,
    letter_id: str,
    signed: paper.Officer,
    ledger: paper.Ledger,
    kind: Kind | Purpose,
) -> paper.Letter:
    case, code = stands.record, stands.code
    person = case.subject.kept
    return paper.Letter(
        id=letter_id,
        kind=kind,
        pack=code.id,
        edition=code.edition,
        code_title=code.title,
        trust=trust_of(case.trust),
        school=school_of(case.school),
        recipient=recipient_of(stands),
        reference=case.reference,
        dated=entry.on,
        signatory=signed,
        subject=code.title,
        ledger=ledger,
        children=tuple(name.split(" ")[0] for name in children_of(person)),
        complaints=complaints_of(code),
        other_language=person.languages,
    )


def _reachable(contact: paper.Contact, by: User) -> paper.Contact:
    """The contact, with the writer's own address where the school gives none: what has to be written can be."""
    return contact if contact.email or contact.phone else replace(contact, email=by.email)


def _answered(stands: Standing, measure: CaseMeasure) -> tuple[date | None, str]:
    """The day by which the representations are decided on; else within how long of what, where no time runs yet."""
    rule = measure.measure.decision
    due = next((d.due for d in open_duties(stands.folded) if (d.id, d.of) == (rule.duty, measure.ref)), None)
    if due is not None:
        return due, ""
    after = "the end of the time for representations" if rule.counted_from == "window" else "the day they came"
    return None, f"{rule.within} of {after}"


def _bearing_on(stands: Standing, entry: StepTaken, *, cleared: bool) -> Iterator[CaseBreach]:
    """The breaches that opened the referral, each once: not the rest of the case."""
    seen = set()
    for _, breaches in opened_by(stands.folded, stands.code.steps[entry.step]):
        for breach in breaches:
            if breach.ref not in seen and (cleared or Mark.SAFEGUARDING not in breach.marks):
                seen.add(breach.ref)
                yield breach


def _about(stands: Standing, agency: Agency) -> paper.About | None:
    """Of the person, what that body needs to know: a site that publishes a post needs nothing."""
    if agency is Agency.PLATFORM:
        return None
    person = stands.record.subject.kept
    children = children_of(person) if agency in (Agency.SOCIAL_CARE, Agency.LADO) else ()
    return paper.About(
        name=person.name,
        address=() if person.address_protected else lines_of(person.address),
        address_kept_back=person.address_protected,
        phone="" if agency is Agency.LEGAL else person.phone,
        children=children,
    )
