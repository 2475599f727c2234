"""Calling somebody to a desk, by e-mail and by text message: where, and nothing else, for a locked screen shows it.

Both go out behind the request's back: whoever stands at the desk waits for nothing.
"""

import logging
from collections.abc import Callable
from email.utils import make_msgid
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from notifications_python_client.errors import HTTPError
from notifications_python_client.notifications import NotificationsAPIClient

from fairgate.delivery import account_mail
from fairgate.delivery.mail import NotSent, Unsure, send, server
from fairgate.delivery.notify_post import GOV_UK

log = logging.getLogger(__name__)

WORDS = "Somebody needs you at the desk at {school}. Open Fairgate."
WAIT_SECONDS = 10


def alert_mail(to: str, school: str) -> EmailMessage:
    """The mail to one address."""
    said = WORDS.format(school=school)
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(">") or "localhost"
    headers = {"Message-ID": make_msgid(domain=host), "Auto-Submitted": "auto-generated", "Importance": "high"}
    return EmailMessage(said, f"{said}\n", to=[to], headers=headers)


def mailed(to: str, school: str) -> bool:
    """Whether the mail left."""
    try:
        by = server()
        try:
            send(alert_mail(to, school), by)
        finally:
            by.close()
    except (NotSent, Unsure) as why:
        log.warning("a call to a desk could not be mailed: %s", why)
        return False
    return True


def sends_texts(trust: str) -> bool:
    """Whether text messages are set up for the trust of that slug."""
    return trust in settings.FAIRGATE_NOTIFY and trust in settings.FAIRGATE_NOTIFY_SMS


def texted(trust: str, mobile: str, school: str, reference: str) -> bool:
    """Whether GOV.UK Notify took the text message. Its words are the template's, which has ((school)) in it."""
    made: Any = NotificationsAPIClient  # says that it is typed, and is not
    client = made(settings.FAIRGATE_NOTIFY[trust], base_url=settings.FAIRGATE_NOTIFY_AT or GOV_UK, timeout=WAIT_SECONDS)
    template = settings.FAIRGATE_NOTIFY_SMS[trust]
    try:
        client.send_sms_notification(mobile, template, personalisation={"school": school}, reference=reference)
    except HTTPError as error:
        log.warning("a call to a desk could not be texted: %s", error.status_code)
        return False
    return True


def in_background(work: Callable[[], None]) -> None:
    """Do it in a thread of its own."""
    account_mail.in_background(work)
