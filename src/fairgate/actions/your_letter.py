"""Opening the letter behind the link of a mail: once, and for an hour after that."""

import hashlib
from datetime import datetime, timedelta

from django.db import transaction

from fairgate.records.models import IssuedLetter, LetterLink

AGAIN = timedelta(hours=1)


class NotOpen(Exception):
    """The link is unknown, was used, or is too old: which of them is not told."""


def open_your_letter(token: str, *, now: datetime) -> IssuedLetter:
    """The letter. Raises NotOpen."""
    digest = hashlib.sha256(token.strip().encode()).hexdigest()
    with transaction.atomic():
        rows = LetterLink.objects.select_for_update(of=("self",)).select_related("sending__letter__case__subject")
        link = rows.filter(token_sha256=digest, ends_at__gt=now).first()
        if link is None or (link.opened_at is not None and now > link.opened_at + AGAIN):
            raise NotOpen
        if link.opened_at is None:
            link.opened_at = now
            link.save(update_fields=["opened_at"])
        return link.sending.letter
