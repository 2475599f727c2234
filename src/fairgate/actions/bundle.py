"""Copies of case files: asked for by a person, made by a worker, recorded in the case as an act of who asked."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q

from fairgate.actions.acting import Act, NotAllowed, Proposal, Setting, checked, written
from fairgate.delivery.bundle import Bound
from fairgate.delivery.bundle_files import BundleFiles
from fairgate.engine.acts.bundle import Audience, BundleMade
from fairgate.records import door
from fairgate.records.append import LedgerMoved
from fairgate.records.models import Bundle, BundleEnd, Case

LEASE = timedelta(minutes=10)  # renewed with each page that is prepared
TRIES = 3
KEPT_FOR = timedelta(days=14)


class AlreadyAsked(Exception):
    """A copy for that audience is being made."""


def bundle_files() -> BundleFiles:
    """Where copies are kept until they are fetched."""
    return BundleFiles(settings.STATE / "bundles")


def ask_for_bundle(act: Act, *, audience: Audience, confirmed: Sequence[str] = ()) -> Bundle:
    """Have a copy of the case file made; the same operation twice asks once. The case is read for it, which is noted.

    Raises:
        Hidden: there is no such case for this person.
        NotAllowed: the code does not let them.
        AlreadyAsked: one for that audience is being made.
    """
    reference = UUID(act.operation_key)
    asked = Bundle.objects.filter(reference=reference, asked_by=act.by).first()
    if asked is not None:
        return asked
    case = door.open_case(act.by, act.reference, now=act.now, why=f"to be copied for {audience.called}")
    checked(case, act, _proposal(audience, "0" * 64, 1, tuple(confirmed), 0))
    try:
        with transaction.atomic():
            return Bundle.objects.create(
                case=case,
                audience=audience.value,
                confirmed=list(confirmed),
                reference=reference,
                asked_by=act.by,
                asked_at=act.now,
            )
    except IntegrityError:
        raise AlreadyAsked(f"A copy for {audience.called} is being made already. Wait until it is ready.") from None


def claim(now: datetime) -> Bundle | None:
    """The next copy to make, which nobody else then has while it goes on; None when there is none."""
    free = Q(leased_until__isnull=True) | Q(leased_until__lt=now)
    due = Bundle.objects.waiting().filter(free)
    for number in due.order_by("asked_at", "pk").values_list("pk", flat=True)[:20]:
        if due.filter(pk=number).update(leased_until=now + LEASE):
            rows = Bundle.objects.select_related("case__school", "case__trust", "case__subject__kept_as", "asked_by")
            return rows.get(pk=number)
    return None


def may_go_on(bundle: Bundle, *, now: datetime) -> bool:
    """Whether whoever asked may still have it; else it has failed, and says so. Counts the try."""
    bundle.tries += 1
    bundle.save(update_fields=["tries"])
    if bundle.tries > TRIES:
        failed(bundle, "It was begun three times and never finished. Tell whoever looks after Fairgate", now=now)
        return False
    try:
        # Read again by whoever asked, on the day on which it is made: what they lost meanwhile is not copied for them.
        case = door.open_case(bundle.asked_by, bundle.case.reference, now=now, why=_why(bundle))
        checked(case, _act(bundle, now), _made(bundle, "0" * 64, 1, 0))
    except (door.Hidden, NotAllowed):
        failed(bundle, "Whoever asked for it may not have it any more", now=now)
        return False
    return True


def went_on(bundle: Bundle, done: int, total: int, *, now: datetime) -> None:
    """So many of so many parts are prepared."""
    bundle.done, bundle.total, bundle.leased_until = done, total, now + LEASE
    bundle.save(update_fields=["done", "total", "leased_until"])


def made(bundle: Bundle, bound: Bound, upto: int, *, now: datetime) -> None:
    """Keep the copy and record it in the case, by whoever asked for it; both or neither.

    A try that broke off after this has left everything done: it is not made twice.
    """
    bundle_files().keep(bound.sha256, bound.pdf)
    case = bundle.case
    with transaction.atomic():
        Case.objects.select_for_update().get(pk=case.pk)
        try:
            with transaction.atomic():
                written(case, _act(bundle, now), _made(bundle, bound.sha256, bound.pages, upto))
        except (NotAllowed, door.Hidden, LedgerMoved):
            bundle_files().forget(bound.sha256)
            failed(bundle, "It could not be recorded in the case, and was thrown away", now=now)
            return
        bundle.became, bundle.became_at, bundle.leased_until, bundle.why = BundleEnd.MADE, now, None, ""
        bundle.sha256, bundle.size, bundle.pages = bound.sha256, len(bound.pdf), bound.pages
        bundle.kept_until = now + KEPT_FOR
        bundle.save()


def failed(bundle: Bundle, why: str, *, now: datetime) -> None:
    """It was not made, and will not be."""
    bundle.became, bundle.became_at, bundle.leased_until, bundle.why = BundleEnd.FAILED, now, None, f"{why}."[:300]
    bundle.save(update_fields=["became", "became_at", "leased_until", "why"])


def tidy(*, now: datetime) -> int:
    """Delete the copies whose time is over; how many."""
    over = Bundle.objects.filter(became=BundleEnd.MADE, kept_until__lte=now)
    hashes = list(over.values_list("pk", "sha256"))
    for number, sha256 in hashes:
        kept = Bundle.objects.filter(sha256=sha256, became=BundleEnd.MADE, kept_until__gt=now)
        if not kept.exists():
            bundle_files().forget(sha256)
        over.filter(pk=number).update(became=BundleEnd.GONE, became_at=now)
    kept_now = set(Bundle.objects.filter(became=BundleEnd.MADE).values_list("sha256", flat=True))
    bundle_files().forget_others(kept_now, before=now - LEASE)
    return len(hashes)


def _why(bundle: Bundle) -> str:
    return f"copied for {Audience(bundle.audience).called}"


def _act(bundle: Bundle, now: datetime) -> Act:
    return Act(bundle.case.reference, bundle.asked_by, now, f"bundle {bundle.reference}", 0)


def _made(bundle: Bundle, sha256: str, pages: int, upto: int) -> Proposal:
    return _proposal(Audience(bundle.audience), sha256, pages, tuple(bundle.confirmed), upto)


def _proposal(audience: Audience, sha256: str, pages: int, confirmed: tuple[str, ...], upto: int) -> Proposal:
    def propose(setting: Setting) -> BundleMade:
        return BundleMade(
            ref=setting.ref,
            on=setting.on,
            by=setting.actor(setting.stands.code.findings.offices),
            audience=audience,
            sha256=sha256,
            pages=pages,
            upto=upto,
            confirmed=confirmed,
        )

    return propose
