"""Names at the gate: what is the same name, what is near enough to ask, and whom nobody must be bothered with."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fairgate.queries import likeness, names
from fairgate.queries.names import Match

SAME = [
    ("gareth marrow", "Gareth Marrow"),
    ("  GARETH   MARROW ", "Gareth Marrow"),
    ("Mr. Gareth Marrow", "Gareth Marrow"),
    ("Marrow, Gareth", "Gareth Marrow"),
    ("Gareth Marrow Jnr", "Gareth Marrow"),
    ("Lukasz Wojcik", "Łukasz Wójcik"),
    ("Magnus Sorensen", "Magnus Sørensen"),
    ("Thora Gudmundsdottir", "Þóra Guðmundsdóttir"),
    ("AEGIR STRASSE", "Ægir Straße"),
    ("Sian O'Brien", "Siân O’Brien"),
    ("Sian OBrien", "Siân O'Brien"),
    ("Sian O Brien", "Siân O'Brien"),
    ("Ian Mc Donald", "Ian McDonald"),
    ("Joanne Clegg Mbeki", "Joanne Clegg-Mbeki"),
    ("Joanne Clegg–Mbeki", "Joanne Clegg-Mbeki"),
    ("Ｊｏａｎｎｅ Ｌｉｍ", "Joanne Lim"),
    ("Suharto Suharto", "Suharto"),
    ("Suharto", "Suharto"),
    ("Ли́дия Иванова", "Лидия Иванова"),
    ("Djuro Kizilirmak", "Djuro Kızılırmak"),
    ("Dragan Dordevic", "Dragan Đorđević"),
    ("Hoeurn Oeuvre", "Hœurn Œuvre"),
    ("Wilk8inson Anne", "Wilkinson Anne"),
]
NEAR = [
    ("Gareth Marow", "Gareth Marrow"),
    ("Gareth Marorw", "Gareth Marrow"),
    ("G Marrow", "Gareth Marrow"),
    ("G. Marrow", "Gareth Marrow"),
    ("Gareth Marrow", "G Marrow"),
    ("Marrow Gareth", "Gareth Marrow"),
    ("Marow Garth", "Gareth Marrow"),
    ("Marrow Gareth John", "Gareth John Marrow"),
    ("Gareth Marrow", "Gareth John Marrow"),
    ("John Marrow", "Gareth John Marrow"),
    ("Joanne Clegg", "Joanne Clegg-Mbeki"),
    ("Joanne Mbeki", "Joanne Clegg-Mbeki"),
    ("Joanne Clegg-Mbeki", "Joanne Clegg"),
    ("Maria Lopez", "Maria Lopez Garcia"),
    ("Maria Lopez Garcia", "Maria Lopez"),
    ("Jan Vanderberg", "Jan van der Berg"),
    ("Mary Smith", "Mary-Anne Smith"),
    ("Mo Ramzan", "Mohammed Ramzan"),
    ("Muhammad Ramzan", "Mohamed Ramzan"),
    ("Kasia Nowak", "Katarzyna Nowak"),
    ("Shan Pryce", "Siân Pryce"),
    ("Eefa Lynch", "Aoife Lynch"),
    ("Shivaun Duffy", "Siobhán Duffy"),
    ("Bill Haworth", "William Haworth"),
    ("Mick Duffy", "Michael Duffy"),
    ("Peggy Lowe", "Margaret Lowe"),
    ("Bob Ng", "Robert Ng"),
    ("Grace Lin", "Grace Lim"),
    ("Magnus Soerensen", "Magnus Sørensen"),
    ("Gosia Nowak", "Małgorzata Nowak"),
    ("Brona Quigg", "Bronagh Quigg"),
    ("Keeva Quigg", "Caoimhe Quigg"),
    ("Neve Quigg", "Niamh Quigg"),
    ("Dai Beynon", "Dafydd Beynon"),
    ("Zosia Wrona", "Zofia Wrona"),
    ("Yousef Darwish", "Yusuf Darwish"),
    ("Aleksandr Bondar", "Oleksandr Bondar"),
    ("Serhii Bondar", "Sergey Bondar"),
    ("Oleksandr Bondar", "Олександр Бондар"),
    ("Олександр Бондар", "Aleksandr Bondar"),
    ("Seun Bakare", "Oluwaseun Bakare"),
    ("Th0mas Wilk8inson", "Thomas Wilkinson"),
]
DIFFERENT = [
    ("Gareth Barlow", "Gareth Marrow"),
    ("Helen Marrow", "Gareth Marrow"),
    ("Gareth", "Gareth Marrow"),
    ("Marrow", "Gareth Marrow"),
    ("H Marrow", "Gareth Marrow"),
    ("John Paul Smith", "John Paul Jones"),
    ("Ali Al Hassan", "Ali Al Amin"),
    ("Jan van der Berg", "Jan van der Meer"),
    ("Li Wu", "Li Xu"),
    ("Ann Elee", "Marcus Reed"),
    ("Mohammed Khan", "Mohammed Ramzan"),
    ("Bill Haworth", "Liam Greenhalgh"),
]


def match(typed: str, name: str, *other_names: str) -> Match:
    read = names.read(typed)
    assert read is not None
    return names.compare(read, names.known(name, other_names))


@pytest.mark.parametrize(("typed", "name"), SAME)
def test_one_name_spelt_in_two_ways_is_the_same(typed: str, name: str) -> None:
    assert match(typed, name) is Match.EXACT
    assert match(name, name) is Match.EXACT


@pytest.mark.parametrize(("typed", "name"), NEAR)
def test_a_name_as_it_is_heard_or_shortened_is_near(typed: str, name: str) -> None:
    assert match(typed, name) is Match.NEAR


@pytest.mark.parametrize(("typed", "name"), DIFFERENT)
def test_half_a_name_in_common_is_not_enough(typed: str, name: str) -> None:
    assert match(typed, name) is Match.NONE
    assert match(name, typed) is Match.NONE


def test_names_that_run_together_alike_are_not_the_same() -> None:
    assert match("Ann Elee", "Anne Lee") is not Match.EXACT


def test_a_full_known_as_name_is_the_name_itself() -> None:
    assert match("Gary Pike", "Gareth Marrow", "Gary Pike") is Match.EXACT
    assert match("Gary Pike", "Gareth Marrow", "formerly Gary Pike", "Gaz") is Match.EXACT
    assert match("Gary Pyke", "Gareth Marrow", "Gary Pike") is Match.NEAR
    assert match("Gary Pike", "Gareth Marrow") is Match.NONE


def test_one_word_among_the_other_names_may_be_either_half_and_is_never_exact() -> None:
    assert match("Kelly Jones", "Anna Jones", "Kelly") is Match.NEAR
    assert match("Anna Kelly", "Anna Jones", "Kelly") is Match.NEAR
    assert match("Kelly", "Anna Jones", "Kelly") is Match.NONE


@pytest.mark.parametrize("text", ["", "   ", "-", "'", "42", ", ,", "\u202e\u200b", "\x00", "…", "🙂"])
def test_what_holds_no_letter_is_no_name(text: str) -> None:
    assert names.read(text) is None
    assert names.known(text) == names.Known(frozenset(), ())
    assert match("Jo Penrose", text) is Match.NONE


@pytest.mark.parametrize(
    ("said", "child", "expected"),
    [
        ("Poppy", "Poppy Marrow", Match.EXACT),
        ("poppy marrow", "Poppy Marrow", Match.EXACT),
        ("Poppie", "Poppy Marrow", Match.NEAR),
        ("Poppy Marow", "Poppy Marrow", Match.NEAR),
        ("Poppy", "Poppy-Mae Marrow", Match.NEAR),
        ("Izzy", "Isabella Ward", Match.NEAR),
        ("Poppy Jones", "Poppy Marrow", Match.NONE),
        ("Marrow", "Poppy Marrow", Match.NONE),
        ("7", "Poppy Marrow", Match.NONE),
    ],
)
def test_a_child_is_known_by_the_first_name_alone(said: str, child: str, expected: Match) -> None:
    assert names.compare_child(said, child) is expected


PEOPLE = """
Oliver Smith, Amelia Jones, Mohammed Taylor, Sarah Brown, David Williams, Emma Wilson, Aisha Khan, Daniel Davies,
Sophie Patel, James Evans, Fatima Thomas, Thomas Nowak, Charlotte Hussain, Ali Roberts, Katarzyna Walker
"""


def test_the_innocent_of_a_common_first_name_are_not_bothered() -> None:
    """Everybody's first name with everybody else's surname: 210 of the innocent, each beside 15 who are barred."""
    people = [tuple(person.split()) for person in PEOPLE.split(",")]
    barred = [names.known(" ".join(person)) for person in people]
    innocent = [f"{first} {last}" for first, own in people for _, last in people if last != own]
    assert len(innocent) == 210
    assert [name for name in innocent if any(names.compare(_read(name), one) for one in barred)] == []
    # And the same comparison does flag: those who are barred, with a letter more.
    for (first, last), one in zip(people, barred, strict=True):
        assert names.compare(_read(f"{first} {last}e"), one) is Match.NEAR


def _read(text: str) -> names.Name:
    found = names.read(text)
    assert found is not None
    return found


LETTERS = st.text(max_size=40) | st.text(alphabet="abc -,'’ÁßøŁ", max_size=12)


@given(LETTERS, LETTERS, LETTERS)
@example("A0O-A", "", "")
@example("A X-O-A", "", "")
@example("A-A", "", "")
def test_any_text_at_all_is_compared(typed: str, name: str, other_names: str) -> None:
    read = names.read(typed)
    if read is not None:
        person = names.known(name, [other_names])
        assert names.compare(read, person) in Match
        assert likeness.compare(read, person) >= names.compare(read, person)
        assert names.compare(read, names.known(typed)) is Match.EXACT
        assert names.compare_child(typed, name) in Match
        # What it was folded to folds to itself.
        again = names.read(read.key)
        assert again is not None
        assert again.key == read.key


def test_the_nicknames_are_one_word_each_and_say_something() -> None:
    lines = (names.files("fairgate.queries") / "nicknames.txt").read_text(encoding="utf-8").splitlines()
    named = [line.split() for line in lines if not line.startswith("#")]
    assert len(named) > 150
    for words in named:
        assert len(words) >= 2, words
        assert len(set(words)) == len(words), words
        assert [names.fold(word) for word in words] == words
