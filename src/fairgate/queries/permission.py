"""What the school has allowed somebody: on their page, to be given or withdrawn, and beside a report about them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fairgate.engine import phrases
from fairgate.policy.pack import edition_on
from fairgate.queries.incident import schools_led
from fairgate.records import door
from fairgate.records.door import Hidden
from fairgate.records.models import Permission, Person, School, User


@dataclass(frozen=True)
class Allowance:
    """One permission. `says` is a sentence without its full stop; `when` its days; `state` 'holds', 'later', 'over' or
    'withdrawn' on the day of asking; `yours`: whether the reader may withdraw it."""

    number: int
    says: str
    when: str
    school: str
    given: str
    state: str
    withdrawn: str
    yours: bool


@dataclass(frozen=True)
class AllowingAsked:
    """A person to whom something is allowed, and the schools at which the user may allow it."""

    number: int
    name: str
    schools: tuple[School, ...]


@dataclass(frozen=True)
class WithdrawingAsked:
    """A person, and one permission of theirs that the user may withdraw."""

    number: int
    name: str
    allowance: Allowance


def allowances_of(person: Person, schools: Iterable[School], led: Iterable[School], on: date) -> tuple[Allowance, ...]:
    """What was ever allowed the person at these schools, the latest first: one query. `led`: those the reader leads."""
    mine, same = {school.pk for school in led}, Person.objects.same_as(person).values("pk")
    rows = Permission.objects.filter(person__in=same, school__in=[school.pk for school in schools])
    found = rows.select_related("school__trust", "by", "ended_by").order_by("-since", "-pk")
    return tuple(_allowance(row, row.school_id in mine, on) for row in found)


def allowing_asked(user: User, number: int, now: datetime) -> AllowingAsked:
    """The person, to be allowed something. Raises Hidden, also for whoever may allow nothing."""
    person, led = door.open_person(user, number, now=now), _led(user, timezone.localdate(now))
    if not led:
        raise Hidden("there is no such page")
    return AllowingAsked(person.pk, person.name, tuple(led))


def withdrawing_asked(user: User, number: int, permission: int, now: datetime) -> WithdrawingAsked:
    """The permission, to be withdrawn. Raises Hidden, also where it was withdrawn."""
    person, on = door.open_person(user, number, now=now), timezone.localdate(now)
    led = _led(user, on)
    found = next((one for one in allowances_of(person, led, led, on) if one.number == permission and one.yours), None)
    if found is None:
        raise Hidden("there is no such permission")
    return WithdrawingAsked(person.pk, person.name, found)


def allowed_on(people: Iterable[Person], school: School, day: date) -> tuple[str, ...]:
    """What these people were allowed at the school on that day, in sentences: one query."""
    ones = {person.one_pk for person in people}
    same = Person.objects.with_one().filter(one__in=ones).order_by().values("pk")
    rows = Permission.objects.filter(person__in=same, school=school, since__lte=day, until__gte=day)
    found = rows.select_related("person", "by", "ended_by").order_by("pk")
    return tuple(
        f"{row.person.name} was allowed to {row.words}, from {phrases.day(row.since)} until {phrases.day(row.until)}"
        f" (given by {row.by.name}, {phrases.day(timezone.localdate(row.at))}{_withdrawn_then(row)})."
        for row in found
    )


def _withdrawn_then(row: Permission) -> str:
    return f"; withdrawn {phrases.day(timezone.localdate(row.ended_at))}" if row.ended_at else ""


def _led(user: User, on: date) -> list[School]:
    return schools_led(user, door.schools_by_name(user, on), on)


def _allowance(row: Permission, yours: bool, on: date) -> Allowance:
    state = "withdrawn" if row.ended_at else "over" if row.until < on else "later" if row.since > on else "holds"
    office = phrases.office(edition_on(row.school.trust.slug, on).code, row.office)
    given = f"given by {row.by.name}, {office}, {phrases.day(timezone.localdate(row.at))}"
    ended = ""
    if row.ended_at and row.ended_by:
        ended = f"{phrases.day(timezone.localdate(row.ended_at))}, by {row.ended_by.name}: {row.ended_why}"
    one_day = row.since == row.until
    when = f"on {phrases.day(row.since)}" if one_day else f"{phrases.day(row.since)} until {phrases.day(row.until)}"
    may_withdraw = yours and state in ("holds", "later")
    return Allowance(row.pk, f"May {row.words}", when, row.school.name, given, state, ended, may_withdraw)
