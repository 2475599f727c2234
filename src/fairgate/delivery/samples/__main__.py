"""One PDF of every sample letter: `python -m fairgate.delivery.samples FOLDER`."""

import sys
from collections.abc import Callable
from pathlib import Path

from fairgate.delivery.letter import LetterRefused
from fairgate.delivery.pdf import render
from fairgate.delivery.samples import letters
from fairgate.policy.pack import load_pack


def main(folder: str, say: Callable[[str], object] = print) -> int:
    """Write the PDFs into `folder`; 0, or 2 with a sentence when one of them cannot be made."""
    for name, letter in letters().items():
        path = Path(folder, f"{name}.pdf")
        try:
            pdf = render(load_pack(letter.pack).folder, letter)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(pdf)
        except (LetterRefused, OSError) as error:
            say(f"{name}: {error}")
            return 2
        say(f"{path} ({len(pdf):,} bytes)")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        print("Say where to write the letters: python -m fairgate.delivery.samples FOLDER")
        raise SystemExit(2)
    raise SystemExit(main(sys.argv[1]))
