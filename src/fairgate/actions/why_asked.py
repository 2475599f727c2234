"""Asking somebody why they looked at something, and saying why: what the list of reads then shows."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from fairgate.delivery import account_mail
from fairgate.records import door
from fairgate.records.models import User, WhyAsked


def ask_why(number: int, *, link: str, by: User, now: datetime) -> WhyAsked:
    """Ask whoever made that read why they did; asked twice it is asked once. They are told by mail where to answer.

    Raises Hidden: for everybody but the data lead, of what nobody was let in to, and of the data lead's own reads.
    """
    reads = door.open_reads(by, f"why, of read {number}", now=now)
    read = reads.filter(pk=number, opened=True).exclude(user=by).select_related("user").first()
    if read is None:
        raise door.Hidden("there is no such read")
    asked, is_new = WhyAsked.objects.get_or_create(read=read, defaults={"by": by, "at": now})
    if is_new:
        transaction.on_commit(lambda: account_mail.why_asked(read.user.email, link))
    return asked


def say_why(answers: Mapping[int, str], *, by: User, now: datetime) -> int:
    """Say why, of what one was asked oneself and has not answered: by its number, the answer. How many were kept."""
    kept = 0
    for number, answer in answers.items():
        waiting = WhyAsked.objects.filter(pk=number, read__user=by, answered_at=None)
        kept += waiting.update(answer=answer.strip(), answered_at=now) if answer.strip() else 0
    return kept
