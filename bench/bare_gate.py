"""The bare handler of bench/gate_england.py: no Django, the same statements, one connection for each thread."""

import os
import pickle
import sqlite3
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from fairgate.project.database import POSTGRESQL_OPTIONS

_target, _statements = pickle.loads(Path(os.environ["BARE_STATEMENTS"]).read_bytes())
_own = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Run what one look-up asks the database, each statement in turn, and answer with how many rows came."""
    rows = 0
    cursor = _cursor()
    for sql, params in _statements[int(environ["PATH_INFO"].strip("/"))]:
        cursor.execute(sql, params)
        if cursor.description is not None:
            rows += len(cursor.fetchall())
    environ["wsgi.input"].read()
    body = f"<!doctype html><title>Gate</title><p>{rows}".encode()
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]


def _cursor() -> Any:
    if not hasattr(_own, "cursor"):
        if _target.startswith("postgresql"):
            import psycopg

            connection = psycopg.connect(_target, autocommit=True, cursor_factory=psycopg.ClientCursor)
            for name, value in POSTGRESQL_OPTIONS.items():
                connection.execute(f"SET {name} = {value}")
            _own.cursor = connection.cursor()
        else:
            kept = sqlite3.connect(_target, isolation_level=None, timeout=20)
            for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
                kept.execute(f"PRAGMA {pragma}")
            _own.cursor = _Sqlite(kept.cursor())
    return _own.cursor


class _Sqlite:
    """SQLite's own cursor, with Django's sign for a value."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor
        self.fetchall = cursor.fetchall

    @property
    def description(self) -> Any:
        return self._cursor.description

    def execute(self, sql: str, params: Any) -> None:
        self._cursor.execute(sql.replace("%s", "?").replace("%%", "%"), params or ())
