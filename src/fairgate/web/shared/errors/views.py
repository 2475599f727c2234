"""The views of the errors. Django calls them with the exception, whose words are never shown."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.csrf import requires_csrf_token

# Said when even the page of the fault cannot be made.
BARE_FAULT = (
    '<!doctype html><html lang="en"><title>Something went wrong</title><h1>Something went wrong</h1>'
    "<p>Fairgate could not answer. Wait a minute and try again. If you were sending a form, open the case first "
    "and see whether it was recorded.</p></html>"
)


def _page(request: HttpRequest, name: str, status: int, **context: Any) -> HttpResponse:
    response = render(request, f"shared/errors/{name}.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@login_not_required
@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: what the browser sent could not be read."""
    return _page(request, "400", 400)


@login_not_required
@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: known, and not allowed."""
    return _page(request, "403", 403)


@login_not_required
@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: there is no such page, or it is not for this person: the two look the same."""
    return _page(request, "404", 404)


@login_not_required
@requires_csrf_token
def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form's token was not the session's: it was open too long, or came from elsewhere."""
    return _page(request, "stale", 403)


def conflict(request: HttpRequest, *, happened: Sequence[str], go_to: str) -> HttpResponse:
    """409: somebody else acted first. `happened`: what they did, in sentences; `go_to`: the page to look at."""
    return _page(request, "409", 409, happened=happened, go_to=go_to)


@login_not_required
def fault(request: HttpRequest) -> HttpResponse:
    """500: made without the database, the session or any of the context that may be what failed."""
    try:
        page = loader.get_template("shared/errors/500.html").render()
    except Exception:  # whatever is wrong, the person is told something
        page = BARE_FAULT
    return HttpResponse(page, status=500, headers={"Cache-Control": "no-store"})
