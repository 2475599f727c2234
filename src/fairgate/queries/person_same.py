"""Two people side by side, to say whether they are one; and a decision that they are, to take it back."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from fairgate.queries.person_card import Card, card_of
from fairgate.queries.person_duplicates import Field, proposed
from fairgate.queries.person_kept import Car, Joined, Kept, kept_of
from fairgate.queries.person_ties import PersonTie, Visit, ties_of
from fairgate.records import door
from fairgate.records.clearance import Clearance, schools_of_person
from fairgate.records.door import Hidden
from fairgate.records.merging import between, last_decisions, state_of
from fairgate.records.models import KeptApart, Merge, Person, User


@dataclass(frozen=True)
class Side:
    """One of the two."""

    card: Card
    cars: tuple[Car, ...]
    ties: tuple[PersonTie, ...]
    visits: tuple[Visit, ...]
    cases: tuple[tuple[str, str], ...]
    is_cleared: bool


@dataclass(frozen=True)
class SamePage:
    """The two, the one entered first on the left. `seen` is the state in which they are shown; `may` whether this
    reader decides; `why` what speaks for one; `apart` who found them to be two before, if anybody did."""

    one: Side
    other: Side
    why: str
    agree: tuple[Field, ...]
    apart: KeptApart | None
    seen: str
    may: bool


@dataclass(frozen=True)
class PartingPage:
    """A decision that a record is of a person; `may` whether this reader takes it back."""

    number: int
    name: str
    joined: Joined
    may: bool


def one_already(user: User, number: int, other: int, now: datetime) -> int | None:
    """Under which number the two are shown as one, where they are. Raises Hidden."""
    on = timezone.localdate(now)
    people = list(door.people_for(user, on).filter(Q(pk=number) | Q(pk=other)))
    if len(people) == 2 and people[0].one_pk == people[1].one_pk:
        return door.open_person(user, number, now=now).pk
    return None


def same_page(user: User, number: int, other: int, now: datetime) -> SamePage:
    """The two people of these numbers, who are not one. Raises Hidden."""
    first = door.open_person(user, number, now=now)
    second = door.open_person(user, other, now=now)
    if first.pk == second.pk:
        raise Hidden("they are one person")
    one, two = sorted((first, second), key=lambda person: person.pk)
    on = timezone.localdate(now)
    clearance, own = Clearance.of(user, on), door.own_schools(user, on)
    kept = kept_of((one, two), own, door.cases_for(user, on))
    ties = ties_of((one, two), clearance, own, on)
    left, right = (_side(person, clearance, kept[person.pk], ties[person.pk]) for person in (one, two))
    pair = next((pair for pair in proposed(user, on, about=left.card) if two.pk in (pair.one, pair.other)), None)
    return SamePage(
        one=left,
        other=right,
        why=pair.why if pair else "",
        agree=pair.agree if pair else (),
        apart=between(one.pk, two.pk),
        seen=state_of(one, two),
        may=left.is_cleared and right.is_cleared,
    )


def parting_page(user: User, number: int, decision: int, now: datetime) -> PartingPage | None:
    """The decision of that number, by which another record is shown under this person; None where it is taken back.

    Raises Hidden.
    """
    person = door.open_person(user, number, now=now)
    rows = last_decisions(Person.objects.same_as(person).values("pk"))
    row = next((row for row in rows if row.pk == decision and row.together), None)
    if row is None:
        if Merge.objects.filter(pk=decision, kept=person).exists():
            return None
        raise Hidden("there is no such decision")
    is_cleared = Clearance.of(user, timezone.localdate(now)).about(schools_of_person(person))
    joined = Joined(row.pk, row.merged.name, row.why, row.by.name, row.at)
    return PartingPage(person.pk, person.name, joined, is_cleared)


def _side(person: Person, clearance: Clearance, kept: Kept, ties: tuple[PersonTie, ...]) -> Side:
    is_cleared = clearance.about(kept.schools)
    return Side(
        card=card_of(person, cleared=is_cleared, others=kept.others),
        cars=kept.cars,
        ties=ties,
        visits=kept.visits,
        cases=tuple((case.reference, case.school) for case in kept.cases),
        is_cleared=is_cleared,
    )
