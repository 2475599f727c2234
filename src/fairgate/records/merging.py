"""Who is shown under whom, worked out from the decisions that people are the same (`Merge`). Only this writes it."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet

from fairgate.records.models import KeptApart, Merge, Person
from fairgate.records.one_query import in_one_query, part
from fairgate.records.search.keep import keep_person


def settle(people: Iterable[int]) -> None:
    """Work out anew under whom each of these people is shown, in the transaction of the decision.

    Give it everybody whom the decision concerns: all who were one with either of the two, before and after it.
    """
    rows = list(Person.objects.filter(pk__in=set(people)).order_by("pk"))
    into = {one.merged_id: one.kept_id for one in last_decisions([row.pk for row in rows]) if one.together}
    for row in rows:
        under = root(row.pk, into)
        kept_as = under if under != row.pk else None
        if row.kept_as_id != kept_as:
            row.kept_as_id = kept_as
            row.save(update_fields=["kept_as"])
    for row in Person.objects.filter(pk__in=[row.pk for row in rows]):
        keep_person(row)


def last_decisions(people: QuerySet[Person, Any] | Collection[int]) -> list[Merge]:
    """What was last decided about each of these people, if anything was; with names. One query."""
    rows = Merge.objects.filter(merged__in=people).select_related("merged", "kept", "by").order_by("turn")
    return list({row.merged_id: row for row in rows}.values())


def root(person: int, into: dict[int, int]) -> int:
    """Where the way from one to the next ends: at somebody who is not merged into anybody."""
    seen = {person}
    while person in into:
        person = into[person]
        if person in seen:
            raise ValueError("people are merged in a circle")
        seen.add(person)
    return person


def between(one: int, other: int) -> KeptApart | None:
    """Who found these two to be two people, if anybody did; the smaller key first."""
    return KeptApart.objects.filter(one=min(one, other), other=max(one, other)).select_related("by").first()


def state_of(one: Person, other: Person) -> str:
    """What has been decided about two people, as a short text: it differs once anything more is decided.

    One query.
    """
    people = Person.objects.same_as(one) | Person.objects.same_as(other)
    rows = in_one_query(
        people=part(people, "pk"),
        decided=part(Merge.objects.filter(merged__in=people.order_by().values("pk")), "pk"),
        apart=part(KeptApart.objects.filter(one=min(one.pk, other.pk), other=max(one.pk, other.pk)), "pk"),
    )
    numbers = {name: sorted(row["pk"] for row in found) for name, found in rows.items()}
    return f"{numbers['people']} {numbers['decided'][-1:]} {numbers['apart']}"
