"""People who are barred, for the tests of the gate: each bar in a ledger, as the acts would have put it there."""

from datetime import date

from fairgate.engine.acts.bar import BarImposed
from fairgate.engine.entry import Actor
from fairgate.records.models import Case, Child, Person, Relationship, School
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
    """Somebody of that name who is barred there."""
    school = at or house.prestfield
    person = Person.objects.create(trust=school.trust, name=name, other_names=other_names, vehicle=vehicle)
    bar(house, person, school)
    return person


def child(school: School, name: str, *adults: Person) -> Child:
    """A pupil with these adults."""
    made = Child.objects.create(school=school, name=name)
    for adult in adults:
        Relationship.objects.create(child=made, person=adult, relationship="parent")
    return made
