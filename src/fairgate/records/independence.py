"""Who may not act in a case because they had a part in it, as far as the records tell (law.md 18).

The engine sees what the ledger says; here names are known again as the users whose they are, and the people whom the
reports name, and those from whom somebody stands aside, count with them.
"""

from collections.abc import Iterator

from fairgate.engine.authority import Tie
from fairgate.engine.entries import AnyEntry
from fairgate.engine.independence import Matter, acting_in, matter_of, names_in, ties_of, why_conflicted
from fairgate.engine.refusal import Reason
from fairgate.engine.words import Interest
from fairgate.records.interests import Known, is_named
from fairgate.records.models import User
from fairgate.records.standing import Standing


def why_not_independent(stands: Standing, entry: AnyEntry, user: User, known: Known | None = None) -> Reason | None:
    """The reason why `user`, who makes an entry that the code allows or signs it too, may not; None where they may.

    `known` is what the records tell of the case, where the caller has asked already.
    """
    matter = matter_of(stands.folded, entry)
    for by, part in acting_in(stands.folded, entry, matter) if matter is not None else ():
        if by.person == f"user {user.pk}":
            ties = list(_ties(stands, part, user, by.person, known or Known.of([stands])))
            return why_conflicted(stands.folded, by, part, ties)
    return None


def _ties(stands: Standing, matter: Matter, user: User, person: str, known: Known) -> Iterator[Tie]:
    incidents = {breach.incident: breach.ref for breach in matter.breaches if breach.incident}
    for tie in ties_of(stands.folded, matter):
        yield Tie(person, tie.why, tie.of) if is_named(tie.person, user.name) else tie
    for row in known.named.get(stands.record.pk, ()):
        if row.incident not in incidents:
            continue
        for name in [f"user {row.user}"] if row.user is not None else names_in(row.name):
            own = row.user == user.pk or is_named(name, user.name)
            yield Tie(person if own else name, row.why, incidents[row.incident])
    if user.pk in known.aside.get(stands.record.subject.one_pk, ()):
        yield Tie(person, Interest.RELATIVE)
