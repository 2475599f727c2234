"""A letter as it was issued: its bytes, its fingerprint, how it was served; and who may open it."""

import hashlib
from datetime import timedelta

import pytest
from tests.house import NOW, TODAY, House
from tests.told import bar, incident, served, told

from fairgate.queries.letter import Restricted, letter_page, letter_pdf
from fairgate.records.door import Hidden
from fairgate.records.models import AccessKind, AccessLog, Case, IssuedLetter

PDF = b"%PDF-1.7 the very bytes"


def letter_of(case: Case, ref: str = "e2", sha256: str = "") -> IssuedLetter:
    return IssuedLetter.objects.create(
        case=case,
        entry=case.entries.get(ref=ref),
        letter="bar_notice",
        pdf=PDF,
        sha256=sha256 or hashlib.sha256(PDF).hexdigest(),
        template_sha256="0" * 64,
        edition="2022-09",
        issued_at=NOW,
    )


def barred(house: House, *, safeguarding: bool = False) -> Case:
    head = house.user("headteacher", house.prestfield)
    return told(
        house.case(),
        incident("e1", safeguarding=safeguarding),
        bar("e2", TODAY, TODAY + timedelta(days=30)),
        by=head,
    )


def test_it_says_what_it_is_who_signed_it_and_when(house: House) -> None:
    case = barred(house)
    letter = letter_of(case)
    page = letter_page(house.user("class_teacher", house.prestfield), case.reference, letter.pk, NOW)
    assert (page.name, page.person, page.edition, page.issued_at) == ("Bar notice", "Jo Penrose", "2022-09", NOW)
    assert page.sentence.startswith("Bar imposed until 31 October 2024")
    maker = letter.entry.by_user
    assert maker is not None
    assert (page.signed_by, page.office) == (maker.name, "Headteacher")
    assert (page.sha256, page.size, page.intact) == (hashlib.sha256(PDF).hexdigest(), len(PDF), True)
    assert page.services == ()
    assert (page.serve.page, page.serve.ref) == ("service", "e2")


def test_each_delivery_is_listed_with_the_day_of_receipt(house: House) -> None:
    case = told(house.case(), incident("e1"), bar("e2", TODAY, TODAY + timedelta(days=30)), served("e3", "e2", TODAY))
    letter = letter_of(case)
    [service] = letter_page(house.user("headteacher", house.prestfield), case.reference, letter.pk, NOW).services
    assert (service.how, service.on, service.received) == ("Handed over", TODAY, TODAY)


def test_bytes_that_are_not_those_issued_are_told(house: House) -> None:
    case = barred(house)
    letter = letter_of(case, sha256="f" * 64)
    assert not letter_page(house.user("headteacher", house.prestfield), case.reference, letter.pk, NOW).intact


def test_the_bytes_are_given_as_they_are_and_each_opening_is_noted(house: House) -> None:
    case = barred(house)
    letter = letter_of(case)
    user = house.user("school_business_manager", house.prestfield)
    assert letter_pdf(user, case.reference, letter.pk, NOW) == PDF
    noted = AccessLog.objects.get(user=user)
    assert (noted.kind, noted.asked, noted.opened, noted.why) == (AccessKind.LETTER, str(letter.pk), True, "the PDF")


def test_nobody_else_opens_it_and_a_wrong_case_hides_it(house: House) -> None:
    case, other = barred(house), barred(house)
    letter = letter_of(case)
    head = house.user("headteacher", house.prestfield)
    for user, reference in (
        (house.user("headteacher", house.hollins), case.reference),
        (house.user("reception", house.prestfield), case.reference),
        (house.user("head_of_school", house.carn), case.reference),
        (head, other.reference),
    ):
        with pytest.raises(Hidden):
            letter_page(user, reference, letter.pk, NOW)
        with pytest.raises(Hidden):
            letter_pdf(user, reference, letter.pk, NOW)
    with pytest.raises(Hidden):
        letter_page(head, case.reference, letter.pk + 1, NOW)


@pytest.mark.parametrize(("office", "reads"), [("headteacher", True), ("dsl", True), ("class_teacher", False)])
def test_a_letter_that_quotes_what_is_marked_safeguarding_is_kept_back(house: House, office: str, reads: bool) -> None:
    case = barred(house, safeguarding=True)
    letter = letter_of(case)
    user = house.user(office, house.prestfield)
    assert letter_page(user, case.reference, letter.pk, NOW).restricted is not reads
    if reads:
        assert letter_pdf(user, case.reference, letter.pk, NOW) == PDF
    else:
        with pytest.raises(Restricted):
            letter_pdf(user, case.reference, letter.pk, NOW)
