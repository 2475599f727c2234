"""Where copies of case files are kept until they are fetched: by the hash of their bytes, and not for long."""

import contextlib
import os
import re
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

_HASH = re.compile(r"[0-9a-f]{64}")


class BundleFiles:
    """The files under one folder, which is made when it is first used; only this system user can read them."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def keep(self, sha256: str, pdf: bytes) -> None:
        """Keep a copy, whole or not at all, on the disk before this returns."""
        self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._path(sha256)
        coming = path.with_suffix(".part")
        handle = os.open(coming, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        os.rename(coming, path)

    def path(self, sha256: str) -> Path:
        """Where a copy lies. Raises FileNotFoundError where there is none."""
        path = self._path(sha256)
        if path.is_symlink() or not path.is_file():
            raise FileNotFoundError(sha256[:8])
        return path

    def forget(self, sha256: str) -> None:
        """Delete a copy; nothing happens where there is none."""
        with contextlib.suppress(FileNotFoundError):
            self._path(sha256).unlink()

    def forget_others(self, kept: Collection[str], *, before: datetime) -> None:
        """Delete what no row knows and was put here before then: of a try that broke off."""
        for path in self.root.glob("*"):
            if path.stem not in kept and path.stat().st_mtime < before.timestamp():
                path.unlink(missing_ok=True)

    def _path(self, sha256: str) -> Path:
        if not _HASH.fullmatch(sha256):
            raise ValueError("a copy is named by a SHA-256 in small hexadecimal")
        return self.root / f"{sha256}.pdf"
