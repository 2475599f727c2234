"""The texts of other names and vehicles become rows, forwards and back, and nothing of them is lost."""

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from fairgate.records.guards.standing import missing_guards
from fairgate.records.guards.tables import GUARDED
from fairgate.records.plates import normalised, parted, shown

BEFORE, AFTER = [("records", "0008_notifications")], [("records", "0010_people_in_rows")]


def at(state: list[tuple[str, str]]) -> Any:
    """The tables as they were then, and the models that go with them."""
    executor = MigrationExecutor(connection)
    executor.migrate(state)
    return executor.loader.project_state(state).apps


@pytest.mark.django_db(transaction=True)
def test_texts_become_rows_and_texts_again() -> None:
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes("records")
    try:
        old = at(BEFORE)
        trust = old.get_model("records", "Trust").objects.create(slug="oak", name="Oak")
        person_of = old.get_model("records", "Person").objects
        person_of.create(
            trust=trust,
            name="Jo Penrose",
            other_names="née Green, formerly Jo Trevose; Jojo",
            vehicle="red van, AB12 CDE",
        )
        person_of.create(trust=trust, name="Kit Nance", vehicle="a blue tractor")
        person_of.create(trust=trust, name="Al Bray")
        new = at(AFTER)
        names = new.get_model("records", "OtherName").objects.order_by("id").values_list("person__name", "name", "kind")
        assert list(names) == [
            ("Jo Penrose", "Green", "maiden"),
            ("Jo Penrose", "Jo Trevose", "former"),
            ("Jo Penrose", "Jojo", "known_as"),
        ]
        cars = new.get_model("records", "Vehicle").objects.order_by("id")
        assert list(cars.values_list("person__name", "registration", "description")) == [
            ("Jo Penrose", "AB12CDE", "red van"),
            ("Kit Nance", "", "a blue tractor"),
        ]
        there = connection.introspection.table_names()
        younger = {one.table for one in GUARDED} - set(there)
        assert [one for one in missing_guards(connection) if not any(table in one for table in younger)] == []
        again = at(BEFORE).get_model("records", "Person").objects.get(name="Jo Penrose")
        assert (again.other_names, again.vehicle) == ("Green, Jo Trevose, Jojo", "red van AB12CDE")
    finally:
        at(latest)
    assert list(missing_guards(connection)) == []


@pytest.mark.parametrize(
    ("typed", "registration", "rest"),
    [
        ("red van, AB12 CDE", "AB12CDE", "red van"),
        ("ab12cde", "AB12CDE", ""),
        ("grey A123 BCD (roof rack)", "A123BCD", "grey roof rack"),
        ("ABC 123D", "ABC123D", ""),
        ("AIZ 1234, green", "AIZ1234", "green"),
        ("a blue Fiesta", "", "a blue Fiesta"),
        ("weiß ß AB12 CDE", "", "weiß ß AB12 CDE"),
        ("", "", ""),
    ],
)
def test_the_registration_is_found_in_what_was_typed(typed: str, registration: str, rest: str) -> None:
    assert parted(typed) == (registration, rest)


def test_a_registration_has_one_form_and_is_shown_as_it_is_read() -> None:
    assert normalised(" ab-12 cde ") == "AB12CDE"
    assert (shown("AB12CDE"), shown("ABC123D")) == ("AB12 CDE", "ABC123D")
