"""The hash of an entry, and the chain that the hashes make: each covers its entry and the hash before it."""

import hashlib
import json
from datetime import UTC, date, datetime


def entry_hash(
    *,
    case: str,
    seq: int,
    type: str,
    ref: str,
    on: date,
    payload: str,
    by: int | None,
    recorded_at: datetime,
    prev_hash: str,
) -> str:
    """SHA-256, in hexadecimal, of one entry as canonical JSON: keys in order, no spaces, UTF-8.

    `case` is the case's reference, `by` the number of the user, `recorded_at` an aware instant (hashed in
    UTC, to the microsecond), `prev_hash` the hash of the entry before it or '' for the first. The payload
    goes in by its own SHA-256: if the law once takes its words away, the chain can still be checked.
    """
    facts = {
        "case": case,
        "seq": seq,
        "type": type,
        "ref": ref,
        "on": on.isoformat(),
        "payload": sha256(payload.encode()),
        "by": by,
        "recorded_at": recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "prev_hash": prev_hash,
    }
    return sha256(json.dumps(facts, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode())


def said_hash(salt: str, text: str) -> str:
    """What stands in an entry for words that are kept beside it, '' for none.

    Once they and the salt are gone, nobody can guess them.
    """
    return sha256(f"{salt} {text}".encode()) if text else ""


def sha256(data: bytes) -> str:
    """SHA-256 in hexadecimal: 64 characters."""
    return hashlib.sha256(data).hexdigest()
