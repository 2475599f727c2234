"""What else notices that a check is gone: a test that asks it for its own sake, run here within the process.

Such a test is named by its file and its function: `test: records/test_door.py test_offices_are_those_of_the_day`. It
runs with each of its parameters, in a database without the house of the table, and is undone.
"""

import importlib
import inspect
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import ExitStack, contextmanager
from itertools import product
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from pytest_django import fixtures as of_django
from tests import conftest
from tests.web.who_may.mutants import Mutant
from tests.web.who_may.running import undone

TESTS = Path(__file__).parents[2]
NAMED = "test: "


def run(words: str) -> None:
    """Run it. Raises what the test raises."""
    file, _, name = words.removeprefix(NAMED).partition(" ")
    module = importlib.import_module(".".join(("tests", *Path(file).with_suffix("").parts)))
    test = getattr(module, name)
    for given in parameters(test):
        mail.outbox = []
        try:
            with undone(), _fixtures(module, test, given) as fixtures:
                test(**fixtures)
        except pytest.fail.Exception as failed:  # which is no Exception: of `pytest.raises`, where nothing is raised
            raise AssertionError(str(failed)) from failed


def fails(words: str, without: Mutant) -> bool:
    """Whether it does with that check taken out."""
    with without.taken_out():
        try:
            run(words)
        except Exception:
            return True
    return False


def parameters(test: Callable[..., Any]) -> Iterator[dict[str, Any]]:
    """What pytest would call it with, one set after another."""
    marks = [mark for mark in getattr(test, "pytestmark", ()) if mark.name == "parametrize"]
    for rows in product(*(mark.args[1] for mark in marks)):
        given: dict[str, Any] = {}
        for mark, row in zip(marks, rows, strict=True):
            names = mark.args[0].split(",") if isinstance(mark.args[0], str) else mark.args[0]
            values = getattr(row, "values", row) if isinstance(row, tuple) and hasattr(row, "marks") else row
            several = values if len(names) > 1 or values is not row else [values]
            given |= dict(zip([one.strip() for one in names], several, strict=True))
        yield given


@contextmanager
def _fixtures(module: Any, test: Callable[..., Any], given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Everything that the test asks for, made as pytest makes it: what it is parametrised by, then fixtures."""
    made: dict[str, Any] = {**given, "db": None}

    with ExitStack() as stack:

        def of(name: str) -> Any:
            if name not in made:
                made[name] = _builtin(name, stack)
                if made[name] is None:
                    made[name] = _made(_found(name, module), stack)
            return made[name]

        def _made(fixture: Any, stack: ExitStack) -> Any:
            function = fixture._get_wrapped_function()
            asked = {name: of(name) for name in inspect.signature(function).parameters}
            if inspect.isgeneratorfunction(function):
                made_by = function(**asked)
                stack.callback(next, made_by, None)  # it goes on after a test that failed as well
                return next(made_by)
            return function(**asked)

        for place in (conftest, module):
            for name, one in list(vars(place).items()):
                marker = getattr(one, "_fixture_function_marker", None)
                if marker is not None and marker.autouse:
                    of(name)
        for mark in getattr(module, "pytestmark", None) or ():
            for name in mark.args if getattr(mark, "name", "") == "usefixtures" else ():
                of(name)
        yield {name: of(name) for name in inspect.signature(test).parameters}


def _found(name: str, module: Any) -> Any:
    found = (getattr(place, name, None) for place in (module, conftest, of_django))
    return next(one for one in found if hasattr(one, "_get_wrapped_function"))  # a setting has the name of its fixture


def _builtin(name: str, stack: ExitStack) -> Any:
    """A fixture of pytest's or of its plug-in for Django; None for one of our own."""
    if name == "monkeypatch":
        return stack.enter_context(pytest.MonkeyPatch.context())
    if name == "client":
        return Client()
    if name == "tmp_path":
        return Path(stack.enter_context(tempfile.TemporaryDirectory()))
    return None


# -- looking for them --------------------------------------------------------------------------------------------------


def look(mutants: Collection[Mutant], files: Collection[Path]) -> dict[str, str]:
    """Of each of these checks the cheapest test of those files that notices it; those for which there is one."""
    wanted = {one.function for one in mutants if one.function is not None}
    cost: dict[str, float] = {}
    runs: dict[str, set[CodeType]] = {}
    for file in files:
        within = file.relative_to(TESTS)
        module = importlib.import_module(".".join(("tests", *within.with_suffix("").parts)))
        for name, test in inspect.getmembers(module, inspect.isfunction):
            if name.startswith("test_") and test.__module__ == module.__name__:
                words, began = f"{NAMED}{within.as_posix()} {name}", time.process_time()
                try:
                    runs[words] = _met(words, wanted)
                except Exception as failed:
                    print(f"{words} cannot be run here: {failed!r:.100}", flush=True)
                else:
                    cost[words] = time.process_time() - began
    found = {}
    for one in mutants:
        tried = [words for words in cost if one.function is None or one.function in runs[words]]
        by = next((words for words in sorted(tried, key=cost.__getitem__) if fails(words, one)), None)
        if by is not None:
            found[str(one)] = by
    return found


def _met(words: str, wanted: Collection[CodeType]) -> set[CodeType]:
    """Which of these functions run in it."""
    met: set[CodeType] = set()

    def watch(frame: FrameType, event: str, _: Any) -> None:
        if event == "call" and frame.f_code in wanted:
            met.add(frame.f_code)

    sys.setprofile(watch)
    try:
        run(words)
    finally:
        sys.setprofile(None)
    return met
