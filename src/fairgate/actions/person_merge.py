"""Two records that are of one person: found so by somebody, with a reason; taken back when it was wrong.

Nothing is moved or copied: cases, relations and names stay with the record that has them, and are shown together for as
long as the last decision says so (records/merging.py). So nothing can be lost by either.
"""

from datetime import datetime

from django.db import IntegrityError, transaction

from fairgate.actions.person import NotCleared, is_cleared, note_change
from fairgate.records import door
from fairgate.records.door import Hidden
from fairgate.records.merging import last_decisions, settle, state_of
from fairgate.records.models import KeptApart, Merge, Person, User


class DecidedMeanwhile(Exception):
    """Somebody decided about one of the two after the user had looked at them; nothing was done."""


def merge_people(keep: int, other: int, *, why: str, seen: str, by: User, now: datetime) -> Person:
    """Find that `other` is the same person as `keep`, under whom they are shown from now on; the person kept.

    `seen` is the state in which the user saw the two (`state_of`). The same POST sent twice acts once.

    Raises:
        Hidden: there is no such person for this user.
        NotCleared: the user does not read what is restricted about both of them.
        DecidedMeanwhile: somebody else decided about one of them first.
    """
    kept, merged = door.open_person(by, keep, now=now), door.open_person(by, other, now=now)
    if _is_sent_again(keep, other, why, by):
        return kept
    _insist(kept, merged, by=by, now=now)
    with transaction.atomic():
        kept, merged = _locked(kept, merged)
        if state_of(kept, merged) != seen:
            raise DecidedMeanwhile
        people = [row.pk for row in Person.objects.same_as(kept) | Person.objects.same_as(merged)]
        _decided(merged, kept, together=True, why=why, by=by, now=now)
        settle(people)
    note_change(kept.pk, [f"one with {merged.pk}"], by=by, now=now)
    return kept


def part_people(number: int, decision: int, *, why: str, by: User, now: datetime) -> Person:
    """Take back the decision (of `Merge`, by its key) that another record is of this person; that other person.

    Raises Hidden, NotCleared, and DecidedMeanwhile where it was taken back already, or anything newer was decided.
    """
    person = door.open_person(by, number, now=now)
    row = Merge.objects.filter(pk=decision, merged__in=Person.objects.same_as(person), together=True).first()
    if row is None:
        raise DecidedMeanwhile if Merge.objects.filter(pk=decision, kept=person).exists() else Hidden("no decision")
    _insist(person, person, by=by, now=now)
    with transaction.atomic():
        kept, merged = _locked(row.kept, row.merged)
        last = last_decisions([merged.pk])
        if [one.pk for one in last] != [row.pk]:
            raise DecidedMeanwhile
        people = [one.pk for one in Person.objects.same_as(merged)]
        _decided(merged, kept, together=False, why=why, by=by, now=now)
        settle(people)
    note_change(number, [f"not one with {merged.pk}"], by=by, now=now)
    return merged


def keep_apart(one: int, other: int, *, why: str, seen: str, by: User, now: datetime) -> None:
    """Find that the two are two people, so that they are not proposed again. Raises as `merge_people`."""
    people = sorted((door.open_person(by, one, now=now), door.open_person(by, other, now=now)), key=lambda row: row.pk)
    _insist(*people, by=by, now=now)
    with transaction.atomic():
        first, second = _locked(*people)
        found = KeptApart.objects.filter(one=first, other=second).first()
        if found is not None and (found.by_id, found.why) == (by.pk, why):
            return
        if state_of(first, second) != seen or found is not None:
            raise DecidedMeanwhile
        KeptApart.objects.create(one=first, other=second, why=why, by=by, at=now)
    note_change(first.pk, [f"not one with {second.pk}"], by=by, now=now)


def _insist(*people: Person, by: User, now: datetime) -> None:
    """Bringing records together brings together what is restricted in them: for those who read it of both."""
    if not all(is_cleared(by, person, now=now) for person in people):
        raise NotCleared


def _locked(one: Person, other: Person) -> tuple[Person, Person]:
    """The two as they are now, one user at a time; SQLite has one writer anyway, and does not know the clause."""
    rows = {row.pk: row for row in Person.objects.select_for_update().filter(pk__in=(one.pk, other.pk)).order_by("pk")}
    if len(rows) < 2:
        raise DecidedMeanwhile  # one already
    return rows[one.pk], rows[other.pk]


def _decided(merged: Person, kept: Person, *, together: bool, why: str, by: User, now: datetime) -> None:
    turn = Merge.objects.filter(merged=merged).count() + 1
    try:
        with transaction.atomic():
            Merge.objects.create(merged=merged, kept=kept, together=together, turn=turn, why=why, by=by, at=now)
    except IntegrityError as taken:
        raise DecidedMeanwhile from taken


def _is_sent_again(keep: int, other: int, why: str, by: User) -> bool:
    last = last_decisions([other])
    return any((row.kept_id, row.together, row.why, row.by_id) == (keep, True, why, by.pk) for row in last)
