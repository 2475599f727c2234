"""The evidence of a case as it is shown: what there is, and its safe copies with what is masked."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from fairgate.delivery.evidence import intake, masking
from fairgate.delivery.evidence.kinds import EMAILS, PICTURES, SOUNDS, Media
from fairgate.delivery.evidence.store import Store
from fairgate.engine.acts.evidence import EvidenceAdded
from fairgate.engine.case import Case as FoldedCase
from fairgate.engine.evidence import CaseEvidence, CaseMask
from fairgate.engine.telling import sentence
from fairgate.queries.acting import Asked, Told, actor, incidents, next_ref, opened, why_shut
from fairgate.queries.evidence_mask import MaskLine, family, lifts, mask_lines, may_save, ways
from fairgate.queries.reader import Reader, Way
from fairgate.queries.timeline import reads_evidence
from fairgate.records import door
from fairgate.records.models import Case, Evidence, Scan, User
from fairgate.records.standing import Standing, standing

_SAVED_ONLY = "It is not shown here; it can be saved and opened on your own computer."


class NotShown(Exception):
    """This copy is not for this reader, or not now. The text says why in a sentence."""


@dataclass(frozen=True)
class Shown:
    """One file of a case. `shown_as` is 'pictures', 'text', 'sound' or '' ; `why_not` says why nothing is shown."""

    number: int
    ref: str
    name: str
    given_name: str
    media_type: str
    size: int
    sha256: str
    on: date
    by: str
    text: str
    about: tuple[str, ...]
    part_of: str
    pages: int
    shown_as: str
    why_not: str
    notes: tuple[str, ...]
    masks: tuple[CaseMask, ...]
    removed_on: date | None
    scan: str
    taken_on: date | None


@dataclass(frozen=True)
class EvidencePage:
    """One file before one reader. `words` is an e-mail's text, masked; `came_in` and `parts` are other files' pages.

    `waits`: it is held until the virus scanner answers. `ways` are those to mask a passage and to remove the file.
    """

    reference: str
    person: str
    school: str
    shown: Shown
    kind: str
    recorded_at: datetime
    scan: str
    words: str
    may_save: bool
    about: tuple[str, ...]
    came_in: Shown | None
    parts: tuple[Shown, ...]
    masks: tuple[MaskLine, ...]
    ways: tuple[Way, ...]
    waits: bool


@dataclass(frozen=True)
class Adding:
    """A case to which somebody would add a file, and the incidents in it that the file can bear on."""

    asked: Asked
    incidents: tuple[Told, ...]


@dataclass(frozen=True)
class File:
    """A file to be sent: where it lies, the type under which it is sent, and a name to save it under."""

    path: Path
    media_type: str
    name: str


def evidence_of(stands: Standing, reader: Reader) -> tuple[Shown, ...]:
    """The files of a case in the order in which they came, with those that were removed, in one query."""
    rows = {row.entry.ref: row for row in _rows(stands.record)}
    entries = [entry for entry in stands.entries if isinstance(entry, EvidenceAdded)]
    return tuple(_shown(stands.folded, entry, rows[entry.ref], reader) for entry in entries)


def evidence_page(user: User, number: int, *, now: datetime) -> EvidencePage:
    """The file with this number, as this reader may see it. Raises Hidden."""
    row = door.open_evidence(user, number, now=now)
    on = timezone.localdate(now)
    return page_of(standing(row.case, on), row, user, door.offices_of(user, row.case.school, on))


def page_of(stands: Standing, row: Evidence, user: User, offices: frozenset[str]) -> EvidencePage:
    """One file of a case that the door has opened to this user, who holds those offices at its school."""
    case, reader = stands.record, Reader.of(user, offices, stands.code)
    files = {one.ref: one for one in evidence_of(stands, reader)}
    shown, held = files[row.entry.ref], stands.folded.evidence[row.entry.ref]
    open_to_reader = not _why_not(stands.folded, held, row, reader)
    return EvidencePage(
        reference=case.reference,
        person=case.subject.kept.name,
        school=case.school.name,
        shown=shown,
        kind=Media(row.media_type).one,
        recorded_at=row.entry.recorded_at,
        scan=Scan(row.scan).label,
        words=_words(row, held) if shown.shown_as == "text" else "",
        may_save=open_to_reader and may_save(stands.folded, held, reader),
        about=tuple(sentence(stands.folded, entry) for entry in stands.entries if entry.ref in shown.about),
        came_in=files.get(shown.part_of),
        parts=tuple(one for one in files.values() if one.part_of == shown.ref),
        masks=mask_lines(stands, held, reader) if reads_evidence(stands.folded, held, reader) else (),
        ways=ways(stands.folded, held, reader, is_shown=bool(shown.shown_as)),
        waits=row.scan == Scan.HELD and held.removed_on is None,
    )


def adding(user: User, reference: str, *, now: datetime) -> Adding:
    """The case with this reference, before somebody who would add a file to it. Raises Hidden."""
    stands, held = opened(user, reference, now=now)
    proposed = EvidenceAdded(
        ref=next_ref(stands),
        on=stands.on,
        by=actor(stands, user, held),
        name="",
        media_type=Media.PDF.value,
        size=1,
        sha256="0" * 64,
    )
    asked = Asked(stands, user, held, why_shut(stands, proposed))
    return Adding(asked, incidents(stands, Reader.of(user, held, stands.code)))


def open_page(user: User, number: int, page: int, *, now: datetime) -> File:
    """The picture of a page, counted from 1, with what is masked covered. Raises Hidden, NotShown."""
    item, held, *_ = _opened(user, number, now)
    boxes = [mask.box for mask in held.masked if mask.box is not None and mask.page == page]
    for ending, media in (("jpg", Media.JPEG), ("png", Media.PNG)):
        try:
            path = masking.picture(_store(), item.sha256, item.key, intake.page(page, ending), boxes)
        except FileNotFoundError:
            continue
        return File(path, media.value, f"{_saved_as(held)}-{page}.{ending}")
    raise NotShown("It has no such page.")


def open_text(user: User, number: int, *, now: datetime) -> str:
    """An e-mail as it reads, with what is masked covered. Raises Hidden, NotShown."""
    item, held, *_ = _opened(user, number, now)
    words = _words(item, held)
    if not words:
        raise NotShown("It has no text to show.")
    return words


def open_sound(user: User, number: int, *, now: datetime) -> File:
    """A recording, to be played under its fixed type. Raises Hidden, NotShown."""
    item, held, *_ = _opened(user, number, now)
    if Media(item.media_type) not in SOUNDS:
        raise NotShown("It is no recording.")
    return _original(item, held)


def open_original(user: User, number: int, *, now: datetime) -> File:
    """The bytes as they were handed in, to be saved and never shown in a page. Raises Hidden, NotShown.

    While a passage is masked, they are for those who may lift the mask.
    """
    item, held, reader, case = _opened(user, number, now)
    if not may_save(case, held, reader):
        raise NotShown("A passage of it is masked, so that the original is only for those who may lift the mask.")
    return _original(item, held)


def _shown(case: FoldedCase, entry: EvidenceAdded, row: Evidence, reader: Reader) -> Shown:
    held = case.evidence[entry.ref]
    why_not = _why_not(case, held, row, reader)
    shown_as = "" if why_not else _form(Media(row.media_type))
    readable = reads_evidence(case, held, reader)
    # The own name of a file can say what is masked of it, of the e-mail that brought it, or of what came in it.
    named = readable and (lifts(reader) or not any(one.masked for one in family(case, held)))
    return Shown(
        number=row.pk,
        ref=entry.ref,
        name=entry.name,
        given_name=row.given_name if named else "",
        media_type=entry.media_type,
        size=entry.size,
        sha256=entry.sha256,
        on=entry.on,
        by=row.entry.by_user.name if row.entry.by_user else "",
        text=row.text if readable else "",
        about=entry.about,
        part_of=entry.part_of,
        pages=row.pages if shown_as else 0,
        shown_as=shown_as,
        why_not=why_not or ("" if shown_as else _SAVED_ONLY),
        notes=_notes(row, named=named) if readable else (),
        masks=tuple(held.masked),
        removed_on=held.removed_on,
        scan=row.scan,
        taken_on=entry.taken_on if readable else None,
    )


def _words(item: Evidence, held: CaseEvidence) -> str:
    """An e-mail's text with what is masked covered; '' where there is none."""
    try:
        words = _store().path(item.sha256, item.key, intake.TEXT).read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    return masking.text(words, (mask.span for mask in held.masked if mask.span is not None))


