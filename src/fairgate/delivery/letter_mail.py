"""The mail that brings a letter: behind a link that opens once, or attached, as the trust chooses.

Neither subject nor body names anybody, says what the letter is about, or which school it comes from.
"""

from datetime import date, datetime
from email.utils import format_datetime
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

SUBJECT = "A letter for you"


def letter_mail(
    to: str,
    trust: str,
    reference: UUID,
    *,
    now: datetime,
    link: str = "",
    ends_on: date | None = None,
    pdf: bytes = b"",
) -> EmailMessage:
    """The mail to one address; with `link`, until the day `ends_on`, or else with the letter itself."""
    if link and ends_on:
        body = (
            f"{trust} has sent you a letter. It is kept at the address below, and opens once, until "
            f"{ends_on.day} {ends_on:%B %Y}:\n\n{link}\n\n"
            "Save or print it when you open it. If it does not open, or somebody else has opened it, ask the school "
            "for the letter on a number that you know.\n"
        )
    else:
        body = (
            f"{trust} has sent you the letter that is attached to this mail.\n\n"
            "At its foot there is a code, by which you can find out whether it is genuine.\n"
        )
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(">") or "localhost"
    headers = {
        "Date": format_datetime(now),
        "Message-ID": f"<{reference}@{host}>",  # a mail that comes back names it: fairgate bounce
        "Auto-Submitted": "auto-generated",
    }
    message = EmailMessage(SUBJECT, body, to=[to], headers=headers)
    if pdf:
        message.attach("letter.pdf", pdf, "application/pdf")
    return message
