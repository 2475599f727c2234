"""A letter as a page, and its PDF: the very bytes, under a name that tells nothing."""

import hashlib
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import Settings
from tests.house import NOW, TODAY, House
from tests.told import bar, incident, served, told

from fairgate.records.models import IssuedLetter, User

PDF = b"%PDF-1.7 the very bytes"


@pytest.fixture(autouse=True)
def oak(house: House, settings: Settings) -> House:
    settings.FAIRGATE_CLOCK = lambda: NOW
    return house


def issued(house: House, *, safeguarding: bool = False, intact: bool = True, reached: bool = False) -> IssuedLetter:
    entries = [incident("e1", safeguarding=safeguarding), bar("e2", TODAY, TODAY + timedelta(days=30))]
    if reached:
        entries.append(served("e3", "e2", TODAY))
    case = told(house.case(), *entries, by=house.user("headteacher", house.prestfield))
    return IssuedLetter.objects.create(
        case=case,
        entry=case.entries.get(ref="e2"),
        letter="bar_notice",
        pdf=PDF,
        sha256=hashlib.sha256(PDF if intact else b"other").hexdigest(),
        template_sha256="0" * 64,
        edition="2022-09",
        issued_at=NOW,
    )


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(letter: IssuedLetter, end: str = "") -> str:
    return f"/cases/{letter.case.reference}/letters/{letter.pk}{end}"


def test_the_page_tells_what_it_is_and_how_it_was_served(oak: House) -> None:
    letter = issued(oak, reached=True)
    text = signed_in(oak.user("class_teacher", oak.prestfield)).get(address(letter)).content.decode()
    for part in (
        "Bar notice",
        "Jo Penrose",
        letter.sha256,
        "1 October 2024 at 10:30am",
        "Handed over on 1 October",
    ):
        assert part in text
    assert f'href="{address(letter, "/pdf")}"' in text
    assert f'href="/cases/{letter.case.reference}/service/e2"' in text
    assert "Record another delivery" in text


def test_a_letter_not_served_says_so(oak: House) -> None:
    text = signed_in(oak.user("class_teacher", oak.prestfield)).get(address(issued(oak))).content.decode()
    assert "Not served yet." in text
    assert "The bytes kept are not those" not in text


def test_bytes_that_were_changed_are_a_warning(oak: House) -> None:
    text = signed_in(oak.user("class_teacher", oak.prestfield)).get(address(issued(oak, intact=False))).content.decode()
    assert "The bytes kept are not those that were issued." in text
    assert "byte for byte" not in text


def test_the_pdf_is_the_very_bytes_and_its_name_tells_nothing(oak: House) -> None:
    letter = issued(oak)
    answer = signed_in(oak.user("class_teacher", oak.prestfield)).get(address(letter, "/pdf"))
    assert (answer.status_code, answer.content) == (200, PDF)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == f'inline; filename="letter-{letter.pk}.pdf"'
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("end", ["", "/pdf"])
def test_others_find_no_such_letter(oak: House, end: str) -> None:
    letter = issued(oak)
    for user in (
        oak.user("headteacher", oak.hollins),
        oak.user("reception", oak.prestfield),
        oak.user("ceo", oak.aspire),
    ):
        assert signed_in(user).get(address(letter, end)).status_code == 404
    head = signed_in(oak.user("headteacher", oak.prestfield))
    other = issued(oak)
    assert head.get(f"/cases/{other.case.reference}/letters/{letter.pk}{end}").status_code == 404
    assert head.get(f"/cases/{letter.case.reference}/letters/{10**30}{end}").status_code == 404


def test_a_letter_that_quotes_what_is_marked_safeguarding_is_kept_back(oak: House) -> None:
    letter = issued(oak, safeguarding=True)
    teacher, lead = oak.user("class_teacher", oak.prestfield), oak.user("dsl", oak.prestfield)
    assert address(letter, "/pdf") not in signed_in(teacher).get(address(letter)).content.decode()
    refused = signed_in(teacher).get(address(letter, "/pdf"))
    assert (refused.status_code, PDF in refused.content) == (403, False)
    assert signed_in(lead).get(address(letter, "/pdf")).content == PDF
