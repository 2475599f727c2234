"""What the door keeps from those who do hold an office: relatives, an office that ended, the data lead, a superuser."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairgate.records import door
from fairgate.records.door import Hidden
from fairgate.records.models import Case, IssuedLetter, Person, Recusal, User
from tests.house import NOW, TODAY, House


def stands_aside(user: User, person: Person, since: date = date(2020, 1, 1), until: date | None = None) -> Recusal:
    return Recusal.objects.create(
        user=user, person=person, since=since, until=until, why="sister", entered_by=user, entered_at=NOW
    )


def opens(user: User, case: Case) -> bool:
    try:
        return door.open_case(user, case.reference, now=NOW) == case
    except Hidden:
        return False


# -- offices with dates ----------------------------------------------------------------------------------------------


def test_a_head_of_two_schools_sees_both_and_no_third(house: House) -> None:
    third = house.school("elms", house.oak, "900009")
    user = house.user("headteacher", house.prestfield)
    house.hold(user, "headteacher", house.hollins)
    cases = [house.case(school) for school in (house.prestfield, house.hollins, third, house.carn)]
    assert [opens(user, case) for case in cases] == [True, True, False, False]
    assert set(door.schools_of(user, TODAY)) == {house.prestfield, house.hollins}


def test_an_acting_head_is_one_for_those_days_alone(house: House) -> None:
    user = house.user("class_teacher", house.prestfield)
    house.hold(user, "headteacher", house.prestfield, since=TODAY, until=TODAY + timedelta(days=6))
    days = [TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=6), TODAY + timedelta(days=7)]
    acts = ["headteacher" in door.offices_of(user, house.prestfield, day) for day in days]
    assert acts == [False, True, True, False]
    assert all("class_teacher" in door.offices_of(user, house.prestfield, day) for day in days)


def test_an_office_that_ended_at_one_school_goes_on_at_the_other(house: House) -> None:
    user = house.user("headteacher", house.hollins)
    house.hold(user, "headteacher", house.prestfield, until=TODAY - timedelta(days=1))
    here, there = house.case(house.prestfield), house.case(house.hollins)
    assert (opens(user, here), opens(user, there)) == (False, True)


# -- relatives -------------------------------------------------------------------------------------------------------


def test_who_stands_aside_sees_neither_the_person_nor_a_case_about_them(house: House) -> None:
    user, sister = house.user("headteacher", house.prestfield), house.person("Ann Lark")
    about_her, other = house.case(subject=sister), house.case()
    letter = _letter(house, sister)
    stands_aside(user, sister)
    assert list(door.cases_for(user, TODAY)) == [other]
    assert (opens(user, about_her), opens(user, other)) == (False, True)
    assert sister not in door.people_for(user, TODAY)
    for ask in (
        lambda: door.open_person(user, sister.pk, now=NOW),
        lambda: door.open_letter(user, letter.pk, now=NOW),
    ):
        with pytest.raises(Hidden):
            ask()
    # A colleague in the same office goes on seeing both.
    colleague = house.user("headteacher", house.prestfield)
    assert opens(colleague, about_her)
    assert door.open_letter(colleague, letter.pk, now=NOW) == letter


def test_standing_aside_has_a_first_and_a_last_day(house: House) -> None:
    user, person = house.user("headteacher", house.prestfield), house.person()
    case = house.case(subject=person)
    stands_aside(user, person, since=TODAY, until=TODAY)
    days = [TODAY - timedelta(days=1), TODAY, TODAY + timedelta(days=1)]
    assert [case in door.cases_for(user, day) for day in days] == [True, False, True]


def test_no_office_however_high_opens_the_case_of_a_relative(house: House) -> None:
    user, person = house.user("ceo", house.oak), house.person()
    case = house.case(subject=person)
    assert opens(user, case)
    stands_aside(user, person)
    assert not opens(user, case)


# -- a system administrator; the data lead ----------------------------------------------------------------------------


def test_a_system_administrator_reads_no_case_of_any_trust(house: House) -> None:
    root = User.objects.create_superuser("root@example.org", name="Root")
    for case in (house.case(), house.case(house.carn)):
        assert not opens(root, case)
    assert not door.people_for(root, TODAY).exists()
    with pytest.raises(Hidden):
        door.gate_for(root, "prestfield", now=NOW)
    with pytest.raises(Hidden):
        door.open_reads(root, "", now=NOW)


def test_the_data_lead_sees_who_read_and_nothing_that_they_read(house: House) -> None:
    case, head = house.case(), house.user("headteacher", house.prestfield)
    lead = house.user("data_lead", house.oak)
    stranger = house.user("headteacher", house.carn)
    opens(head, case)
    opens(stranger, case)
    assert not opens(lead, case)
    with pytest.raises(Hidden):
        door.open_person(lead, case.subject.pk, now=NOW)
    with pytest.raises(Hidden):
        door.gate_for(lead, "prestfield", now=NOW)
    assert not door.schools_of(lead, TODAY).exists()
    assert not door.subjects_for(lead, house.prestfield, TODAY).exists()
    read = [(one.user, one.kind, one.opened) for one in door.open_reads(lead, "", now=NOW)]
    # The newest first; their own look too; and what somebody of another trust tried is that trust's to see.
    assert read == [
        (lead, "reads", True),
        (lead, "gate", False),
        (lead, "person", False),
        (lead, "case", False),
        (head, "case", True),
    ]


@pytest.mark.parametrize("office", ["headteacher", "ceo", "dsl", "clerk", "reception"])
def test_reads_are_the_data_leads_alone(house: House, office: str) -> None:
    with pytest.raises(Hidden):
        door.open_reads(house.user(office, house.oak), "", now=NOW)


def test_a_data_lead_at_one_school_is_none(house: House) -> None:
    with pytest.raises(Hidden):
        door.open_reads(house.user("data_lead", house.prestfield), "", now=NOW)


# -- nothing tells hidden from absent --------------------------------------------------------------------------------


def test_the_door_asks_the_same_of_the_database_whether_hidden_or_absent(house: House) -> None:
    """The same statements, one for one: no answer takes longer for being hidden."""
    user = house.user("headteacher", house.prestfield)
    hidden, relative = house.case(house.hollins), house.case()
    stands_aside(user, relative.subject)
    letter = _letter(house, relative.subject)

    def statements(ask: str, key: str | int) -> list[str]:
        with CaptureQueriesContext(connection) as asked, pytest.raises(Hidden):
            getattr(door, ask)(user, key, now=NOW)
        return [re.sub(r"'[^']*'|\b\d+\b", "?", one["sql"]) for one in asked.captured_queries]

    for reference in (hidden.reference, relative.reference):
        assert statements("open_case", reference) == statements("open_case", "ZZZZZZZZ")
    for number in (hidden.subject.pk, relative.subject.pk):
        assert statements("open_person", number) == statements("open_person", 987654)
    assert statements("open_letter", letter.pk) == statements("open_letter", 987654)


def _letter(house: House, subject: Person) -> IssuedLetter:
    case = house.case_with(1)
    case.subject = subject
    case.save()
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
