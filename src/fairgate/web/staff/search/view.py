"""Search. What was asked is kept in the session, on our side, so that Back and Reload show its results again."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from fairgate.queries import search as queries
from fairgate.records.door import Hidden, has_schools
from fairgate.web.shared.request import Request
from fairgate.web.staff.search.form import SearchForm

KEPT = "looked_for"
"""Where the session keeps it, until something else is asked, or the session ends."""


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: Request) -> HttpResponse:
    """The field, and below it what was found; not for reception, who has the gate."""
    if not has_schools(request.user, request.today):
        raise Hidden("there is no search without an office")
    if request.method == "POST":
        form = SearchForm(request.POST)
        if form.is_valid():
            request.session[KEPT] = form.cleaned_data["looked_for"]
            return redirect("search")
        request.session.pop(KEPT, None)
        return render(request, "staff/search/page.html", {"form": form})
    asked = request.session.get(KEPT, "")
    context = {"form": SearchForm(initial={"looked_for": asked}), "asked": asked}
    if asked:
        context["found"] = queries.search(request.user, asked, now=request.now)
    return render(request, "staff/search/page.html", context)
