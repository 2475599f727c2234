"""Which cases are closed on a day, as the fold of their ledgers would tell, asked of the database."""

from datetime import date

from django.db.models import Exists, OuterRef

from fairgate.engine.acts.closing import CaseClosed, CaseReopened
from fairgate.records.models import LedgerEntry

_CLOSED, _REOPENED = (str(entry.__struct_config__.tag) for entry in (CaseClosed, CaseReopened))


def is_closed(on: date) -> Exists:
    """Of cases: whether each was closed, and not reopened after that, by the end of that day."""
    known = LedgerEntry.objects.filter(on__lte=on)
    later = known.filter(case=OuterRef("case"), type=_REOPENED, seq__gt=OuterRef("seq"))
    return Exists(known.filter(~Exists(later), case=OuterRef("pk"), type=_CLOSED))
