"""The photograph of a person: taken in as evidence is, painted anew; the file that was handed in is not kept.

The picture that is shown is the person's own; without one, that of a record that was found to be of them.
"""

import io
from datetime import datetime
from functools import partial
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from fairgate.actions.person import note_change
from fairgate.delivery.evidence.clamd import Scan
from fairgate.delivery.evidence.intake import Item, page, taken_in
from fairgate.delivery.evidence.kinds import PICTURES, Media
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.delivery.evidence.store import Store, new_key
from fairgate.records import door
from fairgate.records.models import Person, Photograph, User

_COPIES = {page(1, "jpg"): Media.JPEG, page(1, "png"): Media.PNG}
"""What the painted copy of a picture is called, and what it is then."""


def photograph_store() -> Store:
    """Where photographs of people are kept, apart from the evidence of cases."""
    return Store(settings.STATE / "photographs")


def take_photograph(number: int, stream: BinaryIO, name: str, *, by: User, now: datetime) -> None:
    """Keep a picture of the person, in place of one that is there.

    Raises:
        Hidden: there is no such person for this user.
        EvidenceRefused: it is no picture, too large, or cannot be scanned now; FileInfected where something was found.
    """
    person = door.open_person(by, number, now=now)
    store = photograph_store()
    with taken_in(store, stream, name, settings.FAIRGATE_CLAMAV) as item:
        picture, media = painted(item)
    with store.received(io.BytesIO(picture)) as (path, sha256, _):
        key = new_key()
        store.keep(sha256, key, path, {})
    try:
        with transaction.atomic():
            Person.objects.select_for_update().get(pk=person.pk)  # two pictures at once: the later one stays
            _forget(Photograph.objects.filter(person=person))
            Photograph.objects.create(person=person, key=key, sha256=sha256, media_type=media.value, by=by, at=now)
    except BaseException:
        store.remove(sha256, key)
        raise
    note_change(number, ["photograph"], by=by, now=now)


def remove_photograph(number: int, *, by: User, now: datetime) -> None:
    """Remove the picture of the person for good. Raises Hidden."""
    person = door.open_person(by, number, now=now)
    with transaction.atomic():
        if not _forget(Photograph.objects.filter(person__in=Person.objects.same_as(person).values("pk"))):
            return
    note_change(number, ["photograph removed"], by=by, now=now)


def painted(item: Item) -> tuple[bytes, Media]:
    """The copy that was painted of the one picture of a file, and what it is."""
    if item.scan is Scan.HELD:
        raise EvidenceRefused(
            "The virus scanner does not answer, so no photograph is taken now.", "Try again in a few minutes."
        )
    if item.media not in PICTURES:
        raise EvidenceRefused(f"This is {item.media.one}.", "Choose a photograph: a JPEG, PNG or WebP picture.")
    return next((item.copies[name], media) for name, media in _COPIES.items() if name in item.copies)


def _forget(rows: QuerySet[Photograph]) -> bool:
    """Take these pictures away, their files once that stands; whether there were any."""
    gone = list(rows.select_for_update())
    for row in gone:
        row.delete()
        transaction.on_commit(partial(photograph_store().remove, row.sha256, row.key))
    return bool(gone)
