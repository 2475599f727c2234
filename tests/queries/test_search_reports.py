"""Search finds what was reported and is in no case, for those who may read the report, and for nobody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.house import NOW, TODAY, House
from tests.queries.test_search import QUERIES, known
from tests.told import terms

from fairgate.actions.incident import Allegation, Named, Report
from fairgate.actions.report import Somebody, Telling, add_to_report, send_report
from fairgate.actions.review import accept_incident, note_incident, return_incident
from fairgate.engine.words import Setting
from fairgate.queries.search import MOST, FoundText, search
from fairgate.records.models import AccessKind, AccessLog, Incident, Recusal, Role, SearchRow, User, Visitor
from fairgate.records.search import keep

CANARY = "quetzalcoatl"


def tell(user: User, text: str = f"He shouted {CANARY} twice.", key: str = "one", **said: object) -> Incident:
    school = Incident._meta.get_field("school").related_model.objects.get(slug="prestfield")
    people = said.pop("people", (Somebody(Role.SUBJECT, description="tall, grey coat", vehicle="blue van"),))
    telling = Telling(school, text, Setting.PREMISES, TODAY, people, **said)  # type: ignore[arg-type]
    return send_report(telling, by=user, now=NOW, operation_key=key)


def finds(user: User, typed: str = CANARY) -> tuple[FoundText, ...]:
    return search(user, typed, now=NOW).texts


@pytest.fixture
def head(house: House) -> User:
    return house.user("headteacher", house.prestfield)


@pytest.fixture
def teacher(house: House) -> User:
    return house.user("class_teacher", house.prestfield)


def test_who_reads_the_report_finds_it_and_the_look_is_noted(head: User, teacher: User) -> None:
    incident = tell(teacher)
    for user in (head, teacher):
        (one,) = finds(user)
        assert (one.reference, one.is_report, one.person) == (incident.reference, True, "tall, grey coat")
        assert "".join(bit.text for bit in one.text) == f"He shouted {CANARY} twice."
        noted = AccessLog.objects.filter(user=user, kind=AccessKind.INCIDENT, asked=incident.reference, opened=True)
        assert noted.count() == 1
    assert finds(head, "blue van")[0].reference == incident.reference


def test_nobody_else_does(house: House, head: User, teacher: User) -> None:
    tell(teacher)
    others = [
        house.user("class_teacher", house.prestfield),
        house.user("dsl", house.prestfield),  # no child was at risk
        house.user("headteacher", house.hollins),
        house.user("ceo", house.aspire),
        house.user("data_lead", house.oak),
    ]
    for user in others:
        assert finds(user) == (), user
    assert len(finds(head)) == 1


def test_the_safeguarding_lead_finds_where_a_child_could_be_at_risk(house: House, teacher: User) -> None:
    tell(teacher, child_at_risk=True)
    assert len(finds(house.user("dsl", house.prestfield))) == 1


def test_who_stands_aside_from_the_person_does_not(house: House, head: User, teacher: User) -> None:
    person = known(house, "Jo Penrose")
    Visitor.objects.create(person=person, school=house.prestfield, kind="contractor")
    tell(teacher, people=(Somebody(Role.SUBJECT, person=person.pk),))
    assert finds(head, f"Penrose {CANARY}")[0].person == "Jo Penrose"
    Recusal.objects.create(user=head, person=person, since=TODAY, why="sister", entered_by=head, entered_at=NOW)
    assert finds(head) == ()


def test_what_was_added_is_found_what_was_asked_is_not_and_a_note_still_is(head: User, teacher: User) -> None:
    incident = tell(teacher, "He shouted.")
    return_incident(incident.reference, "Which xylophone?", by=head, now=NOW, seen=0)
    add_to_report(incident.reference, f"The word was {CANARY}.", by=teacher, now=NOW, seen=1)
    assert (len(finds(head)), finds(head, "xylophone")) == (1, ())
    note_incident(incident.reference, "It is nothing", by=head, now=NOW, seen=2)
    assert len(finds(head)) == 1


def test_one_that_was_taken_into_a_case_is_found_there_alone(house: House, head: User, teacher: User) -> None:
    terms(house.oak)
    incident = tell(teacher)
    report = Report(house.prestfield, Named("Jo Brown"), Allegation(("threat",), Setting.PREMISES, incident.text))
    row = accept_incident(incident.reference, report, by=head, now=NOW, operation_key="accept", seen=0)
    (one,) = finds(head)
    assert (one.reference, one.is_report) == (row.case.reference, False)


def test_the_rows_are_the_same_when_they_are_made_again(head: User, teacher: User) -> None:
    incident = tell(teacher, place="The gate")
    return_incident(incident.reference, "And?", by=head, now=NOW, seen=0)
    add_to_report(incident.reference, "He laughed.", by=teacher, now=NOW, seen=1)
    before = SearchRow.objects.get(incident=incident).words
    keep.keep_all()
    assert SearchRow.objects.get(incident=incident).words == before
    assert "laugh" in before


def test_many_reports_take_no_more_queries(head: User, teacher: User) -> None:
    counts = []
    for more in (1, 30):
        for number in range(more):
            tell(teacher, key=f"{more} {number}")
        with CaptureQueriesContext(connection) as asked:
            assert len(finds(head)) == min(more, MOST)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= QUERIES
