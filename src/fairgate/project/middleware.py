"""What happens around every request: the clock is read once, a signed-in page is kept by no cache, and what may
not be seen looks like what does not exist."""

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import HttpRequest, HttpResponse

from fairgate.project.clock import LONDON
from fairgate.records.door import Hidden
from fairgate.web.shared.errors import not_found

Handler = Callable[[HttpRequest], HttpResponse]
SEEN = "seen"


def clock(handle: Handler) -> Handler:
    """Gives each request `now` and `today`, from the clock in the settings."""

    def with_clock(request: HttpRequest) -> HttpResponse:
        now = settings.FAIRGATE_CLOCK()
        request.now = now  # type: ignore[attr-defined]  # views annotate web.shared.request.Request
        request.today = now.astimezone(LONDON).date()  # type: ignore[attr-defined]
        return handle(request)

    return with_clock


def signed_in(handle: Handler) -> Handler:
    """Keeps signed-in pages out of every cache, and a session that is used alive.

    A session's thirty minutes begin again with each minute in which it is used: one write a minute, not one a
    request. That is measured on the machine's own clock, as the session's expiry is.
    """

    def with_session(request: HttpRequest) -> HttpResponse:
        known = request.user.is_authenticated
        if known:
            minute = int(time.time() // 60)
            if request.session.get(SEEN) != minute:
                request.session[SEEN] = minute
        response = handle(request)
        if known or request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return with_session


class SignInRequired(LoginRequiredMiddleware):
    """Every page asks for a sign-in unless its view says @login_not_required: none is left open by forgetting.

    Whoever sends a form after their session has ended is told on the way that nothing came of it.
    """

    def handle_no_permission(self, request: HttpRequest, view_func: Callable[..., object]) -> HttpResponse:
        """On to the sign-in page, and from there back to the page that was asked for."""
        response: HttpResponse = super().handle_no_permission(request, view_func)
        if request.method == "POST":
            response.headers["Location"] += "&unsent=1"
        return response


class Doors:
    """Answers `Hidden` as any address that does not exist is answered: 404, with the same page."""

    def __init__(self, handle: Handler) -> None:
        self.handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.handle(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The 404 page for Hidden; every other exception is left to Django."""
        return not_found(request) if isinstance(exception, Hidden) else None
