"""One's own signature as a picture: taken in as evidence is, painted anew, kept for its owner's letters alone."""

from datetime import datetime
from typing import BinaryIO

from django.conf import settings

from fairgate.delivery.evidence.clamd import Scan
from fairgate.delivery.evidence.intake import taken_in
from fairgate.delivery.evidence.kinds import PICTURES
from fairgate.delivery.evidence.looking import signature
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.delivery.evidence.store import Store
from fairgate.records.models import Signature, User

MEGABYTES = 5


def take_signature(stream: BinaryIO, name: str, size: int, *, by: User, now: datetime) -> None:
    """Keep it in place of one that is there.

    Raises EvidenceRefused where it is no picture, too large, empty, or cannot be scanned now; FileInfected where
    something was found.
    """
    if size > MEGABYTES * 1_000_000:
        raise EvidenceRefused(f"This file is larger than {MEGABYTES} MB.", "Take a smaller picture of the signature.")
    with taken_in(Store(settings.STATE / "signatures"), stream, name, settings.FAIRGATE_CLAMAV) as item:
        if item.scan is Scan.HELD:
            raise EvidenceRefused(
                "The virus scanner does not answer, so no picture is taken now.", "Try again in a few minutes."
            )
        if item.media not in PICTURES:
            raise EvidenceRefused(f"This is {item.media.one}.", "Choose a picture: a JPEG, PNG or WebP file.")
        png = signature(item.path, item.media)
    Signature.objects.update_or_create(user=by, defaults={"png": png, "at": now})


def remove_signature(*, by: User) -> None:
    """Throw it away; letters that were issued with it stay as they were."""
    Signature.objects.filter(user=by).delete()
