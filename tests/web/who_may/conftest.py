"""One house for all the tests of the table: what a question does is undone after it."""

import gc
from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker
from tests.web.who_may.reading import Table, read
from tests.web.who_may.running import Runner, undone
from tests.web.who_may.scene import stage


@pytest.fixture(scope="module")
def table() -> Table:
    """The table as it is written."""
    return read()


@pytest.fixture(scope="module")
def runner(
    table: Table, django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Runner]:
    """The house, and whoever asks in it."""
    with django_db_blocker.unblock(), undone(), stage(tmp_path_factory.mktemp("state")) as scene:
        gc.freeze()  # thousands of short answers: what is there already is not looked through after each
        yield Runner(table, scene)
        gc.unfreeze()
