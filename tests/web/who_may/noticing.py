"""Which cell of the table notices that a check is gone: looked for once, written down, and asked again by the tests.

`python -m pytest -q -s -n0 tests/web/who_may/looking.py` looks for a cell for every check that has none in
`noticed.yaml` yet, and leaves out those that are no longer in the source. What it finds none for it prints: then the
table lacks a row, or nothing depends on the check, and its line is written by hand under `unseen`, with the reason.
"""

import hashlib
import sys
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import yaml
from tests.web.who_may import elsewhere
from tests.web.who_may.mutants import Mutant
from tests.web.who_may.probes import PROBES
from tests.web.who_may.reading import REFUSED, Cell, Table
from tests.web.who_may.roles import HALF
from tests.web.who_may.running import Runner, undone
from tests.web.who_may.scene import FOREIGN, OTHER, OWN
from tests.web.who_may.unchecked import pages_unasked

NOTICED = Path(__file__).with_name("noticed.yaml")
OTHER_METHODS = ("PUT", "DELETE")


@dataclass(frozen=True)
class Known:
    """`noticed`: of each check, the cell, probe or test that notices. `unseen`: of each that none can, why it is kept.
    `behind`: of each that stands behind another, that other (`of`), and which test notices (`by`) with both gone."""

    noticed: Mapping[str, str]
    unseen: Mapping[str, str]
    behind: Mapping[str, Mapping[str, str]]


def known() -> Known:
    """What is written down."""
    data = yaml.safe_load(NOTICED.read_text(encoding="utf-8")) if NOTICED.exists() else {}
    return Known(*(data.get(part) or {} for part in ("noticed", "unseen", "behind")))


def all_cells(table: Table) -> dict[str, Cell]:
    """Every cell of the table by its words, and besides, of every address, two methods that it does not know."""
    cells = list(table.cells)
    for page in table.pages.values():
        if "," not in page.name:
            asked = product(OTHER_METHODS, ("head", "out"))
            cells += [Cell(page.name, method, OWN, role, REFUSED) for method, role in asked]
    return {str(cell): cell for cell in cells}


def notices(runner: Runner, asked: Cell | str, mutant: Mutant) -> bool:
    """Whether that cell is not as the table says once the check is taken out; or what that probe asks (probes.py).

    An act stands behind a page that has asked already. Its own check is seen with the page's gone, by what is written.
    """
    if not isinstance(asked, str):
        runner.know_nothing(asked)
    with mutant.taken_out():
        try:
            if isinstance(asked, str):
                with undone():
                    PROBES[asked](runner.scene)
                return False
            if not mutant.asked_again:
                return bool(runner.problems(asked))
            if runner.problems(asked):
                return True
            with pages_unasked():
                return bool(runner.unwritten(asked))
        except Exception:
            return True


# -- looking for them --------------------------------------------------------------------------------------------------


def pages_through(runner: Runner, wanted: Collection[CodeType]) -> dict[CodeType, set[str]]:
    """On which pages each of these functions runs: by GET and by POST, for those who get in and for some who do not."""
    through: dict[CodeType, set[str]] = {code: set() for code in wanted}
    for page in runner.table.pages.values():
        for cell in _samples(page.cells):
            met: set[CodeType] = set()

            def watch(frame: FrameType, event: str, _: Any, met: set[CodeType] = met) -> None:
                if event == "call" and frame.f_code in through:
                    met.add(frame.f_code)

            sys.setprofile(watch)
            try:
                runner.problems(cell)
            finally:
                sys.setprofile(None)
            for code in met:
                through[code].add(page.name)
    return through


def _samples(cells: Collection[Cell]) -> list[Cell]:
    """Of each method one cell of every answer."""
    return list({(cell.method, cell.answer): cell for cell in cells}.values())


def in_order(cells: Collection[Cell]) -> list[Cell]:
    """Of every page first one cell, then another, in no order that follows the table's; the hidden before the shown."""
    mixed = sorted(cells, key=lambda cell: hashlib.sha256(str(cell).encode()).digest())
    mixed.sort(key=lambda cell: cell.answer.status == 200 and cell.place not in (OTHER, FOREIGN))
    turn: dict[str, int] = {}
    ranked = []
    for number, cell in enumerate(mixed):
        turn[cell.page] = turn.get(cell.page, 0) + 1
        ranked.append((turn[cell.page], number, cell))
    return [cell for *_, cell in sorted(ranked, key=lambda one: one[:2])]


