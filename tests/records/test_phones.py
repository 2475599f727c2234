"""Which ways of writing a telephone number are one, and what is no number."""

import pytest

from fairgate.records import phones


@pytest.mark.parametrize(
    "text", ["07700 900123", "+44 7700 900123", "0044 7700 900123", "+44 (0)7700 900-123", "(07700) 900 123"]
)
def test_a_british_number_is_one_however_it_is_written(text: str) -> None:
    assert phones.normalised(text) == "447700900123"


def test_another_number_and_another_country_are_not_it() -> None:
    assert phones.normalised("07700 900124") == "447700900124"
    assert phones.normalised("+48 7700 900123") == "487700900123"


@pytest.mark.parametrize("text", ["", "4711", "Jo Penrose", "AB12 CDE", "+", "07700 900123 or 4", "٠٧٧٠٠٩٠٠١٢٣"])
def test_what_is_no_number_is_none(text: str) -> None:
    assert phones.normalised(text) == ""
