"""Recovery codes: each lets its owner in once when the app or passkey is lost. They are shown when they are made."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairgate.actions import second_factor
from fairgate.delivery import account_mail
from fairgate.queries.second_factor import steps
from fairgate.web.account.confirm.view import confirmed
from fairgate.web.account.second_step.view import WANTED
from fairgate.web.shared.request import Request


@confirmed
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: Request) -> HttpResponse:
    """Whether to make new ones, and the new ones."""
    held = steps(request.user)
    if not held.any:
        return redirect("second_step")
    if request.method == "POST":
        codes = second_factor.renew_recovery_codes(request.user)
        account_mail.changed(request.user.email, account_mail.Change.CODES_RENEWED)
        return told(request, codes)
    context = {"left": held.codes_left, "back": reverse("your_sign_in")}
    return render(request, "account/recovery_codes/renew.html", context)


def told(request: Request, codes: Sequence[str]) -> HttpResponse:
    """The codes, this once, in answer to the POST that made them; without any, on to where the person was going."""
    onward = request.session.pop(WANTED, None) or reverse("your_sign_in")
    if not codes:
        messages.success(request, "Your second step is set up.")
        return redirect(onward)
    halves = [f"{code[:4]} {code[4:]}" for code in codes]
    return render(request, "account/recovery_codes/page.html", {"codes": halves, "onward": onward})
