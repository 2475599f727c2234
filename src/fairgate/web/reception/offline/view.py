"""When the line fails: the copy on one device, asked for here, agreed by the data lead; and the printed list."""

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from fairgate.actions.offline import ask_for_copy, ask_for_paper, note_copy
from fairgate.queries import offline as queries
from fairgate.records import door
from fairgate.records.door import Hidden
from fairgate.web.reception.offline.form import AskForm
from fairgate.web.shared.request import Request

SECONDS = 400 * 24 * 3600
LOOKS_AT_MOST = 500


def cookie() -> str:
    """The name of the cookie by which a device is known."""
    return "__Host-device" if settings.HTTPS else "device"


def is_safe(request: HttpRequest) -> bool:
    """Whether what is sent is encrypted on its way, or goes no way at all: this very machine."""
    return request.is_secure() or request.get_host().partition(":")[0] in ("localhost", "127.0.0.1")


def _token(request: HttpRequest) -> str:
    return request.COOKIES.get(cookie(), "")


@require_http_methods(["GET", "HEAD", "POST"])
def offline(request: Request) -> HttpResponse:
    """What stands on this device; asking for it."""
    page = queries.device_page(request.user, _token(request), now=request.now)
    form = AskForm(request.POST or None, schools=page.schools)
    if request.method == "POST" and is_safe(request) and form.is_valid():
        given = form.cleaned_data
        token = ask_for_copy(given["school"], given["name"], by=request.user, now=request.now)
        messages.success(request, "It is asked for. The data lead agrees to it, or does not.")
        response = redirect("offline")
        response.set_cookie(
            cookie(), token, max_age=SECONDS, httponly=True, samesite="Strict", secure=settings.HTTPS, path="/"
        )
        return response
    context = {"form": form, "page": page, "safe": is_safe(request), **_addresses()}
    return render(request, "reception/offline/page.html", context)


def _addresses() -> dict[str, Any]:
    return {"worker": reverse("offline_worker"), "scope": reverse("offline")}


@login_not_required
@require_safe
def offline_shell(request: Request) -> HttpResponse:
    """The same page with nothing in it, which a device keeps for when there is no line."""
    return render(request, "reception/offline/shell.html", _addresses())


@login_not_required
@require_safe
def offline_worker(request: Request) -> HttpResponse:
    """The script that opens the page where there is no line; it may look after that one address."""
    files = [staticfiles_storage.url(name) for name in ("fairgate.css", "visitors.css", "reception-offline.js")]
    begins = (
        f"const SHELL = {json.dumps([reverse('offline_shell'), *files])}, OPENS = {json.dumps(reverse('offline'))};\n"
    )
    with staticfiles_storage.open(staticfiles_storage.stored_name("reception-offline_worker.js")) as built:
        response = HttpResponse(begins.encode() + built.read(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_POST
def offline_copy(request: Request) -> HttpResponse:
    """The copy, for a device to which the data lead has agreed, over an encrypted line alone."""
    page = queries.device_page(request.user, _token(request), now=request.now)
    if page.device is None or page.device.agreed_at is None or not is_safe(request):
        raise Hidden("no copy is kept here")
    gate = door.gate_for(request.user, page.device.school.slug, now=request.now, why="a copy for when the line fails")
    told = queries.copy(page.device, gate, now=request.now)
    note_copy(page.device, _looks(request), by=request.user, now=request.now)
    return JsonResponse(told)


def _looks(request: Request) -> list[str]:
    """The times of the look-ups that the copy answered, as the device tells them; what is no time is left out."""
    try:
        given = json.loads(request.POST.get("looks", "[]")[:50_000])
    except ValueError:
        return []
    times = [one for one in given if isinstance(one, str) and len(one) < 30] if isinstance(given, list) else []
    return [one for one in times[:LOOKS_AT_MOST] if set(one) <= set("0123456789-:.TZ")]


@require_safe
def offline_state(request: Request) -> HttpResponse:
    """Whether this device may keep a copy."""
    page = queries.device_page(request.user, _token(request), now=request.now)
    return JsonResponse({"device": page.device is not None and page.device.agreed_at is not None})


@require_http_methods(["GET", "HEAD", "POST"])
def printed(request: Request, school: str) -> HttpResponse:
    """The list on paper, where the data lead has agreed to one; asking for it."""
    if request.method == "POST":
        ask_for_paper(school, by=request.user, now=request.now)
        return redirect("printed", school)
    told = queries.printed_list(request.user, school, now=request.now)
    asked = told is None and queries.is_paper_asked(request.user, school, now=request.now)
    return render(request, "reception/offline/printed.html", {"told": told, "asked": asked, "slug": school})
