"""How every act on a case is done: the door, the office, the engine, one append.

Each act's own file proposes its entry; nothing else in the house writes to a ledger.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fairgate.actions import letter
from fairgate.engine.authority import is_competent
from fairgate.engine.code import Code
from fairgate.engine.decide import Accepted, decide
from fairgate.engine.entries import AnyEntry
from fairgate.engine.entry import SUBJECT, Actor
from fairgate.engine.refusal import Refusal
from fairgate.records import door
from fairgate.records.append import LedgerMoved, append, written_by
from fairgate.records.models import Case, LedgerEntry, User
from fairgate.records.standing import Standing, standing


class NotAllowed(Exception):
    """The code does not let this be done; `refusal` says why, under which paragraph, and what would change it."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal


@dataclass(frozen=True)
class Act:
    """What an act on a case needs to know: which case, who acts and when, and what they had before them.

    `operation_key` names one POST, so that sent twice it acts once; `expected_seq` is the number of the last entry
    that the person saw; `on` is the day of the act where it was not today.
    """

    reference: str
    by: User
    now: datetime
    operation_key: str
    expected_seq: int
    on: date | None = None


@dataclass(frozen=True)
class Setting:
    """What a proposal is made from: the case as it stands, the day, the new entry's reference, who acts."""

    stands: Standing
    on: date
    ref: str
    by: User
    held: frozenset[str]

    def actor(self, competent: Iterable[str]) -> Actor:
        """The person in the first of the competent offices that they hold; else in one that they hold at all.

        The engine refuses the latter with its reason and names who may.
        """
        return Actor(office_for(self.stands.code, self.held, tuple(competent)), person(self.by))

    def anyone(self) -> Actor:
        """The person in any office that they hold."""
        return Actor(office_for(self.stands.code, self.held, ()), person(self.by))

    def subject(self) -> Actor:
        """The person whom the case is about; the member of staff who enters it stands in the row."""
        return Actor(SUBJECT, f"subject {self.stands.record.subject_id}")


Proposal = Callable[[Setting], AnyEntry]


def person(user: User) -> str:
    """How the engine tells one human being from another: no name, so that none is copied into ledgers."""
    return f"user {user.pk}"


def office_for(code: Code, held: frozenset[str], competent: tuple[str, ...]) -> str:
    """The office in which somebody who holds `held` acts."""
    for office in competent:
        if office in held:
            return office
    known = sorted(office for office in held if office in code.offices)
    for office in known:
        if is_competent(code, office, competent):
            return office
    return known[0] if known else ""


def check(act: Act, propose: Proposal) -> AnyEntry:
    """The entry that the act would leave, its dates worked out; nothing is written. Raises `NotAllowed`."""
    case = door.open_case(act.by, act.reference, now=act.now)
    return _decided(_setting(case, act), propose)


def perform(act: Act, propose: Proposal) -> LedgerEntry:
    """Do the act: append its entry and issue its letter, both or neither.

    Raises:
        Hidden: there is no such case for this person.
        NotAllowed: the code does not let it be done.
        LedgerMoved: somebody acted on the case after the person had looked at it.
        LetterRefused: the letter that belongs to the act cannot be made; the act is not done either.
    """
    case = door.open_case(act.by, act.reference, now=act.now)
    done = written_by(case, act.operation_key)
    if done:
        return done[0]
    with transaction.atomic():
        setting = _setting(case, act)
        if setting.stands.seq != act.expected_seq:
            raise LedgerMoved(list(case.entries.filter(seq__gt=act.expected_seq).order_by("seq")))
        entry = _decided(setting, propose)
        rows = append(
            case, [entry], by=act.by, now=act.now, operation_key=act.operation_key, expected_seq=act.expected_seq
        )
        letter.issue(standing(case, setting.on), rows[0], entry, by=act.by, now=act.now)
    return rows[0]


def begin(case: Case, propose: Proposal, *, by: User, now: datetime, operation_key: str) -> LedgerEntry:
    """Make the first entry of a case that the caller has just opened, in the caller's transaction."""
    setting = _setting(case, Act(case.reference, by, now, operation_key, 0))
    entry = _decided(setting, propose)
    return append(case, [entry], by=by, now=now, operation_key=operation_key, expected_seq=0)[0]


def _setting(case: Case, act: Act) -> Setting:
    today = timezone.localdate(act.now)
    on = act.on or today
    stands = standing(case, on)
    return Setting(stands, on, f"e{stands.seq + 1}", act.by, door.offices_of(act.by, case.school, today))


def _decided(setting: Setting, propose: Proposal) -> AnyEntry:
    stands = setting.stands
    answer = decide(stands.code, stands.calendar, stands.entries, propose(setting))
    if isinstance(answer, Accepted):
        return answer.entry
    raise NotAllowed(answer)
