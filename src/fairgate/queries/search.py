"""Search: people by their names, cases by their reference, and what was written, of what the user may see.

The door's querysets narrow each question before the database answers it; nothing is read and left out afterwards.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils import timezone

from fairgate.engine.acts.evidence import EvidenceAdded
from fairgate.engine.entries import decode_many
from fairgate.queries import names
from fairgate.queries.code import code_of
from fairgate.queries.excerpt import Bit, excerpt, hits, marked
from fairgate.queries.holdings import Holdings, holdings
from fairgate.queries.names import Match
from fairgate.queries.own_words import words_of
from fairgate.queries.reader import Reader
from fairgate.records import door
from fairgate.records.models import (
    Became,
    Case,
    Incident,
    IncidentEntry,
    IncidentPerson,
    LedgerEntry,
    Person,
    Role,
    SearchRow,
    User,
)
from fairgate.records.models.case import REFERENCE_ALPHABET, REFERENCE_LENGTH
from fairgate.records.noting import note_found
from fairgate.records.search.words import Term, beginnings, split, terms

MOST = 20
"""Results shown of each kind. Who finds more can add a word."""
LEAST_OF_REFERENCE = 3


@dataclass(frozen=True)
class FoundCase:
    """A case, found by its reference or through the person it is about."""

    reference: str
    person: str
    school: str
    opened: date


@dataclass(frozen=True)
class FoundPerson:
    """A person whose names are what was typed, or `near` it; `also` are their other names, where one of them is."""

    number: int
    name: tuple[Bit, ...]
    also: tuple[Bit, ...]
    near: bool
    cases: tuple[FoundCase, ...]


@dataclass(frozen=True)
class FoundText:
    """An entry of a case in which the words stand, or some of them where the others name the person.

    Or a report that is in no case (`is_report`): then `reference` is its own, and there is no `ref`.
    """

    reference: str
    ref: str
    person: str
    school: str
    on: date
    heading: str
    text: tuple[Bit, ...]
    is_report: bool = False


@dataclass(frozen=True)
class Results:
    """What was found. `more` names the kinds of which there is more than is shown: people, cases, texts."""

    people: tuple[FoundPerson, ...]
    cases: tuple[FoundCase, ...]
    texts: tuple[FoundText, ...]
    more: frozenset[str]

    @property
    def count(self) -> int:
        """How many results are shown."""
        return len(self.people) + len(self.cases) + len(self.texts)


def search(user: User, typed: str, *, now: datetime) -> Results:
    """What `typed` finds. Every word of it must be found; in a text, some of them may name the person instead.

    Which cases and people were shown is noted at the door, as if each had been opened.
    """
    on = timezone.localdate(now)
    asked = terms(typed)
    if not asked:
        return Results((), (), (), frozenset())
    visible = door.cases_for(user, on)
    people = _people(door.people_for(user, on), typed)
    cases = _cases(visible, typed, [number for number, *_ in people[:MOST]])
    entries = Q(_readable(user, holdings(user, on), on), case__in=visible.values("pk"))
    reports = Q(incident__in=_reports(user, on).values("pk"))
    rows = _rows(entries | reports, asked)
    shown = tuple(_person(one, asked, cases) for one in people[:MOST])
    own = tuple(_case(case) for case in cases if _is_named(case, typed))
    texts = tuple(_text(row, asked) for row in rows[:MOST])
    more = {"people": people, "cases": own, "texts": rows}
    seen = [*cases, *(row.case for row in rows[:MOST] if row.case)]
    found = [row.incident for row in rows[:MOST] if row.incident]
    note_found(user, {case.pk: case for case in seen}.values(), [one.number for one in shown], found, now=now)
    return Results(shown, own[:MOST], texts, frozenset(kind for kind, found in more.items() if len(found) > MOST))


# -- people --------------------------------------------------------------------------------------------------------

_Named = tuple[int, str, str, bool]


def _people(visible: QuerySet[Person], typed: str) -> list[_Named]:
    """(number, name, other names, whether only near), the nearest first.

    The database gives those who share the beginning of any word; which of them are meant is for names.py.
    """
    asked = names.read(typed)
    begun = beginnings(" ".join(word for group in asked.groups for word in group)) if asked else None
    if asked is None or begun is None:
        return []
    # Of people found to be the same, the one under whom they are shown: every row of theirs has all the names.
    rows = SearchRow.objects.saying(begun).filter(person__in=visible.values("pk"), person__kept_as__isnull=True)
    read: dict[int, tuple[str, str, list[str | None], list[str | None]]] = {}
    for number, name, words, merged, *others in rows.order_by("person").values_list(
        *("person", "person__name", "words", "person__merged__name"),
        *("person__other_names__name", "person__merged__other_names__name"),
    ):
        _, _, full, more = read.setdefault(number, (name, words, [name], []))
        full.append(merged)
        more.extend(others)
    found = []
    for number, (name, words, full, more) in read.items():
        full_names, other_names = (list(dict.fromkeys(filter(None, some))) for some in (full, more))
        nearness = _nearness(asked, names.known_as(full_names, other_names), words.split())
        if nearness:
            others_said = ", ".join(dict.fromkeys((*full_names[1:], *other_names)))
            found.append((nearness, name, (number, name, others_said, nearness == 1)))
    found.sort(key=lambda one: (-one[0], one[1]))
    return [one for _, _, one in found]


def _nearness(asked: names.Name, known: names.Known, words: Iterable[str]) -> int:
    """3 for the very name, 2 where each word begins one of theirs, 1 for a near name, 0 for another."""
    match = names.compare(asked, known)
    if match is Match.EXACT:
        return 3
    theirs = {*words, *(word for form in known.forms for group in form.groups for word in group)}
    if all(any(word.startswith(typed) for word in theirs) for group in asked.groups for typed in group):
        return 2
    return int(match is Match.NEAR)


def _person(one: _Named, asked: tuple[Term, ...], cases: Iterable[Case]) -> FoundPerson:
    number, name, others, near = one
    mine = tuple(_case(case) for case in cases if case.subject.one_pk == number)
    also = marked(others, asked) if near or hits(name, asked) < len(asked) else ()
    return FoundPerson(number, marked(name, asked), also, near, mine)


# -- cases ---------------------------------------------------------------------------------------------------------


def _cases(visible: QuerySet[Case], typed: str, people: list[int]) -> list[Case]:
    """The cases with such a reference, and those about the people who were found, newest first."""
    wanted = Q(subject__in=people) | Q(subject__kept_as__in=people)
    for reference in _references(typed):
        wanted |= Q(reference__startswith=reference)
    return list(visible.filter(wanted).order_by("-opened_at", "-pk")[: 2 * MOST + 1])


def _references(typed: str) -> frozenset[str]:
    """What in the words could be a reference or its beginning, however it was written: k7pq-2mvr, K7PQ 2MVR."""
    words = [word.upper() for word in split(typed)]
    could_be = {"".join(words), *words}
    return frozenset(
        one for one in could_be if LEAST_OF_REFERENCE <= len(one) <= REFERENCE_LENGTH and set(one) <= _ALPHABET
    )


_ALPHABET = frozenset(REFERENCE_ALPHABET)


def _is_named(case: Case, typed: str) -> bool:
    return any(case.reference.startswith(one) for one in _references(typed))


def _case(case: Case) -> FoundCase:
    return FoundCase(case.reference, case.subject.kept.name, case.school.name, timezone.localdate(case.opened_at))


# -- texts ---------------------------------------------------------------------------------------------------------


def _readable(user: User, held: Holdings, on: date) -> Q:
    """What the user reads of the cases they may see: what is marked safeguarding only where their office reads it.

    Whoever decides on a measure reads in its case what it rests on, and does not find it by a search.
    """
    code = code_of(user, on)
    if code is None:
        return Q(restricted=False)
    if Reader.of(user, held.throughout, code).reads_safeguarding:
        return Q()
    reads = [school for school in held.by_school if Reader.of(user, held.at(school), code).reads_safeguarding]
    return Q(restricted=False) | Q(case__school__in=reads)


def _reports(user: User, on: date) -> QuerySet[Incident]:
    """The reports that the user may see and that are in no case: one that is, is found there."""
    accepted = IncidentEntry.objects.filter(incident=OuterRef("pk"), became=Became.ACCEPTED)
    return door.incidents_for(user, on).filter(~Exists(accepted)).order_by()


def _rows(readable: Q, asked: tuple[Term, ...]) -> list[SearchRow]:
    """What says it of entries and reports, newest first; one more than is shown, to know that there are more."""
    rows = SearchRow.objects.filter(readable)
    subjects = IncidentPerson.objects.filter(role=Role.SUBJECT)
    for term in asked:
        named = SearchRow.objects.saying(term).filter(person__isnull=False).values("person")
        told_of = subjects.filter(person__in=named).values("incident")
        rows = rows.filter(Q(words__found=term) | Q(case__subject__in=named) | Q(incident__in=told_of))
    rows = rows.filter(reduce(or_, (Q(words__found=term) for term in asked)))
    name = Coalesce("person__kept_as__name", "person__name", "user__name", NullIf("name", Value("")), "description")
    first = subjects.filter(incident=OuterRef("incident")).order_by("pk").annotate(called=name).values("called")[:1]
    together = rows.annotate(
        day=Coalesce("entry__on", "incident__happened_on"), who=Subquery(first, output_field=CharField())
    ).select_related("entry__evidence", "case__subject__kept_as", "case__school", "incident__school")
    return list(together.order_by("-day", "-pk")[: MOST + 1])


def _text(row: SearchRow, asked: tuple[Term, ...]) -> FoundText:
    if row.incident is not None:
        return _report(row.incident, str(vars(row)["who"] or ""), asked)
    case, entry = row.case, row.entry
    assert case is not None  # noqa: S101 - the row of an entry has both
    assert entry is not None  # noqa: S101
    heading, text = _part(entry, case.subject.kept.name, asked)
    return FoundText(
        reference=case.reference,
        ref=entry.ref,
        person=case.subject.kept.name,
        school=case.school.name,
        on=entry.on,
        heading=heading,
        text=excerpt(text, asked),
    )


def _report(one: Incident, who: str, asked: tuple[Term, ...]) -> FoundText:
    return FoundText(
        reference=one.reference,
        ref="",
        person=who,
        school=one.school.name,
        on=one.happened_on,
        heading="A note" if one.is_note else "What was reported",
        text=excerpt(max(one.text, one.place, key=lambda text: hits(text, asked)), asked),
        is_report=True,
    )


def _part(row: LedgerEntry, person: str, asked: tuple[Term, ...]) -> tuple[str, str]:
    """The part of the entry in which most of the words stand, and its heading."""
    (entry,) = decode_many([row.payload])
    parts = [(words.heading, words.text) for words in words_of(entry, person)]
    if isinstance(entry, EvidenceAdded):
        parts.append(("Note", row.evidence.text))
    return max(parts, key=lambda part: hits(part[1], asked), default=("", ""))
