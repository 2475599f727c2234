"""Each check of who may see and do what, taken out of the house as it runs: a cell of the table notices."""

from collections import defaultdict

import pytest
from tests.web.who_may.mutants import Mutant, every, unrestricted
from tests.web.who_may.noticing import all_cells, known, notices
from tests.web.who_may.probes import PROBES
from tests.web.who_may.running import Runner, undone
from tests.web.who_may.unchecked import unknown

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]

PROVEN_AT_LEAST = 600
"""So many checks have something that notices them. For the rest it is still to be looked for, or a row is missing."""

PARTS: dict[str, list[Mutant]] = defaultdict(list)
for one in every():
    PARTS[one.where.partition(" ")[0]].append(one)


def test_as_many_checks_as_before_have_something_that_notices() -> None:
    """`python -m pytest -q -s -n0 tests/web/who_may/looking.py` looks for what notices the others."""
    found, checks = known(), {str(one) for part in PARTS.values() for one in part}
    assert found.noticed.keys().isdisjoint(found.unseen)
    assert len(checks & found.noticed.keys()) >= PROVEN_AT_LEAST


@pytest.mark.parametrize("part", list(PARTS))
def test_a_check_that_is_gone_is_noticed(runner: Runner, part: str) -> None:
    noticed, cells = known().noticed, all_cells(runner.table)
    gone = {one: noticed[str(one)] for one in PARTS[part] if str(one) in noticed}
    gone = {one: by for one, by in gone.items() if by in cells or by in PROBES}  # a row can be gone with its page
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
