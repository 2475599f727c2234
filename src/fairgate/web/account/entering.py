"""The one way in, for whoever has proved who they are by a password or to an identity provider."""

from allauth.account.internal.flows.login import get_authentication_records, perform_login, record_authentication
from allauth.account.internal.stagekit import clear_login
from allauth.account.models import Login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from fairgate.records.known import known
from fairgate.records.models import User
from fairgate.web.shared.request import Request

PROVIDER = "provider"
"""The kind of second step that an identity provider vouched for."""


def come_in(request: Request, user: User, wanted: str, *, method: str, stepped: bool = False) -> HttpResponse:
    """On to the second step, or, for those who need none, in; who holds no office today is told so and stays out.

    `method` says how they proved who they are; `stepped` that the provider saw a second step of its own.
    """
    if known(user.pk, request.today) is None:
        return render(request, "shared/no_office.html", status=403)
    clear_login(request)
    record_authentication(request, user, method)
    if stepped:
        record_authentication(request, user, "mfa", type=PROVIDER)
    response: HttpResponse = perform_login(request, Login(user=user, redirect_url=wanted))
    return response


def took_second_step(request: HttpRequest, user: User, authenticator: int, kind: str) -> None:
    """Note in the session that its second step was taken, with which authenticator (primary key) and of what kind."""
    record_authentication(request, user, "mfa", id=authenticator, type=kind)


def second_step_taken(request: HttpRequest, user: User) -> bool:
    """Whether this very session took a second step: one that was begun without cannot borrow another's."""
    kinds = {one.get("type") for one in get_authentication_records(request, user) if one.get("method") == "mfa"}
    return PROVIDER in kinds or (user.has_second_step and bool(kinds))


def wanted(request: HttpRequest) -> str:
    """Where the person wanted to go (`next`), if that is on this site; else to their start page."""
    asked = request.POST.get("next") or request.GET.get("next") or "/"
    safe = url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    return asked if safe else "/"
