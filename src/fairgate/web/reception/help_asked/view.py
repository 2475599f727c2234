"""Somebody who is barred is here: calling for help from the desk, and what to do until it comes."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from fairgate.actions import help_asked as actions
from fairgate.queries import gate
from fairgate.queries import help_asked as queries
from fairgate.queries.gate import Word
from fairgate.web.reception.gate.form import LONGEST
from fairgate.web.shared.request import Request

ASK_AGAIN = "Nobody was called: the answer is not the same any more. Look the name up again."


@sensitive_post_parameters()
@require_POST
def here(request: Request) -> HttpResponse:
    """Call for help. Who it is, is asked at the gate once more from what was typed: nobody's number is ever posted."""
    posted = request.POST
    try:
        school, name, clue = (posted.get(field, "")[:LONGEST] for field in ("school", "name", "clue"))
        answer = gate.ask(request.user, school, name, now=request.now, clue=clue)
        if answer.word is Word.BARRED:
            alert = actions.call_about_barred(
                school, answer.person, by=request.user, now=request.now, operation_key=_key(posted.get("operation", ""))
            )
            return redirect("help_asked", alert.pk)
    except (gate.NotAName, actions.NotBarred, ValueError):
        pass
    messages.warning(request, ASK_AGAIN)
    return redirect("gate")


@require_safe
def help_asked(request: Request, number: int) -> HttpResponse:
    """Who is coming, what to say and what not, what to do if they will not leave."""
    page = queries.desk_page(request.user, number, now=request.now)
    return render(request, "reception/help_asked/page.html", {"page": page})


@require_safe
def desk_answers(request: Request, number: int) -> HttpResponse:
    """Who is coming, by itself: the page asks for it every few seconds."""
    found = queries.answers(request.user, number, now=request.now)
    return render(request, "reception/help_asked/answers.html", {"answers": found})


def _key(text: str) -> str:
    """The key of the POST. ValueError for what is none."""
    return str(UUID(text))
