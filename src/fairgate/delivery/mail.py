"""Mail that says that something is due, and nothing else: no name, no reference, no school, no address of a page.

It travels and lies about unguarded. Without a link in it, nobody learns to sign in by one.
"""

from datetime import datetime
from email.utils import format_datetime, make_msgid
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend


class NotSent(Exception):
    """The server refused it: it has not been sent, and can be sent again."""


class Unsure(Exception):
    """The connection broke off: nobody can tell whether it was sent."""


def due_mail(to: str, *, today: int, overdue: int, now: datetime) -> EmailMessage:
    """The mail to one address: how much is due today and how much is overdue, in numbers."""
    subject = f"Something in Fairgate is {'due today' if today else 'overdue'}"
    counts = [f"{count} {word}" for count, word in ((today, "due today"), (overdue, "overdue")) if count]
    body = (
        f"{subject}. Sign in to see it, as you usually do.\n\n"
        f"Yours: {', '.join(counts)}.\n\n"
        "This mail says no more, because others may read it. There is one a day at most. To have none, sign in, and "
        "choose so under Notifications, at the foot of the worklist.\n"
    )
    return EmailMessage(subject, body, to=[to], headers=automatic(now))


def automatic(now: datetime) -> dict[str, str]:
    """The headers of a mail that nobody wrote and to which nothing answers."""
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(">") or "localhost"
    return {
        "Date": format_datetime(now),
        "Message-ID": make_msgid(domain=host),  # else it would hold the name of this machine
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }


def server() -> BaseEmailBackend:
    """The mail server of the settings, connected; without one, the terminal. NotSent when it cannot be reached."""
    connection: BaseEmailBackend = get_connection()
    try:
        connection.open()
    except (OSError, SMTPException) as error:
        raise NotSent(f"the mail server cannot be reached: {_of(error)}") from error
    return connection


def send(message: EmailMessage, by: BaseEmailBackend) -> None:
    """Send one mail. Raises NotSent or Unsure; neither says to whom, so that it can be logged."""
    try:
        by.send_messages([message])
    except (SMTPRecipientsRefused, SMTPResponseException) as error:
        raise NotSent(f"the mail server refused it: {_of(error)}") from error
    except (OSError, SMTPException) as error:
        raise Unsure(f"the mail server broke off: {_of(error)}") from error


def _of(error: Exception) -> str:
    # A server's answer can repeat the address; its number and our word for it cannot.
    code = getattr(error, "smtp_code", None) or getattr(error, "errno", None)
    return f"{type(error).__name__}{f' {code}' if code else ''}"
