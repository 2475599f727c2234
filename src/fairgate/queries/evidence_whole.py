"""Whether the files of cases are what was handed in: each by the hash in its entry, and what was lawfully removed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from fairgate.delivery.evidence.store import Store
from fairgate.engine.acts.evidence import EvidenceAdded, EvidenceRedacted
from fairgate.engine.entries import AnyEntry, decode_many
from fairgate.records.chain import said_hash
from fairgate.records.models import Case, Evidence, LedgerEntry, Scan


@dataclass(frozen=True)
class FileFault:
    """What is wrong with the file that entry `seq` of a case added, in words."""

    case: str
    seq: int
    what: str


@dataclass(frozen=True)
class Removed:
    """The file that entry `seq` of a case added was lawfully removed on that day; `basis` says why."""

    case: str
    seq: int
    on: date
    basis: str


@dataclass(frozen=True)
class Files:
    """How the files were found: how many are as they were handed in, which are not, and which were removed."""

    whole: int
    faults: tuple[FileFault, ...]
    removed: tuple[Removed, ...]


def files(reference: str | None = None) -> Files:
    """Every file, or those of the case with that reference: in two queries, and each read once.

    To be asked of a ledger that was found intact: it is believed here. Raises LedgerError where it cannot be read.
    """
    added, redacted = _told(reference)
    rows = {row.entry_id: row for row in Evidence.objects.filter(case__reference__in=[case for case, _ in added])}
    whole = 0
    faults, removed = [], []
    for (case, ref), (row, entry) in added.items():
        gone = redacted.get((case, ref))
        what = _wrong(entry, rows.get(row.pk), removed=gone is not None)
        if what:
            faults.append(FileFault(case, row.seq, what))
        if gone:
            removed.append(Removed(case, row.seq, gone.on, gone.basis.value))
        whole += not what and gone is None
    return Files(whole, tuple(faults), tuple(removed))


def _told(
    reference: str | None,
) -> tuple[dict[tuple[str, str], tuple[LedgerEntry, EvidenceAdded]], dict[tuple[str, str], EvidenceRedacted]]:
    """The entries that added a file, and those that removed one, by the case and the entry of the file."""
    added, redacted = {}, {}
    for row, entry in _entries(reference):
        if isinstance(entry, EvidenceAdded):
            added[row.case.reference, entry.ref] = (row, entry)
        elif isinstance(entry, EvidenceRedacted):
            redacted[row.case.reference, entry.of] = entry
    return added, redacted


def _entries(reference: str | None) -> Iterator[tuple[LedgerEntry, AnyEntry]]:
    rows = LedgerEntry.objects.filter(type__in=("evidence_added", "evidence_redacted")).select_related("case")
    if reference is not None:
        rows = rows.filter(case__in=Case.objects.filter(reference=reference))
    for row in rows.order_by("case__reference", "seq").iterator(chunk_size=500):
        (entry,) = decode_many([row.payload])
        yield row, entry


def _wrong(entry: EvidenceAdded, row: Evidence | None, *, removed: bool) -> str:
    """What is wrong with a file; '' where nothing is. One in which a virus was found is gone, and that is right."""
    if row is None:
        return "it is not known where its file is kept"
    store = Store(settings.STATE / "evidence")
    if removed:
        here = store.has(row.sha256, row.key) or row.given_name or row.text
        return "its file was lawfully removed, and is still here: 'fairgate evidence tidy' removes it" if here else ""
    if row.scan == Scan.INFECTED:
        return ""
    if row.sha256 != entry.sha256:
        return "its file is filed under another hash"
    if said_hash(row.salt, row.text) != entry.said:
        return "what is said of its file is not what was said when it was handed in"
    if not store.has(entry.sha256, row.key):
        return "its file is gone, and nobody removed it"
    return "" if store.is_whole(entry.sha256, row.key) else "its file is not the one that was handed in"
