"""A person: what is kept of them, and putting it right."""

from dataclasses import asdict

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from fairgate.actions import person as actions
from fairgate.queries.person import person_of, person_page
from fairgate.web.shared.request import Request
from fairgate.web.staff.person.form import DetailsForm

MOVED = (
    "Somebody else changed these details while you had them open. Nothing was changed by you. "
    "Open the page again to see what is kept now, then change it."
)


@require_safe
def person(request: Request, number: int) -> HttpResponse:
    """The details, the children, and the cases about the person that the user may see."""
    return render(request, "staff/person/page.html", {"page": person_page(request.user, number, request.now)})


@require_http_methods(["GET", "HEAD", "POST"])
def change_person(request: Request, number: int) -> HttpResponse:
    """The form of the details."""
    kept = actions.Details.of(person_of(request.user, number, request.now))
    form = DetailsForm(request.POST or None, initial={**asdict(kept), "seen": kept.stamp})
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_person(
                number, details=form.details, seen=form.cleaned_data["seen"], by=request.user, now=request.now
            )
        except actions.DetailsMoved:
            form.add_error(None, MOVED)
        else:
            messages.success(request, "The details are kept.")
            return redirect("person", number)
    context = {"form": form, "name": kept.name, "back": reverse("person", args=[number])}
    return render(request, "staff/person/change.html", context)
