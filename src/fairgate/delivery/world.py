"""The folder that is a template's whole world, written once and there for the next letter by the same template.

Whoever sets the letter cannot write into it (typesetter.py), and its own files stay what they were; one letter's values
are in it only while that letter is set. What two letters have in common is then set once.
"""

import hashlib
import os
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

_MEMORY = "/dev/shm"  # noqa: S108  # memory, where there is such a place: a letter's values never lie on a disk


class Worlds:
    """The worlds of one process, in a folder of its own that goes with it."""

    def __init__(self) -> None:
        self._making = threading.Lock()
        self._root = tempfile.TemporaryDirectory(
            prefix="letters-", dir=_MEMORY if os.access(_MEMORY, os.W_OK) else None
        )

    def of(self, files: Mapping[str, str]) -> str:
        """The folder that holds these texts and nothing else, by their names in it."""
        whole = hashlib.sha256("\0".join(part for item in sorted(files.items()) for part in item).encode()).hexdigest()
        folder = Path(self._root.name, whole)
        if not _is_whole(folder, files):
            with self._making:
                _write(folder, files)
        return str(folder)


def worlds() -> Worlds:
    """This process's own: a forked server never shares its parent's, which would take them away."""
    return _worlds_of(os.getpid())


@lru_cache(maxsize=1)
def _worlds_of(_process: int) -> Worlds:
    return Worlds()


@contextmanager
def lying_in(folder: str, values: Mapping[str, bytes]) -> Iterator[None]:
    """The values of one letter in its template's folder, for as long as it is set. For one caller at a time."""
    try:
        for name, body in values.items():
            Path(folder, name).write_bytes(body)
        yield
    finally:
        for name in values:
            Path(folder, name).unlink(missing_ok=True)


def _is_whole(folder: Path, files: Mapping[str, str]) -> bool:
    """Whether everything is there: what cleans up temporary folders may have been at it."""
    return all((folder / name).is_file() for name in files)


def _write(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        coming = path.with_name(f".{path.name}")
        coming.write_text(text, encoding="utf-8")
        os.replace(coming, path)  # another thread sees all of it, or nothing
