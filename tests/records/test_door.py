"""The door: who is let through, what the rest are told, and that every knock is noted."""

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from fairgate.records import door
from fairgate.records.door import Hidden
from fairgate.records.models import AccessLog, Case, Child, IssuedLetter, Relationship, School, Trust, User
from tests.house import NOW, TODAY, House


def letter_of(case: Case) -> IssuedLetter:
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


def at_prestfield(house: House) -> User:
    return house.user("headteacher", house.prestfield)


def throughout_oak(house: House) -> User:
    return house.user("ceo", house.oak)


def at_hollins(house: House) -> User:
    return house.user("headteacher", house.hollins)


def at_reception(house: House) -> User:
    return house.user("reception", house.prestfield)


def without_office(house: House) -> User:
    return house.user()


def of_aspire(house: House) -> User:
    return house.user("ceo", house.aspire)


def from_tomorrow(house: House) -> User:
    user = house.user()
    house.hold(user, "headteacher", house.prestfield, since=date(2024, 10, 2))
    return user


def until_yesterday(house: House) -> User:
    user = house.user()
    house.hold(user, "headteacher", house.prestfield, until=date(2024, 9, 30))
    return user


def until_today(house: House) -> User:
    user = house.user()
    house.hold(user, "headteacher", house.prestfield, until=TODAY)
    return user


def gone(house: House) -> User:
    user = at_prestfield(house)
    user.is_active = False
    user.save()
    return user


def superuser_without_office(house: House) -> User:
    return User.objects.create_superuser("root@oak.example", name="Root", trust=house.oak)


def moved_to_aspire(house: House) -> User:
    """Whose offices of the old trust were not ended."""
    user = throughout_oak(house)
    user.trust = house.aspire
    user.save()
    return user


LET_THROUGH = [at_prestfield, throughout_oak, until_today]
KEPT_OUT = [
    at_hollins,
    at_reception,
    without_office,
    of_aspire,
    from_tomorrow,
    until_yesterday,
    gone,
    superuser_without_office,
    moved_to_aspire,
]


@pytest.mark.parametrize("who", LET_THROUGH)
def test_who_holds_an_office_there_sees(house: House, who: Callable[[House], User]) -> None:
    case, user = house.case_with(1), who(house)
    letter = letter_of(case)
    assert door.open_case(user, case.reference, now=NOW, why="a call from the police") == case
    assert door.open_person(user, case.subject.pk, now=NOW) == case.subject
    assert bytes(door.open_letter(user, letter.pk, now=NOW).pdf) == b"%PDF"
    assert list(door.cases_for(user, TODAY)) == [case]
    noted = AccessLog.objects.order_by("id").values_list("user", "kind", "asked", "school", "opened", "at", "why")
    assert list(noted) == [
        (user.pk, "case", case.reference, house.prestfield.pk, True, NOW, "a call from the police"),
        (user.pk, "person", str(case.subject.pk), None, True, NOW, ""),
        (user.pk, "letter", str(letter.pk), house.prestfield.pk, True, NOW, ""),
    ]


@pytest.mark.parametrize("who", KEPT_OUT)
def test_the_rest_are_told_what_they_would_be_told_of_nothing(house: House, who: Callable[[House], User]) -> None:
    case, user = house.case_with(1), who(house)
    letter = letter_of(case)

    def answers(reference: str, person: int, letter: int) -> list[str]:
        told = []
        for ask in (
            lambda: door.open_case(user, reference, now=NOW),
            lambda: door.open_person(user, person, now=NOW),
            lambda: door.open_letter(user, letter, now=NOW),
        ):
            with pytest.raises(Hidden) as hidden:
                ask()
            told.append(str(hidden.value))
        return told

    assert answers(case.reference, case.subject.pk, letter.pk) == answers("ZZZZZZZZ", 987654, 987654)
    assert not door.cases_for(user, TODAY).exists()
    assert AccessLog.objects.count() == 6
    # Not even the note says at which school the hidden thing is.
    assert not AccessLog.objects.filter(opened=True).exists()
    assert not AccessLog.objects.filter(school__isnull=False).exists()


