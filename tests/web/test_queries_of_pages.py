"""How many questions whole pages ask of the database: the session, who is signed in, the door and its log included.

A list asks as many with many rows as with one: eight at most. A case, a person and two people side by side: fifteen.
"""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings
from tests.house import NOW, TODAY, House
from tests.ties import capacity, order, tie
from tests.told import bar, case_alleged, case_barred, case_closed, incident, terms, told

from fairgate.engine.words import Setting
from fairgate.records.models import (
    AccessLog,
    Case,
    Incident,
    IncidentDraft,
    IncidentPerson,
    OtherName,
    Person,
    School,
    User,
    Vehicle,
)
from fairgate.records.search.keep import keep_all

LISTS = {
    "/worklist": 8,
    "/worklist?whose=yours": 8,
    "/worklist?whose=headteacher": 7,
    "/cases": 8,
    "/cases?state=open&school=prestfield": 8,
    "/cases?measure=any&sort=due": 7,
    "/cases?due=any&whose=yours": 7,
    "/cases?step=bar&sort=changed": 8,
    "/reports": 8,
    "/notifications": 8,
    "/people/duplicates": 8,
    "/search": 8,
}
"""The most that each may ask."""


@pytest.fixture(autouse=True)
def oak(house: House, settings: Settings) -> House:
    settings.FAIRGATE_CLOCK = lambda: NOW
    terms(house.oak)
    return house


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def asked(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, address
    assert len(answer.content) < 100_000, address
    return len(queries)


def more(oak: House, user: User, by: User, school: School, count: int) -> None:
    """So many of everything that a list shows."""
    for number in range(count):
        person = oak.person(f"Jo Penrose{'abcdefghij'[number % 10]}")
        Vehicle.objects.create(person=person, registration=f"AB{number:02}CDE")
        OtherName.objects.create(person=person, name=f"Joanna Pen{number}")
        tie(person, school, f"Child {number // 2}")
        case_barred(oak, person=person)
        case_alleged(oak, school, person)
        told(oak.case(school, person), incident("e1"), bar("e2", TODAY, TODAY + timedelta(days=9), school=school.slug))
        case_closed(oak)
        reported(oak, school, by, person)
        reported(oak, school, user, person)
        IncidentDraft.objects.create(user=user, key=uuid4(), fields="{}", path="/report", begins="He", saved_at=NOW)
    keep_all()


def reported(oak: House, school: School, by: User, person: Person) -> None:
    told = {"trust": oak.oak, "school": school, "by": by, "setting": Setting.PREMISES, "text": "He shouted."}
    row = Incident.objects.create(**told, at=NOW, happened_on=TODAY, operation_key=uuid4().hex)
    IncidentPerson.objects.create(incident=row, role="subject", person=person)


@pytest.mark.parametrize("office", ["headteacher", "ceo"])
def test_lists_ask_as_much_with_many_rows_as_with_one(oak: House, office: str) -> None:
    user = oak.user(office, oak.prestfield if office == "headteacher" else oak.oak)
    reception, client = oak.user("reception", oak.prestfield), signed_in(user)
    more(oak, user, reception, oak.prestfield, 1)
    client.post("/search", {"looked_for": "Penrosea shouted"})
    one = {address: asked(client, address) for address in LISTS}
    more(oak, user, reception, oak.prestfield, 6)
    more(oak, user, reception, oak.hollins, 6)
    many = {address: asked(client, address) for address in LISTS}
    assert one == many
    assert [address for address, most in LISTS.items() if many[address] > most] == []


def test_the_list_of_reads_too(oak: House) -> None:
    client, head = signed_in(oak.user("data_lead", oak.oak)), oak.user("headteacher", oak.prestfield)
    case = case_barred(oak)
    addresses = ("/reads", f"/reads?reference={case.reference}", f"/reads?reader={head.pk}")
    counts = []
    for times in (1, 40):
        for number in range(times):
            AccessLog.objects.create(
                user=head, kind="letter" if number % 2 else "case", asked=case.reference, opened=True, at=NOW
            )
        counts.append([asked(client, address) for address in addresses])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 8


def test_a_case_a_person_and_two_side_by_side(oak: House) -> None:
    head = oak.user("headteacher", oak.prestfield)
    client = signed_in(head)
    counts = []
    for many in (1, 8):
        people = [oak.person("Jo Penrose"), oak.person("Joanna Penrose")]
        for person in people:
            for number in range(many):
                one = tie(person, oak.prestfield, f"Child {many} {number}")
                capacity(one, head)
                order(one, head)
                OtherName.objects.create(person=person, name=f"Name {number}")
                Vehicle.objects.create(person=person, registration=f"AB{number:02}CDE")
                case_barred(oak, person=person)
        keep_all()
        case = Case.objects.filter(subject=people[0]).order_by("-pk")[0]
        addresses = (
            f"/cases/{case.reference}",
            f"/people/{people[0].pk}",
            f"/people/{people[0].pk}/details",
            f"/people/{people[0].pk}/same-as/{people[1].pk}",
        )
        counts.append([asked(client, address) for address in addresses])
    assert counts[0] == counts[1]
    assert max(counts[0]) <= 15


def test_once_a_minute_one_more_that_keeps_the_session_alive(oak: House) -> None:
    from django.contrib.sessions.models import Session

    client = signed_in(oak.user("headteacher", oak.prestfield))
    usually = asked(client, "/worklist")
    Session.objects.update(expire_date=timezone.now() + timedelta(minutes=20))
    assert asked(client, "/worklist") == usually + 1
