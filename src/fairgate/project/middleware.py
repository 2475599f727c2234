"""What happens around every request: the clock is read once, who left is out, a signed-in page is kept by no cache,
and what may not be seen looks like what does not exist."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from fairgate.project.clock import LONDON, REQUEST
from fairgate.records.door import Hidden
from fairgate.records.held import forget, held_of
from fairgate.records.known import held_still
from fairgate.web.account.entering import second_step_taken
from fairgate.web.reception.tablet.device import is_tablet
from fairgate.web.shared.errors import not_found

Handler = Callable[[HttpRequest], HttpResponse]


def clock(handle: Handler) -> Handler:
    """Gives each request `now` and `today`, from the clock in the settings."""

    def with_clock(request: HttpRequest) -> HttpResponse:
        now = settings.FAIRGATE_CLOCK()
        request.now = now  # type: ignore[attr-defined]  # views annotate web.shared.request.Request
        request.today = now.astimezone(LONDON).date()  # type: ignore[attr-defined]
        standing = REQUEST.set(now)
        try:
            return handle(request)
        finally:
            REQUEST.reset(standing)

    return with_clock


def tablets(handle: Handler) -> Handler:
    """A browser that was set up as visitors' tablet is signed in to nothing, whoever tried: it has its one page."""

    def with_tablet(request: HttpRequest) -> HttpResponse:
        if is_tablet(request) and SESSION_KEY in request.session:
            logout(request)
        return handle(request)

    return with_tablet


class Leavers:
    """Whoever holds no office any more, or was switched off, is out: before the page is made and after it.

    A page that shows is made from what they held when it was asked for; where they hold less of it once it is made,
    it is thrown away. A view that acts asks the database anew for what they hold, and its act once more within its
    own transaction.
    """

    def __init__(self, handle: Handler) -> None:
        self.handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer, or the way to the sign-in page."""
        if not request.user.is_authenticated and SESSION_KEY in request.session:
            request.session.flush()
            request.user = AnonymousUser()
        number, today = request.user.pk, request.today  # type: ignore[attr-defined]  # set by clock
        held = frozenset(held_of(request.user, today)) if number is not None else frozenset()
        response = self.handle(request)
        if number is None or request.user.pk != number:
            return response
        still = frozenset(held_still(number, today))
        if not still:
            logout(request)
            return redirect("sign_in")
        return response if held <= still else redirect("home")

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> None:
        """Nothing that was read before is relied on where something may be done."""
        if request.method not in ("GET", "HEAD") and not getattr(view, "only_asks", False):
            forget(request.user)


def signed_in(handle: Handler) -> Handler:
    """Keeps signed-in pages out of every cache, and a session that is used alive.

    A session's thirty minutes begin again with each minute in which it is used: one write a minute, not one a
    request. That is measured on the machine's own clock, as the session's expiry is.
    """

    def with_session(request: HttpRequest) -> HttpResponse:
        known = request.user.is_authenticated
        if known and "X-Only-Looks" not in request.headers:
            request.session.keep_alive()  # type: ignore[attr-defined]  # project/sessions.py
        response = handle(request)
        if known or request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return with_session


class SecondStep:
    """Whoever may open cases comes no further than to setting up a second step, until this session has taken one.

    Asked of every view, as Django asks for a sign-in: none is left open by forgetting. The views that lead to a
    second step say @second_step_not_needed.
    """

    def __init__(self, handle: Handler) -> None:
        self.handle = handle

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.handle(request)

    def process_view(self, request: HttpRequest, view: Any, *_: Any) -> HttpResponse | None:
        """Where the person is led, or None to go on."""
        if not getattr(view, "login_required", True) or getattr(view, "second_step_not_needed", False):
            return None
        user = request.user
        if not getattr(user, "opens_cases", False) or second_step_taken(request, user):
            return None
        if user.has_second_step:
            # It was set up elsewhere after this session had begun with a password alone.
            logout(request)
            messages.info(request, "Sign in again, with your second step.")
            return redirect("sign_in")
        back = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
        return redirect(f"{reverse('second_step')}?{urlencode({'next': back})}")


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
