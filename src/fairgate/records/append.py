"""The one writer of the ledger."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from fairgate.engine.entries import encode, type_name
from fairgate.engine.entry import Entry
from fairgate.records.chain import entry_hash
from fairgate.records.models import Case, LedgerEntry, User
from fairgate.records.search.keep import keep_entries

LONGEST_KEY = 64


class LedgerMoved(Exception):
    """Somebody got in first. `newer` are the entries that the caller had not seen; nothing was written."""

    def __init__(self, newer: list[LedgerEntry]) -> None:
        super().__init__(f"{len(newer)} newer entries are in the ledger")
        self.newer = newer


def append(
    case: Case,
    entries: Sequence[Entry],
    *,
    by: User | None,
    now: datetime,
    operation_key: str,
    expected_seq: int,
) -> list[LedgerEntry]:
    """Append `entries` to the ledger of `case`, all of them or none, and return their rows.

    `expected_seq` is the number of the last entry that the caller saw (0 for an empty ledger) when the
    entries were decided on: LedgerMoved when there are newer ones. `operation_key` names the POST: sent
    again, it returns what it wrote the first time and writes nothing. `now` is the aware instant of
    recording; no entry may be dated after it (law.md I19). Raises ValueError for what no caller may ask.
    """
    if timezone.is_naive(now):
        raise ValueError("the instant of recording needs a time zone")
    if not 0 < len(operation_key) <= LONGEST_KEY:
        raise ValueError(f"an operation key has 1 to {LONGEST_KEY} characters")
    if not entries:
        raise ValueError("there is nothing to append")
    today = timezone.localdate(now)
    for entry in entries:
        if entry.on > today:
            raise ValueError(f"entry {entry.ref} is dated {entry.on}, after the day it is recorded on, {today}")
    try:
        # Its own savepoint when the caller has a transaction open: what fails here leaves that one usable.
        with transaction.atomic():
            written = written_by(case, operation_key)
            return written or _write(case, entries, by, now, operation_key, expected_seq)
    except IntegrityError:
        # Two at once: the database's unique keys let one in. Which of the two reasons it was, the ledger
        # tells.
        written = written_by(case, operation_key)
        if written:
            return written
        newer = _newer(case, expected_seq)
        if newer:
            raise LedgerMoved(newer) from None
        raise


def written_by(case: Case, operation_key: str) -> list[LedgerEntry]:
    """What the operation `operation_key` wrote in the ledger of `case`: empty when it has not written yet."""
    if not operation_key.isprintable():  # no key that was ever written; PostgreSQL cannot even be asked for a NUL
        return []
    return list(case.entries.filter(operation_key=operation_key).order_by("seq"))


def _newer(case: Case, expected_seq: int) -> list[LedgerEntry]:
    return list(case.entries.filter(seq__gt=expected_seq).order_by("seq"))


def _write(
    case: Case,
    entries: Sequence[Entry],
    by: User | None,
    now: datetime,
    operation_key: str,
    expected_seq: int,
) -> list[LedgerEntry]:
    newer = _newer(case, expected_seq)
    if newer:
        raise LedgerMoved(newer)
    prev_hash = ""
    if expected_seq:
        last = case.entries.filter(seq=expected_seq).first()
        if last is None:
            raise ValueError(f"the ledger of case {case.reference} has no entry {expected_seq} yet")
        prev_hash = last.hash
    rows = []
    for part, entry in enumerate(entries):
        row = LedgerEntry(
            case=case,
            seq=expected_seq + part + 1,
            type=type_name(entry),
            ref=entry.ref,
            on=entry.on,
            payload=encode(entry),
            by_user=by,
            recorded_at=now,
            operation_key=operation_key,
            operation_part=part,
            prev_hash=prev_hash,
        )
        row.hash = row_hash(case, row)
        row.save(force_insert=True)
        prev_hash = row.hash
        rows.append(row)
    keep_entries(case, rows, entries)
    return rows


def row_hash(case: Case, row: LedgerEntry) -> str:
    """What the hash of `row` must be, going by the row itself; `case` is its case."""
    return entry_hash(
        case=case.reference,
        seq=row.seq,
        type=row.type,
        ref=row.ref,
        on=row.on,
        payload=row.payload,
        by=row.by_user_id,
        recorded_at=row.recorded_at,
        prev_hash=row.prev_hash,
    )
