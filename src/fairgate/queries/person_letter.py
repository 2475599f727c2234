"""Letters that belong to a person and to no case: those that were written, and the page on which one is."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fairgate.engine.authority import office_for, why_not_competent
from fairgate.engine.code import Code, Writing
from fairgate.engine.entry import Actor
from fairgate.engine.words import Purpose
from fairgate.policy.pack import edition_on
from fairgate.queries.case import letter_name
from fairgate.records import door
from fairgate.records.models import Person, PersonLetter, School, User


@dataclass(frozen=True)
class WrittenLetter:
    """One that was written: its number, what it is, when, by whom and for which school."""

    number: int
    name: str
    on: date
    by: str
    school: str


@dataclass(frozen=True)
class WritingWay:
    """A letter that the reader may write."""

    purpose: str
    words: str


WORDS = {Purpose.CONCERN_REPLY: "Answer a concern", Purpose.CODE: "Send the code of conduct"}


@dataclass(frozen=True)
class WritingAsked:
    """The page on which a letter is written. `schools` are those for which the reader may; `stages` of the route."""

    number: int
    name: str
    purpose: Purpose
    rule: Writing
    schools: tuple[tuple[str, str], ...]
    stages: tuple[tuple[str, str], ...]
    children: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """What is done, as a heading."""
        return WORDS[self.purpose]


def letters_of(person: Person, own: list[School]) -> tuple[WrittenLetter, ...]:
    """Those to this person from these schools, the newest first: one query."""
    same = Person.objects.same_as(person).values("pk")
    rows = PersonLetter.objects.filter(person__in=same, school__in=[school.pk for school in own])
    found = rows.order_by("-issued_at", "-pk").values_list("pk", "letter", "issued_at", "by__name", "school__name")
    return tuple(
        WrittenLetter(number, letter_name(letter), timezone.localdate(at), by, school)
        for number, letter, at, by, school in found
    )


def ways_to_write(user: User, own: list[School], on: date) -> tuple[WritingWay, ...]:
    """What the reader may write, at any of these schools."""
    return tuple(
        WritingWay(purpose.value, WORDS[purpose])
        for purpose in WORDS
        if any(_may(user, school, purpose, on) for school in own)
    )


def writing(user: User, number: int, purpose: str, *, now: datetime) -> WritingAsked:
    """The page on which this letter is written to the person; Hidden where nobody here may write it."""
    person, on = door.open_person(user, number, now=now), timezone.localdate(now)
    own = door.schools_by_name(user, on)
    if purpose not in {one.value for one in WORDS} or not own:
        raise door.Hidden("there is no such letter")
    wanted = Purpose(purpose)
    code = _code(own[0], on)
    schools = tuple((school.slug, school.name) for school in own if _may(user, school, wanted, on))
    if wanted not in code.writings or not schools:
        raise door.Hidden("there is no such letter")
    stages = tuple((stage.id, stage.name) for stage in code.route)
    return WritingAsked(person.pk, person.name, wanted, code.writings[wanted], schools, stages)


def written_pdf(user: User, number: int, letter: int, *, now: datetime) -> bytes:
    """The very bytes of a letter to this person, of a school of the reader's; or Hidden."""
    person = door.open_person(user, number, now=now, why=f"letter {letter}")
    own = door.schools_by_name(user, timezone.localdate(now))
    same = Person.objects.same_as(person).values("pk")
    found = PersonLetter.objects.filter(pk=letter, person__in=same, school__in=[one.pk for one in own]).first()
    if found is None:
        raise door.Hidden("there is no such letter")
    return bytes(found.pdf)


def _code(school: School, on: date) -> Code:
    return edition_on(school.trust.slug, on).code


def _may(user: User, school: School, purpose: Purpose, on: date) -> bool:
    code = _code(school, on)
    rule = code.writings.get(purpose)
    if rule is None:
        return False
    office = office_for(code, door.offices_of(user, school, on), rule.by.offices)
    return why_not_competent(code, Actor(office, f"user {user.pk}"), rule.by, "write it") is None
