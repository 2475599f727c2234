"""YAML is read as plain text with its lines, and what hides or repeats meaning is refused."""

from pathlib import Path

import pytest

from fairgate.policy.located import MAX_BYTES, MAX_DEPTH, parse_yaml, read_yaml
from fairgate.policy.problems import PackError


def test_every_scalar_is_the_text_that_was_written() -> None:
    document = parse_yaml("on: off\nref: 5.10\nwhen: 2024-10-01\nno: [yes, 'true', 0x1F, null, ~, '']\n", "f")
    assert document.data == {
        "on": "off",
        "ref": "5.10",
        "when": "2024-10-01",
        "no": ["yes", "true", "0x1F", "null", "~", ""],
    }


def test_parts_know_their_line_and_column() -> None:
    document = parse_yaml("a: 1\nb:\n  - x: y\n  - {c: d,\n     e: f}\n", "f")
    assert document.spot(("a",)) == (1, 1)
    assert document.spot(("b", 0, "x")) == (3, 5)
    assert document.spot(("b", 1)) == (4, 5)
    assert document.spot(("b", 1, "e")) == (5, 6)
    assert document.spot(("b", 1, "gone", 7)) == (4, 5), "a part that is not there is placed at what would hold it"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: *a\n", 2, "alias"),
        ("a: 1\n*b : 2\n", 2, "alias"),
        ("a: 1\nb: &x 2\n", 2, "anchor"),
        ("a:\n  &x b: 2\n", 2, "anchor"),
        ("a: !!int 1\n", 1, "tag"),
        ("a: 1\nb: !!python/object:os.system {}\n", 2, "tag"),
        ("a: 1\nb: ! 2\n", 2, "tag"),
        ("a: 1\nb: 2\na: 3\n", 3, "twice (first in line 1)"),
        ("x: {a: 1, a: 2}\n", 1, "twice"),
        ("a: 1\n<<: {b: 2}\n", 2, "merges"),
        ("a: 1\n? [b, c]\n: 2\n", 2, "cannot be a key"),
        ("a: 1\n--- \nb: 2\n", 2, "second document"),
        ("a: 1\nb:\nc: 2\n", 2, "'b' has no value"),
        ("a: 1\n'': 2\n", 2, "a key is missing"),
        ("a: 1\nb: c: d\n", 2, "not YAML"),
        ("a: [1, 2\n", 2, "not YAML"),
        ("a: 1\nb: \x07\n", 2, "character"),
        ("", 0, "empty"),
        ("# only a comment\n", 0, "empty"),
    ],
)
def test_what_is_refused_is_refused_at_its_line(text: str, line: int, says: str) -> None:
    with pytest.raises(PackError) as caught:
        parse_yaml(text, "story.yaml")
    assert (caught.value.file, caught.value.line) == ("story.yaml", line)
    assert says in caught.value.what
    place = f"story.yaml:{line}" if line else "story.yaml"
    assert str(caught.value) == f"{place}: {caught.value.what}. {caught.value.mend}."


def test_depth_is_bounded_and_the_bound_itself_is_allowed() -> None:
    assert parse_yaml("[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH, "f").data
    with pytest.raises(PackError, match="deep"):
        parse_yaml("[" * (MAX_DEPTH + 1) + "x" + "]" * (MAX_DEPTH + 1), "f")
    with pytest.raises(PackError):
        parse_yaml("[" * 100_000, "f")
    with pytest.raises(PackError, match="deep"):
        parse_yaml("\n".join("  " * level + "a:" for level in range(MAX_DEPTH + 2)), "f")


def test_size_is_bounded(tmp_path: Path) -> None:
    whole = "a: " + "x" * (MAX_BYTES - 3)
    (tmp_path / "whole.yaml").write_text(whole)
    assert read_yaml(tmp_path / "whole.yaml").data == {"a": whole[3:]}
    (tmp_path / "large.yaml").write_text(whole + "x")
    with pytest.raises(PackError, match="larger than 512 KB"):
        read_yaml(tmp_path / "large.yaml")
    with pytest.raises(PackError, match="larger than 512 KB"):
        parse_yaml(whole + "x", "f")


@pytest.mark.parametrize("raw", [b"a: 1\nb: \xff\n", b"a: 1\nb: caf\xe9\n"])
def test_other_encodings_are_refused_at_their_line(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "f.yaml").write_bytes(raw)
    with pytest.raises(PackError, match="not UTF-8") as caught:
        read_yaml(tmp_path / "f.yaml")
    assert caught.value.line == 2


def test_utf_16_is_refused_and_a_byte_order_mark_is_not(tmp_path: Path) -> None:
    (tmp_path / "f.yaml").write_bytes("a: 1".encode("utf-16"))
    with pytest.raises(PackError):
        read_yaml(tmp_path / "f.yaml")
    (tmp_path / "f.yaml").write_bytes("a: é".encode("utf-8-sig"))
    assert read_yaml(tmp_path / "f.yaml").data == {"a": "é"}


def test_a_file_that_is_not_there_or_is_a_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="there is no such file"):
        read_yaml(tmp_path / "gone.yaml")
    with pytest.raises(PackError, match="cannot be read"):
        read_yaml(tmp_path)
