"""Naming somebody who collects a child on one day, as a parent has told the school; and taking it back."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fairgate.records import door
from fairgate.records.collecting import MAY_NAME, holds, is_bound, word_digest
from fairgate.records.door import Hidden
from fairgate.records.models import Child, DayCollector, Proved, Relationship, User


class NotOnRecord(Exception):
    """It is not on record that this parent may name somebody for this child; why is not said."""


@dataclass(frozen=True)
class Naming:
    """Whom a parent names, for which child, on which day, and how they proved who they are; `word`: '' for none."""

    child: str
    parent: str
    name: str
    day: date
    proved: Proved
    word: str = ""


def name_collector(school: str, naming: Naming, *, by: User, now: datetime) -> DayCollector:
    """Keep it, for that day alone.

    Child and parent are named as they are on record. Raises Hidden where it is not the user's gate; and NotOnRecord
    where nobody of that name has responsibility for or care of that child, or an order of a court is on record about
    them: the two are answered alike.
    """
    at = door.gate_for(by, school, now=now, why="naming who collects a child").school
    on = timezone.localdate(now)
    children = [one for one in Child.objects.filter(school=at) if _same(one.name, naming.child)]
    rows = Relationship.objects.filter(child__in=children).select_related("child", "person__kept_as")
    ties = [row for row in rows if _same(row.person.kept.name, naming.parent) or _same(row.person.name, naming.parent)]
    if len(children) != 1 or len({tie.person.one_pk for tie in ties}) != 1:
        raise NotOnRecord
    if not holds(ties, MAY_NAME, on) or is_bound(ties, on):
        raise NotOnRecord
    (child,) = children
    return DayCollector.objects.create(
        child=child,
        name=" ".join(naming.name.split()),
        day=naming.day,
        named_by=ties[0].person,
        proved=naming.proved,
        word_sha256=word_digest(naming.word, child.pk, naming.day) if naming.word.strip() else "",
        taken_by=by,
        at=now,
    )


def take_back_collector(number: int, *, by: User, now: datetime) -> DayCollector:
    """From now on they may not collect; that they were named stays on record. Raises Hidden."""
    schools = door.schools_of(by, timezone.localdate(now), gate=True)
    found = DayCollector.objects.filter(pk=number, child__school__in=schools).select_related("child__school").first()
    if found is None:
        raise Hidden("nobody of that number was named")
    DayCollector.objects.filter(pk=number, taken_back_at=None).update(taken_back_at=now, taken_back_by=by)
    return found


def _same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
