"""The way in: to the first place that is open to whoever is signed in."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from fairgate.web.shared.navigation import navigation
from fairgate.web.shared.request import Request


@require_safe
def home(request: Request) -> HttpResponse:
    """On to the worklist, for reception to the gate, for a member of a body to that; or a page that says why not."""
    places = navigation(request.user, request.today, request.path)
    if not places:
        return render(request, "shared/no_office.html")
    first = {place.text: place for place in places}
    return redirect((first.get("Worklist") or first.get("Gate") or places[0]).url)
