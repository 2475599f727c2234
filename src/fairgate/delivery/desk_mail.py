"""The mail that asks somebody to look at the desk: no name, no school, no reason, nothing on a locked screen."""

from datetime import datetime

from django.core.mail import EmailMessage

from fairgate.delivery.mail import automatic

_BODY = (
    "The desk asks for you. Go there, or sign in to Fairgate as you usually do and open Visitors.\n\n"
    "This mail says no more, because others may read it. Who is told is chosen under Who is called from the desk.\n"
)


def desk_mail(to: str, *, now: datetime) -> EmailMessage:
    """The mail to one address; the same whatever the alert is about."""
    return EmailMessage("The desk asks for you", _BODY, to=[to], headers=automatic(now))
