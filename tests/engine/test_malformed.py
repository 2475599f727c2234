"""A story that cannot be told is refused with its file, its line, what is wrong and how to mend it."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from fairgate.policy.problems import PackError
from fairgate.policy.stories import read_story

FILES = sorted((Path(__file__).parent / "malformed").glob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_it_is_refused_where_it_is_wrong(path: Path) -> None:
    """The first line of each file says in which line the fault is, and words that tell it."""
    told = re.fullmatch(r"# line (\d+): (.+)", path.read_text().splitlines()[0])
    assert told
    with pytest.raises(PackError) as refused:
        read_story(path)
    assert refused.value.line == int(told[1])
    assert told[2] in str(refused.value)
    assert refused.value.mend
    assert f"{path.name}:{told[1]}: " in str(refused.value)


def test_the_command_line_says_all_of_it_and_exits_with_two() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "fairgate.ops.cli", "rehearse", *map(str, FILES)], capture_output=True, text=True
    )
    assert ran.returncode == 2, ran.stdout + ran.stderr
    said = ran.stdout + ran.stderr
    assert "Traceback" not in said
    for path in FILES:
        assert f"{path.name}:" in said


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PackError) as refused:
        read_story(tmp_path / "nowhere.yaml")
    assert "nowhere.yaml" in str(refused.value)
