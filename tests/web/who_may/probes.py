"""What notices that a check is gone where no page comes to it: a question put to the function itself.

A page asks who is signed in before it asks the door, and the door which trust somebody is of before it asks for a
school; each of them asks again all the same. So does an act behind its page, and the engine behind every act.
"""

import inspect
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.models import AnonymousUser
from tests.engine import test_independence
from tests.house import NOW, TODAY
from tests.web.who_may.elsewhere import parameters
from tests.web.who_may.scene import BODY, OWN, Scene
from tests.web.who_may.things import stand_aside

from fairgate.actions.notify import to_be_asked_about
from fairgate.actions.sessions import end_others
from fairgate.queries.incident import candidates, open_cases
from fairgate.records import door
from fairgate.records.clearance import Clearance
from fairgate.records.door import Hidden
from fairgate.records.known import known
from fairgate.records.models import (
    AgendaItem,
    Body,
    BodyMeeting,
    Case,
    DeclaredInterest,
    Incident,
    IncidentPerson,
    Notification,
    NotificationChoice,
    Often,
    Person,
    Recusal,
    Role,
    Seat,
    Trust,
    User,
)
from fairgate.records.recusing import led_by, open_recusals
from fairgate.records.search.keep import keep_person

PROBES: dict[str, Callable[[Scene], None]] = {}
"""By their words, as noticed.yaml names them. Each raises where something is not as it should be."""


def probe(words: str) -> Callable[[Callable[[Scene], None]], Callable[[Scene], None]]:
    """Enter it under these words."""

    def entered(asked: Callable[[Scene], None]) -> Callable[[Scene], None]:
        PROBES[f"probe: {words}"] = asked
        return asked

    return entered


@probe("the engine's own tests of independence")
def independence(scene: Scene) -> None:
    for name, test in inspect.getmembers(test_independence, inspect.isfunction):
        if name.startswith("test_"):
            for given in parameters(test):
                test(**given)


def _nobodies(scene: Scene) -> Iterator[Any]:
    """Who is nobody: not signed in, switched off with their offices still there, of no trust."""
    yield AnonymousUser()
    for change in ({"is_active": False}, {"trust": None}):
        for role in ("head", "clerk", "data", "council"):
            user = User.objects.get(pk=scene.users[role].pk)  # type: ignore[union-attr]  # they are all there
            for name, value in change.items():
                setattr(user, name, value)
            yield user


@probe("nobody is let in by the door itself")
def nobody(scene: Scene) -> None:
    for user in _nobodies(scene):
        _sees_nothing(scene, user)


@probe("a seat on a council opens what was put before it, to whoever has that seat and no interest")
def seats(scene: Scene) -> None:
    case, meeting = Case.objects.get(reference=scene.at[OWN]["case"]), scene.at[OWN]["sitting"]
    seated, apart = (scene.house.user(BODY, scene.house.aspire) for _ in range(2))
    body = BodyMeeting.objects.get(pk=meeting).body
    for user in (seated, apart):
        assert not door.cases_for(user, TODAY).exists()
        assert door.at_body(user, BODY, TODAY) is None
        Seat.objects.create(body=body, user=user, since=TODAY)
        assert case in door.cases_for(user, TODAY)
    item = AgendaItem.objects.get(case=case, meeting=meeting)
    DeclaredInterest.objects.create(item=item, seat=Seat.objects.get(user=apart), why="relative")
    assert case in door.cases_for(seated, TODAY)
    assert not door.cases_for(apart, TODAY).exists()
    # A seat of the other trust's council, or of another body, opens none of it.
    for elsewhere in (Body.objects.get(trust=scene.house.oak), Body.objects.create(trust=case.trust, office="panel")):
        user = scene.house.user(BODY, scene.house.aspire)
        Seat.objects.create(body=elsewhere, user=user, since=TODAY)
        AgendaItem.objects.create(meeting=_met(elsewhere, user), case=case)
        assert not door.cases_for(user, TODAY).exists()


def _met(body: Body, by: User) -> BodyMeeting:
    return BodyMeeting.objects.create(body=body, on=TODAY + timedelta(days=3), called_by=by, called_at=NOW)


