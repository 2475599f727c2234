"""Who stands aside from whom: for leaders, who can undo it, and for the data lead, who sees that it is so."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from fairgate.actions import recusal as actions
from fairgate.queries import recusal as queries
from fairgate.web.shared.request import Request
from fairgate.web.trust.body.keeping import kept
from fairgate.web.trust.recusals.form import UndoForm


@require_safe
def recusals(request: Request) -> HttpResponse:
    """Every recusal, the newest first, those that are over or undone too."""
    page = queries.recusals_page(request.user, now=request.now)
    return render(request, "trust/recusals/page.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def undo_recusal(request: Request, number: int) -> HttpResponse:
    """Let somebody see again from whom they stood aside."""
    one = queries.undo_asked(request.user, number, now=request.now)
    return kept(
        request,
        UndoForm(request.POST or None),
        template="trust/recusals/undo.html",
        act=lambda said: actions.undo_recusal(number, said["why"], by=request.user, now=request.now),
        done=f"{one.who} need not stand aside any more.",
        to=reverse("stand_aside", args=[one.person_number]),
        one=one,
    )
