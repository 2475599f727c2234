"""Finds and loads packs: those that Fairgate carries, by id and edition, and any folder, by its path."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

import fairgate.packs
from fairgate.engine.code import Code
from fairgate.policy import shape
from fairgate.policy.code_text import CodeText, read_code_text
from fairgate.policy.decode import decode, nearest
from fairgate.policy.located import Document, read_text, read_yaml, shown
from fairgate.policy.problems import PackError, Problem
from fairgate.policy.read import read_code

CARRIED = Path(fairgate.packs.__path__[0])


class Pack(Struct, frozen=True):
    """One edition: the code, the folder that it was read from, and where everything in it is written."""

    code: Code
    folder: Path
    document: Document
    written: shape.Pack
    text: CodeText

    def letter(self, letter: str) -> Path:
        """The typst file of one of the code's letters. KeyError when the pack has no such letter."""
        if letter not in self.code.letters:
            raise KeyError(letter)
        return self.folder / "letters" / f"{letter}.typ"

    def stories(self) -> tuple[Path, ...]:
        """The pack's own stories, in the order of their names."""
        return tuple(sorted((self.folder / "stories").glob("*.yaml")))


def load_pack(name: str | Path, edition: str | None = None) -> Pack:
    """The pack `name`: the id of one that Fairgate carries, or a path to a folder.

    Without an `edition`, the newest. PackError, with every problem, when it cannot be read or used.
    """
    if isinstance(name, str) and name in ids():
        return carried(name, edition or editions(name)[-1])
    return _usable(*open_pack(find(name, edition)))


@lru_cache(maxsize=32)
def carried(pack: str, edition: str) -> Pack:
    """An edition that Fairgate carries; read once, as it cannot change while the program runs. PackError if none."""
    if pack not in ids() or edition not in editions(pack):
        raise PackError(f"{pack}/{edition}", 0, "Fairgate carries no such code of conduct", _choice(pack))
    return _usable(*open_pack(CARRIED / pack / edition))


def edition_on(pack: str, on: date) -> Pack:
    """The edition of a carried pack that was in force on a day: the newest that had begun by then (law.md I28).

    PackError when there is no such pack. A day before the first edition gets the first: the engine then refuses to
    judge conduct by it, and says from when it holds.
    """
    found = carried(pack, editions(pack)[0]) if editions(pack) else carried(pack, "")
    for edition in editions(pack)[1:]:
        later = carried(pack, edition)
        if found.code.in_force_from <= later.code.in_force_from <= on:
            found = later
    return found


def open_pack(folder: Path) -> tuple[Pack, tuple[Problem, ...]]:
    """The pack in `folder` and the errors found while reading it; with any, its code must not be used.

    PackError when it cannot be read as a pack at all.
    """
    document = read_yaml(folder / "pack.yaml")
    text = read_code_text(read_text(folder / "code.md"), shown(folder / "code.md"))
    written = decode(document, shape.Pack)
    code, problems = read_code(document, written, text)
    return Pack(code, folder, document, written, text), problems


def find(name: str | Path, edition: str | None = None) -> Path:
    """The folder of a pack, given its id or a path to it or to a folder of editions. PackError when there is none."""
    if isinstance(name, str) and name in ids():
        folder = CARRIED / name
    else:
        folder = Path(name)
        if folder.name == "pack.yaml":
            folder = folder.parent
        if not folder.is_dir():
            raise PackError(str(name), 0, "there is no such pack", _choice(str(name)))
        if (folder / "pack.yaml").is_file():
            return folder
    known = _editions(folder)
    if not known:
        mend = "Name a folder that holds pack.yaml, or one with a folder for each edition"
        raise PackError(shown(folder), 0, "there is no pack.yaml in the folder", mend)
    if edition is not None and edition not in known:
        raise PackError(shown(folder), 0, f"there is no edition '{edition}'", f"Known are {', '.join(known)}")
    return folder / (edition or known[-1])


def ids() -> tuple[str, ...]:
    """The ids of the packs that Fairgate carries."""
    return tuple(_carried_in(CARRIED))


def editions(pack: str) -> tuple[str, ...]:
    """The editions of a pack that Fairgate carries, oldest first; none when it carries no such pack."""
    return _carried_in(CARRIED).get(pack, ())


@lru_cache(maxsize=8)
def _carried_in(folder: Path) -> dict[str, tuple[str, ...]]:
    """The ids in the folder, in order, each with its editions: looked for once, as they cannot change meanwhile."""
    found = {one.name: _editions(one) for one in sorted(folder.iterdir()) if one.is_dir()}
    return {pack: known for pack, known in found.items() if known}


def _editions(folder: Path) -> tuple[str, ...]:
    return tuple(sorted(edition.parent.name for edition in folder.glob("*/pack.yaml")))


def _usable(pack: Pack, problems: tuple[Problem, ...]) -> Pack:
    if problems:
        raise PackError.of(problems)
    return pack


def _choice(name: str) -> str:
    return f"{nearest(name, ids())}Name one of {', '.join(ids())}, or a folder that holds pack.yaml"