@probe("who is at the desk, sees reads or only sits on a council has no school, no person and no case by the door")
def offices(scene: Scene) -> None:
    known = Person.objects.create(trust=scene.house.aspire, name="Known Nowhere")
    desk = scene.users["reception"]
    assert desk is not None
    for role in ("reception", "data", "council"):
        user = scene.users[role]
        assert user is not None
        assert not door.has_schools(user, TODAY)
        assert not door.schools_of(user, TODAY).exists()
        assert not door.schools_by_name(user, TODAY)
        assert not door.sees_cases_at(user, scene.own, TODAY)
        assert not door.people_for(user, TODAY).exists()
        assert bool(door.schools_by_name(user, TODAY, gate=True)) is (user == desk)
        assert door.schools_of(user, TODAY, gate=True).exists() is (user == desk)
        assert door.works_at(user, scene.own, TODAY) is (user == desk)
    assert known in door.people_for(scene.users["head"], TODAY)  # type: ignore[arg-type]  # they are all there


@probe("whom a report can name, and who reads it")
def reports(scene: Scene) -> None:
    desk, teacher, head = (scene.users[role] for role in ("reception", "teacher", "relative"))
    assert desk is not None
    assert teacher is not None
    assert head is not None
    school, trust = scene.own, scene.house.aspire
    there, elsewhere = (Person.objects.create(trust=trust, name=name) for name in ("By A Case", "Of Another School"))
    for person, at in ((there, school), (elsewhere, scene.other)):
        Case.objects.create(trust=trust, school=at, subject=person, pack="aspire", opened_at=NOW)
    assert there in door.subjects_for(teacher, school, TODAY)
    assert there not in door.subjects_for(desk, school, TODAY)
    assert elsewhere not in door.subjects_for(teacher, school, TODAY)
    aside = Recusal.objects.filter(user=head).latest("pk").person
    told = {"happened_on": TODAY, "setting": "premises", "text": "It.", "operation_key": "probe"}
    incident = Incident.objects.create(trust=trust, school=school, by=desk, at=NOW, **told)
    IncidentPerson.objects.create(incident=incident, role=Role.WITNESS, person=aside)
    assert incident in door.incidents_for(head, TODAY)
    IncidentPerson.objects.create(incident=incident, role=Role.SUBJECT, person=aside)
    assert incident not in door.incidents_for(head, TODAY)


@probe("a trust without a code is asked about in vain, and nothing breaks")
def no_code(scene: Scene) -> None:
    trust = Trust.objects.create(slug="without", name="Without A Code")
    user = scene.house.user("head_of_school", trust)
    assert not door.incidents_for(user, TODAY).exists()
    assert not door.bodies_of(user, TODAY)
    assert door.at_body(user, BODY, TODAY) is None
    assert not led_by(user, TODAY)
    assert not Clearance.of(user, TODAY).about([])


@probe("somebody of another trust is let in by the door itself nowhere")
def abroad(scene: Scene) -> None:
    for role in ("head", "both", "leader", "ceo", "dsl", "clerk"):
        user, school = scene.users[role], scene.foreign
        assert user is not None
        assert not door.offices_of(user, school, TODAY)
        assert not door.works_at(user, school, TODAY)
        assert not door.sees_cases_at(user, school, TODAY)
        assert not door.subjects_for(user, school, TODAY).exists()
        assert not door.own_schools(user, TODAY).has(school.pk, school.trust_id)
        _hidden(door.gate_for, user, school.slug)


def _sees_nothing(scene: Scene, user: Any) -> None:
    school, at = scene.own, scene.at[OWN]
    assert not door.offices_of(user, school, TODAY)
    assert not door.cases_for(user, TODAY).exists()
    if not user.is_authenticated:
        return
    assert not door.schools_of(user, TODAY).exists()
    assert not door.schools_of(user, TODAY, gate=True).exists()
    assert not door.has_schools(user, TODAY)
    assert not door.sees_cases_at(user, school, TODAY)
    assert not door.works_at(user, school, TODAY)
    assert not door.own_schools(user, TODAY).has(school.pk, school.trust_id)
    assert not door.schools_by_name(user, TODAY)
    assert not door.schools_by_name(user, TODAY, gate=True)
    assert not door.people_for(user, TODAY).exists()
    assert not door.incidents_for(user, TODAY).exists()
    assert not door.subjects_for(user, school, TODAY).exists()
    assert door.at_body(user, at["body"], TODAY) is None
    _hidden(door.open_case, user, at["case"])
    _hidden(door.open_reads, user, "")
    _hidden(door.gate_for, user, school.slug)
    clearance = Clearance.of(user, TODAY)
    assert not clearance.at(school.pk)
    assert not clearance.about([])
    if user.trust is None:
        assert not led_by(user, TODAY)
        _hidden(open_recusals, user)


def _hidden(opens: Callable[..., Any], *asked: Any) -> None:
    try:
        opens(*asked, now=NOW)
    except Hidden:
        return
    raise AssertionError(f"{opens.__name__} opens")


