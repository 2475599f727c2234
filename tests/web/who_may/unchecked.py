"""The door with nobody at it: what each of its functions would answer if it asked nothing about who is asking.

What does not exist is not there either. A new function of the door belongs in here, or in `NO_CHECKS`.
"""

import inspect
import sys
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from fairgate.engine.code import Code
from fairgate.policy.pack import edition_on
from fairgate.records import door
from fairgate.records.clearance import Clearance
from fairgate.records.door import AtBody, Gate, Hidden, Own
from fairgate.records.models import (
    AccessLog,
    Body,
    BodyMeeting,
    Case,
    DeskCall,
    Evidence,
    HelpAsked,
    Incident,
    IssuedLetter,
    Person,
    School,
    User,
)

NO_CHECKS = frozenset({"bodies_of", "code_of"})
"""Functions of the door that say something of the code, and nothing of who is asking."""


def offices_of(user: User, school: School, on: date) -> frozenset[str]:
    return frozenset(edition_on(school.trust.slug, on).code.offices) | {door.DATA_LEAD}


def schools_of(user: User, on: date, *, gate: bool = False) -> Any:
    return School.objects.all()


def has_schools(user: User, on: date) -> bool:
    return True


def sees_cases_at(user: User, school: School, on: date) -> bool:
    return True


def own_schools(user: User, on: date) -> Own:
    return Everywhere(None, True, frozenset())


class Everywhere(Own):
    """Every school of every trust."""

    def has(self, school_id: int, trust_id: int) -> bool:
        return True


def works_at(user: User, school: School, on: date) -> bool:
    return True


def schools_by_name(user: User, on: date, *, gate: bool = False) -> list[School]:
    return list(School.objects.order_by("name"))


def incidents_for(user: User, on: date) -> Any:
    return Incident.objects.select_related("school", "trust", "by")


def may_review(code: Code, office: str) -> bool:
    return True


def cases_for(user: User, on: date) -> Any:
    return Case.objects.select_related("subject", "school", "trust")


def people_for(user: User, on: date) -> Any:
    return Person.objects.all()


def subjects_for(user: User, school: School, on: date) -> Any:
    return Person.objects.all()


def open_incident(user: User, reference: str, *, now: datetime, why: str = "") -> Incident:
    return _there(incidents_for(user, now.date()).filter(reference=reference))


def open_case(user: User, reference: str, *, now: datetime, why: str = "") -> Case:
    return _there(cases_for(user, now.date()).filter(reference=reference))


def open_person(user: User, number: int, *, now: datetime, why: str = "") -> Person:
    return _there(Person.objects.filter(pk=number))


def open_subject(user: User, number: int, school: School, *, now: datetime, why: str = "") -> Person:
    return _there(Person.objects.filter(pk=number))


def open_letter(user: User, number: int, *, now: datetime, why: str = "") -> IssuedLetter:
    rows = IssuedLetter.objects.select_related("case__school", "case__trust", "case__subject", "entry")
    return _there(rows.filter(pk=number))


def open_evidence(user: User, number: int, *, now: datetime, why: str = "") -> Evidence:
    rows = Evidence.objects.select_related("case__school", "case__trust", "case__subject", "entry")
    return _there(rows.filter(pk=number))


def at_body(user: User, office: str, on: date) -> AtBody | None:
    found = at_bodies(user, on, {office})
    return found[0] if found else None


def at_bodies(user: User, on: date, offices: Collection[str]) -> list[AtBody]:
    code = edition_on("aspire", on).code
    known = [office for office in sorted(offices) if office in code.offices]
    rows = {row.office: row for row in Body.objects.filter(office__in=known).with_seats_on(on)}
    seats = {office: tuple(row.seated) for office, row in rows.items()}
    return [
        AtBody(user.trust_id or 0, code, one, rows.get(one), None, True, True, on, seats.get(one, ())) for one in known
    ]


def open_body(user: User, office: str, *, now: datetime, why: str = "") -> AtBody:
    at = at_body(user, office, timezone.localdate(now))
    if at is None:
        raise Hidden
    return at


def open_meeting(user: User, office: str, number: int, *, now: datetime, why: str = "") -> tuple[AtBody, BodyMeeting]:
    return open_body(user, office, now=now), _there(BodyMeeting.objects.filter(pk=number))


def gate_for(user: User, school_slug: str, *, now: datetime, why: str = "") -> Gate:
    school = _there(School.objects.filter(slug=school_slug))
    return Gate(school, Case.objects.filter(trust_id=school.trust_id).select_related("subject", "school"))


def insist_on_data_lead(user: User, on: date) -> None:
    pass


def help_asked_at(user: User, on: date) -> Any:
    return HelpAsked.objects.select_related("school__trust", "person__kept_as", "raised_by")


def open_help_asked(user: User, number: int, *, now: datetime, why: str = "") -> HelpAsked:
    return _there(help_asked_at(user, now.date()).filter(pk=number))


def desk_calls_of(user: User, on: date) -> Any:
    return DeskCall.objects.select_related("alert__school__trust", "alert__person__kept_as", "alert__raised_by")


def open_desk_call(user: User, number: int, *, now: datetime, why: str = "") -> DeskCall:
    return _there(desk_calls_of(user, now.date()).filter(pk=number))


def leads_desk(user: User, school_slug: str, on: date) -> School:
    return _there(School.objects.filter(slug=school_slug))


def open_reads(user: User, asked: str, *, now: datetime) -> Any:
    return AccessLog.objects.order_by("-at", "-pk")


def _there(rows: Any) -> Any:
    found = rows.first()
    if found is None:
        raise Hidden
    return found


UNCHECKED: dict[str, Callable[..., Any]] = {
    name: one
    for name, one in globals().items()
    if inspect.isfunction(one) and one.__module__ == __name__ and hasattr(door, name) and name[0] != "_"
}


class Cleared(Clearance):
    """Reads everything."""

    @classmethod
    def of(cls, user: User, on: date) -> Clearance:
        return Clearance(True, frozenset())


@contextmanager
def pages_unasked() -> Iterator[None]:
    """The house in which no page asks at the door, so that an act must ask by itself: nothing but its own question is
    then between whoever posts and what is written."""
    everywhere = SimpleNamespace(**{**vars(door), **UNCHECKED})
    with pytest.MonkeyPatch.context() as patch:
        for name, module in list(sys.modules.items()):
            if name.startswith(("fairgate.queries.", "fairgate.web.")) and module is not None:
                for given, value in list(vars(module).items()):
                    if value is door:
                        patch.setattr(module, given, everywhere)
                    elif inspect.isfunction(value) and value.__module__ == door.__name__:
                        patch.setattr(module, given, UNCHECKED.get(value.__name__, value))
                    elif value is Clearance:
                        patch.setattr(module, given, Cleared)
        yield


def unknown() -> set[str]:
    """The functions of the door that stand in neither list."""
    ours = {
        name
        for name, one in vars(door).items()
        if inspect.isfunction(one) and one.__module__ == door.__name__ and not name.startswith("_")
    }
    return ours - UNCHECKED.keys() - NO_CHECKS
