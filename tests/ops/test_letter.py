"""The checkpoint that a trust publishes, and a letter compared with it far from any database."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from fairgate.ops.cli import main
from fairgate.ops.letter import Damaged, Line, read, written

PDF = b"%PDF-1.7 every byte of it"
OWN = Line(hashlib.sha256(PDF).hexdigest(), date(2024, 10, 1), None)
OLD = Line("ab" * 32, date(2024, 9, 2), date(2024, 9, 20))


def verify(tmp_path: Path, body: bytes, checkpoint: str) -> int:
    (tmp_path / "letter.pdf").write_bytes(body)
    (tmp_path / "checkpoint").write_text(checkpoint, encoding="utf-8")
    return main(["letter", "verify", str(tmp_path / "letter.pdf"), "--checkpoint", str(tmp_path / "checkpoint")])


def test_what_is_written_is_read() -> None:
    trust, letters = read(written("Oak\nLearning", [OWN, OLD]))
    assert trust == "Oak Learning"
    assert list(letters.values()) == [OWN, OLD]


def test_a_letter_of_the_checkpoint_is_genuine(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(tmp_path, PDF, written("Oak Learning", [OLD, OWN])) == 0
    assert "Genuine: issued by Oak Learning on 1 October 2024" in capsys.readouterr().out


def test_a_letter_that_was_replaced_is_said_to_be(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replaced = Line(OWN.sha256, OWN.issued_on, date(2024, 10, 15))
    assert verify(tmp_path, PDF, written("Oak Learning", [replaced])) == 0
    assert "Replaced by a decision of 15 October 2024" in capsys.readouterr().out


def test_one_byte_more_and_it_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert verify(tmp_path, PDF + b"\n", written("Oak Learning", [OWN])) == 1
    assert "Not genuine" in capsys.readouterr().out


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text.replace("2024-10-01", "2024-10-02"),
        lambda text: text[: text.index("whole:")],
        lambda text: text.replace("current", "replaced 2024-10-02"),
        lambda text: "",
        lambda text: "\n".join(text.splitlines()[1:]),
    ],
)
def test_a_checkpoint_that_was_cut_or_altered_is_not_relied_on(spoil, tmp_path: Path) -> None:  # type: ignore[no-untyped-def] # a lambda has no types to give
    spoiled = spoil(written("Oak Learning", [OWN, OLD]))
    with pytest.raises(Damaged):
        read(spoiled)
    assert verify(tmp_path, PDF, spoiled) == 2


@pytest.mark.django_db
def test_a_trust_that_is_not_there_is_said_with_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["letter", "checkpoint", "nobody"]) == 2
    assert "Known: none yet" in capsys.readouterr().err