@probe("who is offered in a report, and in which case it would go")
def offered(scene: Scene) -> None:
    teacher, desk, leader = (scene.users[role] for role in ("teacher", "reception", "leader"))
    assert teacher is not None
    assert desk is not None
    assert leader is not None
    trust, theirs = scene.house.aspire, scene.house.oak
    people = {}
    for name, at in (("Quill Here", scene.own), ("Quill Yonder", scene.other), ("Quill Abroad", scene.foreign)):
        people[name] = person = Person.objects.create(trust=at.trust, name=name)
        keep_person(person)
        Case.objects.create(trust=at.trust, school=at, subject=person, pack=at.trust.slug, opened_at=NOW)
    assert {one.name for one in candidates(teacher, scene.own, "Quill", TODAY)} == {"Quill Here"}
    assert candidates(desk, scene.own, "Quill", TODAY) == ()
    assert candidates(leader, scene.foreign, "Quill", TODAY) == ()
    here, yonder, abroad = people.values()
    assert door.open_subject(teacher, here.pk, scene.own, now=NOW) == here
    assert {abroad.trust, here.trust} == {trust, theirs}
    for one, at in ((yonder, scene.own), (abroad, scene.own), (abroad, scene.foreign)):
        _hidden(lambda number, school, now: door.open_subject(teacher, number, school, now=now), one.pk, at)
    assert len(open_cases(teacher, scene.own, here.pk, TODAY)) == 1
    for one, at in ((yonder, scene.other), (yonder, scene.own), (abroad, scene.foreign)):
        assert open_cases(teacher, at, one.pk, TODAY) == ()


@probe("an office of one school is none at another, and of yesterday none today")
def places(scene: Scene) -> None:
    head, second, passing = (scene.users[role] for role in ("head", "second", "passing"))
    assert head is not None
    assert second is not None
    assert passing is not None
    for user, theirs, other in ((head, scene.own, scene.other), (second, scene.other, scene.own)):
        assert door.offices_of(user, theirs, TODAY) == {"head_of_school"}
        assert not door.offices_of(user, other, TODAY)
        assert not door.own_schools(user, TODAY).has(other.pk, other.trust_id)
        assert [one.pk for one in door.schools_by_name(known(user.pk, TODAY), TODAY)] == [theirs.pk]  # type: ignore[arg-type]
        assert {one.school_id for one in door.incidents_for(user, TODAY)} == {theirs.pk}
        assert {one.school_id for one in door.cases_for(user, TODAY)} == {theirs.pk}
    assert door.offices_of(passing, scene.own, TODAY) == frozenset()
    assert not door.incidents_for(passing, TODAY).exists()


@probe("whoever asks to be told by mail is told once a day, of their own trust")
def told(scene: Scene) -> None:
    head, passing, leaver = (scene.users[role] for role in ("head", "passing", "leaver"))
    assert head is not None
    assert passing is not None
    assert leaver is not None
    asked = to_be_asked_about(TODAY)
    assert head in asked
    assert leaver not in asked
    Notification.objects.create(user=head, day=TODAY)
    again = to_be_asked_about(TODAY)
    assert head not in again
    assert passing in again
    NotificationChoice.objects.create(user=passing, often=Often.OFF)
    left = to_be_asked_about(TODAY)
    assert passing not in left
    assert left
    # Who moved to another trust holds nothing there yet, and nothing counts that they held before.
    moved = scene.house.user("head_of_school", scene.own)
    assert moved in to_be_asked_about(TODAY)
    moved.trust = scene.house.oak
    moved.save()
    assert moved not in to_be_asked_about(TODAY)


@probe("who stands aside from one of its cases reads no minutes of a meeting")
def minutes(scene: Scene) -> None:
    clerk, at = scene.users["clerk"], scene.at[OWN]
    assert clerk is not None
    case, address = Case.objects.get(reference=at["case"]), f"/bodies/{BODY}/meetings/{at['sitting']}/minutes"
    assert scene.browsers["clerk"].get(address).status_code == 200
    stand_aside(clerk, case.subject_id)
    assert scene.browsers["clerk"].get(address).status_code == 403


@probe("a session and a second step of somebody else stay as they are")
def sessions(scene: Scene) -> None:
    head, second = scene.users["head"], scene.users["second"]
    assert head is not None
    assert second is not None
    theirs = UserSession.objects.filter(user=second).count()
    end_others(head, "none of these")
    assert (UserSession.objects.filter(user=head).count(), UserSession.objects.filter(user=second).count()) == (
        0,
        theirs,
    )
    assert theirs
