"""Signing in through an identity provider: to it, back from it, and what is asked the first time."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from fairgate.actions import provider as acting
from fairgate.queries import provider as asking
from fairgate.web.account.confirm.view import confirmed
from fairgate.web.account.entering import come_in, wanted
from fairgate.web.account.provider import first
from fairgate.web.account.provider.configured import Provider
from fairgate.web.account.provider.conversation import Conversation, Stopped
from fairgate.web.account.provider.form import FirstForm
from fairgate.web.account.provider.identity import Elsewhere, Identity, identity
from fairgate.web.account.provider.words import WHY
from fairgate.web.account.sign_in import throttle
from fairgate.web.shared.request import Request

METHOD = "provider"
WRONG = "That is not the code of the newest mail. Check it, and try again."
TOO_OFTEN = f"There were {throttle.TRIES} wrong codes within five minutes. Wait five minutes, then try again."


@login_not_required
@never_cache
@require_POST
def provider(request: Request, name: str) -> HttpResponse:
    """To the provider, which sends the browser to `provider_back`."""
    ours = _provider(name)
    if request.user.is_authenticated:
        return redirect("home")
    try:
        return redirect(Conversation(request, ours).begin(wanted(request)))
    except Stopped as stopped:
        return _stop(ours, str(stopped))


@login_not_required
@never_cache
@require_GET
def provider_back(request: Request, name: str) -> HttpResponse:
    """From the provider, with a code or an error. On to the second step, or in; or why not.

    Whatever comes of it, the browser is sent on: what the provider put into this address stays in no address bar.
    """
    ours = _provider(name)
    if request.user.is_authenticated:
        return redirect("home")
    conversation = Conversation(request, ours)
    try:
        begun = conversation.begun(request.GET.get("state", ""))
        if request.GET.get("iss", ours.server) != ours.server:
            raise Stopped("not-accepted")
        if "code" not in request.GET:
            raise Stopped("cancelled" if request.GET.get("error") == "access_denied" else "not-accepted")
        said = conversation.claims(request.GET["code"], begun)
        try:
            who = identity(ours, said)
        except Elsewhere:
            raise Stopped("elsewhere") from None
        return _known(request, ours, who, begun.wanted)
    except Stopped as stopped:
        return _stop(ours, str(stopped))


def _known(request: Request, ours: Provider, who: Identity, onward: str) -> HttpResponse:
    """In, for whoever is connected; for whoever is not but has an account, first the code that shows it is theirs."""
    user = asking.connected(ours.name, who.uid, ours.trust)
    if user is not None:
        acting.used(ours.name, who.uid)
        return come_in(request, user, onward, method=METHOD, stepped=who.stepped)
    if not who.email:
        raise Stopped("no-address")
    user = asking.owner(who.email, ours.trust, request.today)
    if user is None:
        raise Stopped("unknown")
    if asking.taken(ours.name, user):
        raise Stopped("another")
    if throttle.take(user.email, throttle.MAIL) is None:
        raise Stopped("too-often")
    first.ask(request, ours.name, user, who, onward)
    return redirect("provider_first", ours.name)


@login_not_required
@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def provider_first(request: Request, name: str) -> HttpResponse:
    """The first time: the code that was mailed to the account's address; then the two are connected, and on."""
    ours = _provider(name)
    if request.user.is_authenticated:
        return redirect("home")
    asked = first.asked(request, ours.name)
    if asked is None:
        return _stop(ours, "spent")
    form = FirstForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        slots = throttle.take(str(asked.user), throttle.FIRST, throttle.FIRST_OF_A_DAY)
        if slots is None:
            form.add_error(None, TOO_OFTEN)
            status = 429
        elif not asked.fits(form.cleaned_data["code"]):
            form.add_error("code", WRONG)
        else:
            throttle.give_back(slots)
            first.forget(request)
            user = asked.still(ours.trust, request.today)
            if user is None:
                return _stop(ours, "unknown")
            if not acting.connect(user, ours.name, asked.uid):
                return _stop(ours, "another")
            return come_in(request, user, asked.wanted, method=METHOD, stepped=asked.stepped)
    context = {"form": form, "label": ours.label, "minutes": first.MINUTES, "demo": settings.FAIRGATE_DEMO}
    return render(request, "account/provider/first.html", context, status=status)


@login_not_required
@require_safe
def provider_stopped(request: Request, name: str, why: str) -> HttpResponse:
    """Why a sign-in went no further, and what to do next."""
    ours = _provider(name)
    if why not in WHY:
        raise Http404
    words = WHY[why]
    context = {
        part: getattr(words, part).format(label=ours.label, minutes=first.MINUTES)
        for part in ("heading", "told", "next")
    }
    return render(request, "account/provider/stopped.html", context, status=words.status)


@confirmed
@require_POST
def remove_provider(request: Request, number: int) -> HttpResponse:
    """A connection goes: that account at the provider opens nothing here any more."""
    if not acting.disconnect(request.user, number):
        raise Http404
    messages.success(request, "It is disconnected, and signs you in no more.")
    return redirect("your_sign_in")


def _provider(name: str) -> Provider:
    """The provider of that name; 404 when none is set up under it."""
    for one in settings.FAIRGATE_PROVIDERS:
        if one.name == name:
            found: Provider = one
            return found
    raise Http404


def _stop(ours: Provider, why: str) -> HttpResponse:
    return redirect("provider_stopped", ours.name, why)
