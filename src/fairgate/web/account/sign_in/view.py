"""Signing in with e-mail address and password."""

import time

from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fairgate.actions.second_factor import published_code
from fairgate.records.models import User
from fairgate.web.account.entering import come_in, wanted
from fairgate.web.account.provider.offer import may_lead_there, offers
from fairgate.web.account.sign_in import throttle
from fairgate.web.account.sign_in.demo import people
from fairgate.web.account.sign_in.form import SignInForm
from fairgate.web.shared.request import Request

REFUSED = (
    "That e-mail address and password do not belong together here. "
    "Check both; if you have forgotten your password, ask for a new one below."
)
TOO_OFTEN = (
    f"There were {throttle.TRIES} tries to sign in as this person within five minutes. Wait five minutes, then try "
    "again. If it was not you, tell whoever looks after Fairgate in your trust."
)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: Request) -> HttpResponse:
    """The form; on to the second step, then to where the person wanted to go (`next`), or to their start page."""
    if request.user.is_authenticated:
        return redirect("home")
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        slots = throttle.take(email, throttle.PASSWORD)
        if slots is None:
            form.add_error(None, TOO_OFTEN)
            status = 429
        else:
            user = authenticate(request, username=email, password=form.cleaned_data["password"])
            if isinstance(user, User):
                throttle.give_back(slots)
                return come_in(request, user, wanted(request), method="password")
            form.add_error(None, REFUSED)
    context = {
        "form": form,
        "next": wanted(request),
        "providers": offers(),
        "unsent": request.GET.get("unsent") == "1",
        "demo": people(request.today) if settings.FAIRGATE_DEMO else None,
        "demo_password": settings.FAIRGATE_DEMO_PASSWORD,
        "demo_code": published_code(time.time()),
    }
    return may_lead_there(render(request, "account/sign_in/page.html", context, status=status))
