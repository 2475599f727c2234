"""Setting up an app that shows codes."""

import time
from io import BytesIO

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from qrcode import QRCode
from qrcode.image.svg import SvgPathImage

from fairgate.actions import second_factor
from fairgate.delivery import account_mail
from fairgate.queries.second_factor import steps
from fairgate.web.account.app.form import AppForm
from fairgate.web.account.confirm.view import confirmed
from fairgate.web.account.entering import took_second_step
from fairgate.web.account.recovery_codes.view import told
from fairgate.web.account.second_step.view import second_step_not_needed
from fairgate.web.account.sign_in import throttle
from fairgate.web.shared.request import Request

SECRET = "second_step.secret"  # noqa: S105 (its place in the session)
WRONG = "That is not what your app should show now. Wait for the next six digits, and type those."
TOO_OFTEN = f"There were {throttle.TRIES} wrong codes within five minutes. Wait, then try again."


@second_step_not_needed
@confirmed
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def add_app(request: Request) -> HttpResponse:
    """The secret as a picture and as text, and a form for the first code; then the recovery codes."""
    if steps(request.user).app is not None:
        return redirect("your_sign_in")
    secret = request.session.setdefault(SECRET, second_factor.new_secret())
    form = AppForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        slots = throttle.take(str(request.user.pk), throttle.CODE)
        if slots is None:
            form.add_error(None, TOO_OFTEN)
        elif not second_factor.fits(secret, form.cleaned_data["code"], time.time()):
            form.add_error("code", WRONG)
        else:
            throttle.give_back(slots)
            added, codes = second_factor.add_app(request.user, secret)
            del request.session[SECRET]
            took_second_step(request, request.user, added.pk, added.type)
            account_mail.changed(request.user.email, account_mail.Change.STEP_ADDED)
            return told(request, codes)
    letters = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    demo_code = second_factor.code_of(secret, time.time()) if settings.FAIRGATE_DEMO else ""
    context = {"form": form, "secret": letters, "demo_code": demo_code, "back": reverse("second_step")}
    return render(request, "account/app/page.html", context)


@second_step_not_needed
@require_safe
def app_picture(request: Request) -> HttpResponse:
    """The secret as a picture that an app can read: a file of its own, since the page may hold no data: pictures."""
    secret = request.session.get(SECRET)
    if not secret:
        raise Http404
    code = QRCode(border=2)
    code.add_data(get_adapter().build_totp_url(request.user, secret))
    drawn = BytesIO()
    code.make_image(image_factory=SvgPathImage).save(drawn)
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")
