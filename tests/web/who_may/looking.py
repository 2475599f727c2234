"""Looks for the cells that notice; it is run by its own name alone."""

import os

import pytest
from tests.web.who_may.mutants import every
from tests.web.who_may.noticing import look
from tests.web.who_may.running import Runner

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_looking(runner: Runner) -> None:
    asked = {"most": int(os.environ.get("CELLS", "400")), "seconds": int(os.environ.get("SECONDS", "7200"))}
    assert look(runner, every(), **asked) == []
