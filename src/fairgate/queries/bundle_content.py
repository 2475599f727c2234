"""A case file as a copy for somebody holds it: each entry, letter, file and order, by the rules for that audience."""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from msgspec.structs import replace

from fairgate.delivery.bundle import Attached, CaseFile, Item, Page, Said
from fairgate.delivery.evidence import intake, masking
from fairgate.delivery.evidence.kinds import EMAILS, PICTURES, Media
from fairgate.delivery.evidence.store import Store
from fairgate.engine import phrases
from fairgate.engine.acts.bundle import Audience
from fairgate.engine.acts.evidence import EvidenceAdded
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.entries import AnyEntry
from fairgate.engine.entry import SUBJECT
from fairgate.engine.evidence import CaseEvidence
from fairgate.engine.telling import sentence
from fairgate.queries.bundle_names import names_of_others, without_names
from fairgate.queries.bundle_rules import ALWAYS, FLAGS, WHY, Matter, Shown, matter_of, matter_of_words, shown
from fairgate.queries.case import letter_name
from fairgate.queries.evidence_mask import parts
from fairgate.queries.own_words import words_of
from fairgate.queries.reader import Reader
from fairgate.queries.timeline import is_read
from fairgate.records.models import CourtOrder, Evidence, IssuedLetter, LedgerEntry, Scan
from fairgate.records.models.relationship import NOT_ENDED
from fairgate.records.standing import Standing

NOBODY = "nobody"
"""A reader without any office: what they read is what no office is needed for."""


