"""The door of the desk: whose alerts and calls they are, whose it is to choose who is called, and what is noted."""

from datetime import date, datetime, timedelta
from uuid import uuid4

import pytest

from fairgate.records import door
from fairgate.records.door import Hidden
from fairgate.records.models import AccessLog, DeskCall, HelpAsked, HelpWhy, Person, Recusal, School, User
from tests.house import NOW, TODAY, House


def alert(school: School, by: User, person: Person | None = None, at: datetime = NOW) -> HelpAsked:
    return HelpAsked.objects.create(
        school=school,
        why=HelpWhy.BARRED,
        person=person,
        raised_by=by,
        raised_at=at,
        draft=uuid4(),
        operation_key=str(uuid4()),
    )


def nobodies(house: House) -> list[User]:
    """Switched off, of no trust, without a code; each with an office still."""
    off, none = house.user("headteacher", house.prestfield), house.user("headteacher", house.prestfield)
    off.is_active, none.trust = False, None
    for user in (off, none):
        user.held = (TODAY, (("headteacher", house.prestfield.pk), ("ceo", None)), {})
    return [off, none]


def hidden(opens: object, *asked: object) -> None:
    with pytest.raises(Hidden):
        opens(*asked, now=NOW)  # type: ignore[operator]  # a function of the door


def test_an_alert_is_for_those_at_that_desk_that_day(house: House) -> None:
    desk, there = house.user("reception", house.prestfield), house.user("reception", house.hollins)
    first, second = alert(house.prestfield, desk), alert(house.prestfield, desk)
    yesterday = alert(house.prestfield, desk, at=NOW - timedelta(days=1))
    assert set(door.help_asked_at(desk, TODAY)) == {first, second}
    assert [door.open_help_asked(desk, one.pk, now=NOW) for one in (first, second)] == [first, second]
    assert not door.help_asked_at(there, TODAY).exists()
    hidden(door.open_help_asked, desk, yesterday.pk)
    hidden(door.open_help_asked, there, first.pk)
    for user in nobodies(house):
        assert not door.help_asked_at(user, TODAY).exists()
    assert [row.school for row in AccessLog.objects.order_by("pk")] == [house.prestfield, house.prestfield, None, None]


def test_a_call_is_for_whom_it_is(house: House) -> None:
    head, other = house.user("headteacher", house.prestfield), house.user("headteacher", house.prestfield)
    desk, kin = house.user("reception", house.prestfield), house.person("Kin Of Heads")
    Recusal.objects.create(user=head, person=kin, since=TODAY, why="sister", entered_by=head, entered_at=NOW)
    Recusal.objects.create(
        user=other, person=house.person(), since=TODAY, why="sister", entered_by=head, entered_at=NOW
    )
    one, two = (DeskCall.objects.create(alert=alert(house.prestfield, desk), user=user) for user in (head, other))
    again = DeskCall.objects.create(alert=alert(house.prestfield, desk), user=head)
    about_kin = DeskCall.objects.create(alert=alert(house.prestfield, desk, kin), user=head)
    to_other = DeskCall.objects.create(alert=about_kin.alert, user=other)
    elsewhere = DeskCall.objects.create(alert=alert(house.hollins, desk), user=head)
    assert set(door.desk_calls_of(head, TODAY)) == {one, again}
    assert set(door.desk_calls_of(other, TODAY)) == {two, to_other}
    assert [door.open_desk_call(head, call.pk, now=NOW) for call in (one, again)] == [one, again]
    for call in (two, about_kin, elsewhere):
        hidden(door.open_desk_call, head, call.pk)
    DeskCall.objects.create(alert=one.alert, user=desk)
    assert not door.desk_calls_of(desk, TODAY).exists()
    for user in nobodies(house):
        DeskCall.objects.create(alert=one.alert, user=user)
        assert not door.desk_calls_of(user, TODAY).exists()
    assert {row.school for row in AccessLog.objects.filter(opened=True)} == {house.prestfield}
    assert {row.school for row in AccessLog.objects.filter(opened=False)} == {None}


def test_who_is_called_is_chosen_by_whoever_finds_there(house: House) -> None:
    head = house.user("headteacher", house.prestfield)
    house.hold(head, "class_teacher", house.hollins)
    assert door.leads_desk(head, "prestfield", TODAY) == house.prestfield
    ceo = house.user("ceo", house.oak)
    assert [door.leads_desk(ceo, slug, TODAY) for slug in ("hollins", "prestfield")] == [
        house.hollins,
        house.prestfield,
    ]
    teacher = house.user("class_teacher", house.prestfield)
    for user, slug in ((head, "hollins"), (teacher, "prestfield"), (ceo, "carn"), (ceo, "nowhere")):
        with pytest.raises(Hidden):
            door.leads_desk(user, slug, TODAY)


def test_what_is_opened_is_noted_with_its_school_and_what_is_not_without(house: House) -> None:
    head, teacher = house.user("headteacher", house.prestfield), house.user("class_teacher", house.prestfield)
    case, incident_by = house.case(), house.user("class_teacher", house.hollins)
    assert door.open_case(head, case.reference, now=NOW).pk == case.pk
    hidden(door.open_case, incident_by, case.reference)
    hidden(door.open_incident, head, "no such")
    hidden(door.open_letter, head, 1)
    hidden(door.open_evidence, head, 1)
    visitor = house.person("Comes Here")
    house.case(subject=visitor)
    door.open_subject(teacher, visitor.pk, house.prestfield, now=NOW)
    hidden(door.open_subject, incident_by, visitor.pk, house.prestfield)
    hidden(door.open_case, head, "x" * 500)
    hidden(door.open_case, head, "nul\0")
    notes = [(row.school, row.opened, row.asked) for row in AccessLog.objects.order_by("pk")]
    assert notes == [
        (house.prestfield, True, case.reference),
        (None, False, case.reference),
        (None, False, "no such"),
        (None, False, "1"),
        (None, False, "1"),
        (house.prestfield, True, str(visitor.pk)),
        (None, False, str(visitor.pk)),
        (None, False, "x" * 80),
        (None, False, "unprintable"),
    ]


def test_a_code_is_that_of_the_day(house: House) -> None:
    code = door.code_of(house.user(), date(2024, 10, 1))
    assert code is not None
    assert code == door.edition_on("oak", TODAY).code
    assert code != door.edition_on("aspire", TODAY).code
