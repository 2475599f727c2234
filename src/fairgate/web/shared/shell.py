"""What the base layout needs on every page, and nothing else: the trust, its colours, the navigation."""

from importlib.metadata import version as installed
from typing import Any, cast

from django.http import HttpRequest

from fairgate.queries.help_asked import waiting
from fairgate.records.door import has_schools
from fairgate.web.shared.navigation import navigation
from fairgate.web.shared.request import Request
from fairgate.web.shared.theme import version

RELEASE = installed("fairgate")


def shell(request: HttpRequest) -> dict[str, Any]:
    """The context of the layout. An error can come before anybody is known: its page is then as signed out."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"signed_in": None, "trust": None, "navigation": [], "release": RELEASE}
    return {
        "signed_in": user,
        "trust": user.trust,
        "theme_version": version(user.trust),
        "navigation": navigation(user, cast(Request, request).today, request.path),
        # As the page that is asked for the calls answers: to whoever may see cases at a school.
        "hears_calls": has_schools(user, cast(Request, request).today),
        "calls": waiting(user, cast(Request, request).today) if user.is_called else (),
        "release": RELEASE,
    }
