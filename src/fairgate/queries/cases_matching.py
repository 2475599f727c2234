"""What the list of cases can be narrowed to, and whether a case belongs on it by what only its fold can tell."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from fairgate.engine.duties import Duty, on_its_way, open_duties
from fairgate.engine.entries import STEP_ENTRIES
from fairgate.engine.entry import MeasureImposed
from fairgate.queries.holdings import Holdings
from fairgate.queries.reader import Reader
from fairgate.queries.worklist_lines import allegations, letters
from fairgate.records.models import User
from fairgate.records.standing import Standing

OPEN, CLOSED = "open", "closed"
ANY_MEASURE, NO_MEASURE = "any", "none"
OVERDUE, THIS_WEEK, OWED = "overdue", "week", "any"
YOURS = "yours"
NEWEST, CHANGED, SOONEST = "", "changed", "due"

MEASURES = tuple(
    str(entry.__struct_config__.tag) for entry in set(STEP_ENTRIES.values()) if issubclass(entry, MeasureImposed)
)
"""The types of the entries that impose a measure."""


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to, each by an id, and empty where it is not.

    A school's slug; `state`: 'open' or 'closed'; `step`: a step of the code that was taken. What only a fold can tell:
    `measure` in force, by its step, 'any' or 'none'; `setting` of a breach that was not struck; `due`: something
    'overdue', due by Sunday ('week'), or owed at all ('any'); `whose`: 'yours'. `sort` is the order: newest first, last
    changed first, or what is due soonest.
    """

    school: str = ""
    state: str = ""
    step: str = ""
    measure: str = ""
    setting: str = ""
    due: str = ""
    whose: str = ""
    sort: str = ""

    @property
    def needs_fold(self) -> bool:
        """Whether only the fold of a ledger can tell if a case belongs here, or where."""
        return bool(self.measure or self.setting or self.due or self.whose or self.sort == SOONEST)


class Look:
    """A case as the list looks at it, for a user where it is asked whose work it is."""

    def __init__(self, stands: Standing, user: User | None = None, held: Holdings | None = None) -> None:
        self.stands = stands
        self._user, self._held = user, held

    @cached_property
    def _duties(self) -> list[Duty]:
        case = self.stands.folded
        return [duty for duty in open_duties(case) if on_its_way(case, duty) is None]

    @cached_property
    def _next(self) -> Duty | None:
        dated = [duty for duty in self._duties if duty.due is not None]
        return min(dated, key=lambda duty: duty.due or date.max, default=None)

    @property
    def due(self) -> date | None:
        """The day of what is owed next, be it gone by; None where no day runs."""
        return self._next.due if self._next is not None else None

    @property
    def owed(self) -> str:
        """What that is, in words."""
        return self._next.name if self._next is not None else ""

    def matches(self, wanted: Filters) -> bool:
        """Whether the case belongs on a list that is so narrowed."""
        return (
            (not wanted.measure or self._has_measure(wanted.measure))
            and (not wanted.setting or self._happened(wanted.setting))
            and (not wanted.due or self._is_due(wanted.due))
            and (not wanted.whose or (wanted.whose == YOURS and self._is_theirs()))
        )

    def _has_measure(self, wanted: str) -> bool:
        in_force = {measure.rule.id for measure in self.stands.folded.measures_in_force()}
        if wanted in (ANY_MEASURE, NO_MEASURE):
            return bool(in_force) is (wanted == ANY_MEASURE)
        return wanted in in_force

    def _happened(self, setting: str) -> bool:
        return any(breach.is_live and breach.setting == setting for breach in self.stands.folded.breaches.values())

    def _is_due(self, wanted: str) -> bool:
        on = self.stands.on
        if wanted == OWED:
            return bool(self._duties)
        if wanted == OVERDUE:
            return any(duty.is_overdue(on) for duty in self._duties)
        sunday = on + timedelta(days=6 - on.weekday())
        return wanted == THIS_WEEK and any(duty.due is not None and on <= duty.due <= sunday for duty in self._duties)

    def _is_theirs(self) -> bool:
        """Whether an office that the user holds at the school owes anything, dated or not."""
        if self._user is None or self._held is None:
            return False
        reader = Reader.of(self._user, self._held.at(self.stands.record.school_id), self.stands.code)
        if any(reader.may(duty.owners) or reader.enters_for(duty.owners) for duty in self._duties):
            return True
        return any(line.yours for line in (*allegations(self.stands, reader), *letters(self.stands, reader)))
