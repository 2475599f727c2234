"""One letter of each pack looks as it was approved; a thing that moved is noticed."""

from pathlib import Path

import pytest

from fairgate.delivery import pdf as setting
from fairgate.delivery.pdf import render
from tests.letters.conftest import SAMPLES, Shelf, folder
from tests.letters.pictures import (
    APPROVED,
    EDITIONS,
    LOOKED_AT,
    OTHERS,
    SCALE,
    Picture,
    differing,
    edition,
    read_png,
    write_png,
)
from tests.letters.reading import picture

ALIKE = 0.002  # of the points


def approved(pack: str) -> Picture:
    return read_png(APPROVED / f"{pack}.png")


@pytest.mark.parametrize("pack", LOOKED_AT)
def test_it_looks_as_it_was_approved(pack: str, shelf: Shelf) -> None:
    """When it does not, and should not: look at the letter, then `python -m tests.letters.pictures`."""
    assert differing(picture(shelf.pdf(LOOKED_AT[pack]), 0, SCALE), approved(pack)) <= ALIKE


@pytest.mark.parametrize("name", OTHERS)
def test_the_other_letters_look_as_they_were_approved(name: str, shelf: Shelf) -> None:
    assert differing(picture(shelf.pdf(name), 0, SCALE), approved(name.replace("/", "-"))) <= ALIKE


@pytest.mark.parametrize("pack", LOOKED_AT)
@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("at(133mm, 55mm, 60mm, context", "at(133mm, 58mm, 60mm, context"),  # the date's box
        ("at(24.6mm, 40.2mm", "at(24.6mm, 43mm"),  # the address leaves its window
        ("#let ink = rgb(paper.ink)", '#let ink = rgb("#cccccc")'),
    ],
)
def test_what_moved_is_noticed(
    pack: str, was: str, becomes: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = setting.LAYOUT.read_text(encoding="utf-8")
    assert was in layout
    moved = tmp_path / "layout.typ"
    moved.write_text(layout.replace(was, becomes), encoding="utf-8")
    monkeypatch.setattr(setting, "LAYOUT", moved)
    letter = SAMPLES[LOOKED_AT[pack]]
    assert differing(picture(render(folder(letter), letter), 0, SCALE), approved(pack)) > ALIKE


@pytest.mark.parametrize("kind", EDITIONS)
def test_an_edition_looks_as_it_was_approved(kind: str) -> None:
    assert differing(edition(kind), approved(f"edition-{kind}")) <= ALIKE


def test_the_control_one_translation_does_not_look_like_another() -> None:
    assert differing(approved("edition-ar"), approved("edition-ur")) > ALIKE
    assert differing(approved("edition-cy"), approved("edition-ro")) > ALIKE


def test_a_picture_is_kept_as_it_was(tmp_path: Path) -> None:
    image = (3, 2, bytes([0, 50, 100, 150, 200, 255]))
    write_png(tmp_path / "a.png", image)
    assert read_png(tmp_path / "a.png") == image
    assert differing(image, (3, 2, bytes([0, 50, 100, 150, 200, 100]))) == pytest.approx(1 / 6)
    assert differing(image, (2, 3, image[2])) == 1.0