def _is_right(runner: Runner, asked: Cell | str) -> bool:
    """The control: with nothing taken out there is nothing to notice."""
    if isinstance(asked, str):
        with undone():
            PROBES[asked](runner.scene)
        return True
    assert runner.problems(asked) == [], "the house is not as it was"
    return True


def _pages(mutant: Mutant, every: Collection[Mutant], through: Mapping[CodeType, set[str]]) -> set[str]:
    """On which pages the function of a check runs; where none of the samples did, those of its file."""
    file = mutant.where.partition(" ")[0]
    near = (one.function for one in every if one.where.partition(" ")[0] == file)
    own = through.get(mutant.function, set()) if mutant.function is not None else set()
    return own or {page for function in near if function is not None for page in through.get(function, ())}


def likely(cells: Mapping[str, Cell], mutant: Mutant) -> list[Cell]:
    """A few cells that ask about what stands around a view."""
    own = [one for one in cells.values() if one.page.partition(",")[0] == mutant.page and _is_likely(one, mutant)]
    return in_order(own)[:6]


def _is_likely(cell: Cell, mutant: Mutant) -> bool:
    """Whether a cell asks about what stands around a view."""
    if mutant.what == "any method":
        return cell.answer == REFUSED
    return mutant.page != "" and cell.role == ("out" if mutant.what == "without signing in" else HALF)


def write(found: Known) -> None:
    """Write it down, in order, with the words that stand at its head."""
    head = (
        "# Of each check of who may see and do what: the cell, probe or test that notices when it is gone.\n"
        "# Made by tests/web/who_may/looking.py; `unseen` and `behind` are written by hand.\n"
    )
    parts = {"noticed": found.noticed, "unseen": found.unseen, "behind": found.behind}
    body = {part: dict(sorted(held.items())) for part, held in parts.items()}
    text = yaml.safe_dump(body, allow_unicode=True, width=10_000, sort_keys=False)
    NOTICED.write_text(head + text, encoding="utf-8")


def look(runner: Runner, mutants: Collection[Mutant], *, most: int, seconds: float) -> list[str]:
    """Find a cell for every check that has none, among `most` that could; those for which there is none.

    What is written down already is asked again first. It stops after so many `seconds`.
    """
    cells, before, began = all_cells(runner.table), known(), time.monotonic()
    names = {str(mutant) for mutant in mutants}
    answers = cells.keys() | PROBES.keys()
    noticed = {
        name: by
        for name, by in before.noticed.items()
        if name in names and (by in answers or by.startswith(elsewhere.NAMED))
    }
    unseen = {name: why for name, why in before.unseen.items() if name in names}
    behind = {name: how for name, how in before.behind.items() if name in names}
    for one in mutants:
        by = noticed.get(str(one))
        if by in answers and not notices(runner, cells.get(by, by), one):
            del noticed[str(one)]
    missing = [one for one in mutants if str(one) not in noticed.keys() | unseen.keys() | behind.keys()]
    through = pages_through(runner, {one.function for one in missing if one.function is not None})
    print(f"{len(mutants)} checks, {len(missing)} to look at, {time.monotonic() - began:.0f} s so far", flush=True)
    without = []
    for number, mutant in enumerate(missing):
        if time.monotonic() - began > seconds:
            print(f"stopped at {number} of {len(missing)}")
            break
        pages = {mutant.page} if mutant.page else _pages(mutant, missing, through)
        tried = in_order([one for one in cells.values() if {one.page, one.page.partition(",")[0]} & pages])
        tried.sort(key=lambda cell: not _is_likely(cell, mutant))
        asked: list[Cell | str] = [*tried[:most], *PROBES]
        if mutant.where.startswith(("records/", "engine/")):
            asked = [*PROBES, *tried[:most]]
        for one in asked:
            if notices(runner, one, mutant) and _is_right(runner, one):
                noticed[str(mutant)] = str(one)
                break
        else:
            without.append(str(mutant))
            print(f"nothing notices {mutant} ({len(tried)} cells)", flush=True)
        if number % 25 == 0:
            write(Known(noticed, unseen, behind))
    write(Known(noticed, unseen, behind))
    return without
