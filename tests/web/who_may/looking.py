"""Looks for the cells that notice, and for the tests elsewhere; it is run by its own name alone, and one at a time.

python -m pytest -q -s -n0 tests/web/who_may/looking.py -k cells
FILES="records/test_door*.py" CHECKS=records/ python -m pytest -q -s -n0 tests/web/who_may/looking.py -k tests
"""

import os

import pytest
from tests.web.who_may import elsewhere
from tests.web.who_may.mutants import every
from tests.web.who_may.noticing import Known, known, look, write
from tests.web.who_may.running import Runner

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_looking_for_cells(runner: Runner) -> None:
    asked = {"most": int(os.environ.get("CELLS", "400")), "seconds": int(os.environ.get("SECONDS", "7200"))}
    assert look(runner, every(), **asked) == []


def test_looking_for_tests() -> None:
    before, whose = known(), tuple(os.environ["CHECKS"].split())
    settled = before.noticed.keys() | before.unseen.keys() | before.behind.keys()
    missing = [one for one in every() if str(one) not in settled and str(one).startswith(whose)]
    files = [file for pattern in os.environ["FILES"].split() for file in sorted(elsewhere.TESTS.glob(pattern))]
    found = elsewhere.look(missing, files)
    write(Known({**before.noticed, **found}, before.unseen, before.behind))
    assert [str(one) for one in missing if str(one) not in found] == []
