"""What brings a person to a school: entered, put right, and a visit that is over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairgate.actions import person_ties as actions
from fairgate.queries.person import own_schools, person_of, tie_asked, visit_asked
from fairgate.web.shared.request import Request
from fairgate.web.staff.person.tie.form import ChangeTieForm, TieForm


@require_http_methods(["GET", "HEAD", "POST"])
def add_tie(request: Request, number: int) -> HttpResponse:
    """A child or a visit more."""
    known = person_of(request.user, number, request.now)
    form = TieForm(request.POST or None, schools=own_schools(request.user, request.today))
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_tie(number, form.school_slug, tie=form.tie, by=request.user, now=request.now)
        except actions.AlreadyThere:
            form.add_error(None, "This is on record already. Change it on the page of the person.")
        else:
            messages.success(request, "It is kept.")
            return redirect("person", number)
    context = {"form": form, "name": known.card.name, "back": reverse("person", args=[number])}
    return render(request, "staff/person/tie/add.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_tie(request: Request, number: int, tie: int) -> HttpResponse:
    """What they are to the child, put right."""
    asked = tie_asked(request.user, number, tie, request.now)
    kept = {"relationship": asked.tie.relationship, "year": asked.tie.year}
    form = ChangeTieForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        actions.change_tie(number, tie, **form.cleaned_data, by=request.user, now=request.now)
        messages.success(request, "It is kept.")
        return redirect("person", number)
    context = {"form": form, "asked": asked, "back": reverse("person", args=[number])}
    return render(request, "staff/person/tie/change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def end_visit(request: Request, number: int, visit: int) -> HttpResponse:
    """They come no more as a visitor or contractor."""
    asked = visit_asked(request.user, number, visit, request.now)
    if request.method == "POST":
        actions.end_visits(number, visit, by=request.user, now=request.now)
        messages.success(request, "It is kept.")
        return redirect("person", number)
    return render(request, "staff/person/tie/end.html", {"asked": asked, "back": reverse("person", args=[number])})
