"""The index, on both databases: what is written is found, what is taken is not, and the same words find the same."""

import pytest
from tests.barred import known_as
from tests.house import NOW, House, add, talk
from tests.told import bar, incident, told
from tests.told import found as finding

from fairgate.actions.person import Details, change_person
from fairgate.actions.person_names import change_names
from fairgate.records.models import LedgerEntry, Person, SearchRow
from fairgate.records.search import keep
from fairgate.records.search.words import terms


def found(text: str) -> set[str]:
    """What a search for every one of the words finds: 'person 1', 'entry 2'."""
    rows = SearchRow.objects.all()
    for term in terms(text):
        rows = rows.saying(term)
    return {str(row) for row in rows}


def entries(*wanted: LedgerEntry) -> set[str]:
    return {f"entry {row.pk}" for row in wanted}


def test_an_entry_is_found_by_any_form_of_its_words(house: House) -> None:
    (row,) = add(house.case(), talk("e1", text="She parked the Škoda across the gates, shouting."), seq=0)
    for asked in ("parking", "skoda", "SHOUTED", "gate", "shout park", "skod"):
        assert found(asked) == entries(row), asked
    for asked in ("dog", "parked dog", "koda"):
        assert found(asked) == set(), asked


def test_what_no_parser_of_a_database_keeps_whole_is_found(house: House) -> None:
    text = "Year 3b, room 1e5, 7pq2mvr, a-b@c.example, 12/11, '; DROP TABLE x; \" OR * NEAR("
    (row,) = add(house.case(), talk("e1", text=text), seq=0)
    for asked in ("3b", "1e5", "7pq2mvr", "example", "12", "drop", "near", '"', "or table"):
        assert found(asked) == (entries(row) if terms(asked) else {str(row) for row in SearchRow.objects.all()}), asked


def test_every_part_that_somebody_wrote_is_found(house: House) -> None:
    written = told(house.case(), incident(), bar("e2", NOW.date(), NOW.date()))
    first, second = written.entries.order_by("seq")
    assert found("window office") == entries(first)
    assert found("direct threat") == entries(first)
    assert found("member of staff") == entries(second)


def test_an_entry_that_is_not_written_is_not_found(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("the index is full")

    case = house.case()
    monkeypatch.setattr("fairgate.records.append.keep_entries", fails)
    with pytest.raises(RuntimeError):
        add(case, talk("e1", text="Marmalade."), seq=0)
    assert not case.entries.exists()
    monkeypatch.undo()
    add(case, talk("e1", text="Marmalade."), seq=0)
    assert len(found("marmalade")) == 1


def test_a_person_is_found_by_every_name_and_no_longer_by_a_former_one(house: House) -> None:
    head = house.user("headteacher", house.prestfield)
    person = house.person("Łukasz Zieliński")
    known_as(person, "Luke Green", "Mc Donald")
    keep.keep_person(person)
    keep.keep_person(person)
    for asked in ("lukasz", "zielinski luke", "gree", "Łuk", "donald"):
        assert found(asked) == {f"person {person.pk}"}, asked
    details = Details(name="Łukasz Brown")
    change_person(person.pk, details=details, seen=Details.of(person).stamp, by=head, now=NOW)
    change_names(person.pk, add=None, drop=[one.pk for one in person.other_names.all()], by=head, now=NOW)
    assert found("brown") == {f"person {person.pk}"}
    assert found("zielinski") == found("green") == set()


def test_made_again_it_is_the_same(house: House) -> None:
    keep.keep_person(house.person("Jo Penrose"))
    told(house.case(), incident(safeguarding=True), talk("e2", text="Nothing more."))
    for person in Person.objects.all():
        keep.keep_person(person)

    def rows() -> list[tuple[object, ...]]:
        return sorted(SearchRow.objects.values_list("person", "case", "entry", "restricted", "words"), key=str)

    before = rows()
    SearchRow.objects.update(words="wrong")
    assert keep.keep_all() == len(before) == 4
    assert rows() == before
    assert len(found("nothing more")) == 1
    assert found("wrong") == set()


def test_the_restriction_is_of_the_entry_and_of_what_follows_from_it(house: House) -> None:
    case = told(house.case(), incident("e1", safeguarding=True, alleged=True), incident("e2", alleged=True))
    add(case, finding("e3", "e1", NOW.date()), seq=2)
    add(case, finding("e4", "e2", NOW.date()), seq=3)
    restricted = SearchRow.objects.filter(case=case, restricted=True).values_list("entry__ref", flat=True)
    assert set(restricted) == {"e1", "e3"}
