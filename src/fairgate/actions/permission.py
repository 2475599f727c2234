"""Giving somebody the school's permission for what its code forbids without it; withdrawing it, with the reason.

The codes say 'the school's permission' and name nobody: whoever may find that their words were broken may allow it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fairgate.actions.person import note_change
from fairgate.records import door
from fairgate.records.door import Hidden
from fairgate.records.models import Permission, PermissionKind, Person, User


@dataclass(frozen=True)
class Allowing:
    """What is allowed, in words that follow on from 'May', and from which day until which, both included."""

    kind: PermissionKind
    words: str
    since: date
    until: date


class AllowedAlready(Exception):
    """Just that stands already, at each of the schools."""


def give_permission(number: int, schools: Sequence[str], allowing: Allowing, *, by: User, now: datetime) -> None:
    """Keep it at each of these schools, which the user leads; where it stands already, it is not kept twice.

    Raises Hidden, and AllowedAlready.
    """
    person, on = door.open_person(by, number, now=now), timezone.localdate(now)
    led = [door.leads_desk(by, slug, on) for slug in schools]
    code = door.code_of(by, on)
    if code is None or not led:
        raise Hidden("there is no such school")
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        given = [
            Permission.objects.get_or_create(
                person=person,
                school=school,
                words=" ".join(allowing.words.split()),
                since=allowing.since,
                until=allowing.until,
                ended_at=None,
                defaults={
                    "kind": allowing.kind,
                    "office": min(o for o in door.offices_of(by, school, on) if door.may_review(code, o)),
                    "by": by,
                    "at": now,
                },
            )[1]
            for school in led
        ]
    if not any(given):
        raise AllowedAlready
    note_change(number, ["a permission"], by=by, now=now)


def withdraw_permission(number: int, permission: int, *, why: str, by: User, now: datetime) -> None:
    """From now on they may not; that they might stays on record. What was withdrawn stays withdrawn. Raises Hidden."""
    person = door.open_person(by, number, now=now)
    same = Person.objects.same_as(person).values("pk")
    found = Permission.objects.select_related("school").filter(pk=permission, person__in=same).first()
    if found is None:
        raise Hidden("there is no such permission")
    door.leads_desk(by, found.school.slug, timezone.localdate(now))
    if Permission.objects.filter(pk=found.pk, ended_at=None).update(ended_by=by, ended_at=now, ended_why=why):
        note_change(number, ["a permission withdrawn"], by=by, now=now)
