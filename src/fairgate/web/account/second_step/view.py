"""Where whoever may open cases is led until they have a second step, and may choose what it is."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairgate.web.account.entering import wanted
from fairgate.web.account.passkey import ceremony
from fairgate.web.shared.request import Request

WANTED = "second_step.next"
"""Where in the session it stands where the person was going when they were led here."""

View = Callable[..., HttpResponse]


def second_step_not_needed(view: View) -> View:
    """Marks a view that whoever has no second step yet must reach: it is open after the password alone."""

    @wraps(view)
    def marked(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    marked.second_step_not_needed = True  # type: ignore[attr-defined]  # read by the middleware
    return marked


@second_step_not_needed
@require_safe
def second_step(request: Request) -> HttpResponse:
    """An app or a passkey: what each is, and which to take."""
    if "next" in request.GET:
        request.session[WANTED] = wanted(request)
    context = {"passkeys": ceremony.possible(request), "must": not request.user.has_second_step}
    return render(request, "account/second_step/page.html", context)
