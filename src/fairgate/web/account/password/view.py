"""A new password: by a link in a mail, or from one's own page."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fairgate.actions import new_password
from fairgate.web.account.confirm.view import confirmed
from fairgate.web.account.password.form import ForgottenForm, NewPasswordForm
from fairgate.web.account.sign_in import throttle
from fairgate.web.shared.request import Request

TICKET = "new_password.ticket"
"""Where in the session the ticket of the link lies: it must not stand in the address while the page is open."""


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten_password(request: Request) -> HttpResponse:
    """Asks for the address; then says that a mail is on its way, whether there is such an account or not."""
    form = ForgottenForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if throttle.take(email, throttle.MAIL) is not None:
            page = request.build_absolute_uri(reverse("new_password"))
            new_password.ask(email, lambda ticket: f"{page}?{urlencode({'for': ticket})}", request.today)
        context = {"minutes": settings.PASSWORD_RESET_TIMEOUT // 60, "demo": settings.FAIRGATE_DEMO}
        return render(request, "account/password/sent.html", context)
    return render(request, "account/password/forgotten.html", {"form": form, "back": reverse("sign_in")})


@login_not_required
@never_cache
@sensitive_post_parameters("new")
@require_http_methods(["GET", "HEAD", "POST"])
def set_new_password(request: Request) -> HttpResponse:
    """From the link in the mail (`for`): a new password, then on to sign in with it, second step and all."""
    if "for" in request.GET:
        request.session[TICKET] = request.GET["for"]
        return redirect("new_password")
    user = new_password.holder(request.session.get(TICKET, ""), request.today)
    if user is None:
        return render(request, "account/password/spent.html", status=410)
    form = NewPasswordForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        new_password.change(user, form.cleaned_data["new"])
        del request.session[TICKET]
        messages.success(request, "Your new password is set. Sign in with it.")
        return redirect("sign_in")
    return render(request, "account/password/page.html", {"form": form})


@confirmed
@sensitive_post_parameters("new")
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: Request) -> HttpResponse:
    """Of whoever is signed in: this session goes on, every other one ends."""
    form = NewPasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        new_password.change(request.user, form.cleaned_data["new"])
        update_session_auth_hash(request, request.user)
        messages.success(request, "Your password is changed. Wherever else you were signed in, you are signed out.")
        return redirect("your_sign_in")
    return render(request, "account/password/page.html", {"form": form, "back": reverse("your_sign_in")})
