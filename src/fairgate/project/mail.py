"""Which server takes our mails."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}
WAIT_SECONDS = 20


def mail(url: str, sender: str) -> dict[str, Any]:
    """Django's settings of mail for a server at `url`; without one, mails are printed where Fairgate was started.

    smtp+tls begins in the clear and goes over to TLS, smtp+ssl speaks TLS from the start, smtp is for a server on the
    same machine. Raises ImproperlyConfigured, in words for whoever set FAIRGATE_MAIL, when it cannot be read.
    """
    common = {"DEFAULT_FROM_EMAIL": sender or "Fairgate <fairgate@localhost>"}
    if not url:
        return common | {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise ImproperlyConfigured(f"FAIRGATE_MAIL cannot be read: {error}") from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise ImproperlyConfigured(
            "FAIRGATE_MAIL must look like smtp+tls://user:password@mail.example.org:587; it may begin with "
            f"{', '.join(PORTS)}"
        )
    if not sender:
        raise ImproperlyConfigured("FAIRGATE_MAIL is set: say in FAIRGATE_MAIL_FROM which address mails come from")
    return common | {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port or PORTS[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtp+ssl",
        "EMAIL_TIMEOUT": WAIT_SECONDS,
    }
