"""Writing to somebody where there is no case: an answer to a concern, the code of conduct to a collector.

A letter of its own, made once and kept as it was issued (law.md 22). Nothing of it counts for or against the person.
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from msgspec.structs import replace

from fairgate.actions.compose_frame import complaints_of, recipient, school_of, trust_of
from fairgate.actions.trust_logo import logo_of
from fairgate.delivery import letter as paper
from fairgate.delivery.pdf import must_state, render
from fairgate.delivery.requirements import Point, points
from fairgate.engine import phrases
from fairgate.engine.authority import office_for, why_not_competent
from fairgate.engine.code import Code, Writing
from fairgate.engine.entry import Actor
from fairgate.engine.refusal import Reason, Refusal
from fairgate.engine.words import Purpose
from fairgate.policy.pack import Pack, edition_on
from fairgate.records import door
from fairgate.records.children import children_of
from fairgate.records.models import Person, PersonLetter, School, User


class NotWritten(Exception):
    """The code does not let this person write it there; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


@dataclass(frozen=True)
class Told:
    """What the writer puts into it. Of the code that is sent, only `text` is used.

    `raised_on` and `concern`: when the concern came, and what it was in short; `stage`: the stage of the route that
    answers; `text`: the answer; `steps`: what will be done, a line each.
    """

    text: str = ""
    concern: str = ""
    raised_on: date | None = None
    stage: str = ""
    steps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Writer:
    """Who writes what to whom, from which school, and when."""

    number: int
    school: str
    purpose: Purpose
    by: User
    now: datetime


def write_letter(writer: Writer, told: Told, *, operation_key: str) -> PersonLetter:
    """Make the letter and keep it; the same operation twice makes it once.

    Raises:
        Hidden: there is no such person or school for this user, or the code has no such letter.
        NotWritten: they hold no office there that writes it.
        LetterRefused: it cannot be made.
    """
    person, school, pack, rule, office = _opened(writer, why=f"written to: {writer.purpose.value}")
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        done = PersonLetter.objects.filter(by=writer.by, operation_key=operation_key).first()
        if done is not None:
            return done
        letter = _composed(writer, told, person, school, pack, rule, office)
        code = hashlib.sha256(msgspec.json.encode([operation_key, writer.by.pk, letter])).hexdigest()
        letter = replace(letter, ledger=replace(letter.ledger, head=code))
        pdf = render(pack.letter(rule.letter), letter, logo=logo_of(school.trust))
        return PersonLetter.objects.create(
            person=person,
            school=school,
            purpose=writer.purpose.value,
            letter=rule.letter,
            pdf=pdf,
            sha256=hashlib.sha256(pdf).hexdigest(),
            template_sha256=hashlib.sha256(pack.letter(rule.letter).read_bytes()).hexdigest(),
            edition=pack.code.edition,
            code=code,
            office=office,
            by=writer.by,
            issued_at=writer.now,
            operation_key=operation_key,
        )


def check_letter(writer: Writer, told: Told) -> tuple[Point, ...]:
    """Set the letter and keep nothing; what it has to state, each of which it does. Raises as `write_letter`."""
    person, school, pack, rule, office = _opened(writer, why="")
    letter = _composed(writer, told, person, school, pack, rule, office)
    template = pack.letter(rule.letter)
    render(template, letter, logo=logo_of(school.trust))
    return tuple(
        replace(one, paragraphs=rule.paragraphs)
        for one in points(letter, must_state(template.read_text(encoding="utf-8")))
    )


def _opened(writer: Writer, why: str) -> tuple[Person, School, Pack, Writing, str]:
    on = timezone.localdate(writer.now)
    person = door.open_person(writer.by, writer.number, now=writer.now, why=why)
    school = next((one for one in door.schools_by_name(writer.by, on) if one.slug == writer.school), None)
    if school is None:
        raise door.Hidden("there is no such school")
    pack = edition_on(school.trust.slug, on)
    rule = pack.code.writings.get(writer.purpose)
    if rule is None:
        raise door.Hidden("the code has no such letter")
    office = office_for(pack.code, door.offices_of(writer.by, school, on), rule.by.offices)
    actor = Actor(office, f"user {writer.by.pk}")
    reason: Reason | None = why_not_competent(pack.code, actor, rule.by, "write this letter")
    if reason is not None:
        raise NotWritten(Refusal((reason,)))
    return person, school, pack, rule, office


def _composed(
    writer: Writer, told: Told, person: Person, school: School, pack: Pack, rule: Writing, office: str
) -> paper.Letter:
    code = pack.code
    on = timezone.localdate(writer.now)
    known = code.offices.get(office)
    signed = paper.Officer(name=writer.by.name, office=known.name if known else office)
    letter = paper.Letter(
        id=rule.letter,
        kind=writer.purpose,
        pack=code.id,
        edition=code.edition,
        code_title=code.title,
        trust=trust_of(school.trust),
        school=school_of(school),
        recipient=recipient(person),
        reference=f"{school.slug.upper()[:12]}-{on:%Y%m%d}",
        dated=on,
        signatory=signed,
        subject=rule.name,
        ledger=paper.Ledger(count=0, head="0" * 64, check_at=f"{settings.FAIRGATE_ADDRESS}/letter-check"),
        reasons=told.text,
        contact=paper.Contact(
            office=signed.office,
            person=writer.by.name,
            email=school.email or writer.by.email,
            phone=school.phone,
        ),
        complaints=complaints_of(code),
        other_language=person.languages,
    )
    if writer.purpose is Purpose.CODE:
        quoted = [one for one in code.paragraphs.values() if one.kind in ("expectation", "breach")]
        return replace(
            letter,
            cited=tuple(paper.Cited(ref=one.ref, text=one.text) for one in quoted),
            children=tuple(name.split(" ")[0] for name in children_of(person)),
            read_at=f"{settings.FAIRGATE_ADDRESS}/code",
        )
    return replace(
        letter,
        said=told.concern,
        received_on=told.raised_on,
        conditions=told.steps,
        next_stage=_after(code, told.stage),
    )


def _after(code: Code, stage: str) -> str:
    """The stage of the route for concerns that follows, within a sentence; after the last that one itself."""
    ids = [one.id for one in code.route]
    following = code.route[ids.index(stage) + 1 :] if stage in ids else code.route[-1:]
    found = following or code.route[-1:]
    return phrases.lowered(found[0].name) if found else ""
