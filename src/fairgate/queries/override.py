"""The pages that let somebody in for a day who is barred, and that look at it afterwards."""

from dataclasses import dataclass
from datetime import datetime

from fairgate.engine.acts.override import BarOverridden, OverrideReviewed, may_override, may_review_override
from fairgate.engine.case import CaseMeasure
from fairgate.engine.words import Kind
from fairgate.queries.acting import SOME_REASONS, Asked, Told, actor, entry_named, next_ref, opened, told, why_shut
from fairgate.queries.reader import Reader
from fairgate.records.door import Hidden
from fairgate.records.models import School, User


@dataclass(frozen=True)
class OverrideAsked(Asked):
    """A bar that holds, before somebody who would let its person in. `sites` are the premises it covers."""

    measure: CaseMeasure | None = None
    sites: tuple[School, ...] = ()


@dataclass(frozen=True)
class ReviewAsked(Asked):
    """An override, before somebody who would look at it. `where` is the premises; `given` what its entry says."""

    given: Told | None = None
    by_name: str = ""
    where: str = ""

    @property
    def entries(self) -> tuple[Told, ...]:
        """What is looked at."""
        return (self.given,) if self.given is not None else ()


def override(user: User, reference: str, ref: str, *, now: datetime) -> OverrideAsked:
    """The bar of that reference, to be overridden today; or Hidden."""
    stands, held = opened(user, reference, now=now)
    measure = stands.folded.measures.get(ref)
    if measure is None or measure.rule.kind is not Kind.BAR:
        raise Hidden("there is no such bar")
    by = actor(stands, user, held, may_override(stands.code, measure).offices)
    proposed = BarOverridden(
        ref=next_ref(stands),
        on=stands.on,
        by=by,
        of=ref,
        site=next(iter(measure.sites), ""),
        terms=SOME_REASONS,
        reasons=SOME_REASONS,
    )
    sites = tuple(School.objects.filter(trust=stands.record.trust_id, slug__in=measure.sites))
    return OverrideAsked(stands, user, held, why_shut(stands, proposed, held=held), measure, sites)


def override_review(user: User, reference: str, ref: str, *, now: datetime) -> ReviewAsked:
    """The override of that reference, to be looked at; or Hidden."""
    stands, held = opened(user, reference, now=now)
    entry = entry_named(stands, ref)
    if not isinstance(entry, BarOverridden):
        raise Hidden("there is no such override")
    by = actor(stands, user, held, may_review_override(stands.code, stands.folded.measures[entry.of]).offices)
    proposed = OverrideReviewed(ref=next_ref(stands), on=stands.on, by=by, of=ref, reasons=SOME_REASONS)
    row = stands.record.entries.select_related("by_user").get(ref=ref)
    where = School.objects.filter(trust=stands.record.trust_id, slug=entry.site).first()
    return ReviewAsked(
        stands,
        user,
        held,
        why_shut(stands, proposed, held=held),
        told(stands, entry, Reader.of(user, held, stands.code)),
        row.by_user.name if row.by_user else "",
        where.name if where else "",
    )
