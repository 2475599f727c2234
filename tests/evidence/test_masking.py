"""What is covered is not in what is handed out."""

import io

import pytest
from PIL import Image

from fairgate.delivery.evidence import masking, pictures
from fairgate.delivery.evidence.store import Store, new_key
from tests.evidence import files

SHA = "b" * 64


@pytest.fixture
def key(store: Store) -> str:
    """An item with one painted page."""
    key = new_key()
    with store.received(io.BytesIO(b"x")) as (path, _, _):
        store.keep(SHA, key, path, {"page-1.png": pictures.look(files.picture("PNG")).pictures[0]})
    return key


def test_covered_words_are_gone_and_the_rest_stays_in_its_place() -> None:
    words = "From: Jo\n\nMy son Tom\nsaw it"
    start = words.index("Tom")
    assert masking.text(words, [(start, start + 3)]) == "From: Jo\n\nMy son ███\nsaw it"
    assert masking.text(words, [(start, start + 5), (start + 1, start + 4)]) == "From: Jo\n\nMy son ███\n█aw it"
    assert masking.text(words, [(0, 10_000)]).replace("\n", "") == "█" * (len(words) - 3)
    assert masking.text(words, []) == words


def test_a_covered_page_is_painted_once_and_kept(store: Store, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    boxes = [(0, 0, 5_000, 10_000)]
    covered = masking.picture(store, SHA, key, "page-1.png", boxes)
    assert Image.open(covered).getpixel((5, 5)) == (0, 0, 0)
    assert Image.open(covered).getpixel((35, 5)) == (0, 0, 255)
    monkeypatch.setattr(masking, "cover", lambda *_: pytest.fail("painted again"))
    assert masking.picture(store, SHA, key, "page-1.png", boxes * 2) == covered


def test_other_masks_are_another_picture(store: Store, key: str) -> None:
    one = masking.picture(store, SHA, key, "page-1.png", [(0, 0, 10, 10)])
    other = masking.picture(store, SHA, key, "page-1.png", [(0, 0, 10, 11)])
    plain = masking.picture(store, SHA, key, "page-1.png", [])
    assert len({one, other, plain}) == 3
    assert plain.name == "page-1.png"


def test_there_is_no_way_to_the_plain_page_where_covering_fails(
    store: Store, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> bytes:
        raise RuntimeError("no process can be started")

    monkeypatch.setattr(masking, "cover", fails)
    with pytest.raises(RuntimeError):
        masking.picture(store, SHA, key, "page-1.png", [(0, 0, 10, 10)])


def test_what_is_not_there_is_not_there(store: Store, key: str) -> None:
    with pytest.raises(FileNotFoundError):
        masking.picture(store, SHA, key, "page-2.png", [])