def _why_not(case: FoldedCase, held: CaseEvidence, row: Evidence, reader: Reader) -> str:
    """Why nothing of it is shown to this reader now; '' where it can be."""
    if held.removed_on is not None:
        return "It was removed for good; nothing of it is left."
    if not reads_evidence(case, held, reader):
        return "It bears on something marked safeguarding, and is for the safeguarding lead and those who decide."
    if row.scan == Scan.INFECTED:
        return "The virus scanner found something in it, and it was removed."
    if row.scan == Scan.HELD:
        return "It has not been scanned yet: the virus scanner does not answer. It is shown as soon as it has been."
    return ""


def _notes(row: Evidence, *, named: bool) -> tuple[str, ...]:
    """About the safe copy; those with the names of other files only for who may know the names."""
    notes = [note for note in row.notes.splitlines() if named or "“" not in note]
    if row.scan == Scan.NO_SCANNER:
        notes.append("It was not scanned for viruses: no scanner is set up here.")
    return tuple(notes)


def _form(media: Media) -> str:
    if media in PICTURES or media is Media.PDF:
        return "pictures"
    if media in EMAILS:
        return "text"
    return "sound" if media in SOUNDS else ""


def _opened(user: User, number: int, now: datetime) -> tuple[Evidence, CaseEvidence, Reader, FoldedCase]:
    row = door.open_evidence(user, number, now=now)
    on = timezone.localdate(now)
    stands = standing(row.case, on)
    reader = Reader.of(user, door.offices_of(user, row.case.school, on), stands.code)
    held = stands.folded.evidence[row.entry.ref]
    why_not = _why_not(stands.folded, held, row, reader)
    if why_not:
        raise NotShown(why_not)
    return row, held, reader, stands.folded


def _original(item: Evidence, held: CaseEvidence) -> File:
    media = Media(item.media_type)
    path = _store().path(item.sha256, item.key)
    return File(path, media.value, item.given_name or f"{_saved_as(held)}.{media.endings[0]}")


def _saved_as(held: CaseEvidence) -> str:
    return held.name.lower().replace(" ", "-")


def _rows(case: Case) -> list[Evidence]:
    return list(Evidence.objects.filter(case=case).select_related("entry__by_user").order_by("entry__seq"))


def _store() -> Store:
    return Store(settings.STATE / "evidence")
