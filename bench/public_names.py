"""Public sets of names in which one person stands more than once, read from a folder. None of them is kept here."""

import csv
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

HISTORICAL = "historical_figures_with_errors_50k.parquet"
NICKNAMES = "nicknames_names.csv"
_NO_NAME = re.compile(
    r"sir|lady|lord|dame|baronet|bt|earl|baron|viscount|countess|prince|princess|duke|hon|rt|maj|gen|major-general|colonel"
    r"|captain|admiral|reverend|venerable|archbishop|dean|the|of|de|esq|author|master|\d+(?:st|nd|rd|th)|.*[()].*"
)


class Row(NamedTuple):
    """One record: which person it is of, whether it is the one taken to be on record, and the name."""

    person: str
    kept: bool
    name: str


def sets(folder: Path) -> dict[str, list[Row]]:
    """The sets that are in the folder, by what is printed of them. Records without a first name or surname are left
    out, and in the historical set those that have a rank in place of one ('sir baronet', '2nd derby')."""
    found: dict[str, list[Row]] = {}
    ways: dict[str, tuple[str, Callable[[Path], Iterator[tuple[str, str, str]]]]] = {
        "historical figures": (HISTORICAL, _historical),
        "made-up people": ("fake_1000.csv", _fake),
        "FEBRL 3": ("dataset3.csv", _febrl),
        "FEBRL 4": ("dataset4a.csv", _febrl),
    }
    for label, (name, rows) in ways.items():
        if (folder / name).is_file():
            found[label] = list(_kept(rows(folder / name)))
    return found


def nicknames(folder: Path) -> list[tuple[str, str]]:
    """Pairs of a first name and a short form, of a list that is not ours; none where it is not there."""
    path = folder / NICKNAMES
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return [(row["name1"], row["name2"]) for row in csv.DictReader(lines) if row["relationship"] == "has_nickname"]


def _kept(rows: Iterator[tuple[str, str, str]]) -> Iterator[Row]:
    """The first record of each person is taken to be the one on record."""
    seen: set[str] = set()
    for person, first, last in rows:
        if first.strip() and last.strip():
            yield Row(person, person not in seen, f"{first.strip()} {last.strip()}")
            seen.add(person)


def _historical(path: Path) -> Iterator[tuple[str, str, str]]:
    table = import_module("pyarrow.parquet").read_table(path, columns=["cluster", "first_name", "surname"])
    for row in table.to_pylist():
        first, last = row["first_name"] or "", row["surname"] or ""
        if not any(_NO_NAME.fullmatch(word.strip(",.")) for word in f"{first} {last}".split()):
            yield row["cluster"], first, last


def _fake(path: Path) -> Iterator[tuple[str, str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield row["cluster"], row["first_name"], row["surname"]


def _febrl(path: Path) -> Iterator[tuple[str, str, str]]:
    """rec-12-org is the original of rec-12-dup-0; of set 4 the originals are in a file of their own."""
    paths = [path, path.with_name("dataset4b.csv")] if path.name == "dataset4a.csv" else [path]
    rows = []
    for each in paths:
        with each.open(encoding="utf-8", newline="") as lines:
            rows += list(csv.DictReader(lines, skipinitialspace=True))
    for row in sorted(rows, key=lambda row: not row["rec_id"].endswith("-org")):
        yield row["rec_id"].split("-")[1], row["given_name"], row["surname"]
