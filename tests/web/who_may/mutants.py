"""The house with one check taken out at a time: out of the function as it runs, and put back."""

import ast
import importlib
import inspect
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import CodeType, FunctionType
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from tests.web.who_may.checks import DOORS, Module, changes, modules
from tests.web.who_may.unchecked import UNCHECKED


@dataclass(frozen=True)
class Mutant:
    """One check, and how to take it out. `function` is the code it stands in, by which the cells are chosen; or `page`
    is the address around whose view it stands. `asked_again`: it stands behind a page that has asked already."""

    where: str
    what: str
    taken_out: Callable[[], Any]
    function: CodeType | None = None
    page: str = ""
    asked_again: bool = False

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def every() -> list[Mutant]:
    """All of them, in order; two that say the same are told apart by a number."""
    seen: Counter[str] = Counter()
    found = []
    for mutant in (*around_views(), *constants(), *in_source()):
        seen[str(mutant)] += 1
        again = f" (no. {seen[str(mutant)]})" if seen[str(mutant)] > 1 else ""
        found.append(Mutant(mutant.where, f"{mutant.what}{again}", *_rest(mutant)))
    return found


def _rest(mutant: Mutant) -> tuple[Any, ...]:
    return mutant.taken_out, mutant.function, mutant.page, mutant.asked_again


# -- checks in the source ----------------------------------------------------------------------------------------------


def in_source() -> Iterator[Mutant]:
    """Each check in the source, in order."""
    for module in modules():
        for index, node in enumerate(module.nodes):
            for number, (what, _) in enumerate(changes(module, node)):
                name = _qualname(module, _line(node))
                if name:
                    yield _mutant(module, index, number, what, name)


def _mutant(module: Module, index: int, number: int, what: str, qualname: str) -> Mutant:
    function = _running(module, qualname)

    @contextmanager
    def taken_out() -> Iterator[None]:
        kept = function.__code__
        changed = compile(module.without(index, number), str(module.file), "exec")
        function.__globals__["_unchecked_"] = UNCHECKED
        function.__code__ = _code(changed, kept)
        try:
            yield
        finally:
            function.__code__ = kept
            function.__globals__.pop("_unchecked_", None)  # gone already where two of a file were out

    again = module.path.startswith("actions/")
    return Mutant(f"{module.path} {qualname}", what, taken_out, function.__code__, asked_again=again)


def _code(module: CodeType, wanted: CodeType) -> CodeType:
    """The code of the same function within a module's."""
    for one in module.co_consts:
        if isinstance(one, CodeType):
            if (one.co_qualname, one.co_firstlineno) == (wanted.co_qualname, wanted.co_firstlineno):
                return one
            if wanted.co_qualname.startswith(f"{one.co_qualname}."):
                return _code(one, wanted)
    raise LookupError(wanted.co_qualname)


def _qualname(module: Module, line: int) -> str:
    """The function or method in which that line is; '' outside of all."""
    for node in module.tree.body:
        inside = [(node, "")] if isinstance(node, ast.FunctionDef) else []
        if isinstance(node, ast.ClassDef):
            inside = [(one, f"{node.name}.") for one in node.body if isinstance(one, ast.FunctionDef)]
        for one, of in inside:
            if one.lineno <= line <= (one.end_lineno or one.lineno):
                return f"{of}{one.name}"
    return ""


def _running(module: Module, qualname: str) -> FunctionType:
    """The function as it runs, without what is wrapped around it."""
    found: Any = importlib.import_module(module.name)
    for part in qualname.split("."):
        found = inspect.getattr_static(found, part)
    for inner in ("fget", "func", "__func__"):
        found = getattr(found, inner, found)
    found = inspect.unwrap(found)
    assert isinstance(found, FunctionType)
    return found


def _line(node: ast.AST) -> int:
    return next((line for one in ast.walk(node) if (line := getattr(one, "lineno", None))), 0)


# -- lists of offices --------------------------------------------------------------------------------------------------


def constants() -> Iterator[Mutant]:
    """Each of the offices that a list of the door names, left out of it."""
    for path in DOORS:
        module = next(one for one in modules() if one.path == path)
        running = importlib.import_module(module.name)
        for node in module.tree.body:
            if (
                isinstance(node, ast.Assign)
                and isinstance(node.value, ast.Tuple)
                and isinstance(node.targets[0], ast.Name)
            ):
                name = node.targets[0].id
                for number, one in enumerate(node.value.elts):
                    rest = tuple(v for place, v in enumerate(getattr(running, name)) if place != number)
                    yield Mutant(path, f"{name} without {ast.unparse(one)}", _set(running, name, rest))


def _set(running: Any, name: str, value: Any) -> Callable[[], Any]:
    @contextmanager
    def taken_out() -> Iterator[None]:
        kept = getattr(running, name)
        setattr(running, name, value)
        try:
            yield
        finally:
            setattr(running, name, kept)

    return taken_out


# -- checks around a view ----------------------------------------------------------------------------------------------


def around_views() -> Iterator[Mutant]:
    """Of each address, the restriction of its methods, and the need to sign in, and to take a second step."""
    for pattern in patterns(get_resolver().url_patterns):
        where, page, view = f"the address {pattern.name}", str(pattern.name), pattern.callback
        methods = _methods(view)
        if methods is not None:
            yield Mutant(where, "any method", _any_method(methods), page=page)
        if getattr(view, "login_required", True):
            yield Mutant(where, "without signing in", _marked(view, "login_required", False), page=page)
            if not getattr(view, "second_step_not_needed", False):
                yield Mutant(where, "without a second step", _marked(view, "second_step_not_needed", True), page=page)


def unrestricted() -> set[str]:
    """The addresses that take every method."""
    return {str(one.name) for one in patterns(get_resolver().url_patterns) if _methods(one.callback) is None}


def patterns(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """Every address of the house."""
    for one in found:
        if isinstance(one, URLResolver):
            yield from patterns(one.url_patterns)
        else:
            yield one


def _methods(view: Any) -> Any:
    """The cell that holds which methods a view takes; None where it takes all."""
    while view is not None:
        names = view.__code__.co_freevars if inspect.isfunction(view) else ()
        if "request_method_list" in names:
            return view.__closure__[names.index("request_method_list")]
        view = getattr(view, "__wrapped__", None)
    return None


def _any_method(cell: Any) -> Callable[[], Any]:
    @contextmanager
    def taken_out() -> Iterator[None]:
        kept = cell.cell_contents
        cell.cell_contents = ["GET", "HEAD", "POST", "PUT", "DELETE"]
        try:
            yield
        finally:
            cell.cell_contents = kept

    return taken_out


def _marked(view: Any, mark: str, value: bool) -> Callable[[], Any]:
    @contextmanager
    def taken_out() -> Iterator[None]:
        absent = object()
        kept = getattr(view, mark, absent)
        setattr(view, mark, value)  # as @login_not_required and @second_step_not_needed leave it
        try:
            yield
        finally:
            delattr(view, mark) if kept is absent else setattr(view, mark, kept)

    return taken_out
