"""Whose it is to say that a colleague stands aside from somebody, and that they do so no longer."""

from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from fairgate.records import door
from fairgate.records.clearance import schools_of_person
from fairgate.records.held import held_of
from fairgate.records.models import AccessKind, AccessLog, Holding, Person, Recusal, User


def led_by(user: User, on: date) -> frozenset[int | None]:
    """The schools, by primary key, at which `user` holds an office that finds; None stands for the whole trust."""
    code = door.code_of(user, on)
    if code is None:
        return frozenset()
    return frozenset(school for office, school in held_of(user, on) if door.may_review(code, office))


def leads(user: User, person: Person, on: date) -> bool:
    """Whether `user` leads where that person is known; where no school knows them, whether anywhere.

    Two queries at most.
    """
    led = led_by(user, on)
    if not led or None in led:
        return bool(led)
    known = schools_of_person(person)
    return not known or not led.isdisjoint(known)


def colleagues(user: User, on: date) -> QuerySet[User]:
    """Everybody else who holds an office on that day at a school that `user` leads, or throughout the trust."""
    led = led_by(user, on)
    held = Holding.objects.filter(trust=user.trust).on(on)
    if None not in led:
        held = held.filter(school__in=[one for one in led if one is not None]) | held.filter(school__isnull=True)
    here = User.objects.filter(trust=user.trust, is_active=True, pk__in=held.values("user"))
    return here.exclude(pk=user.pk).order_by("name", "pk")


def of_people(people: QuerySet[Person]) -> QuerySet[Recusal]:
    """Every recusal from these people, undone or over ones included, the newest first."""
    rows = Recusal.objects.filter(person__in=people.order_by().values("pk"))
    return rows.select_related("user", "person__kept_as", "entered_by", "undone_by").order_by("-entered_at", "-pk")


def open_recusals(user: User, *, now: datetime) -> tuple[QuerySet[Recusal], bool]:
    """The recusals that concern a leader's people, by name; or the whole trust's, for its data lead, by number.

    Raises Hidden for everybody else. Noted either way.
    """
    on = timezone.localdate(now)
    named = bool(led_by(user, on))
    is_data_lead = (door.DATA_LEAD, None) in held_of(user, on)
    opened = named or is_data_lead
    AccessLog.objects.create(user=user, kind=AccessKind.READS, asked="who stands aside", opened=opened, at=now)
    if not opened:
        raise door.Hidden("there is no such list")
    people = door.people_for(user, on) if named else Person.objects.filter(trust=user.trust)
    return of_people(people), named
