"""Account: what somebody tells of what happened, in their own words. Nothing follows from it by itself."""

from datetime import date
from enum import StrEnum

from fairgate.engine import phrases
from fairgate.engine.account import CaseAccount
from fairgate.engine.acts.finding import breach_named
from fairgate.engine.case import Case, CaseBreach
from fairgate.engine.entry import Entry
from fairgate.engine.refusal import refuse


class Part(StrEnum):
    """What the teller is to what happened."""

    SUBJECT = "subject"  # the person whom the case is about: the other side, heard before a finding (law.md 16)
    AFFECTED = "affected"
    WITNESS = "witness"
    REPORTER = "reporter"


class Agreed(StrEnum):
    """Whether the teller has said that it is written down as they told it."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


class AccountTaken(Entry, frozen=True, kw_only=True, tag="account_taken"):
    """Somebody told what happened: `of` is the breach, or the reference of the incident that it was recorded from.

    `teller` is their name, empty for the subject; `taken_on` the day on which it was told, where it was not the day
    of the entry, and `taken_by` who took it down, where it was not who enters it. `corrects` refers to an earlier
    account of the same teller that this one puts right: both stay.
    """

    of: str
    part: Part
    text: str
    teller: str = ""
    taken_on: date | None = None
    taken_by: str = ""
    agreed: Agreed = Agreed.NOT_ASKED
    corrects: str = ""

    @property
    def taken(self) -> date:
        """The day on which it was told."""
        return self.taken_on or self.on


def take_account(case: Case, proposed: AccountTaken) -> AccountTaken:
    """The account as it may stand in the ledger: somebody's, of something in this case, told by now."""
    told_of = _breaches(case, proposed.of) or [breach_named(case, proposed.of)]
    if not any(breach.is_live for breach in told_of):
        raise refuse("This breach was struck and counts no longer.", (), "Record the conduct again if it happened.")
    if not proposed.text.strip():
        raise refuse("An account needs the words of whoever gives it.", (), "Write what they told.")
    if proposed.part is not Part.SUBJECT and not proposed.teller.strip():
        raise refuse("Nobody is named as the one who told it.", (), "Say whose account it is.")
    if proposed.taken > proposed.on:
        raise refuse(
            f"The account is dated {phrases.day(proposed.taken)}, after the day of the record.",
            (),
            "Give the day on which it was told.",
        )
    happened = min(breach.happened for breach in told_of)
    if proposed.taken < happened:
        raise refuse(
            f"The account is dated {phrases.day(proposed.taken)}, before what it tells of, {phrases.day(happened)}.",
            (),
            "Give the day on which it was told.",
        )
    if proposed.corrects:
        _check_corrected(case, proposed)
    return proposed


def _check_corrected(case: Case, proposed: AccountTaken) -> None:
    earlier = case.accounts.get(proposed.corrects)
    if earlier is None:
        raise refuse(
            f"This case has no account called {proposed.corrects!r}.",
            (),
            f"It has: {', '.join(case.accounts) or 'none yet'}.",
        )
    if (earlier.part, earlier.teller) != (proposed.part.value, proposed.teller):
        raise refuse(
            "An account is put right by whoever gave it, and by nobody else.",
            (),
            "Enter what the other person tells as an account of its own.",
        )


def _breaches(case: Case, of: str) -> list[CaseBreach]:
    """What an account is of: the breach of that reference, or all that were recorded from the incident of it."""
    found = case.breaches.get(of)
    if found is not None:
        return [found]
    return [breach for breach in case.breaches.values() if of and breach.incident == of]


def apply(case: Case, entry: AccountTaken) -> None:
    """Fold the account in: it is there to be weighed, and changes nothing else."""
    case.accounts[entry.ref] = CaseAccount(entry.ref, entry.of, entry.part.value, entry.teller)
    if entry.corrects:
        case.accounts[entry.corrects].corrected_by = entry.ref
