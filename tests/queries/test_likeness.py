"""What is like a name and no nearer: a reason to ask. And whom not even that may bother."""

import pytest
from bench.gate_matching import BARRED, british, matched

from fairgate.queries import likeness, names
from fairgate.queries.names import Match
from fairgate.queries.sounds import sound

LIKE = [
    ("Helen Marrow", "Gareth Marrow"),  # a rare surname alone
    ("Helen Mbeki", "Joanne Clegg-Mbeki"),
    ("Sarah Smyth", "Sarah Smidt"),
    ("Tariq Chaudhary", "Tariq Chudhri"),
    ("Shahida Khan", "Shabnam Khan"),
    ("Noah RogeRrs", "hNoaN Rogers"),
]
UNLIKE = [
    ("Helen Khan", "Gareth Khan"),  # a surname that very many have
    ("Saima Begum", "Shabana Begum"),
    ("Simranjit Kaur", "Manpreet Kaur"),
    ("Grace Hill", "Amy Grace"),
    ("Gareth Barlow", "Gareth Pilkington"),
    ("Marrow", "Gareth Marrow"),
]


@pytest.mark.parametrize(("typed", "name"), LIKE)
def test_a_name_that_is_further_off_than_near_is_like(typed: str, name: str) -> None:
    read = names.read(typed)
    assert read is not None
    assert names.compare(read, names.known(name)) is Match.NONE
    assert likeness.compare(read, names.known(name)) is Match.LIKE


@pytest.mark.parametrize(("typed", "name"), UNLIKE)
def test_what_very_many_have_in_common_is_like_nobody(typed: str, name: str) -> None:
    read = names.read(typed)
    assert read is not None
    assert likeness.compare(read, names.known(name)) is Match.NONE


def test_what_is_near_or_the_same_stays_so() -> None:
    marrow = names.known("Gareth Marrow")
    for typed, expected in (("Gareth Marrow", Match.EXACT), ("G Marrow", Match.NEAR)):
        read = names.read(typed)
        assert read is not None
        assert likeness.compare(read, marrow) is expected


def test_spellings_of_one_name_sound_alike_and_other_names_do_not() -> None:
    for spellings in ("yusuf yousef yousif", "hussain hossein husayn", "philips filips phillips", "wright right rite"):
        assert len({sound(word) for word in spellings.split()}) == 1, spellings
    assert len({sound(word) for word in ["yusuf", "hussain", "philips", "wright", "khan", "marrow", "clegg"]}) == 7


def test_common_surnames_are_written_as_names_are_compared() -> None:
    words = likeness._common()
    assert len(words) > 250
    assert {"khan", "begum", "kaur", "smith", "nowak"} <= words
    assert {names.fold(word) for word in words} == words


def test_nearly_everybody_of_our_own_pairs_is_found_and_no_innocent_person_beside_them() -> None:
    kinds = list(british().values())
    spelt, changed = [pair for kind in kinds[:-1] for pair in kind], kinds[-1]
    found = [matched(typed, [names.known(name)]) for typed, name in spelt]
    assert sum(match > Match.LIKE for match in found) / len(found) >= 0.85
    assert sum(match > Match.NONE for match in found) / len(found) >= 0.94
    # What no spelling shows is not found, so the measure can fail.
    assert Match.NONE in [matched(typed, [names.known(name)]) for typed, name in changed]
    barred = [names.known(name) for _, name in spelt[:BARRED]]
    assert [typed for typed, _ in spelt[-BARRED:] if matched(typed, barred)] == []
