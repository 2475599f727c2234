"""`fairgate notify`: the mails of a day. To be run daily, and as often as anybody likes: nobody gets a second one."""

import argparse
import os
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from django.core.mail.backends.base import BaseEmailBackend

DONE, SOME_FAILED, UNREADABLE = 0, 1, 2


def add_parser(subparsers: Any) -> None:
    """Add `notify` to the command line."""
    parser = subparsers.add_parser(
        "notify",
        help="tell staff by e-mail that something of theirs is due",
        description="Sends everybody whose office owes something today, or is overdue with it, one mail with how much "
        "it is, and no name in it; at most one a day, however often this is run. Who chose none gets none. Run it "
        "daily. The server is FAIRGATE_MAIL, the sender FAIRGATE_MAIL_FROM; without a server, mails are printed. "
        "Exit 0: all told. 1: some could not be told. 2: the database or the mail server cannot be reached.",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Tell everybody, print how many were told (never who), and answer the exit status."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairgate.project.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    try:
        django.setup()
        from django.conf import settings

        from fairgate.delivery.mail import NotSent, server

        try:
            by = server()
        except NotSent as error:
            return _cannot(str(error))
        try:
            return _all(settings.FAIRGATE_CLOCK(), by)
        finally:
            by.close()
    except ImproperlyConfigured as error:
        return _cannot(str(error))
    except DatabaseError as error:
        return _cannot(f"the database cannot be read ({str(error).strip()}). Is it there, and migrated?")


def _all(now: "datetime", by: "BaseEmailBackend") -> int:
    from functools import partial

    from django.utils import timezone

    from fairgate.actions.notify import Due, Told, notify, to_be_asked_about
    from fairgate.actions.sending import at_work
    from fairgate.delivery.mail import send
    from fairgate.queries.worklist import worklist
    from fairgate.queries.worklist_beside import NOTIFIER

    on = timezone.localdate(now)
    came: Counter[Told] = Counter()
    for user in to_be_asked_about(on):
        page = worklist(user, on, only_yours=True)
        due = Due(today=len(page.today), overdue=len(page.overdue))
        told = notify(user, due, on=on, now=now, send=partial(send, by=by))
        came[told] += 1
        if told is Told.UNSURE:
            # The connection is in an unknown state; the next mail opens another.
            by.close()
    at_work(NOTIFIER, now=now)
    print("; ".join(f"{came[told]} {told.value}" for told in Told if came[told]) or "Nobody was to be told.")
    return SOME_FAILED if came[Told.REFUSED] or came[Told.UNSURE] else DONE


def _cannot(why: str) -> int:
    print(f"fairgate notify: {why}", file=sys.stderr)
    return UNREADABLE
