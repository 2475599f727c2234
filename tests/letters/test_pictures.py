"""Page one of every letter of every pack looks as it was approved; a thing that moved is noticed."""

from pathlib import Path

import pytest
from PIL import Image

from fairgate.delivery import pdf as setting
from fairgate.delivery.pdf import render
from tests.letters import pictures
from tests.letters.conftest import SAMPLES, Shelf, folder
from tests.letters.pictures import APPROVED, EDITIONS, LETTERS, NOTICES, approved, differing, edition, keep, seen

ALIKE = 0.002  # of the points
BYTES = 15_000


@pytest.mark.parametrize("name", LETTERS)
def test_it_looks_as_it_was_approved(name: str, shelf: Shelf) -> None:
    """When it does not, and should not: look at the letter, then `python -m tests.letters.pictures`."""
    assert differing(seen(shelf.pdf(LETTERS[name])), approved(name)) <= ALIKE


def test_every_letter_has_a_small_picture_and_there_is_no_other() -> None:
    kept = {path.stem: path.stat().st_size for path in APPROVED.glob("*.png")}
    assert set(kept) == {*LETTERS, *(f"edition-{kind}" for kind in EDITIONS)}
    assert [name for name, size in kept.items() if size >= BYTES] == []
    assert {(one.pack, one.id) for one in SAMPLES.values()} == {
        (SAMPLES[name].pack, SAMPLES[name].id) for name in LETTERS.values()
    }


@pytest.mark.parametrize("name", NOTICES)
@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("at(133mm, 55mm, 60mm, context", "at(133mm, 58mm, 60mm, context"),  # the date's box
        ("at(24.6mm, 40.2mm", "at(24.6mm, 43mm"),  # the address leaves its window
        ("#let ink = rgb(paper.ink)", '#let ink = rgb("#cccccc")'),
    ],
)
def test_what_moved_is_noticed(
    name: str, was: str, becomes: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = setting.LAYOUT.read_text(encoding="utf-8")
    assert was in layout
    moved = tmp_path / "layout.typ"
    moved.write_text(layout.replace(was, becomes), encoding="utf-8")
    monkeypatch.setattr(setting, "LAYOUT", moved)
    letter = SAMPLES[LETTERS[name]]
    assert differing(seen(render(folder(letter), letter)), approved(name)) > ALIKE


@pytest.mark.parametrize("kind", EDITIONS)
def test_an_edition_looks_as_it_was_approved(kind: str) -> None:
    assert differing(edition(kind), approved(f"edition-{kind}")) <= ALIKE


def test_the_control_one_translation_does_not_look_like_another() -> None:
    assert differing(approved("edition-ar"), approved("edition-ur")) > ALIKE
    assert differing(approved("edition-cy"), approved("edition-ro")) > ALIKE


def test_a_picture_is_kept_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "APPROVED", tmp_path)
    image = Image.frombytes("L", (3, 2), bytes([0, 36, 72, 108, 180, 252]))
    keep("a", image)
    assert approved("a").tobytes() == image.tobytes()
    assert differing(image, Image.frombytes("L", (3, 2), bytes([0, 36, 72, 108, 180, 144]))) == pytest.approx(1 / 6)
    assert differing(image, image.transpose(Image.Transpose.ROTATE_90)) == 1.0
