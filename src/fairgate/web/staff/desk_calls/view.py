"""Being called to a desk: the banner by itself, and the page that says what it is about."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from fairgate.actions.help_asked import answer_call
from fairgate.queries import help_asked as queries
from fairgate.records.door import Hidden, has_schools
from fairgate.web.shared.request import Request

ANSWERS = {"yes": True, "no": False}


@require_safe
def desk_calls(request: Request) -> HttpResponse:
    """The calls that wait for an answer: a page of staff asks for them every few seconds."""
    if not has_schools(request.user, request.today):
        raise Hidden("nobody is called who may see no cases")
    return render(request, "shared/calls.html", {"calls": queries.waiting(request.user, request.today)})


@require_http_methods(["GET", "HEAD", "POST"])
def desk_call(request: Request, number: int) -> HttpResponse:
    """Who is there, and what may be done; or, by POST, whether one is coming."""
    coming = ANSWERS.get(request.POST.get("coming", ""))
    if request.method == "POST" and coming is not None:
        answer_call(number, coming=coming, by=request.user, now=request.now)
        messages.success(
            request, "The desk sees that you are coming." if coming else "The desk sees that you cannot come."
        )
        return redirect("desk_call", number)
    page = queries.call_page(request.user, number, now=request.now)
    context = {"page": page, "back": reverse("worklist"), "back_text": "Worklist"}
    return render(request, "staff/desk_calls/page.html", context)
