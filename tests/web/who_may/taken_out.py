"""Runs tests with one check taken out, as noticed.yaml names it.

    FAIRGATE_TAKEN_OUT="records/door.py open_case: ..." pytest -p tests.web.who_may.taken_out FILES

By it one sees which test elsewhere notices a check that no cell of the table can.
"""

import os

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Take it out for all that was collected."""
    from tests.web.who_may.mutants import every

    wanted = os.environ["FAIRGATE_TAKEN_OUT"]
    next(one for one in every() if str(one) == wanted).taken_out().__enter__()
