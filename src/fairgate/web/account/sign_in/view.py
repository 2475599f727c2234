"""Signing in with e-mail address and password."""

from django.conf import settings
from django.contrib.auth import authenticate, login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fairgate.web.account.sign_in import throttle
from fairgate.web.account.sign_in.demo import people
from fairgate.web.account.sign_in.form import SignInForm

REFUSED = (
    "That e-mail address and password do not belong together here. "
    "Check both; if you have forgotten your password, ask whoever looks after Fairgate in your trust."
)
TOO_OFTEN = (
    f"There were {throttle.TRIES} tries to sign in as this person within five minutes. Wait five minutes, then try "
    "again. If it was not you, tell whoever looks after Fairgate in your trust."
)


@login_not_required
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The form; on to where the person wanted to go (`next`, on this site only), or to their start page."""
    if request.user.is_authenticated:
        return redirect("home")
    form = SignInForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        slot = throttle.take(email)
        if slot is None:
            form.add_error(None, TOO_OFTEN)
            status = 429
        else:
            user = authenticate(request, username=email, password=form.cleaned_data["password"])
            if user is not None:
                throttle.give_back(slot)
                login(request, user)
                return redirect(_next(request))
            form.add_error(None, REFUSED)
    context = {
        "form": form,
        "next": _next(request),
        "unsent": request.GET.get("unsent") == "1",
        "demo": people(request.today) if settings.FAIRGATE_DEMO else None,  # type: ignore[attr-defined]
        "demo_password": settings.FAIRGATE_DEMO_PASSWORD,
    }
    return render(request, "account/sign_in/page.html", context, status=status)


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else "/"
