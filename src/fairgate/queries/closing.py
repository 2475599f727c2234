"""The pages that close a case and open it again."""

from datetime import datetime

from fairgate.engine.acts.closing import CaseClosed, CaseReopened
from fairgate.queries.acting import Asked, actor, next_ref, opened, why_shut
from fairgate.records.models import User


def closing(user: User, reference: str, *, now: datetime) -> Asked:
    """The case, to be closed; or Hidden."""
    stands, held = opened(user, reference, now=now)
    by = actor(stands, user, held, stands.code.closing.offices)
    proposed = CaseClosed(ref=next_ref(stands), on=stands.on, by=by, outcome="resolved")
    return Asked(stands, user, held, why_shut(stands, proposed))


def reopening(user: User, reference: str, *, now: datetime) -> Asked:
    """The case, to be opened again; or Hidden."""
    stands, held = opened(user, reference, now=now)
    by = actor(stands, user, held, stands.code.closing.offices)
    proposed = CaseReopened(ref=next_ref(stands), on=stands.on, by=by)
    return Asked(stands, user, held, why_shut(stands, proposed))
