"""Where in the source something is asked about who somebody is, and what the source is without asking it.

A check is a question to the door or to the reader (`MET`), a guard that hides, forbids or refuses, a narrowing to what
is somebody's own; and, in the files that are checks through and through (`DOORS`), every condition.
"""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.web.who_may.unchecked import UNCHECKED

import fairgate

SOURCE = Path(fairgate.__file__).parent
DOORS = (
    "records/door.py",
    "records/held.py",
    "records/known.py",
    "records/clearance.py",
    "records/recusing.py",
    "engine/authority.py",
)
FLOORS = ("project", "web", "actions", "queries")

MET: dict[str, object] = {
    "may": True,
    "may_review": True,
    "may_seat": True,
    "may_find": True,
    "may_add": True,
    "may_save": True,
    "may_read": True,
    "reads": True,
    "enters_for": True,
    "is_read": True,
    "_is_read": True,
    "reads_evidence": True,
    "reads_safeguarding": True,
    "is_cleared": True,
    "is_clerk": True,
    "leads": True,
    "yours": True,
    "is_own": True,
    "keeps": "clerk",
    "is_here": True,
    "opens_cases": False,
    "second_step_taken": True,
    "_fresh": True,
}
"""Questions about who somebody is, and the answer that lets everybody through."""
CLEARANCE = ("at", "about")
HIDES = frozenset({"Hidden", "PermissionDenied", "Restricted", "NotShown", "NotCleared", "NotAllowed", "forbidden"})
"""What a guard raises, or answers with."""
OWN = {"user", "by", "trust", "trust_id", "user__trust", "case__trust", "body", "incident", "relationship", "case"} | {
    f"{one}__in" for one in ("school", "child__school", "case", "person", "merged", "subject")
}
"""What a queryset is narrowed by so that it holds somebody's own, or what belongs to a thing that was opened."""
NARROWS = frozenset({"filter", "exclude", "get"})
DATED = frozenset({"on"})
INSISTS = ("_insist", "_insist_on_clearance", "forget")

Change = Callable[[Any], Any]


