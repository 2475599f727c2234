"""The devices that keep a list for when the line fails, and the printed lists: the data lead agrees, or revokes."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fairgate.actions.offline import agree, revoke
from fairgate.queries.offline import devices as devices_of
from fairgate.web.shared.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
def devices(request: Request) -> HttpResponse:
    """Those that wait, those that hold, those that were revoked; each by whom and when."""
    now, gone = devices_of(request.user, now=request.now)
    if request.method == "POST":
        number = request.POST.get("device", "")
        act = agree if request.POST.get("stage") == "agree" else revoke
        act(int(number) if number.isdecimal() and len(number) < 18 else 0, by=request.user, now=request.now)
        messages.success(
            request, "Agreed." if act is agree else "Revoked: it is wiped when the device is next in touch."
        )
        return redirect("devices")
    return render(request, "reception/devices/page.html", {"now": now, "gone": gone})
