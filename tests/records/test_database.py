"""The database is asked to keep its word, on every connection; and a wrong DATABASE_URL says so."""

import threading
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import connection, connections

from fairgate.project.database import databases

KEPT = {"journal_mode": "wal", "synchronous": 2, "recursive_triggers": 1, "secure_delete": 1, "foreign_keys": 1}
"""What SQLite reads back; synchronous 2 is FULL."""


def asked_of(alias: str) -> dict[str, object]:
    """How the database of this connection was asked to commit."""
    with connections[alias].cursor() as cursor:
        if connections[alias].vendor == "postgresql":
            cursor.execute("SHOW synchronous_commit")
            return {"synchronous_commit": cursor.fetchone()[0]}
        read: dict[str, object] = {}
        for pragma in KEPT:
            cursor.execute(f"PRAGMA {pragma}")
            read[pragma] = cursor.fetchone()[0]
        return read


def wanted() -> dict[str, object]:
    return {"synchronous_commit": "on"} if connection.vendor == "postgresql" else dict(KEPT)


@pytest.mark.django_db(transaction=True)
def test_every_connection_survives_a_power_cut() -> None:
    read: list[dict[str, object]] = []

    def on_a_new_connection() -> None:
        read.append(asked_of("default"))
        connection.close()

    connection.close()
    on_a_new_connection()
    for _ in range(2):
        thread = threading.Thread(target=on_a_new_connection)
        thread.start()
        thread.join()
    assert read == [wanted()] * 3


@pytest.mark.django_db(transaction=True)
def test_control_a_connection_that_is_not_asked_is_seen() -> None:
    careless = connection.copy("careless")
    options = {"options": "-c synchronous_commit=off"}
    if connection.vendor == "sqlite":
        options = {"init_command": "PRAGMA synchronous=NORMAL"}
    careless.settings_dict["OPTIONS"] = options
    connections["careless"] = careless
    try:
        assert asked_of("careless") != wanted()
    finally:
        careless.close()
        del connections["careless"]


def test_sqlite_is_the_default(tmp_path: Path) -> None:
    made = databases("", tmp_path)["default"]
    assert made["NAME"] == tmp_path / "fairgate.sqlite3"
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert made["ATOMIC_REQUESTS"] is False


def test_database_url_chooses_postgresql(tmp_path: Path) -> None:
    made = databases("postgresql://fairgate@%2Frun%2Fpg/school?options=-c%20search_path%3Dx", tmp_path)["default"]
    assert made["ENGINE"] == "django.db.backends.postgresql"
    assert (made["HOST"], made["NAME"], made["USER"]) == ("/run/pg", "school", "fairgate")
    assert made["OPTIONS"]["options"] == (
        "-c search_path=x -c synchronous_commit=on -c jit=off -c max_parallel_workers_per_gather=0"
    )


@pytest.mark.parametrize("url", ["mysql://x/y", "fairgate.sqlite3", "postgresql://x:port/y"])
def test_a_wrong_url_says_what_to_set(tmp_path: Path, url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        databases(url, tmp_path)


@pytest.mark.django_db
def test_the_migrations_are_those_of_the_models() -> None:
    call_command("makemigrations", "records", check=True, dry_run=True, verbosity=0, skip_checks=True)
