"""Two editions of Oak's code, for tests: the one that Fairgate carries, and one that follows it."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from fairgate.policy import pack

FIRST, SECOND = "2022-09", "2024-09"
FROM = date(2024, 9, 25)
"""The first day of the second edition."""
OLD, NEW = "Threatening staff, a visitor, a parent or a child", "Threats of any kind"
"""What the two call the breach 'threat'."""


def two_editions(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Fairgate carry both, until the test is over."""
    shutil.copytree(pack.CARRIED, folder, dirs_exist_ok=True)
    shutil.copytree(folder / "oak" / FIRST, folder / "oak" / SECOND)
    written = folder / "oak" / SECOND / "pack.yaml"
    text = written.read_text(encoding="utf-8")
    for was, becomes in (
        (f'edition: "{FIRST}"', f'edition: "{SECOND}"'),
        ("in_force_from: 2022-09-01", f"in_force_from: {FROM}"),
        (OLD, NEW),
    ):
        assert was in text, was
        text = text.replace(was, becomes, 1)
    written.write_text(text, encoding="utf-8")
    monkeypatch.setattr(pack, "CARRIED", folder)
    one_edition()


def one_edition() -> None:
    """Forget what was read from elsewhere."""
    pack.carried.cache_clear()
