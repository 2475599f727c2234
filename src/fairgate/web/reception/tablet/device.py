"""The tablet's own cookie: a token drawn at random, which no script can read and which opens this one page."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from fairgate.records.desk import tablet_of
from fairgate.records.models import Tablet

SECONDS = 400 * 24 * 3600  # as long as browsers keep any


def cookie() -> str:
    """Its name: one that only this host can set, where it is reached by https."""
    return "__Host-tablet" if settings.HTTPS else "tablet"


def is_tablet(request: HttpRequest) -> bool:
    """Whether the browser shows a tablet's cookie, good or not."""
    return cookie() in request.COOKIES


def tablet(request: HttpRequest) -> Tablet | None:
    """The tablet that asks; None where its token is unknown or was revoked."""
    return tablet_of(request.COOKIES.get(cookie(), ""))


def give(response: HttpResponse, token: str) -> None:
    """Let the browser keep the token."""
    response.set_cookie(cookie(), token, max_age=SECONDS, **_how())


def take(response: HttpResponse) -> None:
    """Let the browser forget it, and whatever else it keeps of this site."""
    response.delete_cookie(cookie(), samesite="Strict")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'


def _how() -> dict[str, Any]:
    return {"httponly": True, "samesite": "Strict", "secure": settings.HTTPS, "path": "/"}
