"""A case as it stands: its ledger read, its code and calendar found, and folded for a day by the engine."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from fairgate.engine.acts.incident import BreachRecorded
from fairgate.engine.calendar import Calendar
from fairgate.engine.case import Case as FoldedCase
from fairgate.engine.code import Code
from fairgate.engine.entries import AnyEntry
from fairgate.engine.fold import fold
from fairgate.policy.pack import Pack, edition_on
from fairgate.records import read
from fairgate.records.models import Case
from fairgate.records.one_query import QueryPart, Rows, in_one_query


@dataclass(frozen=True)
class Standing:
    """One case on one day. `seq` is the number of its last entry: what an act must say it saw."""

    record: Case
    pack: Pack
    calendar: Calendar
    entries: tuple[AnyEntry, ...]
    folded: FoldedCase
    seq: int

    @property
    def code(self) -> Code:
        """The edition of the code under which the case is judged."""
        return self.pack.code

    @property
    def cites(self) -> str:
        """The edition, where it is another than the one in force on the day of the fold; else nothing."""
        today = edition_on(self.record.pack, self.folded.on)
        return "" if today is self.pack else self.code.edition

    @property
    def on(self) -> date:
        """The day of the fold."""
        return self.folded.on

    def after(self, entries: Sequence[AnyEntry], on: date | None = None) -> "Standing":
        """The case as it would stand if these entries followed: on the same day, or on another."""
        told = (*self.entries, *entries)
        pack = pack_of(self.record, told, on or self.on)
        folded = fold(pack.code, self.calendar, told, on or self.on)
        return replace(self, pack=pack, entries=told, folded=folded, seq=self.seq + len(entries))

    def until(self, seq: int, on: date) -> "Standing":
        """The case as it stood after its first `seq` entries, on a day."""
        told = self.entries[:seq]
        pack = pack_of(self.record, told, on)
        return replace(self, pack=pack, entries=told, folded=fold(pack.code, self.calendar, told, on), seq=seq)

    def before(self, proposed: AnyEntry) -> "Standing":
        """The case as it is judged before this entry: conduct by the edition in force on its day (law.md I28).

        Raises LedgerError where that edition does not know what the ledger already holds.
        """
        if not isinstance(proposed, BreachRecorded):
            return self
        pack = pack_of(self.record, (*self.entries, proposed), self.on)
        if pack is self.pack:
            return self
        return replace(self, pack=pack, folded=fold(pack.code, self.calendar, self.entries, self.on))


def standing(case: Case, on: date) -> Standing:
    """The case as it stands on a day: two queries, and the fold."""
    return standings([case], on)[0]


def standings(cases: Sequence[Case], on: date) -> list[Standing]:
    """Each case as it stands on a day, in two queries however many there are; in none for no case."""
    ledgers = read.ledgers(cases)
    calendars = read.calendars({case.school_id: case.school for case in cases}.values())
    return [stood(case, ledgers[case.pk], calendars[case.school_id], on) for case in cases]


def standings_and(cases: Sequence[Case], on: date, **parts: QueryPart) -> tuple[list[Standing], Rows]:
    """The same, and the rows of these parts: they come with the calendars, in two queries together."""
    ledgers = read.ledgers(cases)
    schools = {case.school_id: case.school for case in cases}.values()
    rows = in_one_query(**read.calendar_parts(schools), **parts)
    calendars = read.calendars_from(schools, rows)
    return [stood(case, ledgers[case.pk], calendars[case.school_id], on) for case in cases], rows


def stood(case: Case, ledger: read.Ledger, calendar: Calendar, on: date) -> Standing:
    """The case as it stands on a day, of a ledger and a calendar that were read."""
    pack = pack_of(case, ledger.entries, on)
    folded = fold(pack.code, calendar, ledger.entries, on)
    return Standing(case, pack, calendar, ledger.entries, folded, ledger.seq)


def pack_of(case: Case, entries: Iterable[AnyEntry], on: date) -> Pack:
    """The edition in force on the day of the latest incident of the case, or on `on` before there is one (I28)."""
    happened = [entry.happened for entry in entries if isinstance(entry, BreachRecorded)]
    return edition_on(case.pack, max(happened, default=on))
