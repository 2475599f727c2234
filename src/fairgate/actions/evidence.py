"""Evidence: taken into a case, and removed for good."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from fairgate.actions.acting import Act, Proposal, Setting, check, perform, written
from fairgate.delivery.evidence.clamd import Scan
from fairgate.delivery.evidence.intake import Item, taken_in
from fairgate.delivery.evidence.refused import FileInfected
from fairgate.delivery.evidence.store import Store, new_key
from fairgate.engine.acts.evidence import Basis, EvidenceAdded, EvidenceRedacted
from fairgate.engine.entries import AnyEntry
from fairgate.records import door
from fairgate.records.append import written_by
from fairgate.records.chain import said_hash
from fairgate.records.erasing import settle
from fairgate.records.models import Case, Evidence, InfectedFile, LedgerEntry
from fairgate.records.search.keep import keep_evidence
from fairgate.records.standing import standing


@dataclass(frozen=True)
class Upload:
    """A file as it was handed in: its bytes, and its own name ('' for what was pasted)."""

    stream: BinaryIO
    name: str = ""


@dataclass(frozen=True)
class _Said:
    """What is said of a file by whoever hands it in, and of what came in it nothing but what it bears on."""

    about: tuple[str, ...]
    text: str
    taken_on: date | None
    salt: str

    @property
    def hash(self) -> str:
        """What stands for the words in the entry."""
        return said_hash(self.salt, self.text)


def evidence_store() -> Store:
    """Where the files of all cases are kept."""
    return Store(settings.STATE / "evidence")


def add_evidence(
    act: Act, upload: Upload, *, about: Sequence[str] = (), text: str = "", taken_on: date | None = None
) -> LedgerEntry:
    """Take a file into the case, and what an e-mail brought as evidence of its own; the entry of the file itself.

    What others did to the case meanwhile does not matter: `act.expected_seq` is not asked.

    Raises:
        Hidden: there is no such case for this person.
        EvidenceRefused: the file is not taken; FileInfected where the scanner found something, which is noted.
        NotAllowed: the case does not take it: it is closed, or holds this very file.
    """
    case = door.open_case(act.by, act.reference, now=act.now)
    done = written_by(case, act.operation_key)
    if done:
        return done[0]
    store = evidence_store()
    try:
        with taken_in(store, upload.stream, upload.name, settings.FAIRGATE_CLAMAV) as item:
            return _entered(case, act, store, item, _Said(tuple(about), text, taken_on, new_key()))
    except FileInfected as found:
        InfectedFile.objects.create(
            case=case, by=act.by, at=act.now, sha256=found.sha256, size=found.size, found=found.found
        )
        raise


def redact_evidence(act: Act, *, of: str, basis: Basis, reasons: str) -> LedgerEntry:
    """Remove the evidence `of` (its entry) for good: original, copies, its own name and what was said of it.

    The entry says who and why.
    """
    with transaction.atomic():
        row = perform(act, _redacting(of, basis, reasons))
        item = Evidence.objects.get(case=row.case, entry__ref=of)
        item.given_name = item.notes = item.text = item.salt = ""
        item.save(update_fields=["given_name", "notes", "text", "salt"])
        keep_evidence(item)
        # Only once the entry stands; what a power cut leaves behind, evidence_upkeep.tidy removes.
        transaction.on_commit(partial(evidence_store().remove, item.sha256, item.key))
        transaction.on_commit(settle)
        return row


def check_redaction(act: Act, *, of: str, basis: Basis, reasons: str) -> tuple[AnyEntry, ...]:
    """What the removal would enter; nothing is written or removed."""
    return check(act, _redacting(of, basis, reasons))


def _entered(case: Case, act: Act, store: Store, item: Item, said: _Said) -> LedgerEntry:
    kept: list[tuple[str, str]] = []
    try:
        with transaction.atomic():
            # One at a time on one case; SQLite has one writer anyway, and does not know the clause.
            Case.objects.select_for_update().get(pk=case.pk)
            done = written_by(case, act.operation_key)
            if done:
                return done[0]
            item = _without_what_is_here(case, act.on or timezone.localdate(act.now), item)
            items = (item, *item.parts)
            written(case, act, *_additions(items, said))
            rows = written_by(case, act.operation_key)
            for row, one in zip(rows, items, strict=True):
                key = new_key()
                kept.append((one.sha256, key))
                one.keep(store, key)
                _recorded(case, row, one, key, act, said if one is item else None)
            return rows[0]
    except BaseException:
        for sha256, key in kept:
            store.remove(sha256, key)
        raise


def _without_what_is_here(case: Case, on: date, item: Item) -> Item:
    """The e-mail without those of its attachments that the case, or the e-mail itself, holds already."""
    if not item.parts:
        return item
    here = {
        held.sha256: f"is in the case already: {held.name}"
        for held in standing(case, on).folded.evidence.values()
        if held.removed_on is None
    }
    parts, notes = [], list(item.notes)
    for part in item.parts:
        if part.sha256 in here:
            notes.append(f"“{part.given_name}”, which came in it, {here[part.sha256]}.")
            continue
        here[part.sha256] = "came in it more than once"
        parts.append(part)
    return replace(item, parts=tuple(parts), notes=tuple(notes))


def _additions(items: Sequence[Item], said: _Said) -> Iterable[Proposal]:
    brought: list[str] = []  # the reference of the first, once it has one

    def adding(item: Item) -> Proposal:
        def propose(setting: Setting) -> AnyEntry:
            part_of = brought[0] if brought else ""
            brought.append(setting.ref)
            return EvidenceAdded(
                ref=setting.ref,
                on=setting.on,
                by=setting.anyone(),
                name=f"{item.media.called} {setting.ref}",
                media_type=item.media.value,
                size=item.size,
                sha256=item.sha256,
                part_of=part_of,
                about=said.about,
                said="" if part_of else said.hash,
                taken_on=None if part_of else said.taken_on,
            )

        return propose

    return [adding(item) for item in items]


def _recorded(case: Case, row: LedgerEntry, item: Item, key: str, act: Act, said: _Said | None) -> None:
    words = said.text if said else ""
    made = Evidence.objects.create(
        case=case,
        entry=row,
        key=key,
        sha256=item.sha256,
        media_type=item.media.value,
        size=item.size,
        given_name=item.given_name,
        text=words,
        salt=said.salt if said and words else "",
        pages=item.pages,
        notes="\n".join(item.notes),
        scan=item.scan.value,
        scanned_at=act.now if item.scan is Scan.CLEAN else None,
    )
    if words:
        keep_evidence(made)


def _redacting(of: str, basis: Basis, reasons: str) -> Proposal:
    def propose(setting: Setting) -> AnyEntry:
        by = setting.actor(setting.stands.code.closing.offices)
        return EvidenceRedacted(ref=setting.ref, on=setting.on, by=by, of=of, basis=basis, reasons=reasons)

    return propose
