"""What the base layout needs on every page, and nothing else: the trust, its colours, the navigation."""

from importlib.metadata import version as installed
from typing import Any

from django.http import HttpRequest

from fairgate.web.shared.navigation import navigation
from fairgate.web.shared.theme import version

RELEASE = installed("fairgate")


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of the layout. A page of an error can come before anybody is known: then it is as signed out."""
    user = getattr(request, "user", None)
    known = user is not None and user.is_authenticated
    trust = user.trust if known else None
    return {
        "signed_in": user if known else None,
        "trust": trust,
        "theme_version": version(trust),
        "navigation": navigation(user, request.today, request.path) if known else [],
        "release": RELEASE,
    }
