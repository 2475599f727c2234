"""Where the checks note what they find, each at its file and line."""

from fairgate.policy.located import Steps
from fairgate.policy.pack import Pack
from fairgate.policy.problems import Problem


class Notes:
    """Gathers errors and warnings about one pack; `path` is the way to the part that is meant in pack.yaml."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.code = pack.code
        self.problems: list[Problem] = []

    def error(self, kind: str, path: Steps, what: str, mend: str, paragraphs: tuple[str, ...] = ()) -> None:
        """Something that must be mended before the pack is used."""
        line = self.pack.document.spot(path).line
        self.problems.append(Problem(self.pack.document.file, line, what, mend, kind, "error", paragraphs))

    def warning(self, kind: str, path: Steps, what: str, mend: str, paragraphs: tuple[str, ...] = ()) -> None:
        """Something that the trust must know, and may leave as it is."""
        line = self.pack.document.spot(path).line
        self.problems.append(Problem(self.pack.document.file, line, what, mend, kind, "warning", paragraphs))

    def of_text(self, kind: str, ref: str, what: str, mend: str) -> None:
        """An error about a paragraph, at its line of code.md."""
        text = self.pack.text
        self.problems.append(Problem(text.file, text.lines[ref], what, mend, kind, "error", (ref,)))
