"""Upkeep of the evidence of all cases: what waits for the virus scanner, and what no case holds any more."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from fairgate.actions.evidence import evidence_store
from fairgate.delivery.evidence import clamd
from fairgate.delivery.evidence.refused import FileInfected
from fairgate.engine.acts.evidence import EvidenceRedacted
from fairgate.engine.entries import decode_many
from fairgate.records.erasing import settle
from fairgate.records.models import Evidence, InfectedFile, LedgerEntry, Scan

LEFT_BEHIND = timedelta(days=1)
"""How old what belongs to no case has to be before it is removed: younger, somebody may be adding it just now."""


@dataclass(frozen=True)
class Scanned:
    """What became of the files that were held: now shown, removed as infected, or still held."""

    clean: int
    infected: int
    held: int


def scan_again(*, now: datetime) -> Scanned:
    """Scan what is held, now that the scanner may answer again. Infected files are removed and noted."""
    counts = dict.fromkeys(Scan, 0)
    store = evidence_store()
    for item in Evidence.objects.filter(scan=Scan.HELD).select_related("case", "entry").order_by("pk"):
        try:
            path = store.path(item.sha256, item.key)
        except FileNotFoundError:
            continue  # removed while it was held
        try:
            said = clamd.scan(path, settings.FAIRGATE_CLAMAV, sha256=item.sha256, size=item.size)
        except FileInfected as found:
            _removed(item, found, now)
            counts[Scan.INFECTED] += 1
            continue
        counts[Scan(said.value)] += 1
        if said is not clamd.Scan.HELD:
            at = now if said is clamd.Scan.CLEAN else None
            Evidence.objects.filter(pk=item.pk).update(scan=said.value, scanned_at=at)
    return Scanned(counts[Scan.CLEAN], counts[Scan.INFECTED], counts[Scan.HELD])


def tidy(*, now: datetime) -> int:
    """Remove from the store what no case holds: what was redacted, and what a power cut left behind. How many."""
    store = evidence_store()
    known = dict(Evidence.objects.values_list("key", "pk"))
    gone = {item.key for item in _redacted()}
    removed = 0
    for sha256, key in list(store.items()):
        if key in gone or (key not in known and store.since(sha256, key) < now - LEFT_BEHIND):
            store.remove(sha256, key)
            removed += 1
    settle()
    return removed + store.forget_incoming(now - LEFT_BEHIND)


def _removed(item: Evidence, found: FileInfected, now: datetime) -> None:
    with transaction.atomic():
        InfectedFile.objects.create(
            case=item.case, by=item.entry.by_user, at=now, sha256=item.sha256, size=item.size, found=found.found
        )
        Evidence.objects.filter(pk=item.pk).update(scan=Scan.INFECTED, scanned_at=now)
        transaction.on_commit(lambda: evidence_store().remove(item.sha256, item.key))


def _redacted() -> list[Evidence]:
    rows = LedgerEntry.objects.filter(type="evidence_redacted").values_list("case_id", "payload")
    found: list[Evidence] = []
    for case_id, payload in rows:
        (entry,) = decode_many([payload])
        if isinstance(entry, EvidenceRedacted):
            found += Evidence.objects.filter(case_id=case_id, entry__ref=entry.of)
    return found
