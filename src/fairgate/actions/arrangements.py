"""The child's arrangements while a parent is barred (law.md 8, 28): asked one by one, kept as one text, told so too."""

from collections.abc import Mapping, Sequence

from fairgate.delivery.letter import Arrangement
from fairgate.engine import phrases
from fairgate.engine.refusal import Reason

ABOUT = {
    "bringing": "Bringing and collecting",
    "illness": "Illness or an accident",
    "reports": "Reports and news from school",
    "meetings": "Parents' evenings and meetings",
}
"""What is asked, by the name of its answer, and the heading under which a letter tells it."""


def joined(answers: Mapping[str, str]) -> str:
    """The answers as one text, each under its heading; what was left empty is left out."""
    return "\n\n".join(
        f"{heading}:\n{answers[name].strip()}" for name, heading in ABOUT.items() if answers.get(name, "").strip()
    )


def why_incomplete(text: str, children: Sequence[str], paragraphs: tuple[str, ...]) -> Reason | None:
    """Why a bar under these paragraphs cannot be made with this text; None when it says all that is asked, or there are
    no children."""
    told = {part.about for part in parted(text)}
    missing = [heading for heading in ABOUT.values() if heading not in told]
    if not children or not missing:
        return None
    return Reason(
        f"A bar is on one adult and never on a child, so it says what is arranged meanwhile for "
        f"{phrases.both(children)}. Nothing is said about {phrases.both(map(phrases.lowered, missing))}.",
        paragraphs,
        "Write what is arranged about each of them, if only that it stays as it is.",
    )


def parted(text: str) -> tuple[Arrangement, ...]:
    """The text again as its parts. What stands under no heading is about bringing and collecting."""
    parts: list[tuple[str, list[str]]] = [(ABOUT["bringing"], [])]
    headings = {f"{heading}:": heading for heading in ABOUT.values()}
    for line in text.strip().splitlines():
        if line.strip() in headings:
            parts.append((headings[line.strip()], []))
        else:
            parts[-1][1].append(line)
    told = ((about, "\n".join(lines).strip()) for about, lines in parts)
    return tuple(Arrangement(about=about, text=text) for about, text in told if text)
