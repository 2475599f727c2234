"""People who are barred, for the tests of the gate: each bar in a ledger, as the acts would have put it there."""

from datetime import date

from fairgate.engine.acts.bar import BarImposed
from fairgate.engine.entry import Actor
from fairgate.records import plates
from fairgate.records.models import Case, Child, OtherName, Person, Relationship, School, Vehicle
from fairgate.records.search.keep import keep_person
from tests.house import TODAY, House, add, breach

UNTIL = date(2024, 11, 15)


def bar(
    house: House,
    person: Person,
    at: School | None = None,
    *,
    sites: tuple[str, ...] = (),
    on: date = TODAY,
    until: date = UNTIL,
    contact: str = "school_business_manager",
    exceptions: tuple[str, ...] = (),
    **fields: str,
) -> Case:
    """A case with a bar on `sites`, without them on the school's own premises; `fields` are further ones of the bar."""
    school = at or house.prestfield
    case = house.case(school, person)
    imposed = BarImposed(
        ref="bar1",
        on=on,
        by=Actor("headteacher", "user 0"),
        step="bar" if school.trust.slug == "oak" else "ban",
        until=until,
        sites=sites or (school.slug,),
        contact=contact,
        exceptions=exceptions,
        rests_on=("b1",),
        **fields,  # type: ignore[arg-type]  # texts all
    )
    add(case, breach("b1", on), imposed, seq=0)
    return case


def barred(house: House, name: str, other_names: str = "", vehicle: str = "", at: School | None = None) -> Person:
    """Somebody of that name who is barred there, with another name and a vehicle, as 'red van, AB12 CDE'."""
    school = at or house.prestfield
    person = Person.objects.create(trust=school.trust, name=name)
    known_as(person, *filter(None, (other_names,)))
    if vehicle:
        registration, description = plates.parted(vehicle)
        Vehicle.objects.create(person=person, registration=registration, description=description)
    keep_person(person)
    bar(house, person, school)
    return person


def known_as(person: Person, *names: str) -> None:
    """Other names of a person."""
    for name in names:
        OtherName.objects.create(person=person, name=name)
    keep_person(person)


def child(school: School, name: str, *adults: Person) -> Child:
    """A pupil with these adults."""
    made = Child.objects.create(school=school, name=name)
    for adult in adults:
        Relationship.objects.create(child=made, person=adult, relationship="parent")
    return made