@dataclass(frozen=True)
class Module:
    """A file of the house, its tree, and what it takes from the door."""

    file: Path

    @property
    def path(self) -> str:
        """Below the package."""
        return self.file.relative_to(SOURCE).as_posix()

    @property
    def name(self) -> str:
        """As it is imported."""
        return ".".join(("fairgate", *self.file.relative_to(SOURCE).with_suffix("").parts))

    @property
    def is_door(self) -> bool:
        """Whether every condition in it is a check."""
        return self.path in DOORS

    @cached_property
    def tree(self) -> ast.Module:
        """The source as a tree."""
        return ast.parse(self.file.read_text(encoding="utf-8"))

    @cached_property
    def from_door(self) -> frozenset[str]:
        """The names of the door's functions here."""
        if self.path == DOORS[0]:
            return frozenset(UNCHECKED)
        taken = (
            node
            for node in self.tree.body
            if isinstance(node, ast.ImportFrom) and node.module in ("fairgate.records.door", "fairgate.records.known")
        )
        return frozenset(alias.asname or alias.name for node in taken for alias in node.names)

    @cached_property
    def called(self) -> frozenset[int]:
        """The ids of the nodes that are called: a call's to change, not its name's."""
        return frozenset(id(node.func) for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """Every node of the tree, in the order of its walk."""
        return list(ast.walk(self.tree))

    def without(self, index: int, number: int) -> ast.Module:
        """Of the tree what stands at its top around the node of that index, with the change of that number taken."""
        original = self.nodes[index]
        top = next(one for one in self.tree.body if any(inner is original for inner in ast.walk(one)))
        place = next(number for number, inner in enumerate(ast.walk(top)) if inner is original)
        _, change = list(changes(self, original))[number]
        tree = copy.deepcopy(top)
        target = list(ast.walk(tree))[place]

        class Taking(ast.NodeTransformer):
            def visit(self, node: ast.AST) -> Any:
                self.generic_visit(node)
                return change(node) if node is target else node

        return ast.fix_missing_locations(ast.Module([Taking().visit(tree)], []))


def modules() -> list[Module]:
    """Every file in which a check can stand: the doors, and what is above them."""
    files = [SOURCE / door for door in DOORS]
    files += [file for floor in FLOORS for file in sorted((SOURCE / floor).rglob("*.py"))]
    return [Module(file) for file in files if file.name not in ("__init__.py", "settings.py")]


def changes(module: Module, node: ast.AST) -> Iterator[tuple[str, Change]]:
    """How a check at this node is taken out, with what is then so, in words; nothing where there is none."""
    if isinstance(node, ast.Call):
        yield from _questions(module, node)
        yield from _narrowings(module, node)
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and node.attr in MET:
        if id(node) not in module.called:
            yield f"{ast.unparse(node)} is always so", _constant(MET[node.attr])
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and _insists(node.value):
        yield f"without {ast.unparse(node)}", lambda _: ast.Pass()
    elif isinstance(node, ast.If) and _hides(node):
        yield f"not hidden if {ast.unparse(node.test)}", _never
        if isinstance(node.test, ast.BoolOp) and isinstance(node.test.op, ast.Or):
            for number, one in enumerate(node.test.values):
                yield f"not hidden for {ast.unparse(one)}", _without_operand(number)
    if module.is_door:
        yield from _conditions(node)


def _questions(module: Module, node: ast.Call) -> Iterator[tuple[str, Change]]:
    name = _door_function(module, node.func)
    if name in UNCHECKED:
        yield f"door.{name} is not asked", _unchecked(name)
        return
    asked = _name(node.func)
    if asked == "keeps":  # of an engine's decision: no question about who
        return
    if asked in MET:
        yield f"{ast.unparse(node)} is always so", _constant(MET[asked])
    elif asked == "same_person":
        yield f"{ast.unparse(node)} is never so", _constant(False)
    elif asked in CLEARANCE and "clearance" in ast.unparse(node.func).lower():
        yield f"{ast.unparse(node)} is always so", _constant(True)


def _narrowings(module: Module, node: ast.Call) -> Iterator[tuple[str, Change]]:
    """What a queryset is narrowed to; in the doors, whatever it is."""
    asked = _name(node.func)
    if not isinstance(node.func, ast.Attribute):
        return
    if asked in NARROWS:
        for number, one in enumerate(node.args if module.is_door else ()):
            yield f".{asked}() without {ast.unparse(one)}", _without("args", number)
        for number, keyword in enumerate(node.keywords):
            if module.is_door or keyword.arg in OWN:
                yield f".{asked}() without {ast.unparse(keyword)}", _without("keywords", number)
    elif asked in DATED and module.is_door:
        yield f"without .{asked}({', '.join(map(ast.unparse, node.args))})", lambda call: call.func.value


def _conditions(node: ast.AST) -> Iterator[tuple[str, Change]]:
    """The conditions of a door: what makes an answer empty, and what is left out of one."""
    if isinstance(node, ast.IfExp):
        yield f"always {ast.unparse(node.body)}", lambda one: one.body
        yield f"always {ast.unparse(node.orelse)}", lambda one: one.orelse
    elif isinstance(node, ast.If) and any(isinstance(one, ast.Return) for one in node.body) and not _hides(node):
        yield f"goes on though {ast.unparse(node.test)}", _never
    elif isinstance(node, ast.comprehension):
        for number, one in enumerate(node.ifs):
            yield f"each, whether or not {ast.unparse(one)}", _without("ifs", number)
    elif isinstance(node, ast.BoolOp):
        for number, one in enumerate(node.values):
            yield f"without {ast.unparse(one)}", _without("values", number)


# -- reading the tree --------------------------------------------------------------------------------------------------


def _name(func: ast.expr) -> str:
    return func.attr if isinstance(func, ast.Attribute) else getattr(func, "id", "")


def _door_function(module: Module, func: ast.expr) -> str:
    if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name) and func.value.id == "door":
        return func.attr
    return func.id if isinstance(func, ast.Name) and func.id in module.from_door else ""


def _insists(call: ast.Call) -> bool:
    """Whether it insists on something; `forget` alone of what was read with the user, not of what somebody typed."""
    name, asked = _name(call.func), [ast.unparse(one) for one in call.args]
    return name in INSISTS and (name != "forget" or asked[0].endswith("user"))


def _hides(node: ast.If) -> bool:
    """Whether somebody is turned away in it."""
    for one in node.body:
        raised = one.exc if isinstance(one, ast.Raise) else one.value if isinstance(one, ast.Return) else None
        called = raised.func if isinstance(raised, ast.Call) else raised
        if isinstance(called, ast.expr) and _name(called) in HIDES:
            return True
    return False


# -- changing it -------------------------------------------------------------------------------------------------------


def _constant(value: object) -> Change:
    return lambda node: ast.Constant(value)  # type: ignore[arg-type]  # True, False or a word


def _never(node: ast.If) -> ast.AST:
    node.test = ast.Constant(False)
    return node


def _without_operand(number: int) -> Change:
    def change(node: ast.If) -> ast.AST:
        assert isinstance(node.test, ast.BoolOp)
        node.test = _without("values", number)(node.test)
        return node

    return change


def _unchecked(name: str) -> Change:
    def change(node: ast.Call) -> ast.AST:
        node.func = ast.Subscript(ast.Name("_unchecked_", ast.Load()), ast.Constant(name), ast.Load())
        return node

    return change


def _without(part: str, number: int) -> Change:
    def change(node: Any) -> Any:
        rest = getattr(node, part)
        del rest[number]
        return rest[0] if part == "values" and len(rest) == 1 else node

    return change
