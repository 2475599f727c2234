"""Whatever line is lost or mangled, the answer is findings or a sentence: never a trace, and never silence for all."""

from pathlib import Path

import pytest

from fairgate.policy.check import check_folder
from fairgate.policy.problems import PackError
from fairgate.policy.rules import rules

from .good import CODE, ON, PACK, write

HARMS = {
    "lost": lambda line: "",
    "emptied": lambda line: line.split(":", 1)[0] + ": []\n",
    "turned to a word": lambda line: line.split(":", 1)[0] + ": x\n",
    "out of line": lambda line: "   " + line,
    "cut short": lambda line: line[: len(line) // 2] + "\n",
}


@pytest.mark.parametrize("harm", HARMS)
@pytest.mark.parametrize("name", ["pack.yaml", "code.md"])
def test_a_harmed_line_is_met_with_words(tmp_path: Path, harm: str, name: str) -> None:
    folder, text = write(tmp_path), PACK if name == "pack.yaml" else CODE
    lines = text.splitlines(keepends=True)
    answers: list[str] = []
    for number, line in enumerate(lines):
        harmed = [*lines[:number], HARMS[harm](line), *lines[number + 1 :]]
        (folder / name).write_text("".join(harmed), encoding="utf-8")
        try:
            found = check_folder(folder, ON)
        except PackError as error:
            answers.append("unreadable")
            told = error.problems
        else:
            answers.append("wrong" if found.errors else "fine")
            told = (*found.errors, *found.warnings)
            assert found.errors or rules(found.pack.code)
        assert all(problem.what and problem.mend and problem.line >= 0 for problem in told)
    if name == "pack.yaml":
        assert answers.count("fine") < len(answers) / 2, "most lines of a pack matter"
