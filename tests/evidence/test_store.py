"""The store keeps every byte, tells nothing by its names, and forgets what it is told to forget."""

import hashlib
import io
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fairgate.delivery.evidence import store as module
from fairgate.delivery.evidence.limits import BYTES_AT_MOST
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.delivery.evidence.store import ORIGINAL, Store, new_key

BODY = bytes(range(256)) * 20
SHA = hashlib.sha256(BODY).hexdigest()


def _kept(store: Store, copies: dict[str, bytes] | None = None) -> str:
    key = new_key()
    with store.received(io.BytesIO(BODY)) as (path, sha256, size):
        assert (sha256, size) == (SHA, len(BODY))
        store.keep(sha256, key, path, copies or {})
    return key


def test_what_was_handed_in_is_kept_byte_for_byte(store: Store) -> None:
    key = _kept(store, {"page-1.jpg": b"copy"})
    assert store.path(SHA, key).read_bytes() == BODY
    assert store.path(SHA, key, "page-1.jpg").read_bytes() == b"copy"
    assert store.is_whole(SHA, key)
    assert list(store.items()) == [(SHA, key)]
    assert store.path(SHA, key) == store.root / SHA[:2] / SHA[2:4] / SHA / key / ORIGINAL


def test_nobody_else_on_the_machine_can_read_it(store: Store) -> None:
    old = os.umask(0)
    try:
        _kept(store, {"text.txt": b"copy"})
    finally:
        os.umask(old)
    for path in (store.root, *store.root.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_it_is_on_the_disk_before_it_is_there(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each file is flushed before it gets its name, and the folder that names it after."""
    done: list[str] = []
    fsync, rename = os.fsync, os.rename

    def named(handle: int) -> str:
        return Path(os.readlink(f"/proc/self/fd/{handle}")).name

    monkeypatch.setattr(module.os, "fsync", lambda handle: (done.append(f"flush {named(handle)}"), fsync(handle))[1])
    monkeypatch.setattr(
        module.os, "rename", lambda a, b: (done.append(f"{Path(a).name} becomes {Path(b).name}"), rename(a, b))[1]
    )
    key = _kept(store, {"text.txt": b"copy"})
    incoming = done[0].removeprefix("flush ")
    coming = done[1].removeprefix("flush ")
    assert done[:4] == [f"flush {incoming}", f"flush {coming}", f"{coming} becomes text.txt", f"flush {key}"]
    assert done[4:] == [
        f"{incoming} becomes original",
        *(f"flush {name}" for name in (key, SHA, SHA[2:4], SHA[:2], "evidence")),
    ]


def test_what_is_not_kept_is_gone(store: Store) -> None:
    with store.received(io.BytesIO(BODY)) as (path, _, _):
        assert path.read_bytes() == BODY
    assert [path for path in store.root.rglob("*") if path.is_file()] == []


def test_more_than_is_taken_is_refused_while_it_comes_in(store: Store) -> None:
    class Endless(io.RawIOBase):
        given = 0

        def read(self, size: int = -1) -> bytes:
            self.given += size
            return bytes(size)

    endless = Endless()
    with pytest.raises(EvidenceRefused, match="larger than 50 MB"), store.received(endless):  # type: ignore[arg-type]
        pytest.fail("it was received")
    assert endless.given <= BYTES_AT_MOST + 2 * 1024**2
    assert [path for path in store.root.rglob("*") if path.is_file()] == []


def test_control_the_largest_file_that_is_taken_is_taken(store: Store) -> None:
    with store.received(io.BytesIO(bytes(BYTES_AT_MOST))) as (_, _, size):
        assert size == BYTES_AT_MOST


def test_the_same_file_twice_is_two_items_and_one_can_go(store: Store) -> None:
    one, other = _kept(store), _kept(store)
    store.remove(SHA, one)
    assert not store.is_whole(SHA, one)
    assert store.is_whole(SHA, other)
    store.remove(SHA, one)  # twice is as good as once
    store.remove(SHA, other)
    assert list(store.root.glob("*")) == [store.root / "incoming"]


def test_a_changed_original_is_seen(store: Store) -> None:
    key = _kept(store)
    path = store.path(SHA, key)
    body = bytearray(path.read_bytes())
    body[7] ^= 1
    path.write_bytes(body)
    assert not store.is_whole(SHA, key)


@pytest.mark.parametrize("name", ["../original", "a/b", "", ".x", "A.jpg", "x" * 80, "page\n1", "..", "é"])
def test_no_name_leads_out_of_an_item(store: Store, name: str) -> None:
    key = _kept(store)
    with pytest.raises(FileNotFoundError):
        store.path(SHA, key, name)
    with pytest.raises(ValueError, match="no name for a copy"):
        store.add(SHA, key, name, b"x")


@pytest.mark.parametrize("sha256", ["", "..", SHA[:-1], SHA.upper(), SHA + "\n", "../" + SHA[3:]])
def test_no_hash_or_key_leads_out_of_the_store(store: Store, sha256: str) -> None:
    with pytest.raises(ValueError, match="small hexadecimal"):
        store.path(sha256, new_key())
    with pytest.raises(ValueError, match="small hexadecimal"):
        store.remove(SHA, sha256)


def test_the_original_is_never_written_over(store: Store) -> None:
    key = _kept(store)
    with pytest.raises(ValueError, match="no name for a copy"):
        store.add(SHA, key, ORIGINAL, b"other")


def test_a_link_that_somebody_put_there_is_not_followed(store: Store, tmp_path: Path) -> None:
    key = _kept(store)
    secret = tmp_path / "secret"
    secret.write_text("x")
    store.path(SHA, key).with_name("text.txt").symlink_to(secret)
    with pytest.raises(FileNotFoundError):
        store.path(SHA, key, "text.txt")


def test_what_never_arrived_is_forgotten_when_it_is_old(store: Store) -> None:
    with store.received(io.BytesIO(BODY)) as (path, _, _):
        now = datetime.now(UTC)
        assert store.forget_incoming(now - timedelta(days=1)) == 0
        assert path.exists()
        assert store.forget_incoming(now + timedelta(days=1)) == 1
        assert not path.exists()
