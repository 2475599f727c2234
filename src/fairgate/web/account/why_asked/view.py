"""What one is asked about what one looked at."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fairgate.actions.why_asked import say_why
from fairgate.queries.why_asked import questions
from fairgate.web.account.why_asked.form import SayForm
from fairgate.web.shared.request import Request


@require_http_methods(["GET", "HEAD", "POST"])
def why_asked(request: Request) -> HttpResponse:
    """Every question that waits, each with a line for its answer."""
    asked = questions(request.user)
    form = SayForm(request.POST or None, questions=asked)
    if request.method == "POST" and form.is_valid():
        if say_why(form.said(), by=request.user, now=request.now):
            messages.success(request, "Your answer is kept, for the data lead.")
        return redirect("why_asked")
    rows = [(one, form[f"why_{one.number}"]) for one in asked]
    return render(request, "account/why_asked/page.html", {"form": form, "rows": rows})
