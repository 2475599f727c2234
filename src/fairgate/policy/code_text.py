"""Reads `code.md`: the words that a trust publishes, each paragraph under its reference.

`# Title`, `## Section heading`, and one paragraph per reference: a line that begins `[ref]` or `[ref kind]`, whose
text runs on to the next blank line.
"""

import re

from msgspec import Struct

from fairgate.engine.code import Paragraph
from fairgate.policy.decode import nearest
from fairgate.policy.problems import PackError, Problem

# what somebody must carry out; a paragraph that names no kind is a rule, so that none is overlooked
NORMATIVE = frozenset(
    {"breach", "step", "expectation", "duty", "power", "right", "term", "exception"}
    | {"limit", "route", "link", "guarantee", "review", "rule", "scope"}
)
KINDS = NORMATIVE | {"statement", "principle", "information"}

_HEAD = re.compile(r"\[([^\[\]\s]+)(?:\s+([^\[\]]*))?\]\s*(.*)")
_REF = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_MEND_HEAD = "Begin the paragraph with its reference, such as '[5.2b step] The Headteacher ...', after a blank line"


class CodeText(Struct, frozen=True):
    """The title, and the paragraphs by their reference, in order; `lines` says where each begins."""

    file: str
    title: str
    paragraphs: dict[str, Paragraph]
    lines: dict[str, int]


class _Found(Struct):
    """A paragraph that is being read."""

    ref: str
    kind: str
    section: str
    line: int
    words: list[str]


def read_code_text(text: str, file: str) -> CodeText:
    """The paragraphs of `text`; `file` is the name used in errors. PackError naming every fault found."""
    problems: list[Problem] = []
    found: list[_Found] = []
    title = section = ""
    current: _Found | None = None

    def wrong(line: int, what: str, mend: str) -> None:
        problems.append(Problem(file, line, what, mend))

    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.strip()
        if not line:
            current = None
        elif line.startswith("## "):
            section, current = line[3:].strip(), None
        elif line.startswith("# "):
            if title:
                wrong(number, "a second title stands here", "Keep one '# Title'; write sections as '## Heading'")
            title, current = line[2:].strip(), None
        elif head := _HEAD.match(line):
            ref, kind, words = head[1], (head[2] or "rule").strip(), head[3]
            current = _Found(ref, kind, section, number, [words] if words else [])
            found.append(current)
            if not _REF.fullmatch(ref):
                wrong(number, f"'{ref}' cannot be a reference", "Use letters, figures, '.', '_' and '-' alone")
            if kind not in KINDS:
                mend = f"{nearest(kind, KINDS)}Write one of: {', '.join(sorted(KINDS))}"
                wrong(number, f"'{kind}' is not a kind of paragraph", mend)
        elif current is None:
            wrong(number, "text stands here that belongs to no paragraph", _MEND_HEAD)
        else:
            current.words.append(line)

    paragraphs: dict[str, Paragraph] = {}
    lines: dict[str, int] = {}
    for part in found:
        if part.ref in paragraphs:
            what = f"the reference '{part.ref}' is used twice (first in line {lines[part.ref]})"
            wrong(
                part.line,
                what,
                "Give one of them a reference of its own, such as 2.5b, and state the fault in pack.yaml",
            )
            continue
        if not part.words:
            wrong(
                part.line,
                f"paragraph {part.ref} has no words",
                "Write them after the reference, or take it out",
            )
        paragraphs[part.ref] = Paragraph(part.ref, " ".join(part.words), part.section, part.kind)
        lines[part.ref] = part.line
    if not paragraphs:
        wrong(0, "there is no paragraph in the file", _MEND_HEAD)
    if not title:
        wrong(1, "the code has no title", "Begin the file with '# ' and the title")
    if problems:
        raise PackError.of(sorted(problems))
    return CodeText(file, title, paragraphs, lines)
