"""A store of each test's own, and a quicker way to look at its files."""

from pathlib import Path

import pytest
from pytest_django import Settings

from fairgate.delivery.evidence import intake, looking, masking, worker
from fairgate.delivery.evidence.kinds import Media
from fairgate.delivery.evidence.masking import Box
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.delivery.evidence.seen import Job, Seen
from fairgate.delivery.evidence.store import Store


@pytest.fixture
def store(tmp_path: Path, settings: Settings) -> Store:
    """The store that actions and queries use in this test, empty."""
    settings.STATE = tmp_path
    settings.FAIRGATE_CLAMAV = ""
    return Store(tmp_path / "evidence")


@pytest.fixture
def looked_at_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are looked at by the same readers, but in the test's own process: for tests of what becomes of them."""

    def asked(path: Path, media: Media, boxes: tuple[Box, ...] = ()) -> Seen:
        job = Job(media.value, looking.SECONDS, boxes)
        seen = worker.look(worker.reader(job), path.read_bytes())
        if seen.refused:
            raise EvidenceRefused(seen.refused, seen.change)
        return seen

    monkeypatch.setattr(intake, "look", asked)
    monkeypatch.setattr(masking, "cover", lambda *given: asked(*given).pictures[0])
