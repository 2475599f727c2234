"""The engine and the telling of stories need no Django, no database, and no clock."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import fairgate.engine

ENGINE = Path(fairgate.engine.__path__[0])
STORY = Path(__file__).parent / "stories" / "oak-bar.yaml"

TELL = f"""
import sys
from pathlib import Path
import fairgate.engine.decide, fairgate.engine.gate, fairgate.engine.telling
from fairgate.policy.rehearse import rehearse
from fairgate.policy.stories import read_story
{{extra}}
assert rehearse(read_story(Path({str(STORY)!r}))) is None
print(sorted(name for name in sys.modules if name.split(".")[0] in ("django", "sqlite3", "psycopg", "socket", "ssl")))
"""


def _loaded(extra: str = "") -> str:
    ran = subprocess.run([sys.executable, "-c", TELL.format(extra=extra)], capture_output=True, text=True, check=True)
    return ran.stdout.strip()


def test_a_story_is_told_without_django() -> None:
    assert _loaded() == "[]"


def test_a_module_that_brought_it_in_would_be_seen() -> None:
    """The control."""
    assert "'django'" in _loaded("import django")


@pytest.mark.parametrize("path", sorted(ENGINE.rglob("*.py")), ids=lambda path: str(path.relative_to(ENGINE)))
def test_the_engine_reads_no_clock_no_file_and_no_chance(path: Path) -> None:
    assert _impure(path.read_text()) == []


@pytest.mark.parametrize(
    "text", ["date.today()", "import random", "from time import monotonic", "open('x')", "datetime.now()", "import os"]
)
def test_a_look_at_the_clock_would_be_seen(text: str) -> None:
    """The control."""
    assert _impure(text)


def _impure(text: str) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.split(".")[0] in _MODULES]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in _MODULES:
            found.append(node.module or "")
        elif isinstance(node, ast.Attribute) and node.attr in ("today", "now", "utcnow"):
            found.append(node.attr)
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("open", "print", "input")
        ):
            found.append(node.func.id)
    return found


_MODULES = frozenset({"os", "random", "secrets", "socket", "time", "pathlib", "sqlite3", "django", "uuid", "logging"})
