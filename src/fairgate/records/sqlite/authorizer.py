"""What no statement on a guarded connection may do. SQLite asks here while it prepares each statement.

It stops what the triggers cannot: dropping them, dropping or altering the tables they stand on, writing to
SQLite's own schema, hiding a table behind a temporary one, and switching off the pragmas that the guards and
the promise to survive a power cut rest on.
"""

import sqlite3

from fairgate.records.guards.tables import NAMES

_SET_ONCE = frozenset(
    {
        "writable_schema",
        "recursive_triggers",
        "ignore_check_constraints",
        "trusted_schema",
        "journal_mode",
        "synchronous",
        "secure_delete",
    }
)
"""Pragmas that are set when the connection opens and not again; reading them is free."""

# The table is the second thing that SQLite names for these, the first for the others.
_TABLE_SECOND = frozenset(
    {
        sqlite3.SQLITE_ALTER_TABLE,
        sqlite3.SQLITE_CREATE_TRIGGER,
        sqlite3.SQLITE_CREATE_TEMP_TRIGGER,
        sqlite3.SQLITE_DROP_INDEX,
        sqlite3.SQLITE_DROP_TEMP_INDEX,
        sqlite3.SQLITE_DROP_TRIGGER,
        sqlite3.SQLITE_DROP_TEMP_TRIGGER,
    }
)
_TABLE_FIRST = frozenset(
    {
        sqlite3.SQLITE_DELETE,
        sqlite3.SQLITE_UPDATE,
        sqlite3.SQLITE_DROP_TABLE,
        sqlite3.SQLITE_DROP_TEMP_TABLE,
        sqlite3.SQLITE_DROP_VIEW,
        sqlite3.SQLITE_DROP_TEMP_VIEW,
        sqlite3.SQLITE_CREATE_TEMP_TABLE,
        sqlite3.SQLITE_CREATE_TEMP_VIEW,
        sqlite3.SQLITE_DROP_VTABLE,
    }
)


def authorize(action: int, first: str | None, second: str | None, database: str | None, _: str | None) -> int:
    """SQLITE_OK, or SQLITE_DENY for what is refused; SQLite then says 'not authorized'."""
    if action in _TABLE_FIRST:
        refused = _folded(first) in NAMES
    elif action in _TABLE_SECOND:
        refused = _folded(second) in NAMES
    elif action == sqlite3.SQLITE_CREATE_VTABLE:
        refused = _folded(database) == "temp" and _folded(first) in NAMES
    elif action == sqlite3.SQLITE_PRAGMA:
        refused = second is not None and _folded(first) in _SET_ONCE
    else:
        refused = False
    return sqlite3.SQLITE_DENY if refused else sqlite3.SQLITE_OK


def _folded(name: str | None) -> str:
    # SQLite's names are the same in capitals and in small letters.
    return (name or "").lower()
