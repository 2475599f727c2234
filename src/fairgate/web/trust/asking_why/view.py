"""The data lead asks somebody why they looked at something."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairgate.actions import why_asked as actions
from fairgate.queries.why_asked import read_to_ask_about
from fairgate.web.shared.forms import Form
from fairgate.web.shared.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
def ask_why(request: Request, number: int) -> HttpResponse:
    """Ask it, once."""
    if request.method == "POST":
        link = f"{settings.FAIRGATE_ADDRESS}{reverse('why_asked')}"
        actions.ask_why(number, link=link, by=request.user, now=request.now)
        messages.success(request, "They are asked. Their answer appears beside what they looked at.")
        return redirect("reads")
    line = read_to_ask_about(request.user, number, request.now)
    context = {"line": line, "form": Form(), "back": reverse("reads"), "back_text": "Who looked at what"}
    return render(request, "trust/asking_why/page.html", context)
