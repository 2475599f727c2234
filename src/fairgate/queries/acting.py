"""What every page of an act shows: the case, the office in which the reader would act, and why they may not."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from fairgate.engine import phrases
from fairgate.engine.acts.body import why_not_alone
from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.authority import in_place_of, is_competent, office_for
from fairgate.engine.calendar import BeyondCalendar, Calendar
from fairgate.engine.code import Code, Span
from fairgate.engine.decide import Accepted, decide
from fairgate.engine.entries import AnyEntry
from fairgate.engine.entry import Actor
from fairgate.engine.refusal import Reason
from fairgate.engine.telling import sentence
from fairgate.engine.words import Unit
from fairgate.queries.own_words import Words, words_of
from fairgate.queries.reader import Reader
from fairgate.queries.timeline import is_read
from fairgate.records import door
from fairgate.records.append import written_by
from fairgate.records.independence import why_not_independent
from fairgate.records.interests import Known
from fairgate.records.models import Person, School, User
from fairgate.records.standing import Standing, standing

SOME_REASONS = "reasons"
"""Stands for reasons that are still to be written, where the engine is asked whether an act is open at all."""


@dataclass(frozen=True)
class Asked:
    """One case, before somebody who would act on it. `shut` are the reasons why they may not, as it stands now."""

    stands: Standing
    by: User
    held: frozenset[str]
    shut: tuple[Reason, ...] = ()

    @property
    def reference(self) -> str:
        """The case's own."""
        return self.stands.record.reference

    @property
    def subject(self) -> Person:
        """Whom the case is about."""
        return self.stands.record.subject.kept

    @property
    def school(self) -> School:
        """The case's own."""
        return self.stands.record.school

    @property
    def code(self) -> Code:
        """The edition that the case is judged by."""
        return self.stands.code

    @property
    def on(self) -> date:
        """Today."""
        return self.stands.on

    def in_place_of(self, offices: Iterable[str]) -> str:
        """In words, for whom of these offices the reader would stand in; empty where they act in one of them."""
        competent = tuple(offices)
        office = actor(self.stands, self.by, self.held, competent).office
        if is_competent(self.code, office, competent):
            return ""
        return phrases.offices(self.code, in_place_of(self.code, office, competent))

    @property
    def seen(self) -> int:
        """The number of the last entry."""
        return self.stands.seq

    @property
    def informs(self) -> bool:
        """Whether the reader weighs the matter though the page is shut to them: another enters what they decide."""
        return False


@dataclass(frozen=True)
class Told:
    """An entry that a page shows: its sentence, its own words, or that they are kept back from this reader."""

    ref: str
    on: date
    sentence: str
    words: tuple[Words, ...]
    restricted: bool = False


def opened(user: User, reference: str, *, now: datetime) -> tuple[Standing, frozenset[str]]:
    """The case as it stands today, and the offices that the reader holds at its school; or Hidden. Noted."""
    case = door.open_case(user, reference, now=now)
    today = timezone.localdate(now)
    return standing(case, today), door.offices_of(user, case.school, today)


def actor(stands: Standing, user: User, held: frozenset[str], competent: Iterable[str] = ()) -> Actor:
    """Who would act, as the ledger would name them (actions/acting.py)."""
    return Actor(office_for(stands.code, held, tuple(competent)), f"user {user.pk}")


def why_shut(
    stands: Standing,
    proposed: AnyEntry,
    user: User | None = None,
    known: Known | None = None,
    held: Collection[str] = (),
) -> tuple[Reason, ...]:
    """Why an entry may not follow now, were its own words and dates right; empty where it may.

    With `user`, whose entry it would be, that they had a part in the matter counts too; `known` is what the records
    tell of that, where it was asked already. `held` are the offices of whoever enters it, where it is another's word.
    """
    answer = decide(stands.code, stands.calendar, stands.entries, proposed)
    if not isinstance(answer, Accepted):
        return answer.reasons
    alone = why_not_alone(stands.code, held or {proposed.by.office}, proposed)
    if alone is not None:
        return (alone,)
    reason = why_not_independent(stands, answer.entry, user, known=known) if user is not None else None
    return (reason,) if reason is not None else ()


def is_done(stands: Standing, operation_key: str) -> bool:
    """Whether the POST of that key has acted on the case already."""
    return bool(operation_key) and bool(written_by(stands.record, operation_key))


def happened_since(stands: Standing, seen: int) -> list[str]:
    """What was entered after the entry number `seen`, in sentences that say by whom."""
    rows = stands.record.entries.filter(seq__gt=seen).select_related("by_user").order_by("seq")
    entries = {entry.ref: entry for entry in stands.entries}
    return [
        f"{sentence(stands.folded, entries[row.ref])[:-1]} ({row.by_user.name if row.by_user else 'the person'})."
        for row in rows
        if row.ref in entries
    ]


def next_ref(stands: Standing) -> str:
    """The reference of the entry that would come next."""
    return f"e{stands.seq + 1}"


def entry_named(stands: Standing, ref: str) -> AnyEntry:
    """The entry of that reference, or Hidden."""
    for entry in stands.entries:
        if entry.ref == ref:
            return entry
    raise door.Hidden("there is no such entry")


def told(stands: Standing, entry: AnyEntry, reader: Reader) -> Told:
    """An entry as this reader may read it (law.md 33)."""
    kept_back = not is_read(stands.folded, entry, reader)
    words = () if kept_back else tuple(words_of(entry, stands.record.subject.kept.name))
    return Told(entry.ref, entry.on, sentence(stands.folded, entry), words, kept_back)


def incidents(stands: Standing, reader: Reader) -> tuple[Told, ...]:
    """The incidents of the case that count or may come to count, in order."""
    live = [e for e in stands.entries if isinstance(e, BreachRecorded) and stands.folded.breaches[e.ref].is_live]
    return tuple(told(stands, entry, reader) for entry in live)


@dataclass(frozen=True)
class Hint:
    """A date that is worked out when none is given; `on` is None where `words` says why it cannot be."""

    on: date | None
    words: str
    paragraphs: tuple[str, ...]

    def __str__(self) -> str:
        cited = f" ({phrases.both(self.paragraphs)})" if self.paragraphs else ""
        if self.on is None:
            return f"{self.words}{cited}"
        return f"Left empty: {weekday(self.on)}, {self.words}{cited}."


def hint(calendar: Calendar, since: date, span: Span, after: str, paragraphs: tuple[str, ...]) -> Hint:
    """The end of a span counted from a day."""
    try:
        return Hint(calendar.after(since, span), counted(span, after), paragraphs)
    except BeyondCalendar as beyond:
        return Hint(None, f"It cannot be worked out: {beyond}. Give a day.", paragraphs)


def counted(span: Span, after: str) -> str:
    """How a span is counted, in words: '10 school days after it is received; holidays do not count'."""
    if span.unit is Unit.HALF_TERMS:
        return "the end of the half-term" if span.amount == 1 else f"the end of the {span.amount}th half-term"
    return f"{span} after {after}{_SKIPS.get(span.unit, '')}"


_SKIPS = {
    Unit.SCHOOL_DAYS: ", counting only days on which the school is open to pupils",
    Unit.WORKING_DAYS: ", not counting weekends and bank holidays",
    Unit.WEEKDAY_HOURS: ", not counting weekends",
}


def weekday(on: date) -> str:
    """Friday 18 December 2026."""
    return f"{on:%A} {phrases.day(on)}"
