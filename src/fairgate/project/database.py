"""Which database, and how it is asked to keep its word: an acknowledged entry survives a power cut."""

from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

SQLITE_PRAGMAS = {
    "journal_mode": "WAL",
    # NORMAL loses acknowledged entries at a power cut; FULL lost none in a thousand.
    "synchronous": "FULL",
    # so that the delete triggers see the row that INSERT OR REPLACE would take away
    "recursive_triggers": "ON",
    # what is lawfully erased is overwritten, not only unlinked
    "secure_delete": "ON",
}
"""Set on every connection, before anything else runs on it. Foreign keys are on already."""

WAIT_SECONDS = 20

POSTGRESQL_OPTIONS = {
    "synchronous_commit": "on",
    # Every question here is short and finds its rows by an index. To start helpers for it, or a compiler, takes longer
    # than the answer, the more so where many ask at once.
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
}
"""Set as each connection begins."""


def databases(url: str, state: Path) -> dict[str, dict[str, Any]]:
    """Django's DATABASES: PostgreSQL at `url` (postgresql://...), or SQLite in the folder `state` without one.

    Raises ImproperlyConfigured, in words for whoever set DATABASE_URL, when `url` is not one of a PostgreSQL.
    """
    if not url:
        return {"default": _sqlite(state / "fairgate.sqlite3")}
    if not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured(
            "DATABASE_URL must begin with postgresql:// "
            "(such as postgresql://fairgate@localhost/fairgate); leave it unset to use SQLite"
        )
    try:
        settings: dict[str, Any] = dict(dj_database_url.parse(url))
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
    options = dict(settings.get("OPTIONS", {}))
    ours = " ".join(f"-c {name}={value}" for name, value in POSTGRESQL_OPTIONS.items())
    options["options"] = f"{options.get('options', '')} {ours}".strip()
    return {
        "default": settings
        | {
            "OPTIONS": options,
            "ATOMIC_REQUESTS": False,
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    }


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "fairgate.records.sqlite",
        "NAME": file,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {
            "init_command": "; ".join(f"PRAGMA {name}={value}" for name, value in SQLITE_PRAGMAS.items()),
            # A transaction takes the write lock when it begins: two writers queue, and none fails half-way.
            "transaction_mode": "IMMEDIATE",
            "timeout": WAIT_SECONDS,
        },
    }
