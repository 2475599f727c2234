"""Other cases, before a decision: what there was about this person before, and the trust's like cases, in one query.

Of a case that the reader may not open nothing is read but the outline of its entries, and nothing leaves but counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.db.models.functions import Coalesce

from fairgate.engine import phrases
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.calendar import Calendar
from fairgate.engine.case import Case as Folded
from fairgate.engine.code import Span
from fairgate.engine.entries import AnyEntry, decode_many
from fairgate.engine.entry import MeasureDecided, StepTaken
from fairgate.engine.fold import fold
from fairgate.engine.openings import window_start
from fairgate.engine.telling import sentence
from fairgate.policy.pack import edition_on
from fairgate.queries.like_cases import COUNTED, RECORDED, Like, LikeCase, like_cases
from fairgate.records import door
from fairgate.records.models import LedgerEntry, Person, User
from fairgate.records.noting import note_before_deciding
from fairgate.records.standing import Standing

MOST = 30
"""So many earlier entries are shown, the newest; the others stand in their cases."""


@dataclass(frozen=True)
class Earlier:
    """One earlier entry. `state` says of conduct whether it was found; `counts_little`: it is older than the window."""

    on: date
    what: str
    state: str
    counts_little: bool


@dataclass(frozen=True)
class EarlierCase:
    """Another case about the person that the reader may open. `about` is the person's name."""

    reference: str
    about: str
    school: str
    entries: tuple[Earlier, ...]


@dataclass(frozen=True)
class Others:
    """What other cases tell. `left` more entries about the person are not shown; `window` is how far the code looks."""

    earlier: tuple[EarlierCase, ...]
    left: int
    like: tuple[Like, ...]
    window: Span


@dataclass(frozen=True)
class _Row:
    """A case of which something was read, and its entries as (type, payload)."""

    reference: str
    about: str
    school: str
    school_id: int
    pack: str
    opens: bool
    entries: list[tuple[str, str]]


def others(stands: Standing, user: User, clauses: Sequence[str], *, now: datetime) -> Others:
    """What there was about the person of a case, and like cases of these breaches throughout the trust.

    One query, whatever there is; and one that notes what was read of other cases.
    """
    case, code = stands.record, stands.code
    theirs, alike = _read(user, [case.subject], case.pack, stands.on, clauses, but=case.pk)
    told = _about_person(user, theirs, code.looks_back, stands.on, now)
    return replace(told, like=like_cases(code, clauses, (LikeCase(one.opens, one.entries) for one in alike)))


def earlier_of(people: Sequence[Person], user: User, pack: str, on: date, *, now: datetime) -> Others:
    """What there was about people whom a report names, in cases that the reader may open. Queries as above."""
    theirs, _ = _read(user, people, pack, on, ())
    return _about_person(user, theirs, edition_on(pack, on).code.looks_back, on, now)


def _about_person(user: User, cases: Sequence["_Row"], window: Span, on: date, now: datetime) -> Others:
    note_before_deciding(user, [(one.reference, one.school_id) for one in cases], now=now)
    found = [(one, list(_entries(one, window_start(on, window), on))) for one in cases]
    newest = sorted((entry.on for _, entries in found for entry in entries), reverse=True)
    oldest_shown = newest[MOST - 1] if len(newest) > MOST else date.min
    shown = [
        EarlierCase(
            one.reference, one.about, one.school, tuple(entry for entry in entries if entry.on >= oldest_shown)[:MOST]
        )
        for one, entries in found
    ]
    left = len(newest) - sum(len(one.entries) for one in shown)
    return Others(tuple(one for one in shown if one.entries), left, (), window)


def _read(
    user: User, people: Sequence[Person], pack: str, on: date, clauses: Sequence[str], *, but: int | None = None
) -> tuple[list[_Row], list[_Row]]:
    """The cases about these people that the reader may open, whole, and those of the trust alike, in outline."""
    visible = door.cases_for(user, on)
    ones = [person.one_pk for person in people]
    same = Person.objects.filter(Q(pk__in=ones) | Q(kept_as__in=ones)).values("pk")
    his = visible.filter(subject__in=same).values("pk")
    broken = Q(pk__in=())
    for clause in clauses:
        broken |= Q(payload__contains=f'"{clause}"')
    of_trust = LedgerEntry.objects.filter(case__trust=user.trust_id, case__pack=pack, on__lte=on).exclude(case=but)
    recorded = of_trust.filter(broken, type=RECORDED).order_by().values("case")
    rows = (
        of_trust.annotate(about=Coalesce("case__subject__kept_as__name", "case__subject__name"))
        .annotate(his=_is(case__in=his), opens=_is(case__in=visible.values("pk")), alike=_is(case__in=recorded))
        .filter(Q(his=True) | Q(alike=True, type__in=COUNTED))
        .order_by("-case__opened_at", "-case_id", "seq")
    )
    found: dict[int, tuple[_Row, bool, bool]] = {}
    for number, reference, about, school, school_id, is_his, opens, is_alike, kind, payload in rows.values_list(
        *("case_id", "case__reference", "about", "case__school__name", "case__school_id"),
        *("his", "opens", "alike", "type", "payload"),
    ):
        if number not in found:
            found[number] = (_Row(reference, about, school, school_id, pack, opens, []), is_his, is_alike)
        found[number][0].entries.append((kind, payload))
    theirs = [row for row, is_his, _ in found.values() if is_his]
    return theirs, [row for row, _, is_alike in found.values() if is_alike]


def _is(**condition: Any) -> "ExpressionWrapper[Q]":
    return ExpressionWrapper(Q(**condition), output_field=BooleanField())


_NO_DAYS = Calendar(())
"""Only what was entered is told of another case, and no date is worked out."""


def _entries(row: _Row, since: date, on: date) -> Iterable[Earlier]:
    """What a case says, newest first: conduct, steps and decisions. None of its words, and nothing that was struck."""
    entries = decode_many(payload for _, payload in row.entries)
    happened = [entry.happened for entry in entries if isinstance(entry, BreachRecorded)]
    folded = fold(edition_on(row.pack, max(happened, default=on)).code, _NO_DAYS, entries, on)
    for entry in reversed(entries):
        told = _told(folded, entry)
        if told is not None:
            day, what, state = told
            yield Earlier(day, what, state, day < since)


def _told(case: Folded, entry: AnyEntry) -> tuple[date, str, str] | None:
    if isinstance(entry, BreachRecorded):
        breach = case.breaches[entry.ref]
        if not breach.is_live:
            return None
        names = phrases.both(f"“{case.code.breaches[clause].name}”" for clause in entry.clauses)
        return entry.happened, f"{names}.", "found" if breach.counts else "alleged, and never found"
    if isinstance(entry, StepTaken | MeasureDecided):
        return entry.on, sentence(case, entry), ""
    return None
