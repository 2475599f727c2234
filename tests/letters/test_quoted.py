"""What a letter quotes of the record can always be printed: nobody can stop a letter by what they once wrote."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairgate.delivery.characters import TEXT_AT_MOST, CharacterNotPrintable, ValueTooLong, fit_text, quoted

SIGNS = [
    ("you will regret this \U0001f620\U0001f44a\U0001f3fd!", "you will regret this [angry face][fisted hand sign]!"),
    ("I \u2764\ufe0f it", "I [heavy black heart] it"),
    ("قال لي: لن أغادر. Then he left.", "[words in Arabic letters]. Then he left."),
    ("She said 我不走 and sat down", "She said [words in Chinese characters] and sat down"),
    ("\x00plain\nand as typed", "\x00plain\nand as typed"),
]


@pytest.mark.parametrize(("typed", "printed"), SIGNS)
def test_what_cannot_be_printed_is_named(typed: str, printed: str) -> None:
    assert quoted(typed) == printed


def test_what_is_too_long_is_cut_at_a_word_and_says_so() -> None:
    printed = quoted("word " * 2_000)
    assert len(printed) <= TEXT_AT_MOST
    assert printed.endswith("word [Shortened here. The whole is on record.]")
    assert len(quoted("W" * 5_000)) == TEXT_AT_MOST


@given(st.text(max_size=200))
def test_whatever_was_written_is_fit_to_print(text: str) -> None:
    fit_text(quoted(text), "facts[1].text")


def test_what_an_author_types_for_the_letter_is_still_refused() -> None:
    with pytest.raises(CharacterNotPrintable):
        fit_text("\U0001f620", "reasons")
    with pytest.raises(ValueTooLong):
        fit_text("W" * 5_000, "reasons")
