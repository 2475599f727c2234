"""A trust's logo: taken in as evidence is, painted anew, and printed on the letters that are made from then on."""

from datetime import datetime
from typing import BinaryIO

from django.conf import settings

from fairgate.delivery.evidence.clamd import Scan
from fairgate.delivery.evidence.intake import taken_in
from fairgate.delivery.evidence.kinds import PICTURES
from fairgate.delivery.evidence.looking import logo
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.delivery.evidence.store import Store
from fairgate.records.models import Trust, TrustLogo

MEGABYTES = 5


def take_logo(stream: BinaryIO, name: str, size: int, *, trust: Trust, now: datetime) -> None:
    """Keep it in place of one that is there.

    Raises EvidenceRefused where it is no picture, too large, empty, or cannot be scanned now; FileInfected where
    something was found.
    """
    if size > MEGABYTES * 1_000_000:
        raise EvidenceRefused(f"This file is larger than {MEGABYTES} MB.", "Take a smaller picture of the logo.")
    with taken_in(Store(settings.STATE / "logos"), stream, name, settings.FAIRGATE_CLAMAV) as item:
        if item.scan is Scan.HELD:
            raise EvidenceRefused(
                "The virus scanner does not answer, so no picture is taken now.", "Try again in a few minutes."
            )
        if item.media not in PICTURES:
            raise EvidenceRefused(f"This is {item.media.one}.", "Choose a picture: a PNG, JPEG or WebP file.")
        png = logo(item.path, item.media)
    TrustLogo.objects.update_or_create(trust=trust, defaults={"png": png, "at": now})


def remove_logo(*, trust: Trust) -> bool:
    """Throw it away, and whether there was one; letters that were issued with it stay as they were."""
    return TrustLogo.objects.filter(trust=trust).delete()[0] > 0


def logo_of(trust: Trust) -> bytes:
    """The PNG that the trust's letters carry; nothing where it has none."""
    png = TrustLogo.objects.filter(trust=trust).values_list("png", flat=True).first()
    return bytes(png) if png is not None else b""
