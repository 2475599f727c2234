"""The printed JSON Schema takes good packs, as Fairgate and as editors read them, and refuses broken ones."""

import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from fairgate.policy.located import parse_yaml, read_yaml
from fairgate.policy.pack import CARRIED
from fairgate.policy.schema import DIALECT, schema

from .good import PACK, with_change

VALIDATOR = Draft202012Validator(schema())
CARRIED_PACKS = sorted(CARRIED.glob("*/*/pack.yaml"))


def as_an_editor_reads(data: Any) -> Any:
    """YAML 1.2's own reading: numbers and truth values where the text looks like them."""
    if isinstance(data, dict):
        return {key: as_an_editor_reads(value) for key, value in data.items()}
    if isinstance(data, list):
        return [as_an_editor_reads(value) for value in data]
    if re.fullmatch(r"\d+", data):
        return int(data)
    if re.fullmatch(r"\d+\.\d+", data):
        return float(data)
    return {"true": True, "false": False}.get(data, data)


def test_the_schema_is_itself_valid_and_described() -> None:
    printed = schema()
    assert printed["$schema"] == DIALECT
    Draft202012Validator.check_schema(printed)
    assert all(part.get("description") for part in printed["$defs"].values())
    assert "null" not in str(printed), "a key is left out, never null"


def test_the_small_pack_fits() -> None:
    VALIDATOR.validate(parse_yaml(PACK, "f").data)


@pytest.mark.parametrize("path", CARRIED_PACKS, ids=lambda path: path.parent.parent.name)
def test_every_carried_pack_fits_however_it_is_read(path: Path) -> None:
    data = read_yaml(path).data
    VALIDATOR.validate(data)
    VALIDATOR.validate(as_an_editor_reads(data))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    kind: meeting\n", ""),
        ("    kind: meeting\n", "    kind: meting\n"),
        ("by: staff", "by: {offces: staff}"),
        ("reply_within: 5 school days", "reply_within: 5 days"),
        ("within: 5 working days", "within: soon"),
        ("in_force_from: 2026-09-01", "in_force_from: [2026-09-01]"),
        ("steps:\n  meeting:", "steps:\n  Meeting 1:"),
        ("name: Legal team", "name: Legal team, plural: perhaps"),
        ("channels:\n", "chanels:\n"),
    ],
)
def test_a_broken_pack_does_not_fit(old: str, new: str) -> None:
    assert not VALIDATOR.is_valid(parse_yaml(with_change(PACK, old, new), "f").data)
