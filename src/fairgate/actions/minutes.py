"""The minutes of a body's meeting: text, or a file taken in as evidence is and kept byte for byte; or both."""

from datetime import datetime
from functools import partial
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from fairgate.actions.body import kept_meeting, not_open
from fairgate.delivery.evidence.clamd import Scan
from fairgate.delivery.evidence.intake import taken_in
from fairgate.delivery.evidence.refused import EvidenceRefused
from fairgate.delivery.evidence.store import Store, new_key
from fairgate.records.door import AtBody
from fairgate.records.models import BodyMeeting, User
from fairgate.records.sitting import sees_all_of

LONGEST_NAME = 200


def minutes_store() -> Store:
    """Where the files of minutes are kept, apart from the evidence of cases."""
    return Store(settings.STATE / "minutes")


def keep_minutes(
    office: str, number: int, *, text: str, file: BinaryIO | None = None, name: str = "", by: User, now: datetime
) -> BodyMeeting:
    """Keep the minutes: `text`, and a `file` of that `name`. Without one, that which is kept already stays.

    Raises:
        Hidden: there is no such meeting for this person.
        NotAllowed: they do not keep it, or may not see one of its cases; there is nothing to keep; the file is not
            taken: its content is none that evidence could be, the scanner found something in it or does not answer.
    """
    at, meeting = kept_meeting(office, number, by, now)
    if not sees_all_of(meeting, by, timezone.localdate(now)):
        raise not_open(
            at,
            "One of the cases before this meeting is not yours to see, and its minutes tell of all of them.",
            "Ask whoever else keeps its meetings to do it.",
        )
    if not text.strip() and file is None and not meeting.minutes_file:
        raise not_open(at, "There is nothing to keep.", "Write the minutes, or choose the file that holds them.")
    meeting.minutes, meeting.minutes_by, meeting.minutes_at = text, by, now
    before = meeting.minutes_key
    try:
        with transaction.atomic():
            if file is not None:
                _take(at, meeting, file, name)
            meeting.save()
    except BaseException:
        if meeting.minutes_key != before:
            minutes_store().remove(meeting.minutes_sha256, meeting.minutes_key)
        raise
    return meeting


def _take(at: AtBody, meeting: BodyMeeting, file: BinaryIO, name: str) -> None:
    """Keep the file in place of one that is there, which goes once this stands."""
    store, before = minutes_store(), (meeting.minutes_sha256, meeting.minutes_key)
    try:
        with taken_in(store, file, name, settings.FAIRGATE_CLAMAV) as item:
            if item.scan is Scan.HELD:
                raise EvidenceRefused(
                    "The virus scanner does not answer, so no file is taken now.", "Try again in a few minutes."
                )
            meeting.minutes_sha256, meeting.minutes_key = item.sha256, new_key()
            meeting.minutes_file = item.given_name[:LONGEST_NAME] or "minutes"
            store.keep(item.sha256, meeting.minutes_key, item.path, {})
    except EvidenceRefused as refused:
        raise not_open(at, refused.text, refused.change) from None
    if before[1]:
        transaction.on_commit(partial(store.remove, *before))
