"""Who is found at the gate, and who is bothered: names as they appear, names put wrong, and the innocent.

`python -m bench.gate_matching --names FOLDER` (or FAIRGATE_BENCH_NAMES) measures on public sets in that folder too.
"""

import argparse
import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from itertools import islice, product
from pathlib import Path
from random import Random

from bench.gate import FIRST, LAST, misheard
from bench.public_names import HISTORICAL, Row, nicknames, sets
from fairgate.queries import likeness, names
from fairgate.queries.names import Known, Match

BARRED = 20
DRAWS = 5
MOST_PAIRS = 5000
MOST_INNOCENT = 2000
FOLDER = "FAIRGATE_BENCH_NAMES"
OWN = Path(__file__).with_name("british_names.txt")
NEEDED = f"""
  Of the public sets nothing is measured: name their folder in {FOLDER} or with --names. What it may hold:
  {HISTORICAL} and fake_1000.csv (moj-analytical-services/splink_datasets), FEBRL's
  dataset3.csv, dataset4a.csv, dataset4b.csv, and nicknames_names.csv (carltonnorthern/nicknames, its names.csv)."""

Pairs = Sequence[tuple[str, str]]
"""What was typed, and the name on record."""


def matched(typed: str, barred: Iterable[Known]) -> Match:
    """How the gate takes the name that was typed, when these are barred."""
    read = names.read(typed)
    return Match.NONE if read is None else max((likeness.compare(read, one) for one in barred), default=Match.NONE)


def found(pairs: Pairs) -> str:
    """The share of those who are barred that is found, by the strong flag and with what is checked beside it."""
    counted = Counter(matched(typed, [names.known(name)]) for typed, name in pairs)
    strong = counted[Match.EXACT] + counted[Match.NEAR]
    return f"strong {strong / len(pairs):6.1%}   with check {(strong + counted[Match.LIKE]) / len(pairs):6.1%}"


def bothered(people: dict[str, str], typed: Sequence[tuple[str, str]], chance: Random) -> str:
    """The share of the innocent whose name is flagged while twenty others are barred: the mean of some draws."""
    counted: Counter[Match] = Counter()
    for _ in range(DRAWS):
        barred = set(chance.sample(sorted(people), BARRED))
        known = [names.known(people[person]) for person in barred]
        innocent = [name for person, name in typed if person not in barred]
        counted.update(matched(name, known) for name in chance.sample(innocent, min(MOST_INNOCENT, len(innocent))))
    total = counted.total()
    strong = (counted[Match.EXACT] + counted[Match.NEAR]) / total
    return f"strong {strong:6.2%}   only checked {counted[Match.LIKE] / total:6.2%}"


def variants(originals: Sequence[str], short_forms: Sequence[tuple[str, str]], chance: Random) -> dict[str, Pairs]:
    """The names put wrong in ways of our own making; the short forms are of a list that is not ours."""
    halves = [(name, *name.split(" ", 1)) for name in originals]
    short: dict[str, list[str]] = {}
    for first, nickname in short_forms:
        short.setdefault(first, []).append(nickname)
    ways: dict[str, Callable[[str, str, str], str]] = {
        "a letter wrong": lambda name, first, last: misheard(name, chance),
        "two letters wrong": lambda name, first, last: misheard(misheard(name, chance), chance),
        "initial and surname": lambda name, first, last: f"{first[0]} {last}",
        "surname first": lambda name, first, last: f"{last} {first}",
        "one more surname": lambda name, first, last: f"{name}-Ashworth",
    }
    made: dict[str, Pairs] = {way: [(put(*half), half[0]) for half in halves] for way, put in ways.items()}
    shortened = [
        (f"{chance.choice(short[first.lower()])} {last}", name)
        for name, first, last in halves
        if first.lower() in short
    ]
    return made | ({"a short form": shortened} if shortened else {})


def british() -> dict[str, Pairs]:
    """Our own pairs, by kind."""
    kinds: dict[str, list[tuple[str, str]]] = {}
    for line in OWN.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kinds[line.strip("[]")] = pairs = []
        elif not line.startswith("#"):
            name, typed = line.split(" = ")
            pairs.append((typed, name))
    return dict(kinds)


def _tell(label: str, figures: str) -> None:
    print(f"  {label:<50}{figures}")


def _own(chance: Random) -> None:
    kinds = british()
    print("\nOur own British pairs")
    for kind, pairs in kinds.items():
        _tell(f"{kind} ({len(pairs)})", found(pairs))
    _tell("all", found([pair for pairs in kinds.values() for pair in pairs]))
    people = {name: name for pairs in kinds.values() for _, name in pairs}
    common = [(name, name) for name in (f"{first} {last}" for first, last in product(FIRST.split(), LAST.split()))]
    _tell(f"innocent, of common names ({len(common):,}), {BARRED} barred", bothered(people, common, chance))


def _public(label: str, rows: list[Row], short_forms: Sequence[tuple[str, str]], chance: Random) -> None:
    people = {row.person: row.name for row in rows if row.kept}
    pairs = [(row.name, people[row.person]) for row in rows if not row.kept]
    print(f"\n{label}: {len(people):,} people, {len(pairs):,} further records of them")
    _tell("natural: names as they appear", found(chance.sample(pairs, min(MOST_PAIRS, len(pairs)))))
    made = variants(list(islice(people.values(), MOST_INNOCENT)), short_forms, chance)
    for kind, wrong in made.items():
        _tell(f"variants: {kind}", found(wrong))
    _tell("variants: all", found([pair for wrong in made.values() for pair in wrong]))
    _tell(f"innocent, {BARRED} barred", bothered(people, [(row.person, row.name) for row in rows], chance))


def main(folder: str = os.environ.get(FOLDER, "")) -> None:
    """Print what is found and who is bothered on our own pairs, and on whatever public sets the folder holds."""
    chance = Random(20)
    _own(chance)
    if not folder or not Path(folder).is_dir():
        print(NEEDED)
        return
    if (Path(folder) / HISTORICAL).is_file() and find_spec("pyarrow") is None:
        raise SystemExit(f"{HISTORICAL} is read with pyarrow (Apache 2): pip install pyarrow")
    for label, rows in sets(Path(folder)).items():
        _public(label, rows, nicknames(Path(folder)), chance)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description="Names at the gate: who is found, and who is bothered.")
    asked.add_argument("--names", default=os.environ.get(FOLDER, ""), help="a folder with the public sets")
    main(asked.parse_args().names)
