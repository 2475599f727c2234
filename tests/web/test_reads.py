"""The data lead's page: who looked at what, narrowed by person, case and day; nothing of what they saw."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.house import NOW, House
from tests.told import TEXT, case_barred, terms

from fairgate.records.models import AccessLog, Case, IssuedLetter, User


@pytest.fixture(autouse=True)
def _clock(settings: pytest.FixtureRequest) -> None:
    settings.FAIRGATE_CLOCK = lambda: NOW


@pytest.fixture
def lead(house: House) -> User:
    return house.user("data_lead", house.oak)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(user: User, **asked: object) -> str:
    response = signed_in(user).get(f"/reads?{urlencode(asked)}")
    assert response.status_code == 200
    return str(response.content.decode())


def looked(user: User, kind: str, asked: str, **fields: object) -> AccessLog:
    return AccessLog.objects.create(user=user, kind=kind, asked=asked, **{"opened": True, "at": NOW, **fields})


def lines(text: str) -> list[list[str]]:
    """The cells of each line of the table."""
    body = text.partition("<tbody")[2].partition("</tbody>")[0]
    return [
        [cell.partition(">")[2].partition("</td>")[0] for cell in row.split("<td")[1:]] for row in body.split("<tr")[1:]
    ]


def test_what_was_looked_at_through_the_pages_stands_there(house: House, lead: User) -> None:
    terms(house.oak)
    case = case_barred(house)
    head, reception = house.user("headteacher", house.prestfield), house.user("reception", house.prestfield)
    signed_in(head).get(f"/cases/{case.reference}")
    signed_in(head).get(f"/people/{case.subject_id}")
    signed_in(reception).get(f"/cases/{case.reference}")
    signed_in(reception).post("/gate", {"school": "prestfield", "name": "Jo Penrose"})
    text = page(lead)
    found = [(line[1], line[2], line[3], "Kept out" in line[5]) for line in lines(text)]
    assert found == [
        (lead.name, "This list", "", False),
        (reception.name, "A look-up at the gate", "Prestfield School", False),
        (reception.name, f"Case {case.reference}", "", True),
        (head.name, f"Person {case.subject_id}", "", False),
        (head.name, f"Case {case.reference}", "Prestfield School", False),
    ]
    # Nothing of what they saw: no name of a person, no word of the ledger, no way to the case.
    for secret in (case.subject.name, TEXT, "He threatened", f'href="/cases/{case.reference}"'):
        assert secret not in text


def test_the_case_filter_finds_its_letters_and_its_person_too(house: House, lead: User) -> None:
    head = house.user("headteacher", house.prestfield)
    case, other = house.case_with(1), house.case_with(1)
    letter = _letter(case)
    mine = [
        looked(head, "case", case.reference),
        looked(head, "person", str(case.subject_id)),
        looked(head, "letter", str(letter.pk), why="the police asked"),
    ]
    looked(head, "case", other.reference)
    looked(head, "letter", str(_letter(other).pk))
    looked(head, "gate", "prestfield")
    found = lines(page(lead, reference=case.reference.lower()))
    assert [line[2] for line in found] == [
        f"Letter {letter.pk} of case {case.reference}",
        f"Person {case.subject_id}",
        f"Case {case.reference}",
    ]
    assert len(found) == len(mine)
    assert found[0][4].startswith("the police asked<br>")


def test_by_who_read_and_by_day(house: House, lead: User) -> None:
    head, teacher = house.user("headteacher", house.prestfield), house.user("class_teacher", house.prestfield)
    looked(head, "case", "AAAAAAAA", at=NOW - timedelta(days=1))
    looked(teacher, "case", "BBBBBBBB", at=NOW - timedelta(days=1))
    looked(head, "case", "CCCCCCCC")
    assert [line[2] for line in lines(page(lead, reader=head.pk))] == ["Case CCCCCCCC", "Case AAAAAAAA"]
    day = {"on-day": 30, "on-month": 9, "on-year": 2024}
    assert [line[2] for line in lines(page(lead, **day))] == ["Case BBBBBBBB", "Case AAAAAAAA"]
    assert [line[2] for line in lines(page(lead, **day, reader=teacher.pk))] == ["Case BBBBBBBB"]


def test_a_day_is_one_in_london(house: House, lead: User) -> None:
    head = house.user("headteacher", house.prestfield)
    # At 23:30 UTC in British Summer Time it is the next day.
    looked(head, "case", "AAAAAAAA", at=NOW.replace(month=9, day=29, hour=23))
    assert len(lines(page(lead, **{"on-day": 30, "on-month": 9, "on-year": 2024}))) == 1
    assert len(lines(page(lead, **{"on-day": 29, "on-month": 9, "on-year": 2024}))) == 0


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"on-day": 31, "on-month": 9, "on-year": 2024}, "has only 30 days"),
        ({"on-day": 3, "on-month": 10, "on-year": 2024}, "today or in the past"),
        ({"reader": "x"}, "Choose one of the answers"),
        ({"reference": "K" * 41}, "40"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_is_shown(
    house: House, lead: User, asked: dict[str, object], says: str
) -> None:
    looked(lead, "case", "AAAAAAAA")
    text = page(lead, **asked)
    assert says in text
    assert lines(text) == []


@pytest.mark.parametrize("asked", [{"reference": "\0"}, {"reader": 10**17}, {"page": "9" * 30}, {"page": "-1"}])
def test_nonsense_finds_nothing_or_everything_and_breaks_nothing(
    house: House, lead: User, asked: dict[str, object]
) -> None:
    assert "Who looked at what" in page(lead, **asked)


def test_nobody_else_has_the_page(house: House) -> None:
    nowhere = signed_in(house.user("headteacher", house.prestfield)).get("/no-such-page")
    for office in ("headteacher", "ceo", "clerk", "reception", "dsl"):
        response = signed_in(house.user(office, house.oak)).get("/reads")
        assert response.status_code == nowhere.status_code == 404


def test_another_trusts_reads_are_not_there(house: House, lead: User) -> None:
    theirs, at_carn = house.user("data_lead", house.aspire), house.user("ceo", house.aspire)
    case = house.case()
    looked(at_carn, "case", case.reference, opened=False)
    assert lines(page(lead, reference=case.reference)) == []
    assert [line[2] for line in lines(page(theirs))] == ["This list", f"Case {case.reference}"]
    assert at_carn.name not in page(lead)


def test_a_letter_of_another_trust_is_named_by_its_number_alone(house: House, lead: User) -> None:
    letter = _letter(house.case_with(1, house.carn))
    looked(lead, "letter", str(letter.pk), opened=False)
    looked(lead, "letter", "9" * 40, opened=False)
    assert [line[2] for line in lines(page(lead))][1:] == [f"Letter {'9' * 40}", f"Letter {letter.pk}"]


def test_the_pages_of_a_long_list(house: House, lead: User) -> None:
    head = house.user("headteacher", house.prestfield)
    for number in range(60):
        looked(head, "case", f"CASE{number:04}")
    first, second = page(lead, reader=head.pk), page(lead, reader=head.pk, page=2)
    assert (len(lines(first)), len(lines(second))) == (50, 10)
    assert f"?reader={head.pk}&amp;page=2" in first
    assert f"?reader={head.pk}&amp;page=1" in second
    assert lines(second)[-1][2] == "Case CASE0000"


# The session; the user, their trust and what they hold; the knock; what the case is read by, the reads, what they are
# named by; and whether they hold it still.
QUERIES = 7


def test_the_queries_are_as_many_for_one_read_as_for_fifty(house: House, lead: User) -> None:
    case = house.case_with(1)
    letter = _letter(case)
    client = signed_in(lead)
    client.get("/reads")

    def queries(times: int) -> int:
        for _ in range(times):
            looked(house.user("headteacher", house.prestfield), "letter", str(letter.pk))
        with CaptureQueriesContext(connection) as asked:
            client.get("/reads", {"reference": case.reference})
        return len(asked)

    few, many = queries(1), queries(40)
    assert few == many == QUERIES


def _letter(case: Case) -> IssuedLetter:
    return IssuedLetter.objects.create(
        case=case,
        entry=case.entries.get(),
        letter="bar_notice",
        pdf=b"%PDF",
        sha256="0" * 64,
        template_sha256="1" * 64,
        edition="2021-09",
        issued_at=NOW,
    )


def test_the_data_lead_begins_there_and_finds_it_in_the_menu(house: House, lead: User) -> None:
    client = signed_in(lead)
    assert client.get("/").headers["Location"] == "/reads"
    menu = client.get("/reads").content.decode().partition('id="navigation"')[2].partition("</ul>")[0]
    own = ["/reads", "/keys", "/visitors-kept", "/devices"]
    assert [part.partition('"')[0] for part in menu.split('href="')[1:]] == [*own, "/code"]
    # With another office beside it, what that opens comes first.
    house.hold(lead, "class_teacher", house.prestfield)
    assert client.get("/").headers["Location"] == "/worklist"
    assert 'href="/reads"' in client.get("/cases").content.decode()
