"""Where the files of cases are kept: a folder, in which a name says nothing about anybody.

`<first two>/<next two>/<SHA-256>/<key>/original`, with its safe copies beside it. The hash is of the original; the key
is the item's own, so that the same file in two cases is kept twice, and removed from one without touching the other.
"""

import contextlib
import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from fairgate.delivery.evidence.limits import BYTES_AT_MOST, MEGABYTE
from fairgate.delivery.evidence.refused import EvidenceRefused

ORIGINAL = "original"
_NAME = re.compile(r"[a-z0-9][a-z0-9.-]{0,60}")
_HASH = re.compile(r"[0-9a-f]{64}")
_KEY = re.compile(r"[0-9a-f]{32}")
_AT_ONCE = MEGABYTE


def new_key() -> str:
    """A key drawn at random, for one item of evidence."""
    return secrets.token_hex(16)


class Store:
    """The files under one folder, which is made when it is first used; only this system user can read them."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @contextmanager
    def received(self, stream: BinaryIO) -> Iterator[tuple[Path, str, int]]:
        """What the stream holds, as a file on its way in, its SHA-256 and its size; gone afterwards unless kept.

        Raises `EvidenceRefused` for more than `limits.BYTES_AT_MOST`, of which no more than that is ever written.
        """
        path = self._folder("incoming") / secrets.token_hex(16)
        try:
            digest, size = _written(path, stream)
            yield path, digest, size
        finally:
            path.unlink(missing_ok=True)

    def keep(self, sha256: str, key: str, original: Path, copies: Mapping[str, bytes]) -> None:
        """Keep a file that was `received`, and its safe copies by their names, on the disk before this returns."""
        item = self._item(sha256, key)
        folder = self._folder(*item.parts)
        for name, body in copies.items():
            self.add(sha256, key, name, body)
        os.rename(original, folder / ORIGINAL)  # the same file system: whole or not at all
        _settle(folder, self.root)

    def add(self, sha256: str, key: str, name: str, body: bytes) -> None:
        """Add a copy to an item, in place of one of that name."""
        if not _NAME.fullmatch(name) or name == ORIGINAL:
            raise ValueError(f"{name!r} is no name for a copy")
        folder = self._folder(*self._item(sha256, key).parts)
        coming = folder / f".{secrets.token_hex(8)}"
        try:
            with _private(coming) as file:
                file.write(body)
                file.flush()
                os.fsync(file.fileno())
            os.rename(coming, folder / name)
        finally:
            coming.unlink(missing_ok=True)
        _settle(folder, folder)

    def path(self, sha256: str, key: str, name: str = ORIGINAL) -> Path:
        """Where a file of an item lies. Raises FileNotFoundError where there is none."""
        if not _NAME.fullmatch(name):
            raise FileNotFoundError(name)
        path = self.root / self._item(sha256, key) / name
        if path.is_symlink() or not path.is_file():
            raise FileNotFoundError(f"{sha256[:8]}: {name}")
        return path

    def remove(self, sha256: str, key: str) -> None:
        """Remove an item, the original and every copy; nothing happens where there is none."""
        folder = self.root / self._item(sha256, key)
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(folder)
        for parent in list(folder.parents)[:3]:
            with contextlib.suppress(OSError):  # another item is still in it
                parent.rmdir()

    def items(self) -> Iterator[tuple[str, str]]:
        """The hash and the key of every item that is here."""
        for folder in self.root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*/*"):
            yield folder.parent.name, folder.name

    def since(self, sha256: str, key: str) -> datetime:
        """When an item was put here, or last had a copy added."""
        return datetime.fromtimestamp((self.root / self._item(sha256, key)).stat().st_mtime, UTC)

    def forget_incoming(self, before: datetime) -> int:
        """Remove what was on its way in before that moment and never arrived; how many files."""
        left = [path for path in self.root.glob("incoming/*") if path.stat().st_mtime < before.timestamp()]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)

    def has(self, sha256: str, key: str) -> bool:
        """Whether anything of an item is here, the original or a copy."""
        return (self.root / self._item(sha256, key)).exists()

    def is_whole(self, sha256: str, key: str) -> bool:
        """Whether the original is there and has that hash."""
        try:
            with self.path(sha256, key).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except FileNotFoundError:
            return False

    def _item(self, sha256: str, key: str) -> Path:
        if not _HASH.fullmatch(sha256) or not _KEY.fullmatch(key):
            raise ValueError("an item is named by a SHA-256 and a key, both in small hexadecimal")
        return Path(sha256[:2], sha256[2:4], sha256, key)

    def _folder(self, *parts: str) -> Path:
        folder = self.root
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for part in parts:
            folder = folder / part
            folder.mkdir(mode=0o700, exist_ok=True)
        return folder


def _private(path: Path) -> BinaryIO:
    """A new file that nobody else can read."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")


def _written(path: Path, stream: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with _private(path) as file:
        while part := stream.read(_AT_ONCE):
            size += len(part)
            if size > BYTES_AT_MOST:
                raise EvidenceRefused(
                    f"This file is larger than {BYTES_AT_MOST // MEGABYTE} MB, the most that is taken.",
                    "Send it in a smaller size or in parts.",
                )
            digest.update(part)
            file.write(part)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest(), size


def _settle(folder: Path, root: Path) -> None:
    """Have the folder's entries on the disk, and those of the folders above it up to `root`."""
    for one in (folder, *folder.parents):
        handle = os.open(one, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        if one == root:
            return
