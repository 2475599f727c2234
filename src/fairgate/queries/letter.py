"""A letter as it was issued: what it is, who signed it, how it was served, and its bytes."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fairgate.delivery.reading import Reading, Translation
from fairgate.delivery.window import address_in
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.acts.returned import LetterReturned
from fairgate.engine.acts.service import LetterServed
from fairgate.engine.entries import AnyEntry
from fairgate.engine.letter import note_of
from fairgate.engine.telling import paragraphs, sentence
from fairgate.engine.words import Method
from fairgate.queries.case import letter_name
from fairgate.queries.letter_editions import (
    EditionTold,
    LanguageTold,
    body_of,
    languages_of,
    pdfs_of,
    reading_of,
    translation_of,
)
from fairgate.queries.reader import Reader, Way
from fairgate.queries.sending import SendingTold, sendings_of
from fairgate.queries.timeline import is_read
from fairgate.records import door
from fairgate.records.models import EditedCopy, IssuedLetter, LetterReplaced, Sending, SendingWay, User
from fairgate.records.standing import Standing, standing

METHODS = {Method.HAND: "Handed over", Method.POST: "Posted", Method.EMAIL: "Sent by e-mail"}


class Restricted(Exception):
    """The letter quotes what is marked safeguarding, and this user does not read that."""


@dataclass(frozen=True)
class Service:
    """One delivery: how, when, where to, and the day on which the letter counts as received; or what came back of it.

    `to` is the address as it was then, a line to each line; '' where none is known, or it is kept from this reader.
    `proof` is what shows it, in a sentence.
    """

    how: str
    on: date
    received: date | None
    by: str
    note: str
    ref: str
    came_back: str = ""
    counts: bool = True
    to: str = ""
    proof: str = ""


@dataclass(frozen=True)
class CopyTold:
    """A copy edited outside that waits to be approved, or (`office` says in which) was and is served."""

    by: str
    at: datetime
    approved_by: str = ""
    office: str = ""
    approved_at: datetime | None = None
    sha256: str = ""


@dataclass(frozen=True)
class LetterPage:
    """What the page of a letter shows. `intact`: the bytes kept still have the fingerprint taken when it was issued."""

    number: int
    reference: str
    person: str
    school: str
    name: str
    sentence: str
    paragraphs: tuple[str, ...]
    issued_at: datetime
    signed_by: str
    office: str
    edition: str
    sha256: str
    size: int
    intact: bool
    services: tuple[Service, ...]
    serve: Way
    sendings: tuple[SendingTold, ...]
    restricted: bool
    editions: tuple[EditionTold, ...] = ()
    languages: tuple[LanguageTold, ...] = ()
    copy: CopyTold | None = None
    note: bool = False  # it goes with a referral to another body, and is never served on the person


def letter_page(user: User, reference: str, number: int, now: datetime) -> LetterPage:
    """The issued letter with this number, of the case with this reference. Raises Hidden."""
    letter = _opened(user, reference, number, now)
    on = timezone.localdate(now)
    stands = standing(letter.case, on)
    reader = Reader.of(user, door.offices_of(user, letter.case.school, on), stands.code)
    entry = next(entry for entry in stands.entries if entry.ref == letter.entry.ref)
    office = stands.code.offices.get(entry.by.office)
    pdf = bytes(letter.pdf)
    return LetterPage(
        number=letter.pk,
        reference=letter.case.reference,
        person=letter.case.subject.kept.name,
        school=letter.case.school.name,
        name=letter_name(letter.letter),
        sentence=sentence(stands.folded, entry),
        paragraphs=paragraphs(stands.folded, entry),
        issued_at=letter.issued_at,
        signed_by=letter.entry.by_user.name if letter.entry.by_user else "",
        office=office.name if office else "",
        edition=letter.edition,
        sha256=letter.sha256,
        size=len(pdf),
        intact=hashlib.sha256(pdf).hexdigest() == letter.sha256,
        services=_services(stands, letter, reader),
        serve=reader.way("Record how it was served", "service", letter.entry.ref),
        sendings=sendings_of(letter),
        restricted=not _is_read(stands, letter, reader),
        editions=pdfs_of(letter),
        languages=languages_of(reading_of(letter)),
        copy=_copy(letter, stands),
        note=note_of(stands.folded, entry) is not None,
    )


def _copy(letter: IssuedLetter, stands: Standing) -> CopyTold | None:
    row = LetterReplaced.objects.filter(letter=letter).select_related("by", "approved_by", "edition").first()
    if row is not None:
        office = stands.code.offices.get(row.approved_in)
        in_office, sha256 = office.name if office else row.approved_in, row.edition.sha256
        return CopyTold(row.by.name, row.at, row.approved_by.name, in_office, row.approved_at, sha256)
    waiting = EditedCopy.objects.filter(letter=letter).select_related("by").defer("pdf").first()
    return CopyTold(waiting.by.name, waiting.at) if waiting else None


def letter_pdf(user: User, reference: str, number: int, now: datetime, kind: str = "") -> bytes:
    """The very bytes that were issued, or those of another edition. Raises Hidden, and Restricted."""
    letter = text_of(user, reference, number, now, why=f"the PDF{f', {kind}' if kind else ''}")
    body = body_of(letter, kind) if kind else bytes(letter.pdf)
    if body is None:
        raise door.Hidden("there is no such edition of this letter")
    return body


@dataclass(frozen=True)
class LetterRead:
    """A letter as a page: what it says, in English or in the courtesy `translation`; and the languages to choose."""

    number: int
    reference: str
    name: str
    person: str
    reading: Reading
    translation: Translation | None
    languages: tuple[LanguageTold, ...]
    unchecked: bool


def letter_reading(user: User, reference: str, number: int, now: datetime, code: str = "") -> LetterRead:
    """The letter as a page, in English or in the language of that code. Raises Hidden, and Restricted."""
    letter = text_of(user, reference, number, now, why=f"the page{f', {code}' if code else ''}")
    reading = reading_of(letter)
    translation = translation_of(reading, code)
    if reading is None or (code and translation is None):
        raise door.Hidden("there is no such page of this letter")
    return LetterRead(
        number=letter.pk,
        reference=letter.case.reference,
        name=letter_name(letter.letter),
        person=letter.case.subject.kept.name,
        reading=reading,
        translation=translation,
        languages=languages_of(reading),
        unchecked=any(one.code == code and not one.checked_by for one in languages_of(reading)),
    )


def letter_copy(user: User, reference: str, number: int, now: datetime) -> tuple[Reading, date]:
    """What the letter said as it was issued, and on which day that was, for a copy. Raises Hidden, and Restricted."""
    letter = text_of(user, reference, number, now, why="a copy for Word")
    reading = reading_of(letter)
    if reading is None:
        raise door.Hidden("this letter was issued before its words were kept")
    return reading, timezone.localdate(letter.issued_at)


def text_of(user: User, reference: str, number: int, now: datetime, why: str) -> IssuedLetter:
    """The letter, for somebody who may read what it quotes. Raises Hidden, and Restricted."""
    letter = _opened(user, reference, number, now, why=why)
    on = timezone.localdate(now)
    stands = standing(letter.case, on)
    reader = Reader.of(user, door.offices_of(user, letter.case.school, on), stands.code)
    if not _is_read(stands, letter, reader):
        raise Restricted
    return letter


def _opened(user: User, reference: str, number: int, now: datetime, why: str = "") -> IssuedLetter:
    letter = door.open_letter(user, number, now=now, why=why)
    if letter.case.reference != reference:
        raise door.Hidden("there is no such letter in this case")
    return letter


def _is_read(stands: Standing, letter: IssuedLetter, reader: Reader) -> bool:
    """Whether this reader reads every incident that was in the case when the letter was made: letters quote them.

    A note that went with a referral is read by whoever reads the referral, too.
    """
    before = stands.entries[: letter.entry.seq]
    return is_read(stands.folded, before[-1], reader) and reads_all(stands, before, reader)


def reads_all(stands: Standing, entries: Iterable[AnyEntry], reader: Reader) -> bool:
    """Whether this reader reads every incident that these entries record: a letter after them quotes them."""
    recorded = [entry.ref for entry in entries if isinstance(entry, BreachRecorded)]
    return all(reader.reads(stands.folded, stands.folded.breaches[ref]) for ref in recorded)


def _services(stands: Standing, letter: IssuedLetter, reader: Reader) -> tuple[Service, ...]:
    served = [entry for entry in stands.entries if isinstance(entry, LetterServed) and entry.of == letter.entry.ref]
    if not served:
        return ()
    rows = letter.case.entries.filter(ref__in=[entry.ref for entry in served]).select_related("by_user")
    back = {entry.of: entry.text for entry in stands.entries if isinstance(entry, LetterReturned)}
    names = {row.ref: row.by_user.name if row.by_user else "" for row in rows}
    sent = {f"sent {one.reference}": one for one in letter.sendings.all()}
    by_us = {row.ref: sent.get(row.operation_key) for row in rows}
    hidden = letter.case.subject.kept.address_protected and not reader.reads_safeguarding
    return tuple(
        Service(
            METHODS[entry.method],
            entry.on,
            entry.deemed_on,
            names[entry.ref],
            entry.text,
            entry.ref,
            back.get(entry.ref, ""),
            entry.ref not in back,
            "" if hidden and entry.method is Method.POST else _where(letter, entry, by_us[entry.ref]),
            _proof(entry, by_us[entry.ref]),
        )
        for entry in served
    )


def _where(letter: IssuedLetter, entry: LetterServed, sent: Sending | None) -> str:
    """Where it went: as it was asked for, or as the window of the letter shows it."""
    if sent is not None:
        return sent.to
    return "\n".join(address_in(bytes(letter.pdf))) if entry.method is Method.POST else ""


def _proof(entry: LetterServed, sent: Sending | None) -> str:
    if sent is None:
        return ""
    if sent.way == SendingWay.POST:
        return f"GOV.UK Notify printed and posted it as {sent.carrier_id}."
    return f"The mail server took it; the mail is {sent.reference}."
