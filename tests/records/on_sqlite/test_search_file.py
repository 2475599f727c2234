"""A name that was put right is gone from the file of the database, its full-text index included."""

import sqlite3
from pathlib import Path

import pytest
from django.db import connection

from fairgate.records.models import SearchRow
from fairgate.records.search import keep
from tests.house import House

NAME = "Xylophonia Quetzalcoatl"


def is_in_the_file(word: bytes) -> bool:
    """Whether the word stands anywhere in the database's file, all that was written being in it."""
    file = Path(connection.settings_dict["NAME"])
    connection.close()
    with sqlite3.connect(file) as own:
        own.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return word in file.read_bytes()


@pytest.mark.django_db(transaction=True)
def test_a_name_that_was_put_right_is_gone() -> None:
    person = House().person(NAME)
    keep.keep_person(person)
    assert is_in_the_file(b"xylophonia")
    person.name = "Jo Brown"
    person.save()
    keep.keep_person(person)
    assert not is_in_the_file(b"xylophonia")


@pytest.mark.django_db(transaction=True)
def test_control_without_the_merge_it_would_still_be_there() -> None:
    person = House().person(NAME)
    keep.keep_person(person)
    SearchRow.objects.update(words="jo brown")
    person.name = "Jo Brown"
    person.save()
    assert is_in_the_file(b"xylophonia")