@dataclass
class _Copy:
    """A copy in the making. `left` counts what is left out and said to be."""

    stands: Standing
    audience: Audience
    confirmed: frozenset[str]
    names: frozenset[str]
    left: dict[Matter, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._unread = Reader(NOBODY, frozenset(), self.stands.code)
        self.rows = {row.ref: row for row in self.stands.record.entries.select_related("by_user")}

    @property
    def is_own(self) -> bool:
        return self.audience is Audience.PARENT

    def takes(self, matter: Matter, ref: str) -> bool:
        """Whether a matter of that entry is in the copy; counted where it is to be said that it is not."""
        what = shown(matter, self.audience)
        if what is Shown.COUNTED:
            self.left[matter] = self.left.get(matter, 0) + 1
        return what in (Shown.YES, Shown.FLAGGED) or (what is Shown.CONFIRMED and ref in self.confirmed)

    def is_restricted(self, entry: AnyEntry) -> bool:
        return not is_read(self.stands.folded, entry, self._unread)

    def flag(self, *matters: Matter) -> str:
        return ". ".join(FLAGS[one] for one in matters if shown(one, self.audience) is Shown.FLAGGED)

    def text(self, words: str) -> str:
        return without_names(words, self.names) if self.is_own else words


def content(stands: Standing, audience: Audience, confirmed: Collection[str] = ()) -> CaseFile:
    """The case file as a copy for that audience, of the case as it stands. `confirmed`: entries of others found fit."""
    names = names_of_others(stands) if audience is Audience.PARENT else frozenset()
    copy = _Copy(stands, audience, frozenset(confirmed), names)
    told, letters = list(_entries(copy)), list(_letters(copy))
    files, orders = list(_files(copy)), list(_orders(copy))
    items = [
        *_part("What happened", told),
        *_part("Letters", letters),
        *_part("Files", files),
        *_part("Orders of a court, and who is a child’s adult", orders),
    ]
    case = stands.record
    return CaseFile(
        title=f"Case file {case.reference}",
        author=case.trust.name,
        for_whom=f"Copy for {audience.called}",
        lead=f"{case.subject.kept.name}, {case.school.name}",
        foot=f"{case.trust.name}. Private and confidential",
        about=tuple(_about(copy)),
        left_out=(*_left(copy), *ALWAYS[audience]),
        items=tuple(items),
    )


def of_others(stands: Standing) -> Iterator[tuple[AnyEntry, str]]:
    """What other people told and what staff wrote, that a person has to confirm for the person's own copy: each entry
    with its words, names covered. What is restricted is not among it."""
    names = names_of_others(stands)
    copy = _Copy(stands, Audience.PARENT, frozenset(), names)
    texts = dict(Evidence.objects.filter(case=stands.record).values_list("entry__ref", "text"))
    for entry in stands.entries:
        whole = matter_of(stands.folded, entry)
        if copy.is_restricted(entry) or shown(whole, Audience.PARENT) is Shown.SILENT:
            continue
        asked = shown(whole, Audience.PARENT) is Shown.CONFIRMED
        said = [
            without_names(one.text, names)
            for one in words_of(entry, stands.record.subject.kept.name)
            if shown(matter_of_words(entry, one.heading), Audience.PARENT) is Shown.CONFIRMED
        ]
        said += [without_names(texts[entry.ref], names)] if texts.get(entry.ref) else []
        if asked or said:
            yield entry, "\n\n".join(said)


def _part(called: str, items: list[Item]) -> Iterator[Item]:
    for place, item in enumerate(items):
        yield replace(item, begins=called) if place == 0 else item


def _about(copy: _Copy) -> Iterator[str]:
    stands = copy.stands
    yield f"Judged by: {stands.code.title}, edition {stands.code.edition}. Made on {phrases.day(stands.on)}."
    if shown(Matter.RECORD, copy.audience) is Shown.YES:
        last = copy.rows[stands.entries[-1].ref] if stands.entries else None
        head = f" Its last has the SHA-256 {last.hash}." if last else ""
        yield f"The record had {stands.seq} entries when this copy was made.{head}"


def _left(copy: _Copy) -> Iterator[str]:
    for matter, number in copy.left.items():
        yield f"Left out: {number} ({WHY[matter]})."


def _entries(copy: _Copy) -> Iterator[Item]:
    """Each entry, the oldest first."""
    case, person = copy.stands.folded, copy.stands.record.subject.kept.name
    for entry in copy.stands.entries:
        restricted = copy.is_restricted(entry)
        if restricted and not copy.takes(Matter.RESTRICTED, entry.ref):
            continue
        if not copy.takes(matter_of(case, entry), entry.ref):
            continue
        said = [
            Said(_heading(copy, one.heading), copy.text(one.text))
            for one in words_of(entry, person)
            if copy.takes(matter_of_words(entry, one.heading), entry.ref)
        ]
        yield Item(
            name=copy.text(sentence(case, entry)),
            day=phrases.day(entry.on),
            by=_by(copy, entry),
            flag=copy.flag(Matter.RESTRICTED) if restricted else "",
            words=tuple(said),
        )


def _heading(copy: _Copy, heading: str) -> str:
    """In the person's own copy the heading of an account does not say whose it is."""
    own = copy.stands.record.subject.kept.name
    if copy.is_own and heading.startswith("What ") and heading.endswith(" tells") and own not in heading:
        return "What somebody else tells"
    return heading


def _by(copy: _Copy, entry: AnyEntry) -> str:
    """Who made the entry; in the person's own copy only in which office, since whoever reports may be a complainant."""
    if entry.by.office == SUBJECT:
        return copy.stands.record.subject.kept.name
    office = copy.stands.code.offices.get(entry.by.office)
    called = office.name if office else ""
    if copy.is_own:
        return phrases.upper(called) if called and not isinstance(entry, BreachRecorded) else ""
    row: LedgerEntry = copy.rows[entry.ref]
    return ", ".join(one for one in (row.by_user.name if row.by_user else "", called) if one)


def _letters(copy: _Copy) -> Iterator[Item]:
    """Each letter as it was issued, with its very bytes; to the person themselves those that were sent to them."""
    case = copy.stands.folded
    by_ref = {entry.ref: entry for entry in copy.stands.entries}
    for letter in (
        IssuedLetter.objects.filter(case=copy.stands.record).select_related("entry").order_by("issued_at", "pk")
    ):
        entry = by_ref[letter.entry.ref]
        quoted = [one for one in copy.stands.entries[: letter.entry.seq] if isinstance(one, BreachRecorded)]
        restricted = any(copy.is_restricted(one) for one in (*quoted, entry))
        if copy.is_own:
            if case.sent(letter.entry.ref) is None or matter_of(case, entry) is not Matter.OWN:
                continue
        elif restricted and not copy.takes(Matter.RESTRICTED, entry.ref):
            continue
        day = phrases.day(timezone.localdate(letter.issued_at))
        flag = copy.flag(Matter.RESTRICTED) if restricted else ""
        edited = letter.edited()
        if edited is None or not copy.is_own:  # the person was sent the copy alone
            yield _letter(letter, bytes(letter.pdf), letter.sha256, day, flag, edited=False)
        if edited is not None:
            yield _letter(letter, bytes(edited.body), edited.sha256, day, flag, edited=True)


def _letter(letter: IssuedLetter, pdf: bytes, sha256: str, day: str, flag: str, *, edited: bool) -> Item:
    whole = hashlib.sha256(pdf).hexdigest() == sha256
    said = "Edited outside, approved, and served" if edited else "As issued"
    file = f"letter-{letter.pk}-edited.pdf" if edited else f"letter-{letter.pk}.pdf"
    return Item(
        name=f"{letter_name(letter.letter)} of {day}{', the copy that was served' if edited else ''}",
        day=day,
        flag=flag,
        by="" if whole else "These are not the bytes that were issued.",
        letter=pdf,
        attached=(Attached(file, partial(bytes, pdf), "application/pdf", said),),
    )


def _files(copy: _Copy) -> Iterator[Item]:
    """Each file of evidence: its safe copy as pages, and the original where it may go with it."""
    case = copy.stands.folded
    rows = {row.entry.ref: row for row in Evidence.objects.filter(case=copy.stands.record).select_related("entry")}
    for entry in copy.stands.entries:
        if not isinstance(entry, EvidenceAdded):
            continue
        restricted = copy.is_restricted(entry)
        if restricted and shown(Matter.RESTRICTED, copy.audience) is not Shown.FLAGGED:
            continue  # its entry has been counted
        if not copy.takes(matter_of(case, entry), entry.ref):
            continue
        held, row = case.evidence[entry.ref], rows.get(entry.ref)
        masked = bool(held.masked)
        if masked and shown(Matter.MASKED, copy.audience) is Shown.COUNTED:
            copy.left[Matter.MASKED] = copy.left.get(Matter.MASKED, 0) + len(held.masked)
        flags = (*((Matter.RESTRICTED,) if restricted else ()), *((Matter.MASKED,) if masked else ()))
        yield _file(copy, entry, held, row, copy.flag(*flags))


def _file(copy: _Copy, entry: EvidenceAdded, held: CaseEvidence, row: Evidence | None, flag: str) -> Item:
    why_not = _why_not(held, row)
    if row is None or why_not:
        return Item(name=entry.name, day=phrases.day(entry.on), flag=flag, by=why_not)
    unmasked = shown(Matter.MASKED, copy.audience) is Shown.FLAGGED
    media = Media(row.media_type)
    said = [Said("What it shows", copy.text(row.text))] if row.text else []
    if media in EMAILS and (words := _words(row, held, unmasked=unmasked)):
        said.append(Said("As it reads", copy.text(words)))
    return Item(
        name=entry.name,
        day=phrases.day(entry.on),
        flag=flag,
        by="" if media in PICTURES or media in EMAILS or media is Media.PDF else f"It is {media.one}.",
        words=tuple(said),
        pages=tuple(_pages(row, held, entry.name, unmasked=unmasked))
        if media in PICTURES or media is Media.PDF
        else (),
        attached=tuple(_originals(copy, held, row, media)),
    )


def _why_not(held: CaseEvidence, row: Evidence | None) -> str:
    if held.removed_on is not None or row is None:
        return "It was removed for good; nothing of it is left."
    if row.scan == Scan.INFECTED:
        return "The virus scanner found something in it, and it was removed."
    if row.scan == Scan.HELD:
        return "It has not been scanned for viruses yet, and is shown to nobody before."
    return ""


def _pages(row: Evidence, held: CaseEvidence, name: str, *, unmasked: bool) -> Iterator[Page]:
    for number in range(1, row.pages + 1):
        boxes = [] if unmasked else [mask.box for mask in held.masked if mask.box is not None and mask.page == number]
        covered = "; what is black is covered" if boxes else ""
        path = partial(_picture, row.sha256, row.key, number, tuple(boxes))
        yield Page(path, f"{name}, page {number} of {row.pages}, as it was handed in{covered}.")


def _picture(sha256: str, key: str, number: int, boxes: tuple[tuple[int, int, int, int], ...]) -> Path:
    for ending in ("jpg", "png"):
        try:
            return masking.picture(_store(), sha256, key, intake.page(number, ending), boxes)
        except FileNotFoundError:
            continue
    raise FileNotFoundError(f"{sha256[:8]}: page {number}")


def _words(row: Evidence, held: CaseEvidence, *, unmasked: bool) -> str:
    try:
        words = _store().path(row.sha256, row.key, intake.TEXT).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    spans = () if unmasked else (mask.span for mask in held.masked if mask.span is not None)
    return masking.text(words, spans)


def _originals(copy: _Copy, held: CaseEvidence, row: Evidence, media: Media) -> Iterator[Attached]:
    if shown(Matter.ORIGINAL, copy.audience) is not Shown.YES:
        return
    case = copy.stands.folded
    around = (held, *parts(case, held))
    if shown(Matter.MASKED, copy.audience) is not Shown.FLAGGED and any(one.masked for one in around):
        return
    if shown(Matter.RESTRICTED, copy.audience) is not Shown.FLAGGED and any(
        copy.is_restricted(one) for one in copy.stands.entries if one.ref in {part.ref for part in around}
    ):
        return  # an e-mail holds what came in it
    path = _store().path(row.sha256, row.key)
    name = f"{held.name.lower().replace(' ', '-')}.{media.endings[0]}"
    yield Attached(name, path.read_bytes, media.value, f"{held.name}, as it was handed in")


def _orders(copy: _Copy) -> Iterator[Item]:
    """The orders of a court about the person and a child, and a confidential address: for a court alone."""
    if shown(Matter.SEALED, copy.audience) is not Shown.FLAGGED:
        return
    person = copy.stands.record.subject.kept
    orders = CourtOrder.objects.filter(NOT_ENDED, relationship__person=person)
    for order in orders.select_related("relationship__child").order_by("pk"):
        tie = order.relationship
        until = f"Until {phrases.day(order.until)}" if order.until else "Without an end on record"
        yield Item(
            name=f"Order about {tie.child.name}, of whom {person.name} is {tie.relationship}",
            day=phrases.day(order.since) if order.since else "",
            flag=copy.flag(Matter.SEALED),
            words=(Said("What it says", order.says), Said("How long", until), Said("Seen", order.get_seen_display())),
        )


def _store() -> Store:
    return Store(settings.STATE / "evidence")
