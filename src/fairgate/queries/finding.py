"""The pages of a finding and of a correction: one breach of a case, as it was recorded and as it stands."""

from dataclasses import dataclass
from datetime import datetime

from fairgate.engine.acts.account import Part
from fairgate.engine.acts.correction import BreachStruck
from fairgate.engine.acts.finding import BreachFound
from fairgate.engine.case import CaseBreach
from fairgate.engine.entries import AnyEntry
from fairgate.queries.account import Account, accounts
from fairgate.queries.acting import SOME_REASONS, Asked, Told, actor, entry_named, next_ref, opened, told, why_shut
from fairgate.queries.reader import Reader
from fairgate.records.door import Hidden
from fairgate.records.models import User
from fairgate.records.standing import Standing


@dataclass(frozen=True)
class BreachAsked(Asked):
    """One breach. `entries` is how it was recorded; `rests_on_it` names the measures that were imposed for it.

    `accounts` is what each person told of it; `unheard`: the person whom the case is about has not told theirs.
    """

    entries: tuple[Told, ...] = ()
    rests_on_it: tuple[str, ...] = ()
    accounts: tuple[Account, ...] = ()

    @property
    def unheard(self) -> bool:
        """Whether the person's own account is missing."""
        return not any(one.part is Part.SUBJECT for one in self.accounts)

    @property
    def stands_in_for(self) -> str:
        """For whom the reader would stand in; empty where the code names their own office."""
        return self.in_place_of(self.code.findings.offices)

    @property
    def ref(self) -> str:
        """The reference of the breach."""
        return self.entries[0].ref


def finding(user: User, reference: str, ref: str, *, now: datetime) -> BreachAsked:
    """The breach `ref`, to be found; or Hidden."""
    stands, held = opened(user, reference, now=now)
    by = actor(stands, user, held, stands.code.findings.offices)
    proposed = BreachFound(
        ref=next_ref(stands), on=stands.on, by=by, of=ref, reasons=SOME_REASONS, instead=SOME_REASONS
    )
    return _asked(stands, user, held, ref, proposed)


def correction(user: User, reference: str, ref: str, *, now: datetime) -> BreachAsked:
    """The breach `ref`, to be struck; or Hidden."""
    stands, held = opened(user, reference, now=now)
    deciders = (owner for m in stands.folded.measures.values() for owner in m.measure.decision.owners)
    by = actor(stands, user, held, (*stands.code.findings.offices, *deciders))
    proposed = BreachStruck(ref=next_ref(stands), on=stands.on, by=by, of=ref, reasons=SOME_REASONS)
    return _asked(stands, user, held, ref, proposed)


def _asked(stands: Standing, user: User, held: frozenset[str], ref: str, proposed: AnyEntry) -> BreachAsked:
    breach: CaseBreach | None = stands.folded.breaches.get(ref)
    if breach is None:
        raise Hidden("there is no such breach")
    reader = Reader.of(user, held, stands.code)
    measures = [measure.rule.name for measure in stands.folded.current_measures() if breach in measure.rests_on]
    return BreachAsked(
        stands,
        user,
        held,
        why_shut(stands, proposed, user),
        (told(stands, entry_named(stands, ref), reader),),
        tuple(measures),
        accounts(stands, breach, reader),
    )
