"""What the tablet says, in each language."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from fairgate.policy.visitors import ENGLISH, LANGUAGES

Words = Mapping[str, str]


def words(language: str) -> Words:
    """The words of that language; English where there is none."""
    return _all()[language if language in LANGUAGES else ENGLISH]


@cache
def _all() -> Mapping[str, Words]:
    found: Mapping[str, Words] = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))
    return found
