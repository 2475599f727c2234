"""Accounts of a breach: side by side before somebody finds, and the page on which one is taken."""

from dataclasses import dataclass
from datetime import date, datetime

from fairgate.engine.account import is_of
from fairgate.engine.acts.account import AccountTaken, Agreed, Part
from fairgate.engine.case import CaseBreach
from fairgate.queries.acting import Asked, Told, actor, entry_named, next_ref, opened, told, why_shut
from fairgate.queries.reader import Reader
from fairgate.records.door import Hidden
from fairgate.records.models import User
from fairgate.records.standing import Standing

SOME_WORDS = "words"


@dataclass(frozen=True)
class Account:
    """What one person told. `restricted`: kept from this reader; `corrected`: a later one puts it right."""

    ref: str
    part: Part
    who: str
    what: str
    taken_on: date
    taken_by: str
    agreed: str
    text: str
    corrected: bool = False
    restricted: bool = False


@dataclass(frozen=True)
class AccountAsked(Asked):
    """One breach, of which somebody tells: `entries` is how it was recorded, `accounts` what was told of it before."""

    entries: tuple[Told, ...] = ()
    accounts: tuple[Account, ...] = ()

    @property
    def ref(self) -> str:
        """The reference of the breach."""
        return self.entries[0].ref


PARTS = {
    Part.SUBJECT: "the person whom it is about",
    Part.AFFECTED: "somebody affected",
    Part.WITNESS: "a witness",
    Part.REPORTER: "whoever reported it",
}
AGREED = {
    Agreed.YES: "Agreed: it is written down as it was told",
    Agreed.NO: "Not agreed: they say that it is not what they told",
    Agreed.NOT_ASKED: "Nobody has asked whether it is written down as it was told",
}


def account(user: User, reference: str, ref: str, *, now: datetime) -> AccountAsked:
    """The breach `ref`, of which an account is to be taken; or Hidden."""
    stands, held = opened(user, reference, now=now)
    reader = Reader.of(user, held, stands.code)
    breach = breach_of(stands, ref)
    if not reader.reads(stands.folded, breach):
        raise Hidden("there is no such breach for this reader")
    proposed = AccountTaken(
        ref=next_ref(stands),
        on=stands.on,
        by=actor(stands, user, held),
        of=ref,
        part=Part.SUBJECT,
        text=SOME_WORDS,
    )
    shown = told(stands, entry_named(stands, ref), reader)
    return AccountAsked(stands, user, held, why_shut(stands, proposed), (shown,), accounts(stands, breach, reader))


def breach_of(stands: Standing, ref: str) -> CaseBreach:
    """The breach of that reference, or Hidden."""
    breach = stands.folded.breaches.get(ref)
    if breach is None:
        raise Hidden("there is no such breach")
    return breach


def accounts(stands: Standing, breach: CaseBreach, reader: Reader) -> tuple[Account, ...]:
    """The accounts of a breach, as this reader may read them, in the order in which they were entered."""
    read = reader.reads(stands.folded, breach)
    known = stands.folded.accounts
    return tuple(
        Account(
            ref=entry.ref,
            part=entry.part,
            who=teller(entry, stands.record.subject.name) if read else "",
            what=PARTS[entry.part],
            taken_on=entry.taken,
            taken_by=entry.taken_by if read else "",
            agreed=AGREED[entry.agreed],
            text=entry.text if read else "",
            corrected=bool(known[entry.ref].corrected_by),
            restricted=not read,
        )
        for entry in stands.entries
        if isinstance(entry, AccountTaken) and is_of(known[entry.ref], breach)
    )


def teller(entry: AccountTaken, subject: str) -> str:
    """Who told it."""
    return subject if entry.part is Part.SUBJECT else entry.teller
