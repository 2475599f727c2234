"""The worklist: what is due in the cases that somebody may see, whose it is, and by when."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from fairgate.engine.duties import on_its_way, open_duties
from fairgate.queries.code import code_of, review_overdue
from fairgate.queries.holdings import Holdings, holdings
from fairgate.queries.reader import Reader
from fairgate.queries.review import Waiting, to_read, waiting, who_did_it
from fairgate.queries.worklist_beside import Draft, Unsent, beside, drafts, stopped, unsent
from fairgate.queries.worklist_lines import Line, allegations, awaited, letters, others, owed, signatures
from fairgate.records.closed import is_closed
from fairgate.records.door import cases_for
from fairgate.records.models import User
from fairgate.records.standing import Standing, standings_and


@dataclass
class Worklist:
    """The lines by when they are due, the reader's own first in each.

    `undated` is work for which the code sets no day: allegations to decide, letters to serve, drafts to countersign.
    `waiting` is what the person has still time to say. `incidents` are reports that the reader has to read, and
    questions about their own; `unsent` letters that did not leave; `drafts` reports that the reader has begun;
    `why_asked` how many looks of theirs the data lead asks about: none of them where one office is asked for. `others`,
    where only the reader's own was asked for: what the work in their cases waits for meanwhile. `offices` are those
    that owe anything and those that the reader holds, by id and name.
    """

    overdue: list[Line] = field(default_factory=list)
    today: list[Line] = field(default_factory=list)
    week: list[Line] = field(default_factory=list)
    undated: list[Line] = field(default_factory=list)
    waiting: list[Line] = field(default_factory=list)
    coming: list[Line] = field(default_factory=list)
    others: list[Line] = field(default_factory=list)
    incidents: tuple[Waiting, ...] = ()
    unsent: tuple[Unsent, ...] = ()
    drafts: tuple[Draft, ...] = ()
    why_asked: int = 0
    offices: tuple[tuple[str, str], ...] = ()
    warnings: tuple[str, ...] = ()

    @property
    def groups(self) -> tuple[list[Line], ...]:
        """Every list of lines."""
        return (self.overdue, self.today, self.week, self.undated, self.waiting, self.coming)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is due, awaited, begun or to come."""
        return not (any(self.groups) or self.incidents or self.unsent or self.drafts)

    @property
    def yours(self) -> int:
        """How many lines the reader's own offices owe."""
        return sum(line.yours for group in self.groups for line in group) + len(self.incidents)


def worklist(
    user: User, on: date, *, only_yours: bool = False, office: str = "", now: datetime | None = None
) -> Worklist:
    """What is due on that day; with `only_yours`, what the user's own offices owe; or what one `office` owes.

    `now` tells whether what works in the background has stopped; without it, nothing is said of that. Six queries at
    most. Only the cases that are open that day are read.
    """
    found, held = Worklist(), holdings(user, on)
    cases = list(cases_for(user, on).filter(~is_closed(on)))
    reports = to_read(user, held, on) if not office else []
    open_now, rows = standings_and(cases, on, people=who_did_it(reports), **beside(user, cases, now))
    for one in open_now:
        reader = _reader(user, held, one)
        _sort_in(found, one, reader)
        found.undated += signatures(one, reader, rows)
    found.offices = _offices(user, found, held, on)
    if only_yours:
        then = (found.overdue, found.today, found.week, found.undated, found.waiting)
        found.others = [line for group in then for line in group if not line.yours]
    for group in found.groups:
        if only_yours:
            group[:] = [line for line in group if line.yours]
        elif office:
            group[:] = [line for line in group if office in line.offices]
    for group in (*found.groups, found.others):
        group.sort(key=lambda line: (not line.yours, line.by or date.max, line.since or date.max, line.person))
    if not office:
        found.incidents = waiting(reports, rows["people"])
        found.drafts = drafts(rows)
        found.why_asked = len(rows["asked"])
        every = unsent(rows, open_now, user)
        found.unsent = tuple(one for one in every if one.yours or not only_yours)
    found.warnings = (*_warnings(user, on), *(stopped(rows, now) if now is not None else ()))
    return found


def _offices(user: User, found: Worklist, held: Holdings, on: date) -> tuple[tuple[str, str], ...]:
    """The offices that owe anything, and those that the reader holds; the latter first, and said to be theirs."""
    code = code_of(user, on)
    known = code.offices if code is not None else {}
    own = held.throughout.union(*held.by_school.values()).intersection(known)
    owing = {office for group in found.groups for line in group for office in line.offices if office in known}
    mine = sorted((one, f"{known[one].name} (yours)") for one in own)
    return (*sorted(mine, key=_name), *sorted(((one, known[one].name) for one in owing - own), key=_name))


def _name(office: tuple[str, str]) -> str:
    return office[1]


def _reader(user: User, held: Holdings, stands: Standing) -> Reader:
    return Reader.of(user, held.at(stands.record.school_id), stands.code)


def _warnings(user: User, on: date) -> tuple[str, ...]:
    """What concerns the code in force itself; a date that cannot be worked out stands beside its duty."""
    code = code_of(user, on)
    warning = review_overdue(code, on) if code is not None else ""
    return (warning,) if warning else ()


def _sort_in(found: Worklist, stands: Standing, reader: Reader) -> None:
    case, on = stands.folded, stands.on
    for duty in open_duties(case):
        if on_its_way(case, duty) is not None:
            continue  # it stands among what is awaited
        line = owed(stands, reader, duty)
        if duty.is_overdue(on):
            found.overdue.append(line)
        elif duty.due == on:
            found.today.append(line)
        elif duty.due is not None and duty.due <= _sunday(on):
            found.week.append(line)
        else:
            found.coming.append(line)
    found.undated += [*allegations(stands, reader), *letters(stands, reader), *others(stands, reader)]
    found.waiting += awaited(stands)


def _sunday(on: date) -> date:
    return on + timedelta(days=6 - on.weekday())
