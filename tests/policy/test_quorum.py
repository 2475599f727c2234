"""How many members of a body decide at least: read where a pack says so, refused where it makes no sense."""

from pathlib import Path

import pytest

from fairgate.policy.pack import load_pack, open_pack

from .good import PACK, line_of, with_change, write

CHAIR = "  chair: {name: Chair of Governors}\n"


def a_panel(text: str) -> str:
    """The small pack with a panel, written so, where it has its chair."""
    return with_change(PACK, CHAIR, f"  chair: {{name: Panel{text}}}\n")


@pytest.mark.parametrize(("text", "quorum"), [(", kind: body, quorum: 3", 3), (", kind: body", None)])
def test_a_body_has_the_quorum_that_its_code_gives(tmp_path: Path, text: str, quorum: int | None) -> None:
    assert load_pack(write(tmp_path, a_panel(text))).code.offices["chair"].quorum == quorum


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (", quorum: 3", "office 'chair' is no body, so it has no quorum"),
        (", kind: body, quorum: 0", "the quorum of office 'chair' is 0"),
        (", kind: body, quorum: 100", "the quorum of office 'chair' is 100"),
    ],
)
def test_a_quorum_that_makes_no_sense_is_refused_at_its_line(tmp_path: Path, text: str, what: str) -> None:
    pack = a_panel(text)
    (problem,) = open_pack(write(tmp_path, pack))[1]
    assert problem.what == what
    assert problem.line == line_of(pack, "name: Panel")


def test_the_hub_council_of_aspire_decides_with_three_and_says_that_this_is_a_reading() -> None:
    code = load_pack("aspire").code
    assert code.offices["hub_council"].quorum == 3
    reading = next(one for one in code.readings if one.id == "quorum_of_the_hub_council")
    assert reading.paragraphs == ("response.3d",)
    assert "does not say how many" in reading.silent
