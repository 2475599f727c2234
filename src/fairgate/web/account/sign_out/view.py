"""Signing out: a POST, so that no link or picture elsewhere can do it."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """The session ends, in the database too, a half-finished sign-in with it; on to the sign-in page."""
    logout(request)
    response = redirect("sign_in")
    # Whatever the browser still keeps of this site's pages goes as well: a reception's computer is shared.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
