"""Resolves the ids that a pack's rules refer to, and gathers everything that refers to nothing."""

from collections.abc import Collection, Mapping
from typing import TypeVar

from fairgate.engine.code import Span
from fairgate.policy import shape
from fairgate.policy.code_text import CodeText
from fairgate.policy.decode import nearest, place
from fairgate.policy.located import Document, Steps
from fairgate.policy.problems import Problem
from fairgate.policy.spans import read_span

T = TypeVar("T")
_PLURAL = {
    "office": "offices",
    "step": "steps",
    "breach": "breaches",
    "letter": "letters",
    "channel": "channels",
}
_MANY = 12


class Names:
    """The ids that a pack defines. Each look-up answers what it was given, and notes it when it is unknown."""

    def __init__(self, document: Document, pack: shape.Pack, text: CodeText) -> None:
        self.document = document
        self.text = text
        self.problems: list[Problem] = []
        channels = [word for channel in listed(pack.channels) for word in (channel.id, *listed(channel.also))]
        self.known: Mapping[str, Collection[str]] = {
            "office": pack.offices,
            "step": pack.steps,
            "breach": pack.breaches,
            "letter": listed(pack.letters),
            "channel": channels,
            "paragraph": text.paragraphs,
        }

    def wrong(self, path: Steps, what: str, mend: str, kind: str) -> None:
        """Note an error at `path` of the pack."""
        self.problems.append(Problem(self.document.file, self.document.spot(path).line, what, mend, kind))

    def one(self, kind: str, name: str, path: Steps) -> str:
        """`name`, noted when no such office, step, breach, letter, channel or paragraph is known."""
        known = self.known[kind]
        if name not in known:
            where = self.text.file if kind == "paragraph" else f"'{_PLURAL[kind]}:'"
            listing = f"; known are {', '.join(known)}" if 0 < len(known) <= _MANY else ""
            mend = f"{nearest(name, known)}Write one that stands in {where}{listing}, or add it there"
            self.wrong(path, f"unknown {kind} '{name}' in {place(path)}", mend, f"unknown-{kind}")
        return name

    def maybe(self, kind: str, name: str | None, path: Steps) -> str | None:
        """As `one`, where nothing may be given."""
        return None if name is None else self.one(kind, name, path)

    def many(self, kind: str, names: str | list[str], path: Steps) -> tuple[str, ...]:
        """As `one`, for a list or a single name."""
        if isinstance(names, str):
            return (self.one(kind, names, path),)
        return tuple(self.one(kind, name, (*path, index)) for index, name in enumerate(names))

    def some(self, kind: str, names: str | list[str], path: Steps, mend: str) -> tuple[str, ...]:
        """As `many`, noted when the list is empty (law.md I2)."""
        if not names:
            self.wrong(path, f"{place(path)} names nobody", mend, "nobody")
        return self.many(kind, names, path)

    def refs(self, part: Steps, names: str | list[str], otherwise: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The paragraphs that the part at `part` cites, or `otherwise` when it cites none of its own."""
        return self.many("paragraph", names, (*part, "paragraph")) or otherwise

    def among(self, word: str, known: Collection[str], path: Steps, what: str) -> str:
        """`word`, noted when it is not one of `known`; `what` says of what they are."""
        if word not in known:
            mend = f"{nearest(word, known)}Write one of {what}" + (f": {', '.join(known)}" if known else ", and add it")
            self.wrong(path, f"'{word}' in {place(path)} is not one of {what}", mend, "unknown-outcome")
        return word

    def span(self, text: str | None, path: Steps) -> Span | None:
        """The length that `text` states; None, noted, when it states none."""
        if text is None:
            return None
        try:
            return read_span(text)
        except ValueError as problem:
            what, mend = problem.args
            self.wrong(path, f"{what}, in {place(path)}", mend, "span")
            return None


def listed(value: T | list[T]) -> list[T]:
    """A single value as a list of one."""
    return value if isinstance(value, list) else [value]
