"""Text as words: endings, accents, what is asked, and where it stands in what was typed."""

import pytest

from fairgate.records.search.words import LONGEST, beginnings, spans, split, stem, stems, terms


@pytest.mark.parametrize(
    "same",
    [
        ("shout", "shouts", "shouted", "shouting"),
        ("smoke", "smokes", "smoked", "smoking"),
        ("park", "parks", "parked", "parking"),
        ("hit", "hits", "hitting"),
        ("yell", "yelled", "yelling"),
        ("bully", "bullies", "bullied", "bullying"),
        ("class", "classes"),
    ],
)
def test_forms_of_one_word_are_one(same: tuple[str, ...]) -> None:
    assert len({stem(word) for word in same}) == 1


@pytest.mark.parametrize(("one", "other"), [("bus", "bu"), ("gas", "ga"), ("sing", "s"), ("red", "r"), ("this", "thi")])
def test_what_is_no_ending_stays(one: str, other: str) -> None:
    assert stem(one) == one != other


def test_accents_signs_and_capitals_do_not_matter() -> None:
    assert split("Zażółć Müller-O’Brien, 3B!") == ["zazolc", "muller", "obrien", "3b"]
    assert split("سامي Сергій") == ["سامي", "сергіи"]
    assert split("– ' …") == []


def test_a_word_of_thousands_is_cut() -> None:
    assert split("x" * 5000) == ["x" * LONGEST]


def test_words_that_say_nothing_are_not_asked_unless_there_are_no_others() -> None:
    assert [term.starts for term in terms("he was at the gate")] == [("gat", "gate")]
    assert [term.starts for term in terms("was he")] == [("was",), ("he",)]
    assert terms(" … ") == ()


def test_a_short_word_is_asked_for_whole_and_a_long_one_by_its_beginning() -> None:
    (short,), (long,) = terms("3b"), terms("penr")
    assert short.finds("3B")
    assert not short.finds("3bee")
    assert long.finds("Penrose")
    assert not long.finds("Trelawny")


def test_what_was_asked_is_found_in_the_text_as_it_was_typed() -> None:
    text = "Mr O’Brien-Müller SHOUTED; he shouts."
    assert [text[a:b] for a, b in spans(text, terms("obrien muller shouting"))] == [
        "O’Brien",
        "Müller",
        "SHOUTED",
        "shouts",
    ]
    assert list(spans(text, terms("dog"))) == []


def test_beginnings_are_two_letters_of_each_word() -> None:
    begun = beginnings("Jo Penrose K")
    assert begun is not None
    assert begun.starts == ("jo", "pe")
    assert beginnings("...") is None
    assert stems("Parked cars") == ["park", "car"]
