"""The reading age: Kincaid's formula on texts whose measure is published, and what it must not be misled by."""

import pytest

from fairgate.delivery.reading_age import grade, measured, sentences, syllables

PLATYPUS = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("The cat sat on the mat.", -1.45),  # six words of one syllable: the formula by hand
        (PLATYPUS, 11.3),  # as Wikipedia's article on these tests gives it: 13 words, 24 syllables
        ("This sentence, taken as a reading passage unto itself, is being used to prove a point.", 8.35),  # 16 and 24
    ],
)
def test_the_grade_is_the_published_one(text: str, published: float) -> None:
    assert grade(text) == pytest.approx(published, abs=0.8)  # a syllable more or less


def test_the_age_is_the_grade_and_five_years_and_long_words_raise_it() -> None:
    plain = measured("You shouted at the clerk. She asked you to stop. You did not stop. She shut the door. You left.")
    legal = measured(
        "Notwithstanding representations previously communicated, the institution irrevocably determined that "
        "immediate temporary prohibition constituted the proportionate intervention necessitated by demonstrably "
        "intimidating behaviour."
    )
    assert plain is not None
    assert legal is not None
    assert plain.age < 8 < 20 < legal.age
    assert (plain.long, bool(legal.long)) == ("", False), "long words are no long sentence"


def test_paragraphs_and_short_forms_end_no_sentence() -> None:
    assert len(sentences("Under 5.2b Mrs. Dyer wrote on 3.5.2026 at 8.50 a.m. to you. You replied.")) == 2
    assert measured("Too short.") is None
    assert measured("one two three four five six " * 5).long.startswith("one two")  # type: ignore[union-attr]


def test_syllables_of_words_that_letters_use() -> None:
    told = "premises=3 places=2 shouted=2 walked=1 table=2 behaviour=3 children=2 headteacher=3 reviewed=2 area=3"
    for word, count in (one.split("=") for one in told.split()):
        assert syllables(word) == int(count), word
