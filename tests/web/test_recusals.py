"""Standing aside as pages: said of oneself, recorded by a leader, undone with a reason, shown to the data lead."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings
from tests.house import NOW, TODAY, House
from tests.told import case_alleged

from fairgate.actions.acting import NotAllowed
from fairgate.actions.recusal import record_recusal, undo_recusal
from fairgate.records.door import Hidden
from fairgate.records.models import AccessLog, Case, Recusal, User


class Desk:
    """A case at Prestfield, its headteacher and a teacher, and somebody from whom the teacher may stand aside."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.head = house.user("headteacher", house.prestfield)
        self.teacher = house.user("class_teacher", house.prestfield)
        self.case: Case = case_alleged(house)
        self.number = self.case.subject_id
        self.address = f"/people/{self.number}/standing-aside"

    def sees(self, user: User) -> tuple[int, int]:
        client = signed_in(user)
        addresses = (f"/cases/{self.case.reference}", f"/people/{self.number}")
        return tuple(client.get(address).status_code for address in addresses)  # type: ignore[return-value]


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]


@pytest.fixture
def desk(house: House, settings: Settings) -> Desk:
    settings.FAIRGATE_CLOCK = lambda: NOW
    return Desk(house)


OWN = {"why": "His sister", "certain": "on"}


def test_who_stands_aside_sees_nothing_of_the_person_from_then_on(desk: Desk) -> None:
    client = signed_in(desk.teacher)
    assert desk.address in words(client.get(f"/cases/{desk.case.reference}"))
    page = words(client.get(desk.address))
    assert "Which colleague?" not in page
    assert "Who stands aside from" not in page
    assert "Tick the box to say that you know" in words(client.post(desk.address, {"why": "His sister"}))
    assert desk.sees(desk.teacher) == (200, 200)
    done = client.post(desk.address, OWN, follow=True)
    assert "You stand aside. You see nothing of this person from now on." in words(done)
    assert desk.sees(desk.teacher) == (404, 404)
    assert client.get(desk.address).status_code == 404
    assert desk.sees(desk.head) == (200, 200)
    one = Recusal.objects.get()
    assert (one.user, one.why, one.since, one.until, one.entered_by) == (
        desk.teacher,
        "His sister",
        TODAY,
        None,
        desk.teacher,
    )


def test_a_leader_records_it_of_a_colleague_and_undoes_it_with_a_reason(desk: Desk) -> None:
    client = signed_in(desk.head)
    given = {"whose": "colleague", "colleague": str(desk.teacher.pk), "why": "His sister"}
    assert "Choose the colleague" in words(client.post(desk.address, {**given, "colleague": ""}))
    page = client.post(desk.address, given, follow=True)
    for part in ("It is recorded, and holds from now on.", desk.teacher.name, "His sister", desk.head.name):
        assert part in words(page)
    assert desk.sees(desk.teacher) == (404, 404)
    assert "stands aside from Jo Penrose already" in words(client.post(desk.address, given))
    number = Recusal.objects.get().pk
    undo = f"/standing-aside/{number}/undo"
    assert undo in words(client.get("/standing-aside"))
    for other in (desk.teacher, desk.house.user("class_teacher", desk.house.prestfield)):
        assert signed_in(other).post(undo, {"why": "I want to"}).status_code == 404
    assert "Write why it is undone" in words(client.post(undo, {"why": ""}))
    assert desk.sees(desk.teacher) == (404, 404)
    page = client.post(undo, {"why": "It is another man"}, follow=True)
    assert "need not stand aside any more" in words(page)
    assert "It is another man" in words(page)
    assert desk.sees(desk.teacher) == (200, 200)
    assert "It was undone already." in words(client.post(undo, {"why": "Again"}))
    client.post(desk.address, given)
    assert desk.sees(desk.teacher) == (404, 404)
    assert Recusal.objects.count() == 2


def test_a_leader_who_stands_aside_undoes_nothing(desk: Desk) -> None:
    other = desk.house.user("headteacher", desk.house.prestfield)
    of_teacher = record_recusal(desk.number, desk.teacher.pk, why="Sister", until=None, by=desk.head, now=NOW)
    own = record_recusal(desk.number, desk.head.pk, why="Brother", until=None, by=other, now=NOW)
    client = signed_in(desk.head)
    assert "Jo Penrose" not in words(client.get("/standing-aside"))
    for one in (of_teacher, own):
        assert client.post(f"/standing-aside/{one.pk}/undo", {"why": "x"}).status_code == 404
        with pytest.raises(Hidden):
            undo_recusal(one.pk, "x", by=desk.head, now=NOW)
    assert Recusal.objects.on(TODAY).count() == 2


def test_only_a_leader_of_a_school_that_knows_the_person_records_it(desk: Desk) -> None:
    elsewhere = desk.house.user("headteacher", desk.house.hollins)
    assert signed_in(elsewhere).get(desk.address).status_code == 404
    with pytest.raises(NotAllowed, match="Only a leader"):
        record_recusal(desk.number, desk.head.pk, why="Sister", until=None, by=desk.teacher, now=NOW)
    with pytest.raises(Hidden):
        record_recusal(
            desk.number, desk.house.user("ceo", desk.house.aspire).pk, why="x", until=None, by=desk.head, now=NOW
        )
    leader = desk.house.user("ceo", desk.house.oak)
    record_recusal(desk.number, desk.head.pk, why="Brother", until=TODAY, by=leader, now=NOW)
    assert desk.sees(desk.head) == (404, 404)


def test_the_data_lead_sees_that_it_is_so_and_neither_whom_nor_why(desk: Desk) -> None:
    record_recusal(desk.number, desk.teacher.pk, why="His sister", until=None, by=desk.head, now=NOW)
    client = signed_in(desk.house.user("data_lead", desk.house.oak))
    assert 'href="/standing-aside"' in words(client.get("/reads"))
    page = words(client.get("/standing-aside"))
    for part in (desk.teacher.name, f"Person {desk.number}", desk.head.name, "In force"):
        assert part in page
    for secret in ("Jo Penrose", "His sister", "undo"):
        assert secret not in page
    assert client.get(f"/standing-aside/{Recusal.objects.get().pk}/undo").status_code == 404
    other = signed_in(desk.house.user("data_lead", desk.house.aspire))
    assert desk.teacher.name not in words(other.get("/standing-aside"))
    assert signed_in(desk.house.user("reception", desk.house.prestfield)).get("/standing-aside").status_code == 404
    assert AccessLog.objects.filter(asked="who stands aside", opened=True).count() == 3
    assert AccessLog.objects.filter(asked="who stands aside", opened=False).count() == 1


def test_one_that_is_over_is_listed_as_such_and_cannot_be_undone(desk: Desk) -> None:
    record_recusal(desk.number, desk.teacher.pk, why="x", until=TODAY, by=desk.head, now=NOW)
    Recusal.objects.update(since=TODAY - timedelta(days=9), until=TODAY - timedelta(days=1))
    page = words(signed_in(desk.head).get("/standing-aside"))
    assert "Over" in page
    assert "/undo" not in page


def test_the_queries_are_as_many_with_many(desk: Desk) -> None:
    client = signed_in(desk.head)
    client.get("/standing-aside")
    counts = []
    for more in (1, 15):
        for _ in range(more):
            user = desk.house.user("class_teacher", desk.house.prestfield)
            record_recusal(desk.number, user.pk, why="x", until=None, by=desk.head, now=NOW)
        for address in ("/standing-aside", desk.address):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            counts.append(len(asked))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 15
    assert counts[0] <= 8
