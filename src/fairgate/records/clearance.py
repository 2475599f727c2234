"""Who reads what is restricted: what is marked safeguarding, court orders, confidential addresses (law.md 26, 33)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from fairgate.engine.code import Code
from fairgate.policy.pack import edition_on, editions
from fairgate.records.door import SAFEGUARDING_LEAD
from fairgate.records.held import held_of
from fairgate.records.models import Case, Child, Person, User, Visitor


def is_cleared(code: Code, held: Collection[str]) -> bool:
    """Whether whoever holds these offices reads it: the safeguarding lead, and whoever the code lets find."""
    return not {SAFEGUARDING_LEAD, *code.findings.offices}.isdisjoint(held)


@dataclass(frozen=True)
class Clearance:
    """Where a user reads what is restricted on a day: throughout their trust, or at the schools of these keys."""

    throughout: bool
    schools: frozenset[int]

    @classmethod
    def of(cls, user: User, on: date) -> "Clearance":
        """The user's own on that day: one query at most."""
        slug = user.trust.slug if user.trust is not None else ""
        if not user.is_active or not editions(slug):
            return cls(False, frozenset())
        code = edition_on(slug, on).code
        held: dict[int | None, set[str]] = {}
        for office, school in held_of(user, on):
            held.setdefault(school, set()).add(office)
        cleared = {school for school, offices in held.items() if is_cleared(code, offices)}
        return cls(None in cleared, frozenset(school for school in cleared if school is not None))

    def at(self, school_id: int) -> bool:
        """Whether they read what is restricted at that school of their trust."""
        return self.throughout or school_id in self.schools

    def about(self, schools: Iterable[int]) -> bool:
        """Whether they read what is restricted about somebody known at these schools; of one known at none, whoever
        reads it anywhere."""
        known = set(schools)
        if self.throughout or not known:
            return self.throughout or bool(self.schools)
        return not self.schools.isdisjoint(known)


def schools_of_person(person: Person) -> frozenset[int]:
    """The keys of the schools at which this person is known: a case, a child or a visit. One query."""
    people = Person.objects.same_as(person).values("pk")
    cases = Case.objects.filter(subject__in=people).order_by().values_list("school_id")
    children = Child.objects.filter(relationships__person__in=people).order_by().values_list("school_id")
    visits = Visitor.objects.filter(person__in=people).order_by().values_list("school_id")
    return frozenset(school for (school,) in cases.union(children, visits))
