"""Asking once more who it is, before what one signs in with is changed: a computer may have been left alone."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fairgate.actions import second_factor
from fairgate.web.account.confirm.form import CodeAgain, PasswordAgain
from fairgate.web.account.entering import wanted
from fairgate.web.account.second_step.view import second_step_not_needed
from fairgate.web.account.sign_in import throttle
from fairgate.web.shared.request import Request

FRESH = 10 * 60
"""For how many seconds after signing in, or confirming, nothing is asked again."""

WRONG = "That is not right. Check it, and try again."
TOO_OFTEN = f"There were {throttle.TRIES} tries within five minutes. Wait five minutes, then try again."

View = Callable[..., HttpResponse]


def confirmed(view: View) -> View:
    """The view, for whoever proved within ten minutes who they are; for others first the page that asks."""

    @wraps(view)
    def asked(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if _fresh(request):
            return view(request, *args, **kwargs)
        back = request.path if request.method in ("GET", "HEAD") else reverse("your_sign_in")
        return redirect(f"{reverse('confirm')}?{urlencode({'next': back})}")

    return asked


@second_step_not_needed
@sensitive_post_parameters("secret")
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: Request) -> HttpResponse:
    """The password, or for who has none a code; then back to what was to be done."""
    user = request.user
    by_password = user.has_usable_password()
    form = (PasswordAgain if by_password else CodeAgain)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        secret = form.cleaned_data["secret"]
        limits = (throttle.PASSWORD,) if by_password else (throttle.CODE, throttle.CODE_OF_A_DAY)
        slots = throttle.take(user.email if by_password else str(user.pk), *limits)
        if slots is None:
            form.add_error(None, TOO_OFTEN)
        elif user.check_password(secret) if by_password else second_factor.tried(user, secret, time.time()):
            throttle.give_back(slots)
            record_authentication(request, user, "password" if by_password else "code", reauthenticated=True)
            return redirect(wanted(request))
        else:
            form.add_error("secret", WRONG)
    can = by_password or user.has_second_step
    return render(request, "account/confirm/page.html", {"form": form, "next": wanted(request), "can": can})


def _fresh(request: HttpRequest) -> bool:
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - max(one["at"] for one in records) < FRESH
