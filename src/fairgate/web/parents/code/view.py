"""The code of conduct as a page: each paragraph with the rules that it gives, in the edition in force or another."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from fairgate.queries.code import code_page
from fairgate.web.shared.request import Request


@require_safe
def code(request: Request, edition: str = "") -> HttpResponse:
    """Open to everybody of the trust who is signed in, reception too: it is what the trust publishes."""
    page = code_page(request.user, request.today, edition)
    return render(request, "parents/code/page.html", {"page": page, "cites": edition})
