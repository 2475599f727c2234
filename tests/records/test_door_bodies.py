"""The door of a council, and what else of the door no page can show: who is of which trust, and what is noted."""

from datetime import date

import pytest

from fairgate.records import door
from fairgate.records.door import Hidden, Own
from fairgate.records.known import known
from fairgate.records.models import (
    AccessLog,
    AgendaItem,
    Body,
    BodyMeeting,
    Child,
    Evidence,
    Incident,
    Part,
    Relationship,
    School,
    Seat,
    Trust,
    User,
)
from tests.house import NOW, TODAY, House

COUNCIL = "hub_council"
YESTERDAY = date(2024, 9, 30)


@pytest.fixture
def council(house: House) -> Body:
    return Body.objects.create(trust=house.aspire, office=COUNCIL)


def seated(
    house: House, body: Body, part: Part = Part.MEMBER, until: date | None = None, office: str = COUNCIL
) -> User:
    user = house.user(office, house.aspire)
    Seat.objects.create(body=body, user=user, since=date(2024, 9, 1), until=until, part=part)
    return user


def test_what_somebody_is_to_a_council(house: House, council: Body) -> None:
    Body.objects.create(trust=house.oak, office=COUNCIL)
    chair, member = seated(house, council, Part.CHAIR), seated(house, council)
    clerk, leader = house.user("clerk", house.aspire), house.user("ceo", house.aspire)
    for user, keeps in ((chair, "chair"), (member, ""), (clerk, "clerk"), (leader, "")):
        at = door.at_body(user, COUNCIL, TODAY)
        assert at is not None
        assert (at.keeps, at.body) == (keeps, council)
    # A seat without the office, an office without a seat, or a seat on the other trust's council of the same name.
    other = Body.objects.get(trust=house.oak)
    for user in (
        seated(house, council, office="class_teacher"),
        house.user(COUNCIL, house.aspire),
        seated(house, other),
    ):
        assert door.at_body(user, COUNCIL, TODAY) is None
    with pytest.raises(Hidden):
        door.open_body(member, "nul\0", now=NOW)


def test_a_council_of_which_nothing_is_kept_and_a_trust_without_a_code(house: House) -> None:
    at = door.at_body(house.user("clerk", house.aspire), COUNCIL, TODAY)
    assert at is not None
    assert (at.body, at.seats) == (None, ())
    without = Trust.objects.create(slug="without", name="Without A Code")
    school = School.objects.create(slug="bare", name="Bare School", trust=without, urn="900009", la="Cornwall")
    head = house.user("headteacher", school)
    assert door.at_bodies(head, TODAY, {COUNCIL}) == []
    with pytest.raises(Hidden):
        door.leads_desk(head, "bare", TODAY)


def test_what_was_put_before_it_is_open_while_the_seat_lasts(house: House, council: Body) -> None:
    member, gone = seated(house, council), seated(house, council, until=YESTERDAY)
    case = house.case(house.carn)
    meeting = BodyMeeting.objects.create(body=council, on=TODAY, called_by=member, called_at=NOW)
    AgendaItem.objects.create(meeting=meeting, case=case)
    assert list(door.cases_for(member, TODAY)) == [case]
    assert not door.cases_for(gone, TODAY).exists()
    door.open_meeting(member, COUNCIL, meeting.pk, now=NOW)
    door.open_meeting(member, COUNCIL, meeting.pk, now=NOW, why="its minutes")
    assert [row.why for row in AccessLog.objects.order_by("pk")] == [f"meeting {meeting.pk}", "its minutes"]


def test_no_office_of_one_trust_reads_of_another(house: House) -> None:
    def reported(school: School) -> Incident:
        told = {"happened_on": TODAY, "setting": "premises", "text": "It.", "operation_key": school.slug}
        return Incident.objects.create(trust=school.trust, school=school, by=house.user(), at=NOW, **told)

    ours, theirs = reported(house.prestfield), reported(house.carn)
    case, other = house.case(house.prestfield), house.case(house.carn)
    ceo, moved = house.user("ceo", house.oak), house.user("ceo", house.oak)
    house.hold(moved, "head_of_school", house.carn)
    User.objects.filter(pk=moved.pk).update(trust=house.aspire)
    moved.refresh_from_db()
    assert list(door.incidents_for(ceo, TODAY)) == [ours]
    assert list(door.cases_for(ceo, TODAY)) == [case]
    assert theirs not in door.incidents_for(moved, TODAY)
    assert other not in door.cases_for(moved, TODAY)
    assert door.open_incident(ceo, ours.reference, now=NOW) == ours
    assert AccessLog.objects.latest("pk").school == house.prestfield
    teacher = house.user("class_teacher", house.prestfield)
    abroad = house.person("Of The Other Trust", house.aspire)
    child = Child.objects.create(school=house.prestfield, name="Tia")
    Relationship.objects.create(child=child, person=abroad, relationship="father")
    assert abroad not in door.subjects_for(teacher, house.prestfield, TODAY)


def test_the_schools_that_were_read_with_somebody_are_theirs_alone(house: House) -> None:
    user = house.user("headteacher", house.prestfield)
    house.hold(user, "reception", house.hollins)
    read = known(user.pk, TODAY)
    assert read is not None
    assert door.schools_by_name(read, TODAY) == [house.prestfield]
    assert door.schools_by_name(read, TODAY, gate=True) == [house.hollins, house.prestfield]
    ceo = house.user("ceo", house.oak)
    house.hold(ceo, "headteacher", house.prestfield)
    assert door.own_schools(ceo, TODAY) == Own(house.oak.pk, True, frozenset({house.prestfield.pk}))


def test_a_file_that_is_opened_is_noted_with_its_school(house: House) -> None:
    case = house.case_with(1)
    row = Evidence.objects.create(
        case=case, entry=case.entries.get(), key="k", sha256="0" * 64, media_type="image/jpeg", size=1, scan="clean"
    )
    head = house.user("headteacher", house.prestfield)
    assert door.open_evidence(head, row.pk, now=NOW) == row
    assert AccessLog.objects.latest("pk").school == house.prestfield
