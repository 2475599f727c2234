"""The door: the one way to a case, a person or a letter.

It lets through who belongs to the trust and holds, on that day, an office at that school or throughout the
trust (reception is an office for the gate alone), and notes every knock. What may not be seen answers exactly
as what does not exist: `Hidden`, a 404. Django's superuser has no key.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db.models import Q, QuerySet
from django.utils import timezone

from fairgate.records.models import (
    AccessKind,
    AccessLog,
    Case,
    Evidence,
    Holding,
    IssuedLetter,
    Person,
    School,
    User,
)

RECEPTION = "reception"
"""The office that may ask at the gate, and see nothing else."""

_LONGEST_ASKED = 80
_LONGEST_WHY = 200
_T = TypeVar("_T")


class Hidden(Exception):
    """There is no such thing, or not for this user; from outside the two are the same (404)."""


@dataclass(frozen=True)
class Gate:
    """What reception may ask about: one school, and its trust's cases, since a bar can cover other premises.

    `cases` are for the fold alone: a page of the gate shows the name, barred or not, until when, what to do
    and whom to call, and never a reason (law.md 30, I29).
    """

    school: School
    cases: QuerySet[Case]


def offices_of(user: User, school: School, on: date) -> frozenset[str]:
    """The ids of the offices that `user` holds on that day at `school` or throughout its trust."""
    trust = _trust_of(user)
    if trust is None or school.trust_id != trust:
        return frozenset()
    held = Holding.objects.filter(user=user).on(on).at(school)
    return frozenset(held.values_list("office", flat=True))


def schools_of(user: User, on: date, *, gate: bool = False) -> QuerySet[School]:
    """The schools whose cases `user` may see on that day; with `gate`, those at whose gate they may ask."""
    trust = _trust_of(user)
    if trust is None:
        return School.objects.none()
    held = Holding.objects.filter(user=user, trust_id=trust).on(on)
    if not gate:
        held = held.exclude(office=RECEPTION)
    schools = School.objects.filter(trust_id=trust)
    if held.filter(school__isnull=True).exists():
        return schools
    return schools.filter(pk__in=held.values("school"))


def cases_for(user: User, on: date) -> QuerySet[Case]:
    """The cases that `user` may see on that day, for lists; with their subject and school."""
    trust = _trust_of(user)
    if trust is None:
        return Case.objects.none()
    cases = Case.objects.filter(trust_id=trust, school__in=schools_of(user, on))
    return cases.select_related("subject", "school", "trust")


def people_for(user: User, on: date) -> QuerySet[Person]:
    """The people that `user` may see on that day.

    Those with a case or a child at one of the user's schools, and those whom no school knows yet.
    """
    trust = _trust_of(user)
    schools = schools_of(user, on)
    if trust is None or not schools.exists():
        return Person.objects.none()
    known = Q(cases__school__in=schools) | Q(children__school__in=schools)
    unknown = Q(cases__isnull=True, children__isnull=True)
    return Person.objects.filter(known | unknown, trust_id=trust).distinct()


def subjects_for(user: User, school: School, on: date) -> QuerySet[Person]:
    """The people whom `user` can name in a report of an incident at `school`.

    Those with a child there; and, for somebody who may see the school's cases, those with a case there. Reception
    sees nobody of whom the school knows only because there is a case.
    """
    if not offices_of(user, school, on):
        return Person.objects.none()
    known = Q(children__school=school)
    if schools_of(user, on).filter(pk=school.pk).exists():
        known |= Q(cases__school=school)
    return Person.objects.filter(known, trust_id=school.trust_id).distinct()


def open_case(user: User, reference: str, *, now: datetime, why: str = "") -> Case:
    """The case with this reference, or Hidden. Noted either way."""
    visible = cases_for(user, timezone.localdate(now))
    found = visible.filter(reference=reference).first() if reference.isprintable() else None
    return _noted(found, user, AccessKind.CASE, reference, found.school if found else None, now, why)


def open_person(user: User, number: int, *, now: datetime, why: str = "") -> Person:
    """The person with this primary key, or Hidden. Noted either way."""
    found = people_for(user, timezone.localdate(now)).filter(pk=number).first()
    return _noted(found, user, AccessKind.PERSON, str(number), None, now, why)


def open_subject(user: User, number: int, school: School, *, now: datetime, why: str = "") -> Person:
    """The person with this primary key, to be named in a report of an incident at `school`, or Hidden. Noted."""
    found = subjects_for(user, school, timezone.localdate(now)).filter(pk=number).first()
    return _noted(found, user, AccessKind.PERSON, str(number), school if found else None, now, why)


def open_letter(user: User, number: int, *, now: datetime, why: str = "") -> IssuedLetter:
    """The issued letter with this primary key, its bytes included, or Hidden. Noted either way."""
    visible = cases_for(user, timezone.localdate(now))
    letters = IssuedLetter.objects.select_related("case__school", "case__trust", "case__subject", "entry")
    found = letters.filter(pk=number, case__in=visible.values("pk")).first()
    return _noted(found, user, AccessKind.LETTER, str(number), found.case.school if found else None, now, why)


def open_evidence(user: User, number: int, *, now: datetime, why: str = "") -> Evidence:
    """The evidence with this primary key, or Hidden. Noted either way."""
    visible = cases_for(user, timezone.localdate(now))
    rows = Evidence.objects.select_related("case__school", "case__trust", "case__subject", "entry")
    found = rows.filter(pk=number, case__in=visible.values("pk")).first()
    return _noted(found, user, AccessKind.EVIDENCE, str(number), found.case.school if found else None, now, why)


def gate_for(user: User, school_slug: str, *, now: datetime, why: str = "") -> Gate:
    """The gate of the school with this slug, or Hidden: any office there may ask, reception too. Noted.

    Call it for every question asked, not once for the page.
    """
    asked_at = schools_of(user, timezone.localdate(now), gate=True)
    found = asked_at.filter(slug=school_slug).first() if school_slug.isprintable() else None
    school = _noted(found, user, AccessKind.GATE, school_slug, found, now, why)
    return Gate(school, Case.objects.filter(trust_id=school.trust_id).select_related("subject", "school"))


def _trust_of(user: User) -> int | None:
    # Nobody signed in (Django's AnonymousUser), or somebody who left, belongs nowhere.
    return user.trust_id if user.is_authenticated and user.is_active else None


def _noted(
    found: _T | None, user: User, kind: AccessKind, asked: str, school: School | None, now: datetime, why: str
) -> _T:
    """`found`, or Hidden when there is none; the knock is noted first (of somebody signed in)."""
    if user.is_authenticated:
        AccessLog.objects.create(
            user=user,
            kind=kind,
            # What no reference can hold (PostgreSQL cannot even store a NUL) is noted as an attempt, not
            # copied.
            asked=asked[:_LONGEST_ASKED] if asked.isprintable() else "unprintable",
            school=school,
            opened=found is not None,
            at=now,
            why=why[:_LONGEST_WHY],
        )
    if found is None:
        raise Hidden(f"there is no such {kind.value}")
    return found
