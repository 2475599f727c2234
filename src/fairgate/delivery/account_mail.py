"""Mails about one's own account. They name nobody, say nothing of any case, and are sent behind the request's back:
how long a mail takes must not tell whether there is an account."""

import logging
import threading
from collections.abc import Callable
from enum import Enum

from django.core.mail import send_mail
from django.db import connection

log = logging.getLogger(__name__)

LINK = """\
Somebody, probably you, asked for a new password for the Fairgate account of this e-mail address.

To set one, open this page within {minutes} minutes:
{link}

If it was not you, do nothing: your password stays as it is.
"""

FIRST = """\
Somebody, probably you, signed in to Fairgate with the account of your organisation, for the first time.

To connect it with your Fairgate account, type this code where you began, within {minutes} minutes:

    {code}

Nobody will ask you for it by mail or by telephone. If it was not you, do nothing: your account stays as it is.
"""

CHANGED = """\
{what}

If that was you, there is nothing to do. If it was not, somebody may be using your account: ask for a new password
on the sign-in page now, and tell whoever looks after Fairgate in your trust.
"""


WHY = """\
The data lead of your trust asks why you looked at something in Fairgate. What it was is not said in a mail.

Sign in and say why in a line:
{link}
"""


class Change(Enum):
    """What was changed about how somebody signs in, in the words of the mail."""

    PASSWORD = "The password of your Fairgate account was changed."  # noqa: S105 (a sentence)
    STEP_ADDED = "A second step for signing in was added to your Fairgate account."
    STEP_REMOVED = "A second step for signing in was taken away from your Fairgate account."
    PROVIDER_ADDED = "Your Fairgate account was connected with an account of your organisation, which signs you in."
    PROVIDER_REMOVED = "Your Fairgate account was disconnected from an account of your organisation."
    CODES_RENEWED = "New recovery codes were made for your Fairgate account. The old ones count no more."


def new_password(to: str, link: str, minutes: int) -> None:
    """The link that lets its reader set a new password; sent at once, for a caller that is in the background."""
    _send(to, "A new password for Fairgate", LINK.format(link=link, minutes=minutes))


def first_code(to: str, code: str, minutes: int) -> None:
    """The code of a first sign-in through a provider; sent at once, for a caller that is in the background."""
    _send(to, "Your code for Fairgate", FIRST.format(code=code, minutes=minutes))


def why_asked(to: str, link: str) -> None:
    """Tell somebody that they are asked why they looked at something; without waiting for it to be sent."""
    in_background(lambda: _send(to, "A question about Fairgate", WHY.format(link=link)))


def changed(to: str, what: Change) -> None:
    """Tell the owner of the account what was changed; without waiting for it to be sent."""
    in_background(lambda: _send(to, "Your Fairgate account was changed", CHANGED.format(what=what.value)))


def in_background(work: Callable[[], None]) -> None:
    """Do it in a thread of its own, with a database connection that is closed afterwards. A fault is logged."""

    def done() -> None:
        try:
            work()
        except Exception:
            log.exception("a mail about an account could not be sent")
        finally:
            connection.close()

    threading.Thread(target=done, name="account-mail").start()


def _send(to: str, subject: str, text: str) -> None:
    send_mail(subject, text, None, [to])
