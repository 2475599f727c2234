"""Entering somebody who is not on record yet: who collects a child, who visits."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from fairgate.actions.person_ties import add_person as enter
from fairgate.queries.person import own_schools
from fairgate.records.door import Hidden
from fairgate.web.shared.request import Request
from fairgate.web.staff.person.add.form import AddForm


@require_http_methods(["GET", "HEAD", "POST"])
def add_person(request: Request) -> HttpResponse:
    """For those who may see people at a school; who was entered may turn out to be on record already."""
    schools = own_schools(request.user, request.today)
    if not schools:
        raise Hidden("nobody is entered without an office")
    form = AddForm(request.POST or None, schools=schools)
    if request.method == "POST" and form.is_valid():
        made = enter(
            form.school_slug,
            name=form.cleaned_data["name"],
            phone=form.cleaned_data["phone"],
            tie=form.tie,
            by=request.user,
            now=request.now,
        )
        messages.success(request, "The person is entered.")
        return redirect("person", made.pk)
    return render(request, "staff/person/add/page.html", {"form": form})
