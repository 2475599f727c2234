"""From a located document to a typed value, with every misfit named at its line.

msgspec builds the value; its own errors stop at the first and do not say which entry of a mapping they mean, so
the misfits are found here first, by walking the type beside the data.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from difflib import get_close_matches
from typing import TypeVar

import msgspec
from msgspec import inspect

from fairgate.policy.located import Document, Node, Steps
from fairgate.policy.problems import PackError, Problem

T = TypeVar("T")
_Misfit = tuple[Steps, str, str]

_SINGULAR = {"offices": "office", "expectations": "expectation", "breaches": "breach", "steps": "step"}
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def decode(document: Document, shape: type[T]) -> T:
    """The document as a `shape`. PackError naming every misfit, in the order of the file."""
    misfits = list(_misfits(inspect.type_info(shape), document.data, ()))
    if misfits:
        problems = [Problem(document.file, document.spot(path).line, what, mend) for path, what, mend in misfits]
        raise PackError.of(sorted(problems))
    try:
        return msgspec.convert(document.data, shape, strict=False)
    except msgspec.ValidationError as problem:
        # the walk above knows every type in use; this says so plainly if a new one escapes it
        raise document.error((), f"the file does not fit ({problem})", "Compare it with the printed schema") from None


def place(path: Steps) -> str:
    """A path in words: "step 'bar', under measure > decision"."""
    if not path:
        return "the file"
    rest: tuple[str | int, ...]
    if path[0] in _SINGULAR and len(path) > 1:
        head, rest = f"{_SINGULAR[str(path[0])]} '{path[1]}'", path[2:]
    else:
        head, rest = f"'{path[0]}'", path[1:]
    parts = [f"item {part + 1}" if isinstance(part, int) else str(part) for part in rest]
    return f"{head}, under {' > '.join(parts)}" if parts else head


def nearest(word: str, known: Iterable[str]) -> str:
    """'Did you mean ...? ' for the nearest known word, or nothing."""
    close = get_close_matches(word, list(known), n=1)
    return f"Did you mean '{close[0]}'? " if close else ""


def _misfits(kind: inspect.Type, data: Node, path: Steps) -> Iterator[_Misfit]:
    kind = _bare(kind)
    if isinstance(kind, inspect.UnionType):
        fitting = [_bare(part) for part in kind.types if _fits(_bare(part), data)]
        kind = fitting[0] if fitting else kind
    if not _fits(kind, data):
        mend = f"Write {_expected(kind)}"
        yield path, f"{place(path)} is {_given(data)}, where {_expected(kind)} is expected", mend
    elif isinstance(kind, inspect.StructType) and isinstance(data, dict):
        yield from _of_struct(kind, data, path)
    elif isinstance(kind, inspect.DictType) and isinstance(data, dict):
        for key, value in data.items():
            for _, what, mend in _of_text(kind.key_type, key, path):
                yield (*path, key), f"{what} (as a name in {place(path)})", mend
            yield from _misfits(kind.value_type, value, (*path, key))
    elif isinstance(kind, inspect.ListType) and isinstance(data, list):
        for index, value in enumerate(data):
            yield from _misfits(kind.item_type, value, (*path, index))
    elif isinstance(data, str):
        yield from _of_text(kind, data, path)


def _of_struct(kind: inspect.StructType, data: dict[str, Node], path: Steps) -> Iterator[_Misfit]:
    fields = {field.encode_name: field for field in kind.fields}
    for key, value in data.items():
        if key in fields:
            yield from _misfits(fields[key].type, value, (*path, key))
        else:
            mend = f"{nearest(key, fields)}Known keys are {', '.join(fields)}"
            yield (*path, key), f"unknown key '{key}' in {place(path)}", mend
    for name, field in fields.items():
        if field.required and name not in data:
            meaning = field.type.extra_json_schema if isinstance(field.type, inspect.Metadata) else None
            about = (meaning or {}).get("description", "")
            mend = f"Add '{name}:'" + (f" ({about[0].lower()}{about[1:]})" if about else "")
            yield path, f"{place(path)} has no '{name}'", mend


def _of_text(kind: inspect.Type, text: str, path: Steps) -> Iterator[_Misfit]:
    kind = _bare(kind)
    known: list[str] = []
    if isinstance(kind, inspect.EnumType):
        known = [str(member.value) for member in kind.cls]
    elif isinstance(kind, inspect.LiteralType):
        known = [str(value) for value in kind.values]
    if known and text not in known:
        mend = f"{nearest(text, known)}Write one of: {', '.join(known)}"
        yield path, f"'{text}' is not a word that {place(path)} can take", mend
    elif isinstance(kind, inspect.BoolType) and text not in ("true", "false"):
        yield path, f"{place(path)} is '{text}', where true or false is expected", "Write true or false"
    elif isinstance(kind, inspect.IntType) and not re.fullmatch(r"[0-9]{1,4}", text):
        yield (
            path,
            f"{place(path)} is '{text}', where a whole number is expected",
            "Write it in figures, below 10000",
        )
    elif isinstance(kind, inspect.DateType) and not _is_date(text):
        yield (
            path,
            f"{place(path)} is '{text}', which is not a date",
            "Write year-month-day, such as 2024-09-02",
        )
    elif isinstance(kind, inspect.StrType):
        if not text.strip():
            yield path, f"{place(path)} is empty", "Give it a value, or take it out"
        elif kind.pattern and not re.search(kind.pattern, text):
            mend = "Use small letters, figures, '_' and '-' alone, and begin with a letter or figure"
            yield path, f"'{text}' cannot be an id", mend


def _bare(kind: inspect.Type) -> inspect.Type:
    return kind.type if isinstance(kind, inspect.Metadata) else kind


def _fits(kind: inspect.Type, data: Node) -> bool:
    if isinstance(kind, inspect.UnionType | inspect.NoneType):
        return False
    if isinstance(kind, inspect.StructType | inspect.DictType):
        return isinstance(data, dict)
    return isinstance(data, list) if isinstance(kind, inspect.ListType) else isinstance(data, str)


def _expected(kind: inspect.Type) -> str:
    kinds = kind.types if isinstance(kind, inspect.UnionType) else (kind,)
    words: list[str] = []
    for part in map(_bare, kinds):
        if isinstance(part, inspect.NoneType):
            continue
        if isinstance(part, inspect.StructType | inspect.DictType):
            words.append("a mapping (key: value)")
        else:
            words.append("a list" if isinstance(part, inspect.ListType) else "a single value")
    return " or ".join(words)


def _given(data: Node) -> str:
    if isinstance(data, dict):
        return "a mapping"
    return "a list" if isinstance(data, list) else f"'{data}'"


def _is_date(text: str) -> bool:
    if not _ISO_DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
