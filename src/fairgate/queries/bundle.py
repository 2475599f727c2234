"""The page on which a copy of a case file is asked for, how each goes, and the copy itself."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from fairgate.delivery.bundle_files import BundleFiles
from fairgate.engine.acts.bundle import Audience
from fairgate.engine.telling import sentence
from fairgate.queries.bundle_content import of_others
from fairgate.queries.bundle_rules import may_ask, may_fetch
from fairgate.queries.reader import Reader
from fairgate.records import door
from fairgate.records.models import Bundle, BundleEnd, Case, User, Worker
from fairgate.records.standing import Standing, standing

_QUIET = timedelta(minutes=10)


class NotHere(Exception):
    """The copy is not kept any more, or is not what was made. The text says what to do."""


@dataclass(frozen=True)
class OfOthers:
    """An entry of what others told or staff wrote, with the names covered: to be confirmed before it is given."""

    ref: str
    what: str
    words: str


@dataclass(frozen=True)
class BundleTold:
    """One copy, as the page tells of it. `number` where it can be fetched; `done` of `total` while it is made."""

    for_whom: str
    asked_by: str
    asked_at: datetime
    words: str
    tone: str
    why: str = ""
    number: int | None = None
    size: int = 0
    pages: int = 0
    sha256: str = ""
    kept_until: datetime | None = None
    done: int = 0
    total: int = 0
    waits: bool = False


@dataclass(frozen=True)
class BundlesPage:
    """Copies of a case file, before one reader. `audiences`: for whom they may ask for one."""

    reference: str
    person: str
    school: str
    seen: int
    audiences: tuple[Audience, ...]
    others: tuple[OfOthers, ...]
    bundles: tuple[BundleTold, ...]
    stopped: bool

    @property
    def waits(self) -> bool:
        """Whether one is being made."""
        return any(one.waits for one in self.bundles)


def bundles_page(user: User, reference: str, *, now: datetime) -> BundlesPage:
    """The copies of the case with this reference; Hidden where neither asking nor fetching is for this reader."""
    case, stands, reader = _opened(user, reference, now, "copies of the file")
    asks = may_ask(reader)
    seen = [one for one in Audience if may_fetch(stands.folded, reader, one)]
    if not asks and not seen:
        raise door.Hidden("there is no such page")
    rows = Bundle.objects.filter(case=case, audience__in=seen).select_related("asked_by")[:50]
    told = tuple(_told(row) for row in rows)
    last = Worker.objects.filter(name="send").first() if any(one.waits for one in told) else None
    others = tuple(OfOthers(entry.ref, sentence(stands.folded, entry), words) for entry, words in of_others(stands))
    return BundlesPage(
        reference=case.reference,
        person=case.subject.kept.name,
        school=case.school.name,
        seen=stands.seq,
        audiences=tuple(Audience) if asks else (),
        others=others if asks else (),
        bundles=told,
        stopped=any(one.waits for one in told) and (last is None or now - last.seen_at > _QUIET),
    )


def open_bundle(user: User, reference: str, number: int, *, now: datetime) -> bytes:
    """The very bytes of a copy. Raises Hidden; NotHere where they are gone, or are not those that were made."""
    case, stands, reader = _opened(user, reference, now, f"copy {number} of the file")
    row = Bundle.objects.filter(case=case, pk=number).first()
    if row is None or not may_fetch(stands.folded, reader, Audience(row.audience)):
        raise door.Hidden("there is no such copy")
    if row.became != BundleEnd.MADE or row.kept_until is None or row.kept_until <= now:
        raise NotHere("This copy is not kept any more. Ask for a new one.")
    try:
        pdf = BundleFiles(settings.STATE / "bundles").path(row.sha256).read_bytes()
    except FileNotFoundError:
        raise NotHere("The file of this copy is gone. Ask for a new one.") from None
    if hashlib.sha256(pdf).hexdigest() != row.sha256:
        raise NotHere("The file of this copy is not the one that was made. Tell whoever looks after Fairgate.")
    return pdf


def _opened(user: User, reference: str, now: datetime, why: str) -> tuple[Case, Standing, Reader]:
    case = door.open_case(user, reference, now=now, why=why)
    on = timezone.localdate(now)
    stands = standing(case, on)
    return case, stands, Reader.of(user, door.offices_of(user, case.school, on), stands.code)


def _told(row: Bundle) -> BundleTold:
    words, tone, waits = "Ready", "good", False
    if row.became == BundleEnd.FAILED:
        words, tone = "Not made", "late"
    elif row.became == BundleEnd.GONE:
        words, tone = "No longer kept", "quiet"
    elif not row.became:
        words, tone, waits = "Waits to be made", "soon", True
        if row.total:
            words = f"Being made: {row.done} of {row.total} parts are ready"
        if row.total and row.done == row.total:
            words = "Being bound: every part is ready"
    made = row.became == BundleEnd.MADE
    return BundleTold(
        for_whom=Audience(row.audience).called,
        asked_by=row.asked_by.name,
        asked_at=row.asked_at,
        words=words,
        tone=tone,
        why=row.why,
        number=row.pk if made else None,
        size=row.size,
        pages=row.pages,
        sha256=row.sha256,
        kept_until=row.kept_until if made else None,
        done=row.done,
        total=row.total,
        waits=waits,
    )
