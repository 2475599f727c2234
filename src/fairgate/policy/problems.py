"""What is wrong with a file, said so that the person who wrote it can mend it."""

from collections.abc import Sequence
from typing import Self

from msgspec import Struct


class Problem(Struct, frozen=True, order=True):
    """One thing wrong (an error) or worth knowing (a warning) in a file.

    `kind` is a stable word for machines ("unknown-id"); `what` and `mend` are sentences without their full stop;
    `line` counts from 1, and 0 means the file as a whole.
    """

    file: str
    line: int
    what: str
    mend: str
    kind: str = "unreadable"
    severity: str = "error"
    paragraphs: tuple[str, ...] = ()

    @property
    def is_error(self) -> bool:
        """Whether the pack cannot be used until this is mended."""
        return self.severity == "error"

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.what}. {self.mend}."


class PackError(Exception):
    """A pack or story that cannot be used; `problems` holds everything found, the first of which it prints."""

    def __init__(self, file: str, line: int, what: str, mend: str, kind: str = "unreadable") -> None:
        self.problems: tuple[Problem, ...] = (Problem(file, line, what, mend, kind),)
        super().__init__(str(self.problems[0]))

    @classmethod
    def of(cls, problems: Sequence[Problem]) -> Self:
        """One error for several problems. ValueError when there is none."""
        if not problems:
            raise ValueError("an error needs at least one problem")
        first = problems[0]
        error = cls(first.file, first.line, first.what, first.mend, first.kind)
        error.problems = tuple(problems)
        return error

    @property
    def file(self) -> str:
        """The file of the first problem."""
        return self.problems[0].file

    @property
    def line(self) -> int:
        """The line of the first problem."""
        return self.problems[0].line

    @property
    def what(self) -> str:
        """What is wrong first."""
        return self.problems[0].what

    @property
    def mend(self) -> str:
        """How to mend the first problem."""
        return self.problems[0].mend
