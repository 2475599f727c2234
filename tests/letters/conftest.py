"""The sample letters, set once for all the tests of letters."""

from pathlib import Path

import pytest

from fairgate.delivery.letter import Letter
from fairgate.delivery.pdf import render
from fairgate.delivery.samples import letters
from fairgate.policy.pack import load_pack
from tests.letters.reading import Text

SAMPLES = letters()


def folder(letter: Letter) -> Path:
    """The folder of the letter's pack."""
    return load_pack(letter.pack).folder


class Shelf:
    """Each sample letter's bytes and text, made when it is first asked for."""

    def __init__(self) -> None:
        self._pdf: dict[str, bytes] = {}
        self._text: dict[str, Text] = {}

    def pdf(self, name: str) -> bytes:
        if name not in self._pdf:
            self._pdf[name] = render(folder(SAMPLES[name]), SAMPLES[name])
        return self._pdf[name]

    def text(self, name: str) -> Text:
        if name not in self._text:
            self._text[name] = Text(self.pdf(name))
        return self._text[name]


@pytest.fixture(scope="session")
def shelf() -> Shelf:
    return Shelf()
