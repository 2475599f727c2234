"""Each check of who may see and do what, taken out of the house as it runs: something notices.

What notices is a cell of the table or a probe, asked here; or a test elsewhere, run by `test_noticed_elsewhere.py`. Of
the addresses, of `web`, `project` and `records`, and of the engine's authority there is no check without: it is in
`noticed`, in `behind` with the check before it (with both gone a test fails), or in `unseen`
with the reason why nothing can notice.

Outside of it: of what the acts and queries ask again behind the pages, so many are proven as `PROVEN_AT_LEAST` says,
and the rest is still to be looked for. A check that `checks.py` does not know for one is in neither list: it knows the
door's functions and the reader's by their names, a guard by what it raises, and a narrowing by its field. What the
engine decides of a case (whether a step is due, whether it can be left out) is no question about who; the stories of
`tests/engine` ask it.
"""

from collections import defaultdict

import pytest
from tests.web.who_may.elsewhere import NAMED
from tests.web.who_may.mutants import Mutant, every, unrestricted
from tests.web.who_may.noticing import all_cells, known, likely, notices
from tests.web.who_may.probes import PROBES
from tests.web.who_may.reading import read
from tests.web.who_may.running import Runner, undone
from tests.web.who_may.unchecked import unknown

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

WHOLE = ("the address ", "web/", "project/", "records/", "engine/")
"""Where each check is noticed, or has its reason why nothing can."""

PROVEN_AT_LEAST = 70
"""So many checks of the acts and queries have something that notices them."""

CHECKS = every()
PARTS: dict[str, list[Mutant]] = defaultdict(list)
for one in CHECKS:
    PARTS[one.where.partition(" ")[0]].append(one)


def test_no_check_is_without_something_that_notices() -> None:
    """A new one: tests/web/who_may/looking.py looks for it. What it finds nothing for lacks a test.

    What stands around the view of a new address is not looked for: the cells that ask just that are asked below.
    """
    found = known()
    settled = found.noticed.keys() | found.unseen.keys() | found.behind.keys()
    without = [str(one) for one in CHECKS if str(one) not in settled and not one.page]
    assert [one for one in without if one.startswith(WHOLE)] == []


def test_as_many_acts_and_queries_as_before_have_something_that_notices() -> None:
    found = known()
    assert found.noticed.keys().isdisjoint(found.unseen)
    proven = [one for one in map(str, CHECKS) if one in found.noticed and not one.startswith(WHOLE)]
    assert len(proven) >= PROVEN_AT_LEAST


def test_what_is_written_down_is_still_there() -> None:
    """Every cell and probe that is named can be asked, and every check that is named stands in the source."""
    found, cells, names = known(), all_cells(read()), {str(one) for one in CHECKS}
    asked = {by for by in found.noticed.values() if not by.startswith(NAMED)}
    assert asked <= cells.keys() | PROBES.keys()
    assert {one for one in (*found.noticed, *found.unseen, *found.behind) if one.startswith(WHOLE)} <= names


@pytest.mark.parametrize("part", list(PARTS))
def test_a_check_that_is_gone_is_noticed(runner: Runner, part: str) -> None:
    noticed, cells = known().noticed, all_cells(runner.table)
    gone = {one: noticed[str(one)] for one in PARTS[part] if str(one) in noticed}
    gone = {one: by for one, by in gone.items() if by in cells or by in PROBES}
    unlooked = [one for one in PARTS[part] if one.page and str(one) not in noticed]
    assert [str(one) for one in unlooked if not any(notices(runner, cell, one) for cell in likely(cells, one))] == []
    assert [str(one) for one, by in gone.items() if not notices(runner, cells.get(by, by), one)] == []


def test_what_notices_is_right_as_long_as_nothing_is_gone(runner: Runner) -> None:
    """The control: the same cells find nothing in the house as it is."""
    cells = all_cells(runner.table)
    for words in sorted(cells.keys() & set(known().noticed.values())):
        assert runner.problems(cells[words]) == []
    for asked in PROBES.values():
        with undone():
            asked(runner.scene)


def test_every_address_says_which_methods_it_takes() -> None:
    assert unrestricted() <= {"gate_check"}  # which answers the others itself


def test_each_function_of_the_door_is_known_to_be_a_check_or_none() -> None:
    assert unknown() == set()
