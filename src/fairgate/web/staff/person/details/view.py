"""Putting a person's details right."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from fairgate.actions import person as actions
from fairgate.queries.person import person_of
from fairgate.web.shared.request import Request
from fairgate.web.staff.person.details.form import DetailsForm

MOVED = (
    "Somebody else changed these details while you had them open. Nothing was changed by you. "
    "Open the page again to see what is kept now, then change it."
)


@require_http_methods(["GET", "HEAD", "POST"])
def change_person(request: Request, number: int) -> HttpResponse:
    """The form of the details."""
    known = person_of(request.user, number, request.now)
    kept = actions.Details.of(known.person)
    is_hidden = known.card.address.is_hidden
    form = DetailsForm(request.POST or None, kept=kept, hides_address=is_hidden)
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
    context = {"form": form, "name": kept.name, "is_hidden": is_hidden, "back": reverse("person", args=[number])}
    return render(request, "staff/person/details/page.html", context)
