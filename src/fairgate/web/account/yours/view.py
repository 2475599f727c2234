"""One's own page: what one signs in with, and where one is signed in."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from fairgate.actions import second_factor
from fairgate.actions import sessions as ending
from fairgate.delivery import account_mail
from fairgate.queries.provider import connections
from fairgate.queries.second_factor import steps
from fairgate.queries.sessions import sessions
from fairgate.web.account.confirm.view import confirmed
from fairgate.web.shared.request import Request


@require_safe
def your_sign_in(request: Request) -> HttpResponse:
    """All of it on one page."""
    context = {
        "steps": steps(request.user),
        "sessions": sessions(request.user, request.session.session_key),
        "connections": connections(request.user, {one.name: one.label for one in settings.FAIRGATE_PROVIDERS}),
        "has_password": request.user.has_usable_password(),
    }
    return render(request, "account/yours/page.html", context)


@confirmed
@require_POST
def remove_step(request: Request, number: int) -> HttpResponse:
    """An app or a passkey goes."""
    if not second_factor.remove(request.user, number):
        raise Http404
    account_mail.changed(request.user.email, account_mail.Change.STEP_REMOVED)
    messages.success(request, "It is taken away, and signs you in no more.")
    return redirect("your_sign_in")


@require_POST
def end_sessions(request: Request) -> HttpResponse:
    """One session (`session`), or all others; this one is ended by signing out."""
    chosen = request.POST.get("session", "")
    if chosen:
        if not chosen.isdecimal() or not ending.end(request.user, int(chosen)):
            raise Http404
        messages.success(request, "That session is ended.")
    else:
        ending.end_others(request.user, request.session.session_key)
        messages.success(request, "You are signed out everywhere else.")
    return redirect("your_sign_in")
