"""YAML read as plain text, lists and mappings, with the line of every part.

Packs and stories are written by people, so the YAML is the plain part of the language alone: every scalar is text
(`on` is a word, 5.10 is not 5.1), and what can hide or repeat meaning is refused: aliases, anchors, tags, merge
keys, duplicate keys, several documents, deep nesting, large files. Nothing is ever built but str, list and dict.
"""

from collections.abc import Iterator
from os.path import relpath
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeAlias

import yaml
from msgspec import Struct

from fairgate.policy.problems import PackError

MAX_BYTES = 512 * 1024
MAX_DEPTH = 12

Node: TypeAlias = "str | list[Node] | dict[str, Node]"
Steps: TypeAlias = tuple[str | int, ...]  # the way to a part: keys and positions

# libyaml where it is built in (some ten times faster); the events are the same
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Spot(NamedTuple):
    """A place in a file, both counted from 1."""

    line: int
    column: int


class Document(Struct, frozen=True):
    """A file's content, and where each part of it stands: a mapping's entry at its key, a list's at the item."""

    file: str
    data: Node
    spots: dict[Steps, Spot]

    def spot(self, path: Steps) -> Spot:
        """The place of `path`, or of the nearest part around it that is there."""
        while path not in self.spots:
            if not path:
                return Spot(1, 1)
            path = path[:-1]
        return self.spots[path]

    def error(self, path: Steps, what: str, mend: str, kind: str = "unreadable") -> PackError:
        """A `PackError` at the place of `path`."""
        return PackError(self.file, self.spot(path).line, what, mend, kind)


def shown(path: Path) -> str:
    """`path` as people want to read it: from the working folder when it lies below that."""
    relative = relpath(path)
    return str(path) if relative.startswith("..") else relative


def read_text(path: Path) -> str:
    """The text of a file, checked for size and encoding. PackError when there is no reading it."""
    name = shown(path)
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise PackError(name, 0, "there is no such file", "Check the name, or write the file") from None
    except OSError as problem:
        reason = (problem.strerror or "it cannot be opened").lower()
        mend = "Check that it is a file and that you may read it"
        raise PackError(name, 0, f"the file cannot be read ({reason})", mend) from None
    if len(raw) > MAX_BYTES:
        what = f"the file is larger than {MAX_BYTES // 1024} KB"
        raise PackError(name, 0, what, "Keep one edition, or a few stories, to a file")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = raw.count(b"\n", 0, problem.start) + 1
        raise PackError(name, line, "the file is not UTF-8 text", "Save it again with the encoding UTF-8") from None


def read_yaml(path: Path) -> Document:
    """The YAML file at `path`. PackError when it cannot be read or uses what is refused."""
    return parse_yaml(read_text(path), shown(path))


def parse_yaml(text: str, file: str) -> Document:
    """YAML from `text`; `file` is the name used in errors. PackError as for `read_yaml`."""
    if len(text.encode("utf-8", "surrogatepass")) > MAX_BYTES:
        what = f"the file is larger than {MAX_BYTES // 1024} KB"
        raise PackError(file, 0, what, "Keep one edition, or a few stories, to a file")
    try:
        return _Builder(text, file).document()
    except yaml.MarkedYAMLError as problem:
        mark = problem.problem_mark or problem.context_mark
        what = f"this is not YAML that can be read ({problem.problem or problem.context})"
        mend = "Check the indentation and the brackets, and put quotes round text that holds ': ' or ' #'"
        raise PackError(file, mark.line + 1 if mark else 0, what, mend) from None
    except (yaml.YAMLError, UnicodeEncodeError):
        what = "the file holds a character that YAML does not allow"
        raise PackError(file, _bad_line(text), what, "Take out the control character, or type it again") from None


def _bad_line(text: str) -> int:
    for number, line in enumerate(text.split("\n"), start=1):
        if any(not (character.isprintable() or character in "\t\r ") for character in line):
            return number
    return 0


class _Builder:
    """Builds the parts from the parser's events, so that a bomb is refused before anything of it is kept."""

    def __init__(self, text: str, file: str) -> None:
        self.file = file
        self.spots: dict[Steps, Spot] = {}
        self.events: Iterator[Any] = iter(yaml.parse(text, Loader=_LOADER))

    def refuse(self, event: Any, what: str, mend: str) -> NoReturn:
        raise PackError(self.file, event.start_mark.line + 1, what, mend)

    def document(self) -> Document:
        next(self.events)  # the stream's start
        event = next(self.events)
        if isinstance(event, yaml.StreamEndEvent):
            raise PackError(self.file, 0, "the file is empty", "Write it, or name another")
        data = self.node(next(self.events), ())
        next(self.events)  # the document's end
        event = next(self.events)
        if not isinstance(event, yaml.StreamEndEvent):
            self.refuse(event, "a second document begins here", "Keep one to a file, without '---' between parts")
        return Document(self.file, data, self.spots)

    def node(self, event: Any, path: Steps) -> Node:
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, f"'*{event.anchor}' is an alias, which is not read here", "Write the part out again")
        if event.anchor is not None:
            self.refuse(event, f"'&{event.anchor}' is an anchor, which is not read here", "Take it out")
        if event.tag is not None:
            self.refuse(event, f"'{event.tag}' is a tag, which is not read here", "Take it out: all values are text")
        if isinstance(event, yaml.ScalarEvent):
            text: str = event.value
            if not text and not event.style:
                what = f"'{path[-1]}' has no value" if path else "the file has no content"
                self.refuse(event, what, "Give it one, or take the line out")
            return text
        if len(path) >= MAX_DEPTH:
            self.refuse(event, f"parts lie more than {MAX_DEPTH} deep within each other", "Write it flatter")
        return self.mapping(path) if isinstance(event, yaml.MappingStartEvent) else self.sequence(path)

    def sequence(self, path: Steps) -> Node:
        items: list[Node] = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            here = (*path, len(items))
            self.spots[here] = Spot(event.start_mark.line + 1, event.start_mark.column + 1)
            items.append(self.node(event, here))
        return items

    def mapping(self, path: Steps) -> Node:
        entries: dict[str, Node] = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event)
            here = (*path, key)
            if key in entries:
                first = self.spots[here].line
                self.refuse(event, f"the key '{key}' stands here twice (first in line {first})", "Keep one of them")
            self.spots[here] = Spot(event.start_mark.line + 1, event.start_mark.column + 1)
            entries[key] = self.node(next(self.events), here)
        return entries

    def key(self, event: Any) -> str:
        if isinstance(event, yaml.AliasEvent):
            self.refuse(event, f"'*{event.anchor}' is an alias, which is not read here", "Write the word out")
        if not isinstance(event, yaml.ScalarEvent):
            self.refuse(event, "a list or mapping cannot be a key", "Use a word, and put quotes round one in brackets")
        if event.anchor is not None or event.tag is not None:
            self.refuse(event, "a key carries an anchor or a tag, which is not read here", "Take it out")
        key: str = event.value
        if key == "<<" and not event.style:
            self.refuse(event, "'<<' merges another part in, which is not read here", "Write the part out again")
        if not key:
            self.refuse(event, "a key is missing before ':'", "Write the key, or take the line out")
        return key