def test_nobody_signed_in_sees_nothing(house: House) -> None:
    case, nobody = house.case_with(1), AnonymousUser()
    with pytest.raises(Hidden):
        door.open_case(nobody, case.reference, now=NOW)  # type: ignore[arg-type]  # what request.user can be
    assert not door.cases_for(nobody, TODAY).exists()  # type: ignore[arg-type]
    assert door.offices_of(nobody, house.prestfield, TODAY) == frozenset()  # type: ignore[arg-type]


@pytest.mark.parametrize("asked", ["\0", "x" * 500, "", "10**99", "é", "' OR 1=1 --"])
def test_nonsense_is_hidden_and_noted(house: House, asked: str) -> None:
    user = throughout_oak(house)
    with pytest.raises(Hidden):
        door.open_case(user, asked, now=NOW)
    with pytest.raises(Hidden):
        door.gate_for(user, asked, now=NOW)
    assert AccessLog.objects.filter(opened=False).count() == 2


def test_a_number_beyond_all_numbers_is_hidden(house: House) -> None:
    with pytest.raises(Hidden):
        door.open_person(throughout_oak(house), 10**30, now=NOW)


def test_offices_are_those_of_the_day_and_place(house: House) -> None:
    user = at_prestfield(house)
    house.hold(user, "class_teacher", house.hollins)
    house.hold(user, "governor", house.oak)
    house.hold(user, "senior_leader", house.prestfield, since=date(2024, 1, 1), until=date(2024, 1, 31))
    assert door.offices_of(user, house.prestfield, TODAY) == {"headteacher", "governor"}
    assert door.offices_of(user, house.prestfield, date(2024, 1, 31)) == {"headteacher", "governor", "senior_leader"}
    assert door.offices_of(user, house.hollins, TODAY) == {"class_teacher", "governor"}
    assert door.offices_of(user, house.carn, TODAY) == frozenset()


@pytest.mark.parametrize(
    ("office", "where", "slug", "asks"),
    [
        ("reception", "prestfield", "prestfield", True),
        ("headteacher", "prestfield", "prestfield", True),
        ("reception", "oak", "prestfield", True),
        ("reception", "hollins", "prestfield", False),
        ("reception", "prestfield", "carn", False),
        ("reception", "aspire", "prestfield", False),
        ("", "oak", "prestfield", False),
    ],
)
def test_the_gate_answers_those_who_stand_at_it(house: House, office: str, where: str, slug: str, asks: bool) -> None:
    place: School | Trust = getattr(house, where)
    user = house.user(office, place)
    own, other, foreign = house.case(), house.case(house.hollins), house.case(house.carn)
    if not asks:
        with pytest.raises(Hidden):
            door.gate_for(user, slug, now=NOW)
    else:
        gate = door.gate_for(user, slug, now=NOW)
        assert gate.school == house.prestfield
        # A bar can cover other premises of the trust; nothing of another trust is ever asked.
        assert set(gate.cases) == {own, other}
        assert foreign not in gate.cases
    assert AccessLog.objects.filter(kind="gate", asked=slug, opened=asks).count() == 1


def test_people_are_known_through_a_case_a_child_or_nobody_yet(house: House) -> None:
    user = at_prestfield(house)
    by_case, by_child, elsewhere, nobody = (house.person(name) for name in ("Ann", "Bea", "Col", "Dee"))
    house.case(subject=by_case)
    for person, school in ((by_child, house.prestfield), (elsewhere, house.hollins)):
        child = Child.objects.create(school=school, name="Sam")
        Relationship.objects.create(child=child, person=person, relationship="mother")
    house.person("Eve", trust=house.aspire)
    assert list(door.people_for(user, TODAY)) == [by_case, by_child, nobody]
    with pytest.raises(Hidden):
        door.open_person(user, elsewhere.pk, now=NOW)
