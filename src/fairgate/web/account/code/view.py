"""The second step of signing in: a code of the app, a recovery code, or a passkey."""

import time

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.stagekit import clear_login
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fairgate.actions import second_factor
from fairgate.queries.second_factor import steps
from fairgate.records.models import User
from fairgate.web.account.code.form import CodeForm
from fairgate.web.account.entering import took_second_step
from fairgate.web.account.passkey import ceremony
from fairgate.web.account.sign_in import throttle
from fairgate.web.account.stage import SecondStep

WRONG = "That code is not right, or was used already. Wait for the app to show the next one, and type that."
TOO_OFTEN = (
    f"There were {throttle.TRIES} wrong codes within five minutes, or {throttle.CODE_OF_A_DAY.tries} within a day. "
    "Wait, then try again. If it was not you, somebody knows your password: ask for a new one at once."
)
NO_PASSKEY = "That passkey did not work here. Try again, or type a code."


@login_stage_required(stage=SecondStep.key, redirect_urlname="sign_in")  # type: ignore[untyped-decorator]
@sensitive_post_parameters("code", "credential")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The form, with whatever the person has set up; then in."""
    stage = request._login_stage  # type: ignore[attr-defined]  # set by the decorator
    user = stage.login.user
    if user is None or not user.is_active:
        clear_login(request)
        return redirect("sign_in")
    if "credential" in request.POST:
        passkey = ceremony.proved(user, request.POST["credential"])
        if passkey is None:
            messages.error(request, NO_PASSKEY)
            return redirect("sign_in_code")
        return _on(request, stage, user, passkey)
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        slots = throttle.take(str(user.pk), throttle.CODE, throttle.CODE_OF_A_DAY)
        if slots is None:
            form.add_error(None, TOO_OFTEN)
            status = 429
        else:
            used = second_factor.tried(user, form.cleaned_data["code"], time.time())
            if used is not None:
                throttle.give_back(slots)
                return _on(request, stage, user, used)
            form.add_error("code", WRONG)
    held = steps(user)
    context = {
        "form": form,
        "app": held.app,
        "passkey": ceremony.to_prove(user) if held.passkeys and ceremony.possible(request) else None,
        "demo_code": second_factor.shown(user, time.time()),
    }
    return render(request, "account/code/page.html", context, status=status)


def _on(request: HttpRequest, stage: SecondStep, user: User, used: Authenticator) -> HttpResponse:
    used.record_usage()
    took_second_step(request, user, used.pk, used.type)
    response: HttpResponse = stage.exit()
    return response
