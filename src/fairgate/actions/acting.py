"""How every act on a case is done: the door, the office, the engine, one append.

Each act's own file proposes its entry; nothing else in the house writes to a ledger.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from fairgate.actions import letter
from fairgate.engine.acts.body import why_not_alone
from fairgate.engine.authority import office_for
from fairgate.engine.decide import Accepted, decide
from fairgate.engine.entries import AnyEntry, LedgerError
from fairgate.engine.entry import SUBJECT, Actor
from fairgate.engine.refusal import Reason, Refusal
from fairgate.engine.skipping import why_unreasoned
from fairgate.engine.weighing import why_unweighed
from fairgate.records import door
from fairgate.records.append import LedgerMoved, append, written_by
from fairgate.records.independence import why_not_independent
from fairgate.records.known import is_here
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

    @property
    def before(self) -> str:
        """The reference of the last entry: of the same act, where it leaves more than one."""
        return self.stands.entries[-1].ref if self.stands.entries else ""

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


def check(act: Act, *proposals: Proposal, draft: bool = False) -> tuple[AnyEntry, ...]:
    """The entries that the act would leave, their dates worked out; nothing is written.

    As a `draft`, all but the signature of somebody else is asked.

    Raises:
        Hidden: there is no such case for this person.
        NotAllowed: the code does not let it be done.
        LetterRefused: the letter that belongs to the act could not be made.
    """
    case = door.open_case(act.by, act.reference, now=act.now)
    return checked(case, act, *proposals, draft=draft)


def checked(case: Case, act: Act, *proposals: Proposal, draft: bool = False) -> tuple[AnyEntry, ...]:
    """What `check` answers, of a case that the caller has opened already, or has not stored yet."""
    setting = _setting(case, act)
    entries = _decided(setting, proposals, draft=draft)
    stands = setting.stands.after(entries)
    for entry in entries:
        letter.rehearse(stands, entry, by=act.by, today=timezone.localdate(act.now))
    return entries


def perform(act: Act, *proposals: Proposal) -> LedgerEntry:
    """Do the act: append its entries and issue their letters, all or none; the first entry's row.

    Raises:
        Hidden: there is no such case for this person.
        NotAllowed: the code does not let it be done.
        LedgerMoved: somebody acted on the case after the person had looked at it.
        LetterRefused: the letter that belongs to the act cannot be made; the act is not done either.
    """
    case = door.open_case(act.by, act.reference, now=act.now)
    with transaction.atomic():
        # One at a time on one case; SQLite has one writer anyway, and does not know the clause.
        Case.objects.select_for_update().get(pk=case.pk)
        done = written_by(case, act.operation_key)
        if done:
            return done[0]
        newer = list(case.entries.filter(seq__gt=act.expected_seq).order_by("seq"))
        if newer:
            raise LedgerMoved(newer)
        return written(case, act, *proposals)


def written(case: Case, act: Act, *proposals: Proposal) -> LedgerEntry:
    """Append what the proposals leave, and issue their letters; in the caller's transaction.

    Raises Hidden when the person left, or was switched off, since the page was asked for.
    """
    if not is_here(act.by.pk, timezone.localdate(act.now)):
        raise door.Hidden("this person holds no office any more")
    setting = _setting(case, act)
    entries = _decided(setting, proposals)
    rows = append(
        case,
        entries,
        by=act.by,
        now=act.now,
        operation_key=act.operation_key,
        expected_seq=setting.stands.seq,
    )
    stands = setting.stands.after(entries)
    for row, entry in zip(rows, entries, strict=True):
        letter.issue(stands, row, entry, by=act.by, now=act.now)
    return rows[0]


def _insist(stands: Standing, entry: AnyEntry, setting: Setting) -> None:
    """Refuse what is open under the code and still unfair: by somebody who had a part in it, unreasoned, unweighed; and
    what somebody enters who only sits on a council that decides about it."""
    for reason in (
        why_not_alone(stands.code, setting.held, entry),
        why_not_independent(stands, entry, setting.by),
        why_unreasoned(stands.folded, entry),
        why_unweighed(stands.folded, entry),
    ):
        if reason is not None:
            raise NotAllowed(Refusal((reason,)))


def _setting(case: Case, act: Act) -> Setting:
    today = timezone.localdate(act.now)
    on = act.on or today
    stands = standing(case, on)
    return Setting(stands, on, _next(stands), act.by, door.offices_of(act.by, case.school, today))


def _next(stands: Standing) -> str:
    return f"e{stands.seq + 1}"


_OTHER_EDITION = Reason(
    "The edition of the code that was in force on that day does not know what this case was opened for.",
    (),
    "Report it as a case of its own, which is judged by that edition.",
)


def _decided(setting: Setting, proposals: Sequence[Proposal], *, draft: bool = False) -> tuple[AnyEntry, ...]:
    entries: list[AnyEntry] = []
    for propose in proposals:
        stands = setting.stands.after(entries)
        proposed = propose(replace(setting, stands=stands, ref=_next(stands)))
        try:
            stands = stands.before(proposed)
        except LedgerError:
            raise NotAllowed(Refusal((_OTHER_EDITION,))) from None
        answer = decide(stands.code, stands.calendar, stands.entries, proposed, draft=draft)
        if not isinstance(answer, Accepted):
            raise NotAllowed(answer)
        _insist(stands, answer.entry, setting)
        entries.append(answer.entry)
    return tuple(entries)
