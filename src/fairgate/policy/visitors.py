"""What a pack asks of a visitor, on one screen, in each language it is told in: `visitors.yaml` beside `pack.yaml`."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from fairgate.policy.located import Document, read_yaml
from fairgate.policy.pack import Pack
from fairgate.policy.problems import PackError, Problem

ENGLISH = "en"
LANGUAGES: Mapping[str, str] = {
    ENGLISH: "English",
    "cy": "Cymraeg",
    "pl": "Polski",
    "ro": "Română",
    "uk": "Українська",
    "ar": "العربية",
    "ur": "اردو",
}
"""Each as its speakers write it. Only the English binds."""
RIGHT_TO_LEFT = frozenset({"ar", "ur"})


class Point(Struct, frozen=True):
    """One thing that is asked, and the paragraphs that ask it."""

    paragraphs: tuple[str, ...]
    text: str


def points(pack: Pack, language: str) -> tuple[Point, ...]:
    """What the code asks, in that language. A pack without the file tells its expectations, in English alone: `()`
    in any other language.

    PackError where the file leaves out a language, or names a paragraph that the code has not.
    """
    document = _document(pack.folder / "visitors.yaml")
    if document is None:
        told = (one for one in pack.code.paragraphs.values() if one.kind == "expectation")
        return tuple(Point((one.ref,), one.text) for one in told) if language == ENGLISH else ()
    found, problems = [], []
    for number, row in enumerate(document.data["points"]):  # type: ignore[index,call-overload]  # looked at below
        refs = tuple(str(ref) for ref in row["paragraphs"])
        unknown = [ref for ref in refs if ref not in pack.code.paragraphs]
        missing = [one for one in LANGUAGES if not row.get(one)]
        for what in (*(f"there is no paragraph {ref}" for ref in unknown), *(f"{one} is missing" for one in missing)):
            line = document.spot(("points", number)).line
            problems.append(Problem(document.file, line, what, "See the other points of the file"))
        found.append(Point(refs, str(row.get(language, ""))))
    if problems:
        raise PackError.of(problems)
    return tuple(found)


@lru_cache(maxsize=8)
def _document(file: Path) -> Document | None:
    return read_yaml(file) if file.is_file() else None
