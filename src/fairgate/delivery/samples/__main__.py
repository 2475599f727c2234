"""PDFs of every sample letter, in every edition: `python -m fairgate.delivery.samples FOLDER`."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from fairgate.delivery.courtesy import LANGUAGES, for_sheets, translated
from fairgate.delivery.editions import LARGE, TO_OTHERS
from fairgate.delivery.letter import Letter, LetterRefused
from fairgate.delivery.pdf import Look, render
from fairgate.delivery.samples import letters
from fairgate.policy.pack import load_pack


def main(folder: str, say: Callable[[str], object] = print) -> int:
    """Write the PDFs into `folder`; 0, or 2 with a sentence when one of them cannot be made.

    `oak/bar_notice.pdf` as it is sent, `oak/large/bar_notice.pdf` in large print, `oak/pl/bar_notice.pdf` with the
    courtesy translation into Polish after it, and so on for each language.
    """
    for name, letter in letters().items():
        pack, _, own = name.partition("/")
        try:
            for kind, pdf in _editions(letter):
                path = Path(folder, pack, kind, f"{own}.pdf")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(pdf)
                say(f"{path} ({len(pdf):,} bytes)")
        except (LetterRefused, OSError) as error:
            say(f"{name}: {error}")
            return 2
    return 0


def _editions(letter: Letter) -> Iterator[tuple[str, bytes]]:
    template = load_pack(letter.pack).folder
    yield "", render(template, letter)
    yield LARGE, render(template, letter, look=Look.LARGE)
    for code in () if letter.kind in TO_OTHERS else LANGUAGES:
        yield code, render(template, letter, translation=for_sheets(translated(letter, code)))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        print("Say where to write the letters: python -m fairgate.delivery.samples FOLDER")
        raise SystemExit(2)
    raise SystemExit(main(sys.argv[1]))
