"""A store of each test's own."""

from pathlib import Path

import pytest
from pytest_django import Settings

from fairgate.delivery.evidence.store import Store


@pytest.fixture
def store(tmp_path: Path, settings: Settings) -> Store:
    """The store that actions and queries use in this test, empty."""
    settings.STATE = tmp_path
    settings.FAIRGATE_CLAMAV = ""
    return Store(tmp_path / "evidence")
