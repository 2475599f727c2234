"""What does not fit the shape of a pack is named at its line, in words, all of it at once."""

from pathlib import Path

import pytest

from fairgate.policy.pack import open_pack
from fairgate.policy.problems import PackError

from .good import CODE, PACK, line_of, with_change, write


def refusal(folder: Path, pack: str = PACK, code: str = CODE) -> PackError:
    with pytest.raises(PackError) as caught:
        open_pack(write(folder, pack, code))
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "says", "mends"),
    [
        ("    kind: meeting\n", "    knd: meeting\n", "step 'meeting' has no 'kind'", "Add 'kind:'"),
        (
            "by: {offices: [headteacher]",
            "by: {offces: [headteacher]",
            "unknown key 'offces'",
            "Did you mean 'offices'?",
        ),
        ("owner: chair\n", "owner: [chair]\n", "'owner' is a list, where a single value is expected", "Write"),
        ("offices:\n  staff", "officers:\n  staff", "unknown key 'officers'", "Did you mean 'offices'?"),
        ("    kind: meeting\n", "    kind: meting\n", "'meting' is not a word", "Did you mean 'meeting'?"),
        ("setting: premises}", "setting: playground}", "'playground' is not a word", "near_premises"),
        ("marked: serious", "marked: grave", "'grave' is not a word", "serious, safeguarding, defamatory"),
        ("in_force_from: 2026-09-01", "in_force_from: 1 September", "not a date", "2024-09-02"),
        ("in_force_from: 2026-09-01", "in_force_from: 2026-02-30", "not a date", "year-month-day"),
        ("steps:\n  meeting:", "steps:\n  Meeting 1:", "'Meeting 1' cannot be an id", "small letters"),
        ("id: email,", "id: ../email,", "'../email' cannot be an id", "small letters"),
        ("letters: [warning,", "letters: [../../secret,", "'../../secret' cannot be an id", "small letters"),
        ('edition: "2026-09"', "edition: ../2026", "'../2026' cannot be an id", "begin with a letter or figure"),
        ("name: Legal team", "name: ' '", "is empty", "Give it a value"),
        ("name: Legal team", "name: Legal team, plural: yes", "where true or false is expected", "true or false"),
        ("{when: breach, marked: serious", "{when: breach, count: few, marked: serious", "whole number", "figures"),
    ],
)
def test_each_misfit_is_named_at_its_line(tmp_path: Path, old: str, new: str, says: str, mends: str) -> None:
    pack = with_change(PACK, old, new)
    problems = refusal(tmp_path, pack).problems
    found = [problem for problem in problems if says in problem.what]
    assert found, problems
    assert mends in found[0].mend
    changed = next(
        n for n, (was, now) in enumerate(zip(PACK.splitlines(), pack.splitlines(), strict=True), 1) if was != now
    )
    # a key that is missing is missing from the part that begins above
    assert found[0].line == (line_of(PACK, "  meeting:") if "has no" in says else changed)
    assert found[0].file.endswith("pack.yaml")


def test_the_entry_that_is_meant_is_named_among_many(tmp_path: Path) -> None:
    pack = with_change(PACK, "        due: review_on\n", "        due: never\n")
    error = refusal(tmp_path, pack)
    assert "step 'bar', under measure > review > due" in error.what
    assert error.line == line_of(pack, "due: never")


def test_all_misfits_are_told_together_in_the_order_of_the_file(tmp_path: Path) -> None:
    pack = with_change(PACK, "owner: chair\n", "owners: chair\n")
    pack = with_change(pack, "    kind: bar\n", "    kind: ban\n")
    assert [problem.line for problem in refusal(tmp_path, pack).problems] == [
        line_of(pack, "owners: chair"),
        line_of(pack, "kind: ban"),
    ]


def test_a_pack_that_is_a_list_is_refused(tmp_path: Path) -> None:
    assert "a mapping" in refusal(tmp_path, "- pack: small\n").what


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ("# Code of Conduct\n", "", 1, "no title"),
        ("[2.2 breach]", "[2.1 breach]", 13, "the reference '2.1' is used twice (first in line 11)"),
        ("[1.1 statement]", "[1.1 statment]", 5, "'statment' is not a kind"),
        ("[1.1 statement] We are a friendly school.", "[1.1 statement]", 5, "has no words"),
        ("[1.1 statement]", "[1/1 statement]", 5, "'1/1' cannot be a reference"),
        ("[1.1 statement] We", "We", 5, "belongs to no paragraph"),
        ("## 1. Aims", "# 1. Aims", 3, "second title"),
    ],
)
def test_faults_in_the_words_are_named_at_their_line(tmp_path: Path, old: str, new: str, line: int, says: str) -> None:
    error = refusal(tmp_path, code=with_change(CODE, old, new))
    assert says in error.what
    assert error.problems[0].line == (line - 0)
    assert error.file.endswith("code.md")


def test_the_words_are_read_with_section_and_kind(tmp_path: Path) -> None:
    pack, problems = open_pack(write(tmp_path))
    assert problems == ()
    paragraph = pack.code.paragraphs["2.2"]
    assert (paragraph.text, paragraph.section, paragraph.kind) == (
        "Shouting on the premises, over two lines.",
        "2. What we expect",
        "breach",
    )
    assert pack.text.lines["2.2"] == 13
