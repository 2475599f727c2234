"""The other names and the vehicles of a person: entered one by one, and taken away again when they are wrong."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from fairgate.actions.person import note_change
from fairgate.records import door
from fairgate.records.models import NameKind, OtherName, Person, User, Vehicle
from fairgate.records.plates import normalised, parted
from fairgate.records.search.keep import keep_person


def change_names(
    number: int, *, add: tuple[str, NameKind] | None, drop: Collection[int], by: User, now: datetime
) -> None:
    """Enter another name of the person, and take away those of these keys. The same twice acts once. Raises Hidden."""
    person = door.open_person(by, number, now=now)
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        wrong = OtherName.objects.filter(person__in=Person.objects.same_as(person).values("pk"), pk__in=drop)
        changed = bool(wrong.delete()[0])
        if add is not None and add[0] != person.name:
            name, kind = add
            _, is_new = OtherName.objects.get_or_create(person=person, name=name, defaults={"kind": kind})
            changed = changed or is_new
        if not changed:
            return
        keep_person(person)
    note_change(number, ["other names"], by=by, now=now)


def change_vehicles(
    number: int, *, add: tuple[str, str] | None, drop: Collection[int], by: User, now: datetime
) -> None:
    """Enter a vehicle, by its registration and what it looks like, and take away those of these keys. Raises Hidden.

    A registration that was typed into the description is found there.
    """
    person = door.open_person(by, number, now=now)
    with transaction.atomic():
        person = Person.objects.select_for_update().get(pk=person.pk)
        wrong = Vehicle.objects.filter(person__in=Person.objects.same_as(person).values("pk"), pk__in=drop)
        changed = bool(wrong.delete()[0])
        if add is not None:
            registration, description = normalised(add[0]), add[1]
            if not registration:
                registration, description = parted(description)
            known = {"registration": registration} if registration else {"registration": "", "description": description}
            _, is_new = Vehicle.objects.get_or_create(
                person=person, **known, defaults={} if not registration else {"description": description}
            )
            changed = changed or is_new
        if not changed:
            return
    note_change(number, ["vehicles"], by=by, now=now)
