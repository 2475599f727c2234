"""What was said of a file that was lawfully removed is gone from the file of the database, and from its log."""

from pathlib import Path

import pytest
from django.db import connection

from fairgate.actions import evidence
from fairgate.delivery.evidence.store import Store
from tests.evidence.conftest import looked_at_here, store  # noqa: F401 - fixtures
from tests.evidence.test_erased import CANARY, handed_in, removed
from tests.house import House


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("settled", [True, False], ids=["", "control: the log is left as it is"])
def test_no_file_of_the_database_holds_it(
    settled: bool,
    store: Store,  # noqa: F811 - the fixture
    looked_at_here: None,  # noqa: F811 - the fixture
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if not settled:
        monkeypatch.setattr(evidence, "settle", lambda: None)
    house = House()
    head, case, _ = handed_in(house)
    assert is_in_the_files(CANARY.encode())
    removed(head, case)
    assert is_in_the_files(CANARY.encode()) is not settled


def is_in_the_files(word: bytes) -> bool:
    """Whether it stands in a file of the database as it lies there now, its log included."""
    file = Path(connection.settings_dict["NAME"])
    return any(word in path.read_bytes() for path in file.parent.glob(f"{file.name}*") if path.is_file())
