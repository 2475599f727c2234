"""Which tables are append-only, and what makes a row of each the same row."""

from typing import NamedTuple


class Guarded(NamedTuple):
    """An append-only table. `uniques` are its unique keys beside `id`; the ledger is `chained`."""

    table: str
    uniques: tuple[tuple[str, ...], ...] = ()
    chained: bool = False


GUARDED = (
    Guarded(
        "records_ledgerentry",
        (("case_id", "seq"), ("case_id", "ref"), ("case_id", "operation_key", "operation_part")),
        chained=True,
    ),
    Guarded("records_issuedletter", (("entry_id", "letter", "sha256"),)),
    Guarded("records_letteredition", (("letter_id", "kind"),)),
    Guarded("records_letterreplaced", (("letter_id",), ("edition_id",))),
    Guarded("records_accesslog"),
    Guarded("records_incident", (("reference",), ("by_id", "operation_key"))),
    Guarded("records_incidentperson"),
    Guarded("records_incidententry", (("incident_id", "seq"),)),
    Guarded("records_gatekeyuse"),
    Guarded("records_personletter", (("code",), ("by_id", "operation_key"))),
    Guarded("records_merge", (("merged_id", "turn"),)),
)
"""Repeated in the migrations that guard them, so that an old migration stays what it was."""

NAMES = frozenset(guarded.table for guarded in GUARDED)
